"""Headings of tables that flattening has left one row a line, by the places of their cells in the grid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from claims.model import Block
from claims.pages.delimited import DELIMITED
from claims.pages.grid import Grid, Slot
from claims.pages.headings import is_value

SIZED = re.compile(r".{1,80}?\s*\(?\s*\b[nN]\s?=\s?[\d, ]+\)?.{0,12}")  # an arm with its size
MOST_BLOCKS = 4  # above a table that may hold its arms


def with_heads(blocks: Sequence[Block]) -> Iterator[Block]:
    """The same blocks, the cells of each such table with the headings that govern them."""
    above: list[Block] = []
    for table, members in groupby(blocks, key=lambda block: block.cell.table if block.cell else -1):
        together = list(members)
        if table >= DELIMITED:
            together = _under_arms(list(_headed(together)), above)
        yield from together
        above = together


def _under_arms(cells: list[Block], above: Sequence[Block]) -> list[Block]:
    """The same cells, where the heads repeat for each of the arms that stand with their sizes straight above the table."""
    heads = [b.text for b in cells if b.cell and b.cell.header and b.cell.row == 0 and b.cell.column]
    arms: list[str] = []
    for block in reversed(above[-MOST_BLOCKS:]):
        lines = [line.strip() for line in block.text.split("\n")]
        if block.cell is not None or not all(SIZED.fullmatch(line) for line in lines):
            break
        arms = [*lines, *arms]
    each = len(heads) // len(arms) if arms else 0
    if len(arms) < 2 or each < 2 or heads != heads[:each] * len(arms):
        return cells
    return [
        replace(b, cell=replace(b.cell, column_heads=(arms[(b.cell.column - 1) // each], *b.cell.column_heads)))
        if b.cell is not None and b.cell.column and b.cell.row and not b.cell.header
        else b
        for b in cells
    ]


def _headed(members: Sequence[Block]) -> Iterator[Block]:
    """Cells of one table with the headings that their places in the grid give them."""
    grid = Grid()
    slots: dict[int, Slot] = {}
    by_row: dict[int, dict[int, Block]] = {}
    for block in members:
        if block.cell is not None:
            by_row.setdefault(block.cell.row, {})[block.cell.column] = block
    rows = list(by_row.values())
    if len(rows) > 1 and _lacks_stub(rows):  # heads of the values alone
        rows[0] = {column + 1: block for column, block in rows[0].items()}
    total = max(max(row) for row in rows) + 1
    for number, row in enumerate(rows):
        grid.open_row()
        spans = _spans(row, rows[number + 1], total) if number == 0 and len(rows) > 1 else {}
        column, last = 0, max(row)
        while column <= last:
            slot = grid.open_cell(is_heading=False, width=spans.get(column, 1))
            if column in row:
                slot.text = row[column].text
                slots[row[column].index] = slot
            column += slot.width
    cells = grid.cells(members[0].cell.table if members[0].cell else DELIMITED)
    for block in members:
        yield replace(block, cell=cells[id(slots[block.index])])


def _lacks_stub(rows: Sequence[dict[int, Block]]) -> bool:
    """Whether a first row has a head for each value of the rows below and none for their labels."""
    is_whole = all(len(row) == max(row) + 1 for row in rows)
    return (
        is_whole
        and {len(row) for row in rows[1:]} == {len(rows[0]) + 1}
        and not any(is_value(block.text) for block in (*rows[0].values(), *(row[0] for row in rows[1:])))
    )


def _spans(row: dict[int, Block], below: dict[int, Block], total: int) -> dict[int, int]:
    """Columns that each head of a first row reaches over, where the row below has heads in the columns it leaves empty."""
    filled = sorted(column for column in row if column)
    fuller = len(below) > len(row) and not any(is_value(block.text) for block in below.values())
    if not fuller or 0 in row or len(filled) < 2:
        return {}
    return {column: end - column for column, end in zip(filled, [*filled[1:], total], strict=True)}
