"""A registered fact -> whether its result was tested with the error rate controlled, and whether its endpoint was won so."""

from __future__ import annotations

from collections.abc import Iterator

from checker.everyone import is_of_everyone
from checker.significance import interval_of_fact, p_of_fact
from references.index import Index
from references.model import Fact

SAME_RESULT = ("trial", "population", "analysis")


def multiplicity_of(index: Index, fact: Fact) -> str | None:
    """The fact's own, else the one that all facts of the same result have: the ratio's counts for both medians."""
    if fact.multiplicity:
        return fact.multiplicity
    same = (one for one in _siblings(index, fact) if all(getattr(one, s) == getattr(fact, s) for s in SAME_RESULT))
    kinds = {one.multiplicity for one in same if one.multiplicity}
    return kinds.pop() if len(kinds) == 1 else None


def is_won_elsewhere(index: Index, fact: Fact) -> bool:
    """Whether another look at the same endpoint in all patients was controlled and won: a later one only follows it."""
    if not is_of_everyone(index, fact) or multiplicity_of(index, fact) == "failed_hierarchy":
        return False
    won = (one for one in _siblings(index, fact) if one.multiplicity == "controlled" and is_of_everyone(index, one))
    return any(one.trial == fact.trial and not shows_nothing(one) for one in won)


def _siblings(index: Index, fact: Fact) -> Iterator[Fact]:
    yield from (
        one
        for one in index.facts_of(index.endpoint_key(fact.endpoint))
        if one.id != fact.id and one.status != "withdrawn"
    )


def shows_nothing(fact: Fact) -> bool | None:
    """Whether a fact's own figures show no difference; None where it has none that could."""
    shown = p_of_fact(fact) or interval_of_fact(fact)
    return None if shown is None else not shown.is_significant
