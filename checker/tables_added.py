"""A page's tables -> sets of rows that part the patients of a column and add up to more than the column.

All sums are done with what the printed numbers may stand for, so that rounding never makes a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.derived.intervals import total
from checker.everyone import is_everyone
from checker.partitions import Part, disjoint, is_composition, part_named, tiles
from checker.surroundings import Surroundings
from checker.tables_read import Failed, Filled, Tables
from claims.model import Claim
from claims.quantity import Interval, Quantity

MOST_PARTS = 40  # rows that a group is parted into
HUNDRED = Quantity.of("100")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a column of which nobody is in two."""

    parts: tuple[Part, ...]
    cells: tuple[Filled, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the cells hold."""
        return tuple(filled.claim for filled in self.cells)


def sums_failed(tables: Tables) -> Iterator[Failed]:
    """Every set of rows that misses its column's size, a hundred percent or the row of all patients."""
    for column in tables.columns.values():
        for rows in _sets(column):
            yield from _against_column(rows, tables.surroundings)
        overall = [filled for filled in column if is_everyone(filled.label)]
        if len(overall) == 1:
            for rows in _sets([filled for filled in column if filled is not overall[0]]):
                yield from _against_all(rows, overall[0].claim)


def _against_column(rows: Rows, surroundings: Surroundings) -> Iterator[Failed]:
    size = _common_size(rows.claims)
    if size is not None:
        yield from _counted(rows, size, [count for count in map(_count, rows.claims) if count])
    elif rows.claims[0].measure == "rate" and _holds_patients(rows.cells[0], surroundings):
        shares = [claim.value for claim in rows.claims if claim.value]
        yield from _missed(rows, total(shares), shares, HUNDRED, "%")


def _against_all(rows: Rows, overall: Claim) -> Iterator[Failed]:
    """Counts in the row of all patients: of events or patients, and of the patients that they are taken from."""
    for slot in ("value", "n", "of") if overall.measure == "count" else ("n", "of"):
        whole, numbers = getattr(overall, slot), [getattr(claim, slot) for claim in rows.claims]
        own = all(numbers) and (slot != "of" or all(number.value != whole.value for number in numbers if whole))
        if whole is not None and own:  # a size that the column's head gives to every row adds up to nothing
            yield from _counted(rows, whole, numbers)


def _counted(rows: Rows, whole: Quantity, numbers: Sequence[Quantity]) -> Iterator[Failed]:
    plain = sum((number.value for number in numbers), Decimal(0))  # counts are not rounded
    yield from _missed(rows, Interval(plain, plain), numbers, whole, "")


def _missed(rows: Rows, reached: Interval, numbers: Sequence[Quantity], whole: Quantity, unit: str) -> Iterator[Failed]:
    labels = " + ".join(f"{number}{unit}" for number in numbers)
    said = f"{sum((number.value for number in numbers), Decimal(0))}{unit}"
    if reached.low > whole.value:
        message = f"{labels} is {said}; the whole is {whole}{unit}."
        yield Failed(rows.claims[-1], said, f"{whole}{unit}", message, rows.claims)
    elif reached.high < whole.value and tiles(rows.parts):
        message = f"{labels} is {said}; the rows leave nobody out of {whole}{unit}."
        yield Failed(rows.claims[-1], said, f"{whole}{unit}", message, rows.claims, certain=False)


def _holds_patients(filled: Filled, surroundings: Surroundings) -> bool:
    """Whether a table says that its rows are kinds of patients, not results in them."""
    if filled.claim.population:
        return False
    above = (surroundings.blocks[index].text for index in filled.block.trail)
    return is_composition(" | ".join((*above, filled.cell.stub, *filled.cell.row_heads[:-1])))


def _sets(column: Sequence[Filled]) -> Iterator[Rows]:
    """Rows of a column that part a group, with its row of unknowns; a range within another is left out."""
    groups: dict[tuple[tuple[str, ...], str], list[tuple[Part, Filled]]] = defaultdict(list)
    rest: dict[tuple[str, ...], list[tuple[Part, Filled]]] = defaultdict(list)
    for filled in column:
        heads = filled.cell.row_heads
        part = part_named(" ".join(heads[:-1]), heads[-1])
        if part is not None and part.set:
            groups[heads[:-1], part.set].append((part, filled))
        elif part is not None:
            rest[heads[:-1]].append((part, filled))
    for (heads, _), members in groups.items():
        outermost = _outermost(members) if len(members) <= MOST_PARTS else []
        if len(outermost) > 1 and disjoint(part for part, _ in outermost):
            parts, cells = zip(*outermost, *(rest[heads][:1] if heads else ()), strict=True)
            yield Rows(parts, cells)


def _outermost(members: list[tuple[Part, Filled]]) -> list[tuple[Part, Filled]]:
    spans = [part.span for part, _ in members]
    inner = {
        at
        for at, one in enumerate(spans)
        for beside, other in enumerate(spans)
        if one and other and at != beside and one != other and other.holds(one) and one.low != one.high
    }
    return [member for at, member in enumerate(members) if at not in inner]


def _common_size(claims: Sequence[Claim]) -> Quantity | None:
    """The one number of patients that all shares of a set are taken from, as their own counts confirm."""
    sizes = {claim.of.value: claim.of for claim in claims if claim.of is not None}
    if len(sizes) != 1 or not all(claim.of for claim in claims):
        return None
    size = next(iter(sizes.values()))
    counts = [(claim.value, _count(claim)) for claim in claims]
    fits = (n and value and size.value and value.rounding.contains(n.value / size.value * 100) for value, n in counts)
    return size if all(fits) else None


def _count(claim: Claim) -> Quantity | None:
    """The patients behind a share; a bare 0 stands for none."""
    return claim.value if claim.n is None and claim.value is not None and claim.value.value == 0 else claim.n
