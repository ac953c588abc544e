"""A percentage -> the two percentages whose distance it is, on the page or in the registry."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from checker.derived.intervals import gap
from checker.measures import RATIOS
from checker.model import Match, Verdict
from checker.sentences import Sentence
from checker.units import plain_unit
from checker.view import PageView
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Fact

POINTS = "percentage points"
CHANGES = frozenset({"rate", "risk_reduction", "mean_change", "difference", "other"})
MOST_BESIDE = 12  # percentages of one sentence that are weighed in pairs
UNDECIDED = (Verdict.UNSUPPORTED, Verdict.AMBIGUOUS)
AGAINST = re.compile(r"\b(?:vs|v|versus|compared|against|to|than|and)\b", re.IGNORECASE)


def pair_apart(sentence: Sentence, match: Match, beside: tuple[Match, ...]) -> tuple[Quantity, Quantity] | None:
    """Two percentages set against each other that lie as far apart as the claim says, and are no relative change of it.

    A ratio in the sentence may be what the number is the change of: 20% beside a hazard ratio of 0.80.
    """
    said = match.claim.value
    others = [other.claim for other in beside if other is not match]
    if said is None or any(_is_from_ratio(abs(said.value), claim) for claim in others):
        return None
    pairs = [*_ranges(others), *_set_against(sentence, [claim for claim in others if _is_rate(claim)][:MOST_BESIDE])]
    fitting = None
    for one, other in pairs:
        high, low = (one, other) if one.value >= other.value else (other, one)
        if _fits_relative(said.value, high, low):
            return None
        if fitting is None and gap(high, low).low <= abs(said.value) <= gap(high, low).high and high.value > low.value:
            fitting = (high, low)
    return fitting


def _is_from_ratio(said: Decimal, claim: Claim) -> bool:
    return (
        claim.measure in RATIOS
        and claim.value is not None
        and abs(abs(1 - claim.value.value) * 100 - said) <= Decimal(1)
    )


def _ranges(claims: list[Claim]) -> Iterator[tuple[Quantity, Quantity]]:
    """`from 24% to 42%` may be read as one claim."""
    for claim in claims:
        if plain_unit(claim.unit) == "%" and claim.value is not None and claim.high is not None:
            yield claim.value, claim.high


def _set_against(sentence: Sentence, rates: list[Claim]) -> Iterator[tuple[Quantity, Quantity]]:
    """Neighbouring percentages with a word of comparison between them."""
    text, spots = sentence.block.text, sentence.block.spots
    for one, other in pairwise(rates):
        begin = bisect_left(spots, one.place.end, sentence.start, sentence.end)
        end = bisect_left(spots, other.place.start, sentence.start, sentence.end)
        if one.value is not None and other.value is not None and AGAINST.search(text, begin, end):
            yield one.value, other.value


def _fits_relative(said: Decimal, high: Quantity, low: Quantity) -> bool:
    """Whether the number is, give or take a point, the change from one of the two to the other."""
    ways = [100 * (high.value - low.value) / base.value for base in (high, low) if base.value]
    return any(abs(abs(said) - way) <= max(Decimal(1), way / 20) for way in ways)


def relative(high: Quantity, low: Quantity) -> str:
    """How much more the higher one is, in percent of the lower."""
    if not low.value:
        return "more than 100"
    return str((100 * (high.value - low.value) / low.value).quantize(Decimal(1)))


def _is_rate(claim: Claim) -> bool:
    return claim.measure in CHANGES and plain_unit(claim.unit) == "%" and claim.value is not None and claim.high is None


def arms_apart(view: PageView, match: Match) -> tuple[Fact, Fact] | None:
    """Two registered shares of the endpoint, of two arms of one trial, whose distance the number is."""
    said, verdicts = match.claim.value, (*UNDECIDED, Verdict.CONTRADICTED)
    if said is None or not match.claim.endpoint or match.verdict not in verdicts:
        return None
    facts = view.index.facts_of(view.index.endpoint_key(match.claim.endpoint))
    rates = [fact for fact in facts if fact.measure == "rate" and plain_unit(fact.unit) == "%" and fact.value]
    fitting = None
    for one, other in combinations(rates[:MOST_BESIDE], 2):
        if one.trial != other.trial or one.arm == other.arm or one.analysis != other.analysis:
            continue
        if one.population != other.population or one.timepoint != other.timepoint or not (one.value and other.value):
            continue
        high, low = (one.value, other.value) if one.value.value >= other.value.value else (other.value, one.value)
        if _fits_relative(said.value, high, low):
            return None
        if fitting is None and high.value > low.value and gap(high, low).low <= abs(said.value) <= gap(high, low).high:
            fitting = (one, other)
    return fitting


def registered_distance(view: PageView, match: Match) -> Fact | None:
    """The registered difference in percentage points of the same endpoint that the number is."""
    if match.verdict not in UNDECIDED or match.claim.value is None:
        return None
    endpoint = view.index.endpoint_key(match.claim.endpoint or "")
    for value in {match.claim.value.value, abs(match.claim.value.value), -match.claim.value.value}:
        for fact in view.index.facts_for_value(value):
            is_same = not match.claim.endpoint or view.index.endpoint_key(fact.endpoint) == endpoint
            if is_same and plain_unit(fact.unit) == POINTS and fact.status != "withdrawn":
                return fact
    return None
