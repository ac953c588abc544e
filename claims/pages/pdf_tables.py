"""Phrases of a page -> the tables among them, told by columns that their rows have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from claims.pages.pdf_lines import Phrase, Word

_DATA = re.compile(
    r"[<>≤≥~≈±+−–-]?\s?\d[\d,.·]*\s?(?:%|\(|/|to\b|[–-]|months?\b|weeks?\b|days?\b|years?\b|$)|(?:NR|NE|NA|N/A|—|–|-)$",
    re.IGNORECASE,
)
_RESULT = re.compile(r"[<>≤≥~≈]?\s?\d[\d,.·]*(?:\s?%|\s?\(|\.\d)")
_FARTHEST = 7.0  # of the size: how far the next row may stand
_MOST_SINGLES = 4  # rows of one phrase in a row, between rows of more
_EDGE = 3.0  # points: edges that differ by less are one
_NARROWEST = 2.0  # points between columns
_CROSSED = 0.15  # share of the rows that may reach over the gap between columns
_LONG_LABEL, _LONG_CELL = 14, 10  # words on average: above it is running text, in columns
_CLOSE = 1.45  # of the size: lines as near as those of one paragraph
_APART = 1.7  # of the size: rows farther apart than lines are
_OVERLAP = 0.75  # of the size: lines nearer than this belong to one row
_TIGHT = 1.4  # of the size: rows nearer than this may be lines of one


@dataclass(slots=True)
class FoundCell:
    """A cell's lines, its first column and how many it reaches over."""

    column: int
    width: int
    lines: list[Phrase]

    @property
    def text(self) -> str:
        """Its lines as one."""
        return " ".join(line.text for line in self.lines)

    @property
    def is_data(self) -> bool:
        """Whether it holds a value."""
        return bool(_DATA.match(self.text))


@dataclass(slots=True)
class FoundTable:
    """Rows of cells, with the left edges of the columns."""

    rows: list[list[FoundCell]]
    edges: list[float]
    top: float
    bottom: float

    def goes_on(self, other: FoundTable) -> bool:
        """Whether another is this one's rest on the next page."""
        return len(self.edges) == len(other.edges) and all(
            abs(a - b) < 4 * _EDGE for a, b in zip(self.edges[1:], other.edges[1:], strict=True)
        )


@dataclass(slots=True)
class Row:
    """Phrases on one line."""

    phrases: list[Phrase]
    base: float
    size: float


def rows_of(phrases: Iterable[Phrase]) -> list[Row]:
    """Phrases by the line they stand on, from top to bottom."""
    rows: list[Row] = []
    for phrase in sorted(phrases, key=attrgetter("base", "left")):
        if rows and phrase.base - rows[-1].base <= 0.3 * min(phrase.size, rows[-1].size):
            rows[-1].phrases.append(phrase)
            rows[-1].size = max(rows[-1].size, phrase.size)
        else:
            rows.append(Row([phrase], phrase.base, phrase.size))
    for row in rows:
        row.phrases.sort(key=attrgetter("left"))
    return rows


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


def tables_of(phrases: Sequence[Phrase], rules: Sequence[float]) -> list[tuple[FoundTable, set[int]]]:
    """Tables from top to bottom, each with the ids of its phrases; `rules` are heights of lines across the page."""
    found: list[tuple[FoundTable, set[int]]] = []
    for group in _groups(_bands(phrases)):
        table = _table(group, rules)
        if table is not None:
            found.append((table, {id(phrase) for row in group for phrase in row.phrases}))
    return found


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
        row.base - last.base <= _CLOSE * row.size
        and phrase.right < values
        and last.phrases[0].left - _EDGE <= phrase.left
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
    return any(min(a[1], b[1]) - max(a[0], b[0]) >= _NARROWEST for a in gaps for b in own)


def _table(group: list[Row], rules: Sequence[float]) -> FoundTable | None:
    group = _parted(group)
    body = [row for row in group if holds_data(row)]
    bounds = _corridors(body if len(body) > 1 else group)
    if not bounds:
        return None
    starts = _starts(group, bounds)
    middles = _middles(group, bounds)
    rows = [(row, _cells(row, bounds)) for row in group]
    for at, (row, cells) in enumerate(rows):
        if not holds_data(row) and len(row.phrases) > 1:
            rows[at] = row, _over(row, cells, bounds, middles)
    width = len(bounds) + 1
    left = min(phrase.left for row in group for phrase in row.phrases)
    right = max(phrase.right for row in group for phrase in row.phrases)
    for _, cells in rows:
        if len(cells) == 1 and _spans(cells[0], left, right):
            cells[0] = FoundCell(0, width, cells[0].lines)
    if not _is_table([cells for _, cells in rows]):
        return None
    merged = _merged(rows, rules)
    edges = [left, *starts]
    return FoundTable(merged, edges, group[0].base - group[0].size, group[-1].base + 0.3 * group[-1].size)


def _parted(group: list[Row]) -> list[Row]:
    """The rows, their phrases cut where a word begins at the left edge of a column: a full cell leaves hardly a gap."""
    rows = [row for row in group if len(row.phrases) > 1]
    lefts = sorted(phrase.left for row in rows for phrase in row.phrases[1:])
    clusters: list[list[float]] = []
    for left in lefts:
        if clusters and left - clusters[-1][-1] <= 1.0:
            clusters[-1].append(left)
        else:
            clusters.append([left])
    starts = [
        cluster[len(cluster) // 2] for cluster in clusters if len(cluster) >= (0.3 * len(rows) if len(rows) > 3 else 1)
    ]
    return [
        Row([part for phrase in row.phrases for part in _cut(phrase, starts)], row.base, row.size)
        if len(row.phrases) > 1
        else row
        for row in group
    ]


def _cut(phrase: Phrase, starts: list[float]) -> list[Phrase]:
    parts: list[list[Word]] = [[]]
    for word in phrase.words:
        if (
            parts[-1]
            and not word.is_glued
            and not word.lift
            and any(abs(word.left - start) <= 0.25 * phrase.size for start in starts)
        ):
            parts.append([])
        parts[-1].append(word)
    return [_part(phrase, words) for words in parts]


def holds_data(row: Row) -> bool:
    """Whether a value stands in a row behind its label."""
    return len(row.phrases) > 1 and any(_DATA.match(phrase.text) for phrase in row.phrases[1:])


def _middles(group: list[Row], bounds: list[tuple[float, float]]) -> dict[int, float]:
    """Where the middle of each column is, by the rows that fill nearly all of them."""
    found: dict[int, tuple[float, float]] = {}
    for row in group:
        for phrase in row.phrases if len(row.phrases) >= len(bounds) else ():
            column = _column(phrase.left, phrase.right, bounds)
            left, right = found.get(column, (phrase.left, phrase.right))
            found[column] = min(left, phrase.left), max(right, phrase.right)
    return {column: (left + right) / 2 for column, (left, right) in found.items()}


def _over(
    row: Row, cells: list[FoundCell], bounds: list[tuple[float, float]], middles: dict[int, float]
) -> list[FoundCell]:
    """Heads that stand over several columns each: every column goes with the nearest, if that is their middle then."""
    first = [p for p in row.phrases if _column(p.left, p.right, bounds) == 0]
    heads = [p for p in row.phrases if p not in first]
    columns = sorted(column for column in middles if column > 0)
    if not heads or len(heads) >= len(columns):
        return cells
    spans: dict[int, list[int]] = {}
    for column in columns:
        nearest = min(range(len(heads)), key=lambda at: abs((heads[at].left + heads[at].right) / 2 - middles[column]))
        spans.setdefault(nearest, []).append(column)
    found = [FoundCell(0, 1, first)] if first else []
    for at, head in enumerate(heads):
        span = spans.get(at, [])
        if not span:
            return cells
        middle = sum(middles[column] for column in span) / len(span)
        width = middles[span[-1]] - middles[span[0]]
        if abs((head.left + head.right) / 2 - middle) > max(2 * head.size, 0.2 * width):
            return cells
        found.append(FoundCell(span[0], span[-1] - span[0] + 1, [head]))
    return found


def _corridors(group: list[Row]) -> list[tuple[float, float]]:
    """The gaps between columns: stretches of x that next to no row of more phrases covers."""
    rows = [row for row in group if len(row.phrases) > 1]
    allowed = int(_CROSSED * len(rows))
    events: list[tuple[float, int]] = []
    for row in rows:
        events += [(phrase.left, 1) for phrase in row.phrases] + [(phrase.right, -1) for phrase in row.phrases]
    events.sort()
    corridors: list[tuple[float, float]] = []
    covered, opened = 0, None
    first, last = events[0][0], max(x for x, _ in events)
    for x, step in events:
        covered += step
        if covered <= allowed and opened is None:
            opened = x
        elif covered > allowed and opened is not None:
            if opened > first and x < last and x - opened >= _NARROWEST:
                corridors.append((opened, x))
            opened = None
    return [c for c in corridors if _parts(c, rows)]


def _parts(corridor: tuple[float, float], rows: list[Row]) -> bool:
    """Whether enough rows have words on both sides of a gap."""
    both = sum(
        any(p.right <= corridor[1] for p in row.phrases) and any(p.left >= corridor[0] for p in row.phrases)
        for row in rows
    )
    return both >= max(2, len(rows) // 3)


def _starts(group: list[Row], bounds: list[tuple[float, float]]) -> list[float]:
    """Where the words of each column behind a gap usually begin."""
    starts = []
    for at, (_, right) in enumerate(bounds):
        limit = bounds[at + 1][0] if at + 1 < len(bounds) else float("inf")
        lefts = Counter(
            round(p.left) for row in group if len(row.phrases) > 1 for p in row.phrases if right - 1 <= p.left < limit
        )
        starts.append(float(max(lefts, key=lambda x: (lefts[x], -x))) if lefts else right)
    return starts


def _cells(row: Row, bounds: list[tuple[float, float]]) -> list[FoundCell]:
    cells: dict[int, FoundCell] = {}
    for part in row.phrases:
        column = _column(part.left, part.right, bounds)
        last = _column(part.right - 1, part.right, bounds)
        crossed = sum(part.left < a and part.right > b for a, b in bounds)
        first = column if not crossed else min(column, last)
        if first in cells:
            _put(cells[first].lines, part)
        else:
            cells[first] = FoundCell(first, 1 + crossed, [part])
    return [cells[column] for column in sorted(cells)]


def _put(lines: list[Phrase], part: Phrase) -> None:
    """A part of a cell beside or below what it holds."""
    for at, line in enumerate(lines):
        if abs(line.base - part.base) <= 0.3 * part.size:
            lines[at] = _together(line, part)
            return
    lines.append(part)
    lines.sort(key=attrgetter("base"))


def _column(left: float, right: float, bounds: list[tuple[float, float]]) -> int:
    """The column that a stretch of x begins in."""
    middle = (left + right) / 2
    for at, (low, high) in enumerate(bounds):
        if left < low or (left < high and middle < high):
            return at
    return len(bounds)


def _part(phrase: Phrase, words: list[Word]) -> Phrase:
    return Phrase(words, phrase.base, phrase.size, phrase.page)


def _together(one: Phrase, other: Phrase) -> Phrase:
    return Phrase([*one.words, *other.words], one.base, max(one.size, other.size), one.page)


def _spans(cell: FoundCell, left: float, right: float) -> bool:
    """Whether a row's only cell stands for the whole row: it begins at the left or stands in the middle."""
    line = cell.lines[0]
    if _DATA.match(cell.text):
        return False
    middle = abs((line.left + line.right) - (left + right)) / 2
    return cell.column == 0 or middle <= 0.06 * (right - left)


def _is_table(rows: list[list[FoundCell]]) -> bool:
    full = [row for row in rows if len(row) > 1]
    labels = [row[0] for row in full if row[0].column == 0]
    values = [cell for row in full for cell in row if cell.column > 0]
    with_data = [row for row in full if any(_DATA.match(cell.text) for cell in row if cell.column > 0)]
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
    values = all(_DATA.match(cell.text) for cell in row if cell.column > 0)
    return len(columns) > 2 and columns[0] == 0 and values and [cell.column for cell in head][-2:] == columns[-2:]


def _merged(rows: list[tuple[Row, list[FoundCell]]], rules: Sequence[float]) -> list[list[FoundCell]]:
    """Rows with the lines of one cell put together."""
    top, bottom = rows[0][0].base, rows[-1][0].base
    between = [y for y in rules if top < y < bottom]
    ruled = len(between) >= max(2, len(rows) // 3)
    full = [row for row, cells in rows if len(cells) > 1]
    distances = sorted(b.base - a.base for a, b in pairwise(full))
    apart = bool(distances) and distances[len(distances) // 2] > _APART * rows[0][0].size
    merged: list[list[FoundCell]] = []
    last: Row | None = None
    for row, cells in rows:
        if last is not None and _continues(merged[-1], last, row, cells, between if ruled else None, apart=apart):
            _add(merged[-1], cells)
        else:
            merged.append(cells)
        last = row
    return merged


def _continues(
    above: list[FoundCell],
    last: Row,
    row: Row,
    cells: list[FoundCell],
    rules: list[float] | None,
    *,
    apart: bool,
) -> bool:
    """Whether a row is more lines of the cells above it."""
    if rules is not None:
        return not any(last.base < y < row.base for y in rules)
    if row.base - last.base > _TIGHT * max(row.size, last.size):
        return False
    first = cells[0]
    if first.column == 0 and first.width == 1 and len(cells) > 1:
        # A label whose first line stood alone above its values.
        return len(above) == 1 and above[0].column == 0 and first.text[:1].islower()
    if any(_DATA.match(cell.text) and not cell.text.startswith("(") for cell in cells):
        return False
    if first.column == 0:
        return (
            first.text[:1].islower() or first.text[:1] in "(&" or (apart and row.base - last.base <= _CLOSE * row.size)
        )
    return len(cells) < len(above) or all(cell.text[:1] in "([" or cell.text[:1].islower() for cell in cells)


def _add(above: list[FoundCell], cells: list[FoundCell]) -> None:
    by_column = {cell.column: cell for cell in above}
    for cell in cells:
        if cell.column in by_column:
            by_column[cell.column].lines += cell.lines
        else:
            above.append(cell)
    for cell in above:
        if cell.column == 0 and len(above) > 1:
            cell.width = 1
    above.sort(key=attrgetter("column"))
