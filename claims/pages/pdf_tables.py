"""Phrases of a page -> the tables among them, told by columns that their rows have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

from claims.pages.pdf_cells import CLOSE, DATA, EDGE, NARROWEST, FoundCell, FoundTable, Row, holds_data, rows_of
from claims.pages.pdf_lines import Phrase
from claims.pages.pdf_table_columns import cells_of, corridors, middles, over_columns, parted, starts_of
from claims.pages.pdf_table_rows import merged

_RESULT = re.compile(r"[<>≤≥~≈]?\s?\d[\d,.·]*(?:\s?%|\s?\(|\.\d)")
_FARTHEST = 7.0  # of the size: how far the next row may stand
_MOST_SINGLES = 4  # rows of one phrase in a row, between rows of more
_LONG_LABEL, _LONG_CELL = 14, 10  # words on average: above it is running text, in columns
_OVERLAP = 0.75  # of the size: lines nearer than this belong to one row


def tables_of(phrases: Sequence[Phrase], rules: Sequence[float]) -> list[tuple[FoundTable, set[int]]]:
    """Tables from top to bottom, each with the ids of its phrases; `rules` are heights of lines across the page."""
    found: list[tuple[FoundTable, set[int]]] = []
    for group in _groups(_bands(phrases)):
        table = _table(group, rules)
        if table is not None:
            found.append((table, {id(phrase) for row in group for phrase in row.phrases}))
    return found


def _bands(phrases: Iterable[Phrase]) -> list[Row]:
    """Rows whose phrases overlap in height: a label of two lines stands around its values."""
    bands: list[Row] = []
    for row in rows_of(phrases):
        last = bands[-1] if bands else None
        if last is not None and row.base - last.base < _OVERLAP * min(row.size, last.size):
            last.phrases += row.phrases
            last.base, last.size = row.base, max(last.size, row.size)
        else:
            bands.append(row)
    for band in bands:
        band.phrases.sort(key=attrgetter("left", "base"))
    return bands


def _groups(rows: list[Row]) -> list[list[Row]]:
    """Runs of rows that may be a table: rows of more phrases, with single ones between them."""
    groups: list[list[Row]] = []
    group: list[Row] = []
    waiting: list[Row] = []
    for row in rows:
        last = (waiting or group or [row])[-1]
        if group and (row.base - last.base > _FARTHEST * max(row.size, last.size) or len(waiting) > _MOST_SINGLES):
            groups.append(group)
            group, waiting = [], []
        if len(row.phrases) > 1:
            if group and not _fits(group, row):
                groups.append(group)
                group, waiting = [], []
            group += [*waiting, row]
            waiting = []
        elif group:
            if _ends(row, group):
                groups.append(group)
                group, waiting = [], []
            elif not waiting and _is_in_label(row, group):
                group.append(row)
            else:
                waiting.append(row)
    if group:
        groups.append(group)
    return [group for group in groups if sum(len(row.phrases) > 1 for row in group) > 1]


def _is_in_label(row: Row, group: list[Row]) -> bool:
    """Whether a single phrase is one more line of the label above it: close below it, left of all values."""
    last = group[-1]
    values = min(phrase.left for r in group if len(r.phrases) > 1 for phrase in r.phrases[1:])
    phrase = row.phrases[0]
    return (
        row.base - last.base <= CLOSE * row.size
        and phrase.right < values
        and last.phrases[0].left - EDGE <= phrase.left
    )


def _ends(row: Row, group: list[Row]) -> bool:
    """Whether a single phrase is running text below a table: it is long."""
    left = min(phrase.left for r in group for phrase in r.phrases)
    right = max(phrase.right for r in group for phrase in r.phrases)
    phrase = row.phrases[0]
    return phrase.right - phrase.left > 0.8 * (right - left) or len(phrase.words) > _LONG_LABEL + 4


def _fits(group: list[Row], row: Row) -> bool:
    """Whether a row has a gap where the rows above have one."""
    above = [r for r in group if len(r.phrases) > 1][-3:]
    gaps = [(a.right, b.left) for r in above for a, b in pairwise(r.phrases)]
    own = [(a.right, b.left) for a, b in pairwise(row.phrases)]
    return any(min(a[1], b[1]) - max(a[0], b[0]) >= NARROWEST for a in gaps for b in own)


def _table(group: list[Row], rules: Sequence[float]) -> FoundTable | None:
    group = parted(group)
    body = [row for row in group if holds_data(row)]
    bounds = corridors(body if len(body) > 1 else group)
    if not bounds:
        return None
    starts = starts_of(group, bounds)
    where = middles(group, bounds)
    rows = [(row, cells_of(row, bounds)) for row in group]
    for at, (row, cells) in enumerate(rows):
        if not holds_data(row) and len(row.phrases) > 1:
            rows[at] = row, over_columns(row, cells, bounds, where)
    width = len(bounds) + 1
    left = min(phrase.left for row in group for phrase in row.phrases)
    right = max(phrase.right for row in group for phrase in row.phrases)
    for _, cells in rows:
        if len(cells) == 1 and _spans(cells[0], left, right):
            cells[0] = FoundCell(0, width, cells[0].lines)
    if not _is_table([cells for _, cells in rows]):
        return None
    edges = [left, *starts]
    return FoundTable(merged(rows, rules), edges, group[0].base - group[0].size, group[-1].base + 0.3 * group[-1].size)


def _spans(cell: FoundCell, left: float, right: float) -> bool:
    """Whether a row's only cell stands for the whole row: it begins at the left or stands in the middle."""
    line = cell.lines[0]
    if DATA.match(cell.text):
        return False
    middle = abs((line.left + line.right) - (left + right)) / 2
    return cell.column == 0 or middle <= 0.06 * (right - left)


def _is_table(rows: list[list[FoundCell]]) -> bool:
    full = [row for row in rows if len(row) > 1]
    labels = [row[0] for row in full if row[0].column == 0]
    values = [cell for row in full for cell in row if cell.column > 0]
    with_data = [row for row in full if any(DATA.match(cell.text) for cell in row if cell.column > 0)]
    if 2 * len(with_data) < len(full) or not labels or not values:
        return False
    if len(with_data) < 2 and not (len(full) == 2 and with_data == full[1:] and _heads(*full)):
        return False
    words = [sum(len(line.words) for line in cell.lines) for cell in labels]
    if sum(words) > _LONG_LABEL * len(words):
        return False
    words = [sum(len(line.words) for line in cell.lines) for cell in values]
    if sum(words) > _LONG_CELL * len(words):
        return False
    results = sum(bool(_RESULT.match(row[0].text)) for row in with_data if row[0].column == 0)
    return results <= 0.3 * len(with_data)


def _heads(head: list[FoundCell], row: list[FoundCell]) -> bool:
    """Whether one row of words stands over one of values, column by column, as where a page ends behind a first row."""
    columns = [cell.column for cell in row]
    values = all(DATA.match(cell.text) for cell in row if cell.column > 0)
    return len(columns) > 2 and columns[0] == 0 and values and [cell.column for cell in head][-2:] == columns[-2:]
