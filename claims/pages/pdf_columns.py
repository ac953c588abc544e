"""Phrases of a page -> lines and tables in the order in which a reader reads them, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from claims.pages.pdf_cells import FoundTable, Row, rows_of
from claims.pages.pdf_lines import Phrase
from claims.pages.pdf_paint import Painted
from claims.pages.pdf_ruled import ruled_tables
from claims.pages.pdf_tables import tables_of

_GUTTER = 8.0  # points: the least gap between columns of text
_DEEPEST = 5  # columns within columns
_NARROW_GAP = 2.5  # of the size: a gap in a line that the lines around it show to be none


def in_order(
    phrases: Sequence[Phrase], painted: Sequence[Painted], depth: int = 0
) -> Iterator[list[Phrase] | FoundTable]:
    """Runs of phrases, one a line, of one column each; and tables, those that rules draw before those without."""
    tables = ruled_tables(phrases, painted)
    taken = {at for _, ids in tables for at in ids}
    free = [phrase for phrase in phrases if id(phrase) not in taken]
    rules = [(p.top + p.bottom) / 2 for p in painted if p.is_rule and p.right - p.left > p.bottom - p.top]
    tables = sorted([*tables, *tables_of(free, rules)], key=lambda one: one[0].top)
    inside = {at for _, ids in tables for at in ids}
    rest = [phrase for phrase in phrases if id(phrase) not in inside]
    for table, _ in tables:
        above = [phrase for phrase in rest if phrase.base < table.top + 0.5 * phrase.size]
        yield from _columns(above, painted, depth)
        taken = set(map(id, above))
        rest = [phrase for phrase in rest if id(phrase) not in taken]
        yield table
    yield from _columns(rest, painted, depth)


def _columns(phrases: Sequence[Phrase], painted: Sequence[Painted], depth: int) -> Iterator[list[Phrase] | FoundTable]:
    """Stretches of rows that have a gutter in common, each read column by column."""
    single: list[Phrase] = []
    for gutters, rows in _stretches(rows_of(phrases)):
        if not gutters or depth >= _DEEPEST:
            single += [phrase for row in rows for phrase in row.phrases]
            continue
        if single:
            yield single
            single = []
        columns: list[list[Phrase]] = [[] for _ in range(len(gutters) + 1)]
        for row in rows:
            for phrase in row.phrases:
                columns[sum(phrase.left >= low for low, _ in gutters)].append(phrase)
        for column in columns:
            if column:
                yield from in_order(sorted(column, key=attrgetter("base", "left")), painted, depth + 1)
    if single:
        yield single


def _stretches(rows: list[Row]) -> Iterator[tuple[list[tuple[float, float]], list[Row]]]:
    """Rows with the gutters that all of them have; rows of one phrase go with those around that they do not cross."""
    gutters: list[tuple[float, float]] = []
    stretch: list[Row] = []
    for at, row in enumerate(rows):
        own = [] if _is_one(rows, at) else _gaps(row)
        if gutters:
            left = _left_over(gutters, row)
            if left and (len(row.phrases) == 1 or own):
                gutters = left
                stretch.append(row)
                continue
            yield gutters, stretch
            gutters, stretch = [], []
        if own:
            if stretch:
                yield [], stretch
            gutters, stretch = own, [row]
        else:
            stretch.append(row)
    if stretch:
        yield gutters, stretch


def _gaps(row: Row) -> list[tuple[float, float]]:
    return [(a.right, b.left) for a, b in pairwise(row.phrases) if b.left - a.right >= _GUTTER]


def _left_over(gutters: list[tuple[float, float]], row: Row) -> list[tuple[float, float]]:
    """What remains of gutters beside the phrases of a row."""
    left: list[tuple[float, float]] = []
    for low, high in gutters:
        parts = [(low, high)]
        for phrase in row.phrases:
            parts = [
                part
                for a, b in parts
                for part in ((a, min(b, phrase.left)), (max(a, phrase.right), b))
                if part[1] - part[0] >= _GUTTER
            ]
            parts = list(dict.fromkeys(parts))
        if parts:
            left.append(max(parts, key=lambda part: part[1] - part[0]))
    return left


def _is_one(rows: list[Row], at: int) -> bool:
    """Whether a gap in a row is only a wide space: small, and covered by the lines above and below."""
    row = rows[at]
    gaps = _gaps(row)
    around = [rows[i] for i in (at - 1, at + 1) if 0 <= i < len(rows)]
    return bool(gaps) and all(
        high - low < _NARROW_GAP * row.size
        and around
        and all(any(p.left < low and p.right > high for p in other.phrases) for other in around)
        for low, high in gaps
    )
