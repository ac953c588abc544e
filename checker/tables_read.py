"""A page's claims -> its tables: the cells with one plain share or count each, by column and by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property

from checker.surroundings import Surroundings
from checker.units import plain_unit
from claims.model import Block, Cell, Claim
from claims.pages.tiles import TILES

OF_ROWS = frozenset({"rate", "count"})


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell of a table with the one claim that it holds."""

    claim: Claim
    cell: Cell
    block: Block

    @property
    def label(self) -> str:
        """The head of its row, without the heads of the group."""
        return self.cell.row_heads[-1] if self.cell.row_heads else ""


@dataclass(frozen=True, slots=True)
class Failed:
    """A sum that does not come out: the cell that it is reported at, the cells that it was made of."""

    at: Claim
    said: str
    expected: str
    message: str
    made_of: tuple[Claim, ...]
    certain: bool = True  # false: a shortfall, for which patients without the examination may be the reason


@dataclass(frozen=True)
class Tables:
    """The tables of one page; stat tiles are none, for no column holds them together."""

    claims: tuple[Claim, ...]
    surroundings: Surroundings

    @cached_property
    def cells(self) -> tuple[Filled, ...]:
        """Cells with one plain number of patients or one plain share."""
        found: dict[int, list[Filled]] = defaultdict(list)
        for claim in self.claims:
            block = self.surroundings.blocks.get(claim.block)
            if block is not None and block.cell is not None and block.cell.table != TILES and _is_plain(claim):
                found[claim.block].append(Filled(claim, block.cell, block))
        return tuple(cells[0] for cells in found.values() if len(cells) == 1)

    @cached_property
    def columns(self) -> Mapping[Hashable, list[Filled]]:
        """Labelled cells by table, column and measure."""
        columns: dict[Hashable, list[Filled]] = defaultdict(list)
        for filled in self.cells:
            if filled.cell.row_heads:
                columns[filled.cell.table, filled.cell.column, filled.claim.measure].append(filled)
        return columns

    @cached_property
    def rows(self) -> Mapping[Hashable, list[Filled]]:
        """Cells by table and row."""
        rows: dict[Hashable, list[Filled]] = defaultdict(list)
        for filled in self.cells:
            rows[filled.cell.table, filled.cell.row].append(filled)
        return rows


def _is_plain(claim: Claim) -> bool:
    if claim.measure not in OF_ROWS or claim.value is None or claim.high is not None or claim.op != "=":
        return False
    return claim.measure == "count" or plain_unit(claim.unit) == "%"
