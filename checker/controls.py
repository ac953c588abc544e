"""A registered result of one arm -> what the control arm of the same trial came to, and whether the page shows it."""

from __future__ import annotations

from checker.measures import ABSOLUTE
from checker.model import Match, Verdict
from checker.moments import times
from checker.naming import is_role
from checker.units import plain_unit
from checker.view import PageView
from claims.model import Claim
from references.model import Fact
from references.names import ROLES, normal

CONTROLLED = ("rct", "ni_rct")
OF_ONE_ARM = ABSOLUTE | {"risk_reduction"}
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


def meant(view: PageView, match: Match) -> Fact | None:
    """The fact of one arm that a claim tells, though it was read as another measure: `24% fewer` for a change of -24%."""
    claim, fact = match.claim, match.fact
    if fact is not None and match.verdict is Verdict.SUPPORTED:
        return fact if _is_of_one_arm(fact) else None
    if match.verdict is not Verdict.UNSUPPORTED or claim.value is None or claim.measure not in OF_ONE_ARM:
        return None
    named = view.index.endpoints_in(claim.sentence)
    facts = (*match.candidates, *(known for key in named for known in view.index.facts_of(key)))
    said = claim.value.value
    found = {
        known.id: known
        for known in facts
        if _is_of_one_arm(known) and known.value and abs(known.value.value) == abs(said)
    }
    same = [known for known in found.values() if plain_unit(known.unit) == plain_unit(claim.unit)]
    return same[0] if len(same) == 1 else None


def _is_of_one_arm(fact: Fact) -> bool:
    """Whether it is what one arm came to; a reduction is where it names no arm to compare with."""
    return fact.measure in ABSOLUTE or (fact.measure == "risk_reduction" and fact.versus is None)


def shows(view: PageView, claim: Claim, match: Match, controls: tuple[Fact, ...]) -> bool:
    """Whether another claim tells the control's result, or the difference from it, for what a match is about."""
    if claim.id == match.claim.id:
        return False
    told = view.match_of[claim.id]
    is_open = told.verdict is Verdict.AMBIGUOUS  # the nearest facts of a number that nothing has are not shown
    if told.fact in controls or (is_open and any(fact in controls for fact in told.candidates)):
        return True
    same = claim.value is not None and any(c.value and abs(c.value.value) == abs(claim.value.value) for c in controls)
    if same and meant(view, told) in controls:
        return True
    if not claim.endpoint or not match.claim.endpoint:
        return False
    if view.index.endpoint_key(claim.endpoint) != view.index.endpoint_key(match.claim.endpoint):
        return False
    if claim.measure == "difference":
        return True
    if not claim.arm or claim.measure != match.claim.measure:
        return False
    named = view.index.arms_named(claim.arm, controls[0].trial)
    return any(arm.role in CONTROL_ROLES for arm in named) or is_role(claim.arm, ROLES["control"])
