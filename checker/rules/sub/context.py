"""The number belongs to the arm, population, analysis and time point that the page names.

What is required
    Time point, arm, dose, regimen, combination partner, analysis and population as registered. A result that is
    registered at a time point, dose, regimen or with a partner says so; where two facts differ only in one slot, the page
    says which is meant.

Why
    Most objections are about what a number is, not about its digits: the control arm's rate under the product's name,
    a subgroup's ratio told of all patients.

Source
    21 CFR 202.1(e)(6)(xvii) and (vi), other doses and concomitant therapy [K]; ABPI Code 2024 clause 6.1 [R].

Passes
    "Objective response: 48% with EXEMPLAR + Kd, 31% with Kd alone", both registered.

Fails
    "Objective response: 48% with Kd alone" where 48% is registered for EXEMPLAR + Kd only; "20-38 minutes" where 20 is the
    time of the maintenance dose and 38 that of the loading dose; "48% responded" where that is the rate at week 12 (what
    contradicts is an error, what is left out a warning).

Stays silent
    What the block's heading, the row or the column says counts as said, and a time point that stands near by in the
    section, its caption or note; a dose, regimen or partner that stands anywhere on the page. An arm, analysis or
    population that the page leaves out matters only where two facts would fit the claim equally; a schedule's context only
    where another is registered. One finding for each section and slot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_claim
from checker.left_open import ASKED, CALLED, LeftOpen, left_open
from checker.model import Finding, Match, Rule, Severity, Verdict
from checker.view import PageView
from checker.wording import (
    claim_number,
    fact_number,
    fact_subject,
    registry_places,
    sentence,
    some_of,
    wrong_context,
    wrong_numbers,
)


def check(view: PageView) -> Iterator[Finding]:
    """An error where the page names another subject, a warning where the registry needs one and the page has none."""
    for match in view.matches:
        if match.verdict is Verdict.CONTRADICTED and wrong_context(match) and not wrong_numbers(match):
            yield _elsewhere(view, match)
        elif match.verdict is Verdict.AMBIGUOUS:
            yield _undecided(view, match)
    yield from _left_open(view)


def _elsewhere(view: PageView, match: Match) -> Finding:
    slots = wrong_context(match)
    said = ", ".join(f"{slot.slot} {slot.said or 'not named'}" for slot in slots)
    expected = ", ".join(f"{slot.slot} {slot.known or 'everyone'}" for slot in slots)
    fact = match.fact
    about = f"{fact.id} ({fact_subject(fact)})" if fact else "the fact"
    message = f"Gives {claim_number(match.claim)} for {said}; it is registered as {about}."
    found = about_claim(RULE, view, match, message)
    return replace(found, said=said, expected=expected, related=registry_places((fact,) if fact else ()))


def _undecided(view: PageView, match: Match) -> Finding:
    message = f"{claim_number(match.claim)}: {sentence(match.reason)}"
    found = about_claim(RULE, view, match, message, severity=Severity.WARNING)
    expected = " or ".join(fact.id for fact in match.candidates)
    return replace(found, expected=expected, related=registry_places(match.candidates))


def _left_open(view: PageView) -> Iterator[Finding]:
    """One finding for each section, slot and what it should be, at the first claim that leaves it open."""
    told: dict[tuple[object, ...], list[LeftOpen]] = defaultdict(list)
    for one in left_open(view):
        heading = view.surroundings.heading_of(view.surroundings.blocks[one.match.claim.block])
        told[heading, one.slot, one.known].append(one)
    for ones in told.values():
        yield _absent(view, ones)


def _absent(view: PageView, ones: list[LeftOpen]) -> Finding:
    first = ones[0]
    numbers = some_of(list(dict.fromkeys(claim_number(one.match.claim) for one in ones)))
    message = f"Gives {numbers} without the {CALLED.get(first.slot, first.slot)}; {first.fact.id} is of {first.known}"
    if first.other is not None:
        other = getattr(first.other, ASKED.get(first.slot, first.slot))
        message += f", {first.other.id} ({fact_number(first.other)}) of {other}"
    found = about_claim(RULE, view, first.match, f"{message}.", severity=Severity.WARNING)
    facts = (first.fact, *((first.other,) if first.other else ()))
    expected = f"{first.slot} {first.known}"
    return replace(found, expected=expected, diagnosis="context left out", related=registry_places(facts))


RULE = Rule(
    id="sub.context",
    title="The number belongs to the arm, population, analysis and time point that the page names",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
