"""A result from a controlled trial stands with the control's result.

What is required
    Where a trial has a control arm, the rate, change or median of the product's arm stands beside that of the control.

Why
    24% fewer lesions say little where the vehicle alone gave 22%.

Source
    FDA guidance on quantitative information in consumer advertising, 2023: give the control group [R]; 21 CFR
    202.1(e)(6)(vi), the placebo effect [K].

Passes
    "24% vs 22% with vehicle"; the control's value in the next column, in the next sentence or on the same chart.

Fails
    "24% fewer lesions at 2 weeks", where 22% is registered for the vehicle: an error, for the control has more than half
    of the response. A warning for smaller controls and for medians, a note where the control's value stands elsewhere on
    the page.

Stays silent
    Trials without a control arm, results whose control is not registered at the same time point, population and
    analysis; differences between the arms, which tell the control's share; safety information. One finding for each
    endpoint and section. A ratio or P value beside the result is no control value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from checker.controls import CONTROLLED, controls_of, meant, shows
from checker.findings import about_claim
from checker.model import Finding, Match, Rule, Severity
from checker.view import PageView
from checker.wording import claim_number, fact_number, page_place, registry_places, some_of
from claims.model import Claim
from references.model import Fact

Alone = tuple[Match, Fact, tuple[Fact, ...]]
RESPONSES = frozenset({"rate", "mean", "mean_change", "risk_reduction"})
HALF = 2


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each endpoint and section, at the first result that stands without its control."""
    alone: dict[tuple[object, ...], list[Alone]] = defaultdict(list)
    for match in view.matches:
        fact = meant(view, match) if view.results.is_efficacy(match.claim) else None
        if fact is None or _is_uncontrolled(view, fact):
            continue
        controls = controls_of(view, fact)
        beside = view.displays.claims_beside(match.claim)
        if not controls or any(shows(view, claim, match, controls) for claim in beside):
            continue
        heading = view.surroundings.heading_of(view.surroundings.blocks[match.claim.block])
        alone[heading, fact.trial, fact.measure, view.index.endpoint_key(fact.endpoint)].append((match, fact, controls))
    for matches in alone.values():
        yield _found(view, matches)


def _is_uncontrolled(view: PageView, fact: Fact) -> bool:
    trial = view.registry.trial_by_id.get(fact.trial or "")
    return trial is not None and trial.design is not None and trial.design not in CONTROLLED


def _found(view: PageView, matches: list[Alone]) -> Finding:
    first, fact, controls = matches[0]
    elsewhere = _elsewhere(view, first, controls)
    large = any(_is_large(known, own) for _, known, own in matches)
    severity = Severity.NOTE if elsewhere else Severity.ERROR if large else Severity.WARNING
    numbers = some_of(list(dict.fromkeys(claim_number(match.claim) for match, _, _ in matches)))
    known = dict.fromkeys(control for _, _, own in matches for control in own)
    expected = some_of([f"{control.id} {fact_number(control)}" for control in known])
    where = f"it stands on {elsewhere.place.words}" if elsewhere else f"registered as {expected}"
    message = f"Gives {numbers} ({fact.endpoint}) without the control's result; {where}."
    found = about_claim(RULE, view, first, message, severity=severity)
    places = (page_place(found.path, elsewhere.place, elsewhere.quote),) if elsewhere else ()
    return replace(
        found,
        said=numbers,
        expected=" or ".join(fact_number(control) for control in controls),
        fact=fact.id,
        diagnosis="control left out",
        related=(*places, *registry_places(tuple(known))),
    )


def _elsewhere(view: PageView, match: Match, controls: tuple[Fact, ...]) -> Claim | None:
    told = (other for other in view.matches if other.fact in controls)
    return next((other.claim for other in told if shows(view, other.claim, match, controls)), None)


def _is_large(fact: Fact, controls: tuple[Fact, ...]) -> bool:
    """Whether the control came to more than half of the response."""
    if fact.value is None or fact.measure not in RESPONSES:
        return False
    return any(
        control.value is not None
        and (control.value.value > 0) == (fact.value.value > 0)
        and abs(control.value.value) * HALF > abs(fact.value.value)
        for control in controls
    )


RULE = Rule(
    id="sta.control-omitted",
    title="A result from a controlled trial stands with the control's result",
    severity=Severity.WARNING,
    check=check,
    needs=("facts.trial", "facts.arm", "trials.arms.role"),
    manual=__doc__,
)
