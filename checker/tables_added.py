"""A page's tables -> cells that cannot stand beside the others: parts past their whole, sums and differences that fail.

All sums are done with what the printed numbers may stand for, so that rounding never makes a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from checker.compare import plain_unit
from checker.partitions import Part, disjoint, is_composition, part_named, tiles, vocabulary
from checker.ranges import added, stands_for
from checker.slots import is_everyone
from checker.subjects import Subject, Subjects
from checker.surroundings import Surroundings
from claims.model import Block, Cell, Claim
from claims.pages.flattened import TILES
from claims.quantity import Interval, Quantity
from references.names import normal

HUNDRED = Interval(Decimal(100), Decimal(100))
OF_ROWS = frozenset({"rate", "count"})


@dataclass(frozen=True, slots=True)
class Failed:
    """One sum that does not come out: the cell that it is reported at, the cells that it was made of."""

    at: Claim
    said: str
    expected: str
    message: str
    made_of: tuple[Claim, ...]
    certain: bool = True  # false: a shortfall, for which patients without the examination may be the reason


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell of a table with the claim that it holds."""

    claim: Claim
    cell: Cell
    block: Block


@dataclass(frozen=True)
class Sums:
    """The tables of one page by their columns and rows."""

    claims: tuple[Claim, ...]
    subjects: Subjects
    surroundings: Surroundings

    def failed(self) -> Iterator[Failed]:
        """Every sum of every table that does not come out."""
        for column in self._columns.values():
            yield from self._partitions(column)
            yield from self._totals(column)
        for group in self._same_but_endpoint.values():
            yield from _within(group)
            yield from _made_of(group)
        for row in self._rows.values():
            yield from _grades(row)

    @cached_property
    def _filled(self) -> tuple[Filled, ...]:
        """Cells with one plain number of patients or one plain share."""
        found: dict[int, list[Filled]] = defaultdict(list)
        for claim in self.claims:
            block = self.surroundings.blocks.get(claim.block)
            if block is None or block.cell is None or block.cell.table == TILES or not _is_plain(claim):
                continue
            found[claim.block].append(Filled(claim, block.cell, block))
        return tuple(cells[0] for cells in found.values() if len(cells) == 1)

    @cached_property
    def _columns(self) -> dict[Hashable, list[Filled]]:
        """Cells by table and column, and by what stands over and before them but for the last label of the row."""
        columns: dict[Hashable, list[Filled]] = defaultdict(list)
        for filled in self._filled:
            if filled.cell.row_heads:
                columns[filled.cell.table, filled.cell.column, filled.claim.measure].append(filled)
        return columns

    @cached_property
    def _rows(self) -> dict[Hashable, list[Filled]]:
        rows: dict[Hashable, list[Filled]] = defaultdict(list)
        for filled in self._filled:
            rows[filled.cell.table, filled.cell.row].append(filled)
        return rows

    @cached_property
    def _same_but_endpoint(self) -> dict[Hashable, dict[str, Claim]]:
        """Rates of one table, arm, population, time by their endpoints; endpoints with two values are left out."""
        groups: dict[Hashable, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
        for filled in self._filled:
            subject = self.subjects.of(filled.claim)
            if subject is not None and filled.claim.measure == "rate":
                key = (filled.cell.table, _but_endpoint(subject))
                groups[key][subject.endpoint].append(filled.claim)
        return {
            key: {name: claims[0] for name, claims in group.items() if len(claims) == 1}
            for key, group in groups.items()
        }

    def _partitions(self, column: Sequence[Filled]) -> Iterator[Failed]:
        """Shares and counts of sets of rows that part the patients of the column."""
        for members in _sets(column):
            parts = [part for part, _ in members]
            claims = tuple(filled.claim for _, filled in members)
            if sum(1 for part in parts if part.set) < 2 or not disjoint(parts):
                continue
            whole = _common_size(claims)
            if all(claim.n for claim in claims) and whole is not None:
                yield from _against(whole, [claim.n for claim in claims if claim.n], claims, parts, unit="")
            elif claims[0].measure == "rate" and self._holds_patients(members[0][1]):
                yield from _against(Quantity.of("100"), [c.value for c in claims if c.value], claims, parts, unit="%")

    def _holds_patients(self, filled: Filled) -> bool:
        """Whether a table says that its rows are kinds of patients, not results in them."""
        above = (self.surroundings.blocks[index].text for index in filled.block.trail)
        if filled.claim.population:
            return False
        return is_composition(" | ".join((*above, filled.cell.stub, *filled.cell.row_heads[:-1])))

    def _totals(self, column: Sequence[Filled]) -> Iterator[Failed]:
        """Counts of a set of rows against the row of all patients."""
        if column[0].claim.measure != "count":
            return
        overall = [filled for filled in column if is_everyone(_label(filled))]
        if len(overall) != 1:
            return
        total = overall[0].claim
        for members in _sets([filled for filled in column if filled is not overall[0]]):
            parts, claims = [part for part, _ in members], tuple(filled.claim for _, filled in members)
            if sum(1 for part in parts if part.set) < 2 or not disjoint(parts):
                continue
            for name in ("value", "of"):
                whole, numbers = getattr(total, name), [getattr(claim, name) for claim in claims]
                if whole is not None and all(numbers):
                    yield from _against(whole, numbers, claims, parts, unit="")


def _is_plain(claim: Claim) -> bool:
    if claim.measure not in OF_ROWS or claim.value is None or claim.high is not None or claim.op != "=":
        return False
    return claim.measure == "count" or plain_unit(claim.unit) == "%"


def _label(filled: Filled) -> str:
    return filled.cell.row_heads[-1]


def _sets(column: Sequence[Filled]) -> Iterator[list[tuple[Part, Filled]]]:
    """Rows of a column that part a group, each set with its rows of unknown; a range within another is left out."""
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
        yield [*_outermost(members), *(rest[heads] if heads else ())]


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
    fits = (c.n and c.value and c.value.rounding.contains(c.n.value / size.value * 100) for c in claims)
    return size if size.value and all(fits) else None


def _against(
    whole: Quantity, numbers: Sequence[Quantity], claims: Sequence[Claim], parts: Sequence[Part], *, unit: str
) -> Iterator[Failed]:
    total = added([stands_for(number) for number in numbers]) if unit else _exact(numbers)
    most = HUNDRED if unit else Interval(whole.value, whole.value)
    labels = " + ".join(f"{number}{unit}" for number in numbers)
    plain = sum((number.value for number in numbers), Decimal(0))
    if total.low > most.high:
        message = f"{labels} is {plain}{unit}; the whole is {whole}{unit}."
        yield Failed(claims[-1], f"{plain}{unit}", f"{whole}{unit}", message, tuple(claims))
    elif total.high < most.low and tiles(parts):
        message = f"{labels} is {plain}{unit}; the rows leave nobody out of {whole}{unit}."
        yield Failed(claims[-1], f"{plain}{unit}", f"{whole}{unit}", message, tuple(claims), certain=False)


def _exact(numbers: Sequence[Quantity]) -> Interval:
    """The sum of counts, which are not rounded."""
    plain = sum((number.value for number in numbers), Decimal(0))
    return Interval(plain, plain)


def _but_endpoint(subject: Subject) -> Subject:
    return subject._replace(endpoint="")


def _within(group: dict[str, Claim]) -> Iterator[Failed]:
    """Endpoints that hold one another: the inner one is no more frequent than the outer one."""
    for chain in vocabulary()["within"]:
        present = [(name, group[name]) for name in chain if name in group]
        for (inner, one), (outer, other) in pairwise(present):
            if one.value and other.value and stands_for(one.value).low > stands_for(other.value).high:
                message = f"{inner} {one.value}% is above {outer} {other.value}%, which holds it."
                yield Failed(one, f"{one.value}%", f"at most {other.value}%", message, (other,))


def _made_of(group: dict[str, Claim]) -> Iterator[Failed]:
    """An endpoint's parts, counted in every way that the table allows, against the endpoint."""
    for name, ways in vocabulary()["made_of"].items():
        whole = group.get(name)
        if whole is None or whole.value is None:
            continue
        told = [[group[part] for part in way] for way in ways if all(part in group for part in way)]
        sums = [(added([stands_for(c.value) for c in way if c.value]), way) for way in told]
        if not sums or any(total.low <= stands_for(whole.value).high for total, _ in sums):
            continue
        _, least = min(sums, key=lambda pair: pair[0].low)
        plain = sum((claim.value.value for claim in least if claim.value), Decimal(0))
        labels = " + ".join(f"{claim.endpoint} {claim.value}%" for claim in least)
        message = f"{labels} is {plain}%; {name} is {whole.value}%."
        yield Failed(whole, f"{whole.value}%", f"at least {plain}%", message, tuple(least))


def _grades(row: Sequence[Filled]) -> Iterator[Failed]:
    """Events of some grades are among those of any grade in the same arm."""
    grades = vocabulary()
    any_grade, some = _names(grades["any_grade"]), _names(grades["some_grades"])
    for one in row:
        for other in row:
            if one is other or _over(one) != _over(other) or one.claim.measure != other.claim.measure:
                continue
            if _last(one) not in some or _last(other) not in any_grade or not one.claim.value or not other.claim.value:
                continue
            if stands_for(one.claim.value).low > stands_for(other.claim.value).high:
                said, most = f"{one.claim.value}%", f"{other.claim.value}%"
                message = f"{one.cell.column_heads[-1]}: {said}; {other.cell.column_heads[-1]}: {most}."
                yield Failed(one.claim, said, f"at most {most}", message, (other.claim,))


def _names(words: Sequence[str]) -> frozenset[str]:
    return frozenset(normal(name) for name in words)


def _over(filled: Filled) -> tuple[str, ...]:
    return filled.cell.column_heads[:-1]


def _last(filled: Filled) -> str:
    heads = filled.cell.column_heads
    return normal(heads[-1]).removesuffix(" %").removesuffix(" n") if heads else ""
