"""A page's tables -> differences and ratios that do not follow from the two arms' cells of their row or column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from checker.derived.intervals import Computed, gap, ratio
from checker.ranges import magnitude, stands_for
from checker.subjects import Subjects
from checker.surroundings import Surroundings
from checker.units import plain_unit
from claims.model import Cell, Claim
from claims.pages.tiles import TILES
from claims.quantity import Quantity
from references.names import normal

ARMS = frozenset({"rate", "mean", "mean_change", "median_time", "median"})
RATIOS = frozenset({"risk_ratio", "rate_ratio"})
ADJUSTED = frozenset({"adjusted", "stratified", "weighted", "ls", "least", "model", "ancova", "mmrm", "corrected"})
MOST_BESIDE = 40  # values of one row or column that a comparison may be made of
GREY = Decimal("0.2")  # a share of the recomputed value: what adjusting commonly moves
FAR = Decimal("0.5")  # what it does not


@dataclass(frozen=True, slots=True)
class Miscompared:
    """A comparison of a table that its own arms do not bear out."""

    at: Claim
    arms: tuple[Claim, Claim]
    sign: str
    recomputed: Decimal
    near: bool  # adjusting may explain it


@dataclass(frozen=True)
class Comparisons:
    """The comparisons of one page's tables, each with the cells that it may be made of."""

    claims: tuple[Claim, ...]
    subjects: Subjects
    surroundings: Surroundings

    def failed(self) -> Iterator[Miscompared]:
        """Differences and ratios that miss what the arms' printed numbers allow."""
        for claim in self.claims:
            cell = self._cell(claim)
            if cell is None or cell.table == TILES or claim.value is None or claim.op != "=" or claim.high is not None:
                continue
            if claim.measure == "difference" or claim.measure in RATIOS:
                arms = self._arms(claim, cell)
                if arms is not None:
                    yield from _compared(claim, cell, arms)

    def _cell(self, claim: Claim) -> Cell | None:
        block = self.surroundings.blocks.get(claim.block)
        return block.cell if block else None

    @cached_property
    def _lines(self) -> dict[Hashable, list[Claim]]:
        """Values of arms by the row and by the column that they stand in."""
        lines: dict[Hashable, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            cell = self._cell(claim)
            if (
                cell is None
                or cell.table == TILES
                or claim.measure not in ARMS
                or claim.value is None
                or claim.op != "="
                or claim.high
            ):
                continue
            lines[cell.table, "row", cell.row].append(claim)
            lines[cell.table, "column", cell.column].append(claim)
        return lines

    def _arms(self, claim: Claim, cell: Cell) -> tuple[Claim, Claim] | None:
        """The two values that a comparison can be made of; None where they cannot be told."""
        for line in (("row", cell.row), ("column", cell.column)):
            beside = self._lines.get((cell.table, *line), [])
            found = [other for other in beside[:MOST_BESIDE] if self._is_of_one(claim, other)]
            if len(found) > 2:
                found = [other for other in found if other.arm in (claim.arm, claim.versus)]
            if len(found) == 2 and found[0].arm != found[1].arm:
                return found[0], found[1]
            if found:
                return None
        return self._above(claim, cell)

    def _above(self, claim: Claim, cell: Cell) -> tuple[Claim, Claim] | None:
        """`Difference vs placebo` below a row of values: the value above it and the placebo's in that row."""
        subject = self.subjects.of(claim)
        label = f" {normal(cell.row_heads[-1])} " if cell.row_heads else ""
        if subject is None or "difference" not in subject.endpoint.split() or " difference " not in label:
            return None  # the row names an endpoint of its own
        row = self._lines.get((cell.table, "row", cell.row - 1), [])[:MOST_BESIDE]
        own = [other for other in row if self._column(other) == cell.column and _comparable(claim, other)]
        against = [other for other in row if other.arm and f" {normal(other.arm)} " in label]
        return (own[0], against[0]) if len(own) == len(against) == 1 and own[0] is not against[0] else None

    def _column(self, claim: Claim) -> int | None:
        cell = self._cell(claim)
        return cell.column if cell else None

    def _is_of_one(self, claim: Claim, other: Claim) -> bool:
        ours, theirs = self.subjects.of(claim), self.subjects.of(other)
        if ours is None or theirs is None or ours.endpoint != theirs.endpoint or ours.population != theirs.population:
            return False
        return claim.measure in RATIOS or _comparable(claim, other)


def _comparable(claim: Claim, other: Claim) -> bool:
    """Whether a difference may be one of values in this unit."""
    units = {plain_unit(claim.unit), plain_unit(other.unit)}
    return len(units) == 1 or units <= {"%", "percentage points", ""}


def _compared(claim: Claim, cell: Cell, arms: tuple[Claim, Claim]) -> Iterator[Miscompared]:
    one, other = arms[0].value, arms[1].value
    if claim.value is None or one is None or other is None:
        return
    by_ratio = claim.measure in RATIOS
    box = _ratio(claim.value, one, other) if by_ratio else gap(one, other)
    if box is None or magnitude(stands_for(claim.value)).overlaps(magnitude(box)):
        return
    recomputed = abs(box.exact)
    off = abs(abs(claim.value.value) - recomputed) / recomputed if recomputed else FAR
    adjusted = bool(ADJUSTED.intersection(normal(" ".join((*cell.row_heads, *cell.column_heads))).split()))
    if off <= (FAR if by_ratio or adjusted else GREY) and (by_ratio or adjusted):
        return
    yield Miscompared(claim, arms, "/" if by_ratio else "-", recomputed, near=off <= GREY)


def _ratio(said: Quantity, one: Quantity, other: Quantity) -> Computed | None:
    """One arm over the other, whichever way comes nearer to what is said."""
    known = [way for way in (ratio(one, other), ratio(other, one)) if way is not None]
    return min(known, key=lambda way: abs(way.exact - said.value), default=None)
