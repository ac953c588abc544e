"""Finds rows of a table that flattened text keeps on one line each, their cells between tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Line = tuple[int, int]
Row = tuple[Line, ...]

TAB = re.compile(r"\t\s*")  # white space before it is trimmed off the cell
BAR = re.compile(r"\|\s*")
RULE = re.compile(r"[\s|:+\-–—=_]+")  # ---|--- under the heads
STATED = re.compile(r"[A-Za-z][^:=<|\n]{0,40}[:=<≤]\s?[<>≥≤~]?[-−–+]?\d?\.?\d(?![^|\n]{0,12}\bN\s?=)")
DELIMITED = 1_000_000  # table numbers from here on: rows that stood on one line each
FEWEST_ROWS = 2
SURE_OF = 3  # cells with which a single line is a row: a title with one bar in it is none


def tables(source: str, lines: Sequence[Line]) -> Iterator[tuple[int, list[Row]]]:
    """Where tables begin in a run of lines, with their rows: two lines or more that are cut by the same sign.

    Each line is cut once by each sign: what is left of a run of rows that makes no table makes none either.
    """
    at = 0
    seen = {TAB: 0, BAR: 0}  # the line from which on a table by this sign may still begin
    while at < len(lines):
        for sign in (TAB, BAR):
            rows = _rows(source, lines, at, sign) if at >= seen[sign] else []
            is_table = len(rows) >= FEWEST_ROWS and max(map(len, rows)) >= SURE_OF - (sign is TAB)
            if is_table and not _states(source, rows[0]):
                yield at, rows
                at += len(rows)
                break
            seen[sign] = max(seen[sign], at + len(rows) + 1)
        else:
            at += 1


def _states(source: str, row: Row) -> bool:
    """Whether every cell of a first row states a result of its own: no head of a table, `OS: 21.4 mo | HR: 0.70 | P=0.001`."""
    return all(STATED.match(source, start, end) for start, end in row)


def _rows(source: str, lines: Sequence[Line], at: int, sign: re.Pattern[str]) -> list[Row]:
    """The rows that a sign cuts from a line on, up to the first line with no such sign in it."""
    rows: list[Row] = []
    for number in range(at, len(lines)):
        cells = tuple(_cells(source, *lines[number], sign))
        if len(cells) < 2:
            break
        rows.append(cells)
    return rows


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
    kept = text.strip()
    begin = start + len(text) - len(text.lstrip()) if kept else start
    return begin, begin + len(kept)
