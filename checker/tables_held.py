"""A page's tables -> rates that are larger than what holds them: CR above ORR, grade 3-4 above any grade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from checker.derived.intervals import total
from checker.partitions import vocabulary
from checker.ranges import stands_for
from checker.subjects import Subjects
from checker.tables_read import Failed, Filled, Tables
from claims.model import Claim
from references.names import normal


def wholes_failed(tables: Tables, subjects: Subjects) -> Iterator[Failed]:
    """Every rate of a table that is above one that holds it, or below the sum of its parts."""
    for group in _same_but_endpoint(tables, subjects):
        yield from _within(group)
        yield from _made_of(group)
    for row in tables.rows.values():
        yield from _grades(row)


def _same_but_endpoint(tables: Tables, subjects: Subjects) -> Iterator[Mapping[str, Claim]]:
    """Rates of one table, arm, population, time by their endpoints; endpoints with two values are left out."""
    groups: dict[Hashable, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for filled in tables.cells:
        subject = subjects.of(filled.claim)
        if subject is not None and filled.claim.measure == "rate" and _is_named(filled, subject.endpoint, subjects):
            groups[filled.cell.table, subject._replace(endpoint="")][subject.endpoint].append(filled.claim)
    for group in groups.values():
        yield {name: claims[0] for name, claims in group.items() if len(claims) == 1}


def _is_named(filled: Filled, endpoint: str, subjects: Subjects) -> bool:
    """Whether the nearest head names the endpoint: a row under `Best overall response` is not the response rate."""
    heads = f" {normal(filled.label)} | {normal(' '.join(filled.cell.column_heads))} "
    return any(f" {normal(name)} " in heads for name in subjects.index.names_of_endpoint(endpoint))


def _within(group: Mapping[str, Claim]) -> Iterator[Failed]:
    """Endpoints that hold one another: the inner one is no more frequent than the outer one."""
    for chain in vocabulary()["within"]:
        present = [(name, group[name]) for name in chain if name in group]
        for (inner, one), (outer, other) in pairwise(present):
            if one.value and other.value and stands_for(one.value).low > stands_for(other.value).high:
                message = f"{inner} {one.value}% is above {outer} {other.value}%, which holds it."
                yield Failed(one, f"{one.value}%", f"at most {other.value}%", message, (other,))


def _made_of(group: Mapping[str, Claim]) -> Iterator[Failed]:
    """An endpoint's parts, counted in every way that the table allows, against the endpoint."""
    for name, ways in vocabulary()["made_of"].items():
        whole = group.get(name)
        if whole is None or whole.value is None:
            continue
        told = [way for way in ways if all(part in group for part in way)]
        certain = [way for way in told if any(part.startswith(">=") for part in way)]  # says what it holds
        made = [[group[part] for part in way] for way in certain or told]
        sums = [(total(claim.value for claim in parts if claim.value), parts) for parts in made]
        if not sums or any(least.low <= stands_for(whole.value).high for least, _ in sums):
            continue
        _, parts = min(sums, key=lambda pair: pair[0].low)
        plain = sum((claim.value.value for claim in parts if claim.value), Decimal(0))
        labels = " + ".join(f"{claim.endpoint} {claim.value}%" for claim in parts)
        message = f"{labels} is {plain}%; {name} is {whole.value}%."
        yield Failed(whole, f"{whole.value}%", f"at least {plain}%", message, tuple(parts))


def _grades(row: Sequence[Filled]) -> Iterator[Failed]:
    """Events of some grades are among those of any grade in the same arm."""
    any_grade, some = (_names(vocabulary()[name]) for name in ("any_grade", "some_grades"))
    whole = {(_over(filled), filled.claim.measure): filled for filled in row if _last(filled) in any_grade}
    for part in row:
        other = whole.get((_over(part), part.claim.measure)) if _last(part) in some else None
        if other is None or part.claim.value is None or other.claim.value is None:
            continue
        if stands_for(part.claim.value).low > stands_for(other.claim.value).high:
            said, most = f"{part.claim.value}%", f"{other.claim.value}%"
            message = f"{part.cell.column_heads[-1]}: {said}; {other.cell.column_heads[-1]}: {most}."
            yield Failed(part.claim, said, f"at most {most}", message, (other.claim,))


def _names(words: Sequence[str]) -> frozenset[str]:
    return frozenset(normal(name) for name in words)


def _over(filled: Filled) -> tuple[str, ...]:
    return filled.cell.column_heads[:-1]


def _last(filled: Filled) -> str:
    heads = filled.cell.column_heads
    return normal(heads[-1]).removesuffix(" %").removesuffix(" n") if heads else ""
