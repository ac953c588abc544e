"""A trial's own record -> sizes and follow-up that pages print: enrolled, an arm's n, a population's n."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.compare import compare_numbers
from checker.context import Setting
from checker.derived.intervals import exactly, meets
from checker.derived.model import Derived
from checker.derived.pools import named_trials
from checker.model import Agreement
from checker.slots import compare_context
from checker.units import COUNTED, plain_unit
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Analysis, Fact, Trial
from references.names import normal

ENROLLED_WORDS = ("patient", "random", "enrol", "evaluat", "treat", "includ", "participant", "subject", "population")


def sizes(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """Numbers of patients as the trial's record has them."""
    yield from _enrolled_together(claim, said, setting)
    words = f"{claim.endpoint or 'patients'} {claim.unit or ''}".casefold()
    if plain_unit(claim.unit) not in COUNTED or not any(stem in words for stem in ENROLLED_WORDS):
        return
    for trial in _trials(claim, setting):
        arms = {arm.id for arm in setting.index.arms_named(claim.arm, trial.id)} if claim.arm else set()
        known = [(f"{trial.id} enrolled", trial.enrolled)] if not arms else []
        known += [(f"{trial.id}, arm {arm.id}", arm.n) for arm in trial.arms if not arms or arm.id in arms]
        known += [(f"{trial.id}, population {group.id}", group.n) for group in trial.populations if not arms]
        for label, size in known:
            if size is not None and compare_numbers(said, size)[0] is not Agreement.DIFFERS:
                yield _recorded(f"{label}: {size.text} ({trial.where.file}:{trial.where.line})")
    yield from _counted(claim, said, setting)


def _counted(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """The patients that registered rates were counted in: `N=592` where rates of the arm are of 592."""
    for fact in setting.index.facts_counted_in(said.value):
        slots = [slot for slot in compare_context(claim, fact, setting) if slot.slot in ("trial", "arm", "population")]
        told = _is_of_all(claim, fact, setting) or any(
            slot.agreement in (Agreement.AGREES, Agreement.ALIKE, Agreement.INHERITED) for slot in slots
        )
        if told and all(slot.agreement not in (Agreement.DIFFERS, Agreement.UNKNOWN) for slot in slots):
            yield Derived(kind="record", facts=(fact,), sum_done=f"{fact.id} is of {said.text}", comes_out=True)


def _is_of_all(claim: Claim, fact: Fact, setting: Setting) -> bool:
    """Whether a count under the product's name is of a trial in which all had it: `EXEMPLAR (N=109)`."""
    trial = setting.index.registry.trial_by_id.get(fact.trial or "")
    named = {
        id_
        for words in setting.readings(claim.arm or "")
        for id_ in setting.index.products_by_name.get(normal(words), ())
    }
    return trial is not None and trial.design == "single_arm" and len(trial.arms) <= 1 and fact.product in named


def _enrolled_together(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """How many two or more trials enrolled, where the page names them together: a head count, no pooled result."""
    trials = named_trials(claim.trial, setting.index)
    enrolled = [trial.enrolled for trial in trials if trial.enrolled is not None]
    if len(trials) < 2 or len(enrolled) < len(trials) or claim.arm is not None or plain_unit(claim.unit) not in COUNTED:
        return
    together = sum((number.value for number in enrolled), Decimal(0))
    if meets(said, exactly(together)):
        named = " + ".join(f"{trial.enrolled} ({trial.id})" for trial in trials)
        yield _recorded(f"enrolled: {named} = {together}")


def follow_up(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """The follow-up of an analysis."""
    for trial in _trials(claim, setting):
        for analysis in trial.analyses:
            if analysis.follow_up is None or (claim.analysis and not _is_named(claim.analysis, analysis)):
                continue
            number, _, unit = analysis.follow_up.partition(" ")
            if plain_unit(unit) != plain_unit(claim.unit) or not number.replace(".", "", 1).isdigit():
                continue
            if compare_numbers(said, Quantity.of(number))[0] is not Agreement.DIFFERS:
                yield _recorded(f"{trial.id}, analysis {analysis.id}: follow-up {analysis.follow_up}")


def _recorded(words: str) -> Derived:
    return Derived(kind="record", facts=(), sum_done=words, comes_out=True)


def _trials(claim: Claim, setting: Setting) -> tuple[Trial, ...]:
    """The trials that the claim names, else all."""
    named = setting.index.trials_named(claim.trial) if claim.trial else ()
    return named or setting.index.registry.trials


def _is_named(words: str, analysis: Analysis) -> bool:
    known = {normal(name) for name in (*analysis.names, analysis.id, analysis.kind or "")}
    said = normal(words)
    return any(said == name or f" {said} " in f" {name} " for name in known if name)
