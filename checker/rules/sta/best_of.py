"""The best of several results does not stand for all of them.

What is required
    "Up to", "as much as" and the like do not carry a result; a result of one trial or dose stands with the poorer ones
    of the others on the same question.

Why
    "Up to 51% fewer exacerbations" is one trial's figure; the other's was 28%.

Source
    ABPI Code 2024 clause 6.1, balanced and on all the evidence [R]; 21 CFR 202.1(e)(6)(iii)-(iv) [K].

Passes
    "51% and 28% fewer exacerbations in the two pivotal studies".

Fails
    "Up to 51% fewer exacerbations"; 51% alone, where the registry has 28% of a second trial of the same treatment
    against the same comparator, or of another dose in the label.

Stays silent
    Limits of time and dose ("up to 12 weeks", "followed for up to"), safety, how common a disease is; blocks that give
    the other result as well; results that differ by less than a tenth; trials with another comparator, population or
    time point, facts that are superseded, exploratory or outside the label. One finding for each endpoint that lacks
    poorer results.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.findings import about_claim
from checker.measures import ABSOLUTE, COMPARED, kind_of
from checker.model import Confidence, Finding, Match, Rule, Severity, Verdict
from checker.siblings import poorer_siblings
from checker.view import PageView
from checker.wording import claim_number, fact_number, registry_places, some_of
from checker.wordlists import is_used, uses
from claims.model import Claim
from claims.units import dimension
from references.model import Fact

BEFORE = 24  # characters in front of a number in which its "up to" stands
BEHIND = 24
OF_BENEFIT = (("benefit", "words"), ("benefit", "comparative"), ("ceiling", "of_benefit"))
DIGIT = re.compile(r"\d")
ARTICLE = re.compile(r"\s?(?:(?:an?|about|approximately|nearly|~)\s?)?[-–+(~]?\s?", re.IGNORECASE)
OWN_WORDS = ("risk_reduction", "mean_change", "fold", "difference")  # told of a benefit by what they measure


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page gives: facts by id, and numbers by their endpoint."""

    facts: frozenset[str]
    values: frozenset[tuple[str, Decimal]]


def check(view: PageView) -> Iterator[Finding]:
    """First the results with a ceiling, then those whose poorer siblings the page leaves out."""
    ceilings = set()
    shown = _shown(view)
    for match in view.matches:
        words = _ceiling(view, match.claim)
        if words is not None and _is_benefit(view, match) and not _gives_others(view, match.claim):
            ceilings.add(match.claim.id)
            yield _best_case(view, match, words, shown)
    yield from _left_out(view, ceilings, shown)


def _ceiling(view: PageView, claim: Claim) -> str | None:
    """The words right in front of a claim's number that make it the best case."""
    block = view.surroundings.blocks[claim.block]
    first = bisect_left(block.spots, claim.place.start)
    number = DIGIT.search(block.text, first, first + len(claim.quote))
    at = number.start() if number else first
    before = block.text[max(0, at - BEFORE) : at]
    return next((use.text for use in uses(before, "ceiling") if ARTICLE.fullmatch(before, use.end)), None)


def _is_benefit(view: PageView, match: Match) -> bool:
    claim = match.claim
    if claim.measure not in ABSOLUTE | COMPARED or claim.measure == "count" or not view.results.is_efficacy(claim):
        return False
    if dimension(claim.unit) == "time" and "median" not in claim.sentence.casefold():
        return False
    behind = claim.sentence.partition(claim.quote)[2][:BEHIND]
    if any(use.start <= 1 for use in uses(behind, "ceiling", "no_result")):
        return False
    return (
        claim.measure in OWN_WORDS
        or kind_of(claim.endpoint or "") == "response"
        or any(is_used(claim.sentence, *words) for words in OF_BENEFIT)
    )


def _gives_others(view: PageView, claim: Claim) -> bool:
    """Whether its block gives another figure of the same arm for the same."""
    return any(
        other.id != claim.id
        and other.measure == claim.measure
        and other.endpoint == claim.endpoint
        and other.arm == claim.arm
        and other.value != claim.value
        for other in view.displays.in_block[claim.block]
    ) or (claim.high is not None)


def _best_case(view: PageView, match: Match, words: str, shown: Shown) -> Finding:
    number = claim_number(match.claim).lstrip("<=")
    about = f" ({match.claim.endpoint})" if match.claim.endpoint else ""
    siblings = _not_shown(view, match, shown)
    message = f"Says “{words.lower()}” {number}{about}: the best result stands for all."
    if siblings:
        message += f" Registered too: {some_of([f'{fact.id} {fact_number(fact)}' for fact in siblings])}."
    found = about_claim(RULE, view, match, message, confidence=Confidence.HIGH if siblings else Confidence.MEDIUM)
    return replace(
        found,
        said=f"{words} {number}",
        expected=" and ".join(fact_number(fact) for fact in siblings) or None,
        diagnosis="best case",
        related=registry_places(siblings),
    )


def _left_out(view: PageView, ceilings: set[str], shown: Shown) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for match in view.matches:
        fact, claim = match.fact, match.claim
        if fact is None or match.verdict is not Verdict.SUPPORTED or claim.id in ceilings:
            continue
        question = (view.index.endpoint_key(fact.endpoint), fact.measure)
        if question in told or not view.results.is_efficacy(claim):
            continue
        siblings = _not_shown(view, match, shown)
        if siblings:
            told.add(question)
            yield _alone(view, match, siblings)


def _shown(view: PageView) -> Shown:
    facts = (fact.id for match in view.matches for fact in (*match.grounds, *match.candidates))
    told = (claim for claim in view.extraction.claims if claim.endpoint and claim.value is not None)
    values = ((view.index.endpoint_key(c.endpoint), c.value.value) for c in told if c.endpoint and c.value)
    return Shown(frozenset(facts), frozenset(values))


def _not_shown(view: PageView, match: Match, shown: Shown) -> tuple[Fact, ...]:
    if match.fact is None or match.verdict not in (Verdict.SUPPORTED, Verdict.CONTRADICTED):
        return ()
    return tuple(
        fact
        for fact in poorer_siblings(view, match.fact)
        if fact.id not in shown.facts
        and (fact.value is None or (view.index.endpoint_key(fact.endpoint), fact.value.value) not in shown.values)
    )


def _alone(view: PageView, match: Match, siblings: tuple[Fact, ...]) -> Finding:
    fact = match.fact
    others = some_of([f"{one.id} {fact_number(one)}" for one in siblings])
    about = f"{fact.endpoint}, {fact.trial}" if fact else ""
    message = f"Gives {claim_number(match.claim)} ({about}) and leaves out the poorer {others}."
    found = about_claim(RULE, view, match, message, confidence=Confidence.MEDIUM)
    return replace(
        found,
        said=claim_number(match.claim),
        expected=" and ".join(fact_number(one) for one in siblings),
        diagnosis="poorer results left out",
        related=registry_places(siblings),
    )


RULE = Rule(
    id="sta.best-of",
    title="The best of several results does not stand for all of them",
    severity=Severity.WARNING,
    check=check,
    manual=__doc__,
)
