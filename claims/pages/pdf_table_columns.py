"""Rows of phrases that may be a table -> the gaps between its columns, and each row's cells."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter

from claims.pages.pdf_cells import NARROWEST, FoundCell, Row, part_of, together
from claims.pages.pdf_lines import Phrase, Word

_CROSSED = 0.15  # share of the rows that may reach over the gap between columns


def parted(group: list[Row]) -> list[Row]:
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
    return [part_of(phrase, words) for words in parts]


def corridors(group: list[Row]) -> list[tuple[float, float]]:
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
            if opened > first and x < last and x - opened >= NARROWEST:
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


def starts_of(group: list[Row], bounds: list[tuple[float, float]]) -> list[float]:
    """Where the words of each column behind a gap usually begin."""
    starts = []
    for at, (_, right) in enumerate(bounds):
        limit = bounds[at + 1][0] if at + 1 < len(bounds) else float("inf")
        lefts = Counter(
            round(p.left) for row in group if len(row.phrases) > 1 for p in row.phrases if right - 1 <= p.left < limit
        )
        starts.append(float(max(lefts, key=lambda x: (lefts[x], -x))) if lefts else right)
    return starts


def cells_of(row: Row, bounds: list[tuple[float, float]]) -> list[FoundCell]:
    """A row's phrases as cells, by the gaps that they stand between."""
    cells: dict[int, FoundCell] = {}
    for part in row.phrases:
        column = column_of(part.left, part.right, bounds)
        last = column_of(part.right - 1, part.right, bounds)
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
            lines[at] = together(line, part)
            return
    lines.append(part)
    lines.sort(key=attrgetter("base"))


def column_of(left: float, right: float, bounds: list[tuple[float, float]]) -> int:
    """The column that a stretch of x begins in."""
    middle = (left + right) / 2
    for at, (low, high) in enumerate(bounds):
        if left < low or (left < high and middle < high):
            return at
    return len(bounds)


def middles(group: list[Row], bounds: list[tuple[float, float]]) -> dict[int, float]:
    """Where the middle of each column is, by the rows that fill nearly all of them."""
    found: dict[int, tuple[float, float]] = {}
    for row in group:
        for phrase in row.phrases if len(row.phrases) >= len(bounds) else ():
            column = column_of(phrase.left, phrase.right, bounds)
            left, right = found.get(column, (phrase.left, phrase.right))
            found[column] = min(left, phrase.left), max(right, phrase.right)
    return {column: (left + right) / 2 for column, (left, right) in found.items()}


def over_columns(
    row: Row, cells: list[FoundCell], bounds: list[tuple[float, float]], middles: dict[int, float]
) -> list[FoundCell]:
    """Heads that stand over several columns each: every column goes with the nearest, if that is their middle then."""
    first = [p for p in row.phrases if column_of(p.left, p.right, bounds) == 0]
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
