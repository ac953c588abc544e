"""Finds rows of a table that flattened text keeps on one line each, their cells between tabs, bars, gaps or mere spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Line = tuple[int, int]
Row = tuple[Line, ...]

TAB = re.compile(r"\t[^\S\t\n]*")  # white space before it is trimmed off the cell
BAR = re.compile(r"\|\s*")
GAP = re.compile(r"(?<=[^\s.!?;:]) {2,40}(?=\S)")  # columns that are set apart by hand or by a printer
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
    seen = dict.fromkeys((TAB, BAR, GAP), 0)  # the line from which on a table by this sign may still begin
    while at < len(lines):
        for sign in (TAB, BAR, GAP):
            rows = _rows(source, lines, at, sign) if at >= seen[sign] else []
            is_table = len(rows) >= FEWEST_ROWS and max(map(len, rows)) >= SURE_OF - (sign is TAB)
            if is_table and not _states(source, rows[0]):
                yield at, rows
                at += len(rows)
                break
            seen[sign] = max(seen[sign], at + len(rows) + 1)
        else:
            rows = _spaced(source, lines, at)
            if rows:
                yield at, rows
            at += len(rows) or 1


def _states(source: str, row: Row) -> bool:
    """Whether every cell of a first row states a result of its own: no head of a table, `OS: 21.4 mo | HR: 0.70 | P=0.001`."""
    return all(STATED.match(source, start, end) for start, end in row)


def _rows(source: str, lines: Sequence[Line], at: int, sign: re.Pattern[str]) -> list[Row]:
    """The rows that a sign cuts from a line on, up to the first line with no such sign in it."""
    rows: list[Row] = []
    for number in range(at, len(lines)):
        cells = tuple(_cells(source, *lines[number], sign))
        if len(cells) < 2:
            if sign is not TAB or not rows or not _goes_on(source, lines, number, sign):
                break
            cells = (_trimmed(source, *lines[number]),)  # the name of a group of rows
        rows.append(cells)
    return rows


def _goes_on(source: str, lines: Sequence[Line], number: int, sign: re.Pattern[str]) -> bool:
    """Whether a short line without the sign stands between rows."""
    start, end = lines[number]
    return end - start <= LONGEST_GROUP and number + 1 < len(lines) and bool(sign.search(source, *lines[number + 1]))


LONGEST_GROUP = 60  # characters
SIZED = re.compile(r"\([nN]\s?=\s?[\d,]{1,9}\)")
# `Adverse reactions, n (%)` or `Adverse event` before the first arm
STUB = re.compile(
    r".{2,60}?(?:\bn\s?\(%\)|\(%\)|[:%])\s+(?=[A-Z])"
    r"|(?i:adverse\s(?:drug\s)?(?:events?|reactions?)|reactions?|events?|end\s?points?|outcomes?|parameters?|characteristics?|preferred\sterms?|symptoms?|responses?|subgroups?)\s+(?=[A-Z])"
)
PAIR = r"\d[\d.]{0,5}\s/\s\d[\d.]{0,5}"  # `64 / 7` of any grade and of grade 3 or 4
VALUE = rf"(?:[<>≥≤~]\s?)?(?:{PAIR}|[-−–]?\d[\d.,]{{0,9}}\s?%?(?:\s?\([^()\s][^()]{{0,24}}\))?|NR|NE|—)"
ONE_VALUE = re.compile(VALUE)
RESULT = re.compile(r"\d\s?%|\b(?:was|were|had|randomi[sz]ed|assigned|received)\b")  # a sentence, no heads
LONGEST_ROW = 300  # characters
MOST_ARMS = 8


def _spaced(source: str, lines: Sequence[Line], at: int) -> list[Row]:
    """Arms with their sizes on one line, and below it labels with as many values: columns that only spaces part."""
    heads = _sized_heads(source, *lines[at])
    if not 2 <= len(heads) - 1 <= MOST_ARMS:
        return []
    form = re.compile(rf"(?P<label>\S(?:.*?\S)?)\s+(?P<values>{VALUE}(?:\s+{VALUE}){{{len(heads) - 2}}})\s*")
    rows: list[Row] = [heads]
    for start, end in lines[at + 1 :]:
        match = form.fullmatch(source, start, end) if end - start <= LONGEST_ROW else None
        if not match or not any(letter.isalpha() for letter in match["label"]):
            break
        values = (value.span() for value in ONE_VALUE.finditer(source, *match.span("values")))
        rows.append((match.span("label"), *values))
    return rows if len(rows) >= FEWEST_ROWS and len({*map(len, rows)}) == 1 else []


def _sized_heads(source: str, start: int, end: int) -> Row:
    """The head of the labels, which may be empty, and the arms that end with their sizes; nothing where a line holds more."""
    ends = [match.end() for match in SIZED.finditer(source, start, end)] if end - start <= LONGEST_ROW else []
    if not ends or source[ends[-1] : end].strip() or RESULT.search(source, start, ends[-1]):
        return ()
    stub = STUB.match(source, start, ends[0])
    first = stub.end() if stub else start
    begins = [first, *ends[:-1]]
    return (_trimmed(source, start, first), *(_trimmed(source, *pair) for pair in zip(begins, ends, strict=True)))


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
