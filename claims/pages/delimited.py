"""Finds rows of a table that flattened text keeps on one line each, their cells between tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Line = tuple[int, int]
Row = tuple[Line, ...]

TAB = re.compile(r"\s*\t\s*")
BAR = re.compile(r"\s*\|\s*")
RULE = re.compile(r"[\s|:+\-–—=_]+")  # ---|--- under the heads
DELIMITED = 1_000_000  # table numbers from here on: rows that stood on one line each
FEWEST_ROWS = 2
SURE_OF = 3  # cells with which a single line is a row: a title with one bar in it is none


def table_at(source: str, lines: Sequence[Line], at: int) -> list[Row]:
    """Rows of the table that begins at a line, or none: two lines or more that are cut by the same sign."""
    for sign in (TAB, BAR):
        rows: list[Row] = []
        for start, end in lines[at:]:
            cells = tuple(_cells(source, start, end, sign))
            if len(cells) < 2:
                break
            rows.append(cells)
        if len(rows) >= FEWEST_ROWS and max(map(len, rows)) >= SURE_OF - (sign is TAB):
            return rows
    return []


def is_rule(source: str, row: Row) -> bool:
    """Whether a row is only the line drawn under the heads."""
    return all(RULE.fullmatch(source, start, end) or start == end for start, end in row)


def _cells(source: str, start: int, end: int, sign: re.Pattern[str]) -> Iterator[Line]:
    """Cells of a line; an empty one at the front stays, for the row heads begin with it, and so does one inside."""
    text = source[start:end].rstrip()
    if sign is BAR and len(text) > 1 and text[0] == text[-1] == "|":
        start, end = start + 1, start + len(text) - 1
    at = start
    for match in sign.finditer(source, start, end):
        yield _trimmed(source, at, match.start())
        at = match.end()
    if at > start:
        yield _trimmed(source, at, end)


def _trimmed(source: str, start: int, end: int) -> Line:
    text = source[start:end]
    return start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip())) if text.strip() else start
