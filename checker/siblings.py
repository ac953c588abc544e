"""A registered result -> the poorer results on the same question that other trials or doses of the product gave."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.controls import CONTROL_ROLES, is_control
from checker.favour import is_less_better
from checker.measures import kind_of
from checker.moments import times
from checker.units import plain_unit
from checker.view import PageView
from references.model import Fact
from references.names import normal

LEAST = Decimal("0.1")  # what a poorer result falls short by, as a share: below that the two say the same
RATIOS = ("odds_ratio", "risk_ratio", "rate_ratio")  # shown as a benefit: the farther from 1, the better
IN_LABEL = ("in_label", "consistent_with_label")


def poorer_siblings(view: PageView, fact: Fact) -> tuple[Fact, ...]:
    """Facts that differ only in the trial, or in the dose of one trial, and are clearly poorer."""
    if fact.value is None or fact.trial is None or is_control(view, fact.trial, fact.arm):
        return ()
    same = view.index.facts_for(view.index.endpoint_key(fact.endpoint), fact.measure)
    return tuple(other for other in same if _is_sibling(view, other, fact) and _is_poorer(view, other, fact))


def _is_sibling(view: PageView, other: Fact, fact: Fact) -> bool:
    return (
        other.id != fact.id
        and other.value is not None
        and other.status == "approved"
        and other.superseded_by is None
        and other.label_status != "unapproved"
        and other.rank != "exploratory"
        and other.product == fact.product
        and other.population == fact.population
        and plain_unit(other.unit) == plain_unit(fact.unit)
        and _time(other) == _time(fact)
        and (_is_of_another_trial(view, other, fact) or _is_of_another_dose(view, other, fact))
    )


def _time(fact: Fact) -> object:
    return times(fact.timepoint or "") or normal(fact.timepoint or "")


def _is_of_another_trial(view: PageView, other: Fact, fact: Fact) -> bool:
    """Whether another trial gave it, of the same treatment against the same comparator."""
    if other.trial is None or other.trial == fact.trial or is_control(view, other.trial, other.arm):
        return False
    return _share(_names(view, other, other.arm), _names(view, fact, fact.arm)) and _share(
        frozenset(_comparators(view, other)), frozenset(_comparators(view, fact))
    )


def _is_of_another_dose(view: PageView, other: Fact, fact: Fact) -> bool:
    """Whether another dose of the same trial gave it, one that the label has too."""
    return (
        other.trial == fact.trial
        and other.arm is not None
        and other.arm != fact.arm
        and other.analysis == fact.analysis
        and other.versus == fact.versus
        and not is_control(view, other.trial, other.arm)
        and other.label_status in IN_LABEL
    )


def _share(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(ours & theirs) or not (ours or theirs)


def _names(view: PageView, fact: Fact, arm: str | None) -> frozenset[str]:
    if arm is None:
        return frozenset()
    record = view.index.arm(fact.trial, arm)
    return frozenset(map(normal, (arm, *(record.names if record else ()))))


def _comparators(view: PageView, fact: Fact) -> Iterator[str]:
    """Names of what a trial compares against: the fact's own, else its control arms."""
    if fact.versus is not None:
        yield from _names(view, fact, fact.versus)
        return
    trial = view.registry.trial_by_id.get(fact.trial or "")
    for arm in trial.arms if trial else ():
        if arm.role in CONTROL_ROLES:
            yield from _names(view, fact, arm.id)


def _is_poorer(view: PageView, other: Fact, fact: Fact) -> bool:
    if other.value is None or fact.value is None:
        return False
    better, worse = fact.value.value, other.value.value
    if is_less_better(fact.measure) or (fact.measure in RATIOS and better < 1):
        better, worse = worse, better
    elif fact.measure in RATIOS:
        pass  # above 1, as for an odds ratio of response: the one nearer to 1 is poorer
    elif fact.measure in ("mean_change", "difference"):
        if (better > 0) != (worse > 0):
            return False
        better, worse = abs(better), abs(worse)
    elif fact.measure != "risk_reduction" and kind_of(view.index.endpoint_key(fact.endpoint)) not in (
        "response",
        "time",
    ):
        return False
    return better - worse > LEAST * abs(better)
