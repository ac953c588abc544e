"""A registered result of one arm -> what the control arm of the same trial came to, and whether the page shows it."""

from __future__ import annotations

from checker.compare import plain_unit
from checker.model import Match, PageView
from checker.moments import times
from checker.naming import is_role
from claims.model import Claim
from references.model import Fact
from references.names import ROLES, normal

CONTROLLED = ("rct", "ni_rct")
CONTROL_ROLES = ("control", "reference")


def is_control(view: PageView, trial: str | None, arm: str | None) -> bool:
    """Whether an arm is what a trial compares against: by its role, or by a name such as placebo."""
    record = view.index.arm(trial, arm)
    if record is not None and record.role is not None:
        return record.role in CONTROL_ROLES
    names = (arm or "", *(record.names if record else ()))
    return any(is_role(name, ROLES["control"]) for name in names if name)


def controls_of(view: PageView, fact: Fact) -> tuple[Fact, ...]:
    """The control arm's results on the same endpoint, measure, population, analysis and time point."""
    if fact.trial is None or fact.arm is None or is_control(view, fact.trial, fact.arm):
        return ()
    same = view.index.facts_for(view.index.endpoint_key(fact.endpoint), fact.measure)
    return tuple(other for other in same if _is_its_control(view, other, fact))


def _is_its_control(view: PageView, other: Fact, fact: Fact) -> bool:
    return (
        other.trial == fact.trial
        and other.status != "withdrawn"
        and is_control(view, other.trial, other.arm)
        and other.population == fact.population
        and other.analysis in (None, fact.analysis)
        and _same_time(other.timepoint, fact.timepoint)
        and plain_unit(other.unit) == plain_unit(fact.unit)
    )


def _same_time(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return normal(one) == normal(other) or (bool(times(one)) and times(one) == times(other))


def shows(view: PageView, claim: Claim, match: Match, controls: tuple[Fact, ...]) -> bool:
    """Whether another claim tells the control's result, or the difference from it, for what a match is about."""
    if claim.id == match.claim.id or not claim.endpoint or not match.claim.endpoint:
        return False
    told = view.match_of[claim.id]
    if told.fact in controls or any(fact in controls for fact in told.candidates):
        return True
    if view.index.endpoint_key(claim.endpoint) != view.index.endpoint_key(match.claim.endpoint):
        return False
    if claim.measure == "difference":
        return True
    if not claim.arm or claim.measure != match.claim.measure or match.fact is None:
        return False
    named = view.index.arms_named(claim.arm, match.fact.trial)
    return any(arm.role in CONTROL_ROLES for arm in named) or is_role(claim.arm, ROLES["control"])
