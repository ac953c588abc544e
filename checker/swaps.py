"""Matches of a page -> the same, with results told of each other recognised: arms, endpoints or times exchanged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from checker.model import Match, Verdict
from references.model import Fact

WRONG = (Verdict.CONTRADICTED, Verdict.UNSUPPORTED)
EXCHANGED = {
    "arm": "swapped arms",
    "endpoint": "swapped endpoints",
    "population": "swapped populations",
    "timepoint": "swapped time points",
    "analysis": "swapped analyses",
    "trial": "swapped trials",
}


def with_swaps(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Each wrong number whose own value stands at another wrong number, and the other way round, says so."""
    matches = tuple(matches)
    expected: dict[Decimal, list[tuple[int, Fact]]] = defaultdict(list)
    for at, match in enumerate(matches):
        for fact in _meant(match):
            if fact.value is not None:
                expected[fact.value.value].append((at, fact))
    return tuple(_named(at, match, matches, expected) for at, match in enumerate(matches))


def _meant(match: Match) -> Iterator[Fact]:
    """The facts that a wrong number may have been meant to give."""
    if match.verdict in WRONG:
        yield from (match.fact,) if match.fact else match.candidates[:1]


def _named(at: int, match: Match, matches: tuple[Match, ...], expected: dict[Decimal, list[tuple[int, Fact]]]) -> Match:
    value = match.claim.value
    if value is None:
        return match
    for own in _meant(match):
        for other, fact in expected.get(value.value, ()):
            theirs = matches[other].claim.value
            if other != at and own.measure == fact.measure and own.value and theirs and theirs.value == own.value.value:
                kind = next(
                    (kind for slot, kind in EXCHANGED.items() if getattr(own, slot) != getattr(fact, slot)), None
                )
                if kind is not None:
                    return replace(match, diagnosis=f"{kind}: {fact.id}")
    return match
