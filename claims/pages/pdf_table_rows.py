"""Rows of cells as printed, a line each -> rows of cells with all their lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from claims.pages.pdf_cells import CLOSE, DATA, FoundCell, Row

_APART = 1.7  # of the size: rows farther apart than lines are
_TIGHT = 1.4  # of the size: rows nearer than this may be lines of one


def merged(rows: list[tuple[Row, list[FoundCell]]], rules: Sequence[float]) -> list[list[FoundCell]]:
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
    if any(DATA.match(cell.text) and not cell.text.startswith("(") for cell in cells):
        return False
    if first.column == 0:
        return (
            first.text[:1].islower() or first.text[:1] in "(&" or (apart and row.base - last.base <= CLOSE * row.size)
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
