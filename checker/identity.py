"""Which result a fact is: the slots that tell one from another."""

from __future__ import annotations

from checker.measures import COMPARISONS
from checker.moments import times
from references.index import Index
from references.model import Fact

IDENTITY = ("endpoint", "measure", "trial", "arm", "versus", "population", "analysis", "timepoint")


def identity_of(fact: Fact) -> tuple[object, ...]:
    """The slots of a fact that say what it is about."""
    return tuple(getattr(fact, slot) for slot in IDENTITY)


def are_two_results(one: Fact, other: Fact, index: Index | None = None) -> bool:
    """Whether two facts are two results: one that leaves out a slot may be the other, told in short.

    What an arm came to is one result, whichever arm it is set against; so is one endpoint under two of its names.
    """
    told_short = ("trial", "arm", "versus", "analysis", "timepoint")
    pairs = zip(identity_of(one), identity_of(other), IDENTITY, strict=True)
    return any(
        a != b
        and not (slot in told_short and None in (a, b))
        and (slot != "versus" or one.measure in COMPARISONS)
        and not (slot == "timepoint" and is_one_time(str(a), str(b)))
        and not (slot == "endpoint" and index is not None and index.endpoint_key(str(a)) == index.endpoint_key(str(b)))
        for a, b, slot in pairs
    )


def is_one_time(one: str, other: str) -> bool:
    """Whether two time points are one, written in two ways: `three years`, `36 months`."""
    return bool(times(one)) and times(one) == times(other)


def slots_apart(facts: tuple[Fact, ...]) -> list[str]:
    """The slots in which some facts differ: what a page must say for one of them to be meant."""
    slots = ("trial", "arm", "versus", "population", "analysis", "timepoint", "dose", "endpoint", "measure")
    return [slot for slot in slots if len({getattr(fact, slot) for fact in facts}) > 1] or ["fact"]
