"""The number belongs to the arm, population, analysis and time point that the page names.

What is required
    Time point, arm, dose, analysis and population as registered; where two facts differ only in one of them, the page
    says which is meant.

Why
    Most objections are about what a number is, not about its digits: the control arm's rate under the product's name,
    a subgroup's ratio told of all patients.

Source
    21 CFR 202.1(e)(6)(xvii) and (vi), other doses and concomitant therapy; ABPI Code 2024 clause 6.1.

Passes
    "Objective response: 48% with EXEMPLAR + Kd, 31% with Kd alone", both registered.

Fails
    "Objective response: 48% with Kd alone" where 48% is registered for EXEMPLAR + Kd only.

Stays silent
    What the block's heading, the row or the column says counts as said. A slot that the page leaves out matters only
    where two facts would fit the claim equally.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_claim
from checker.model import Finding, Match, PageView, Rule, Severity, Verdict
from checker.wording import claim_number, fact_subject, registry_places, sentence, wrong_context, wrong_numbers


def check(view: PageView) -> Iterator[Finding]:
    """An error where the page names another subject, a warning where the registry needs one and the page has none."""
    for match in view.matches:
        if match.verdict is Verdict.CONTRADICTED and wrong_context(match) and not wrong_numbers(match):
            yield _elsewhere(view, match)
        elif match.verdict is Verdict.AMBIGUOUS:
            yield _undecided(view, match)


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


RULE = Rule(
    id="sub.context",
    title="The number belongs to the arm, population, analysis and time point that the page names",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
