"""Results of several trials or arms -> the number that comes of putting them together: by n/N, by adding, by compounding.

Such a number is a result of nobody. It is looked for to say where a figure comes from that no source has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from checker.candidates import SURE, Candidate, weigh
from checker.context import Setting
from checker.derived.grounds import EXACT_OPS, NOT_TOLD, is_indicated, result_of
from checker.derived.intervals import HUNDRED, exactly, meets, share, written
from checker.derived.model import Derived
from checker.diagnose import significant
from checker.gathering import endpoint_keys
from checker.model import Agreement
from checker.shortlist import of_subject
from checker.units import COUNTED, plain_unit
from claims.model import Claim
from claims.quantity import Quantity
from references.index import Index
from references.model import Arm, Fact, Trial

MOST = 6  # results that are tried two by two; of more, some two would give any number
LEAST_DIGITS = 2  # `5%` comes out of too many sums to say anything
APART = (Agreement.DIFFERS, Agreement.UNKNOWN)
JOINERS = re.compile(r"\s*(?:,|;|/|&|\+|\band\b|\bplus\b)\s*", re.IGNORECASE)


def named_trials(words: str | None, index: Index) -> tuple[Trial, ...]:
    """All trials in the page's words: `EXAMPLE-1 and EXAMPLE-2` are two, unless a registered pool has that name."""
    if not words:
        return ()
    whole = index.trials_named(words)
    parts = whole or tuple(trial for part in JOINERS.split(words) for trial in index.trials_named(part))
    return tuple({trial.id: trial for trial in parts}.values())


def pooled(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """n over N, summed over trials, or over the arms of one trial where the claim names none."""
    if claim.ci is not None or claim.p is not None or claim.high is not None:
        return
    members = [m for m in _members(claim, setting, ("rate", "count")) if _part(m.fact) is not None and m.fact.of]
    for pool in (*_over_trials(claim, members, setting), *_over_arms(claim, members, setting)):
        facts = tuple(member.fact for member in pool)
        parts = [part for part in map(_part, facts) if part is not None]
        bases = [fact.of for fact in facts if fact.of is not None]
        n, of = (sum((number.value for number in numbers), Decimal(0)) for numbers in (parts, bases))
        if claim.measure == "count":
            comes_out = plain_unit(claim.unit) in COUNTED and meets(said, exactly(n))
            shown = f"{_added(parts)} = {n} ({_ids(facts)})"
        else:
            comes_out = plain_unit(claim.unit) in ("%", "") and meets(said, share(n, of))
            shown = f"({_added(parts)}) / ({_added(bases)}) = {written(share(n, of).exact)}% ({_ids(facts)})"
        counted = (claim.n is None or claim.n.value == n) and (claim.of is None or claim.of.value == of)
        yield Derived(kind="pooled", facts=facts, sum_done=shown, comes_out=comes_out and counted, settles=False)


def compounded(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """Two trials' effects put one on the other, as though each had been seen on top of the other."""
    if claim.ci is not None or claim.high is not None or significant(said) < LEAST_DIGITS:
        return
    members = [m for m in _members(claim, setting, (claim.measure,), any_arm=True) if m.fact.value is not None]
    if len(members) > MOST:
        return
    for one, other in combinations((member.fact for member in members), 2):
        if one.trial == other.trial or one.unit != other.unit or one.value is None or other.value is None:
            continue
        first, second = abs(one.value.value), abs(other.value.value)
        size = Quantity(abs(said.value), said.text.lstrip("-"), said.op)
        added = first + second
        this, that = f"{first} ({one.id})", f"{second} ({other.id})"
        ways = [(added, f"{this} + {that} = {written(added)}")]
        if one.unit == "%" and first < HUNDRED and second < HUNDRED:
            left = (HUNDRED - first) * (HUNDRED - second) / HUNDRED
            ways.append((HUNDRED - left, f"{this} on top of {that} = {written(HUNDRED - left)}"))
        for result, shown in ways:
            yield Derived(
                kind="compounded",
                facts=(one, other),
                sum_done=shown,
                comes_out=meets(size, exactly(result)),
                settles=False,
            )


def _members(claim: Claim, setting: Setting, measures: Iterable[str], *, any_arm: bool = False) -> Iterator[Candidate]:
    """Facts of the endpoint whatever the trial, of the claim's own population and time point."""
    measures = tuple(measures)
    for key, likeness in endpoint_keys(claim, setting):
        if likeness < SURE:
            continue
        for measure in measures:
            for fact in of_subject(claim, setting, key, measure).facts:
                if fact.status == "withdrawn" or fact.trial is None or fact.op not in EXACT_OPS:
                    continue
                candidate = weigh(claim, fact, setting, likeness=likeness)
                if _is_told(candidate, claim, setting, any_arm=any_arm):
                    yield candidate


def _is_told(candidate: Candidate, claim: Claim, setting: Setting, *, any_arm: bool) -> bool:
    for slot in candidate.context:
        if slot.slot == "arm" and slot.agreement in APART and not any_arm:
            return False
        if slot.slot in ("population", "timepoint") and slot.agreement in (*APART, *NOT_TOLD):
            everyone = slot.slot == "population" and candidate.fact.population is None
            if not (everyone and is_indicated(claim.population, setting)):
                return False
    return True


def _over_trials(claim: Claim, members: list[Candidate], setting: Setting) -> Iterator[tuple[Candidate, ...]]:
    """One result of each trial: of those that the claim names, else of all together and two by two."""
    wanted = {trial.id for trial in named_trials(claim.trial, setting.index)}
    if len(wanted) == 1:
        return
    best: dict[str, Candidate] = {}
    for member in sorted(members, key=lambda member: member.rank, reverse=True):
        fact = member.fact
        arm = setting.member("arms", fact.trial, fact.arm)
        if fact.trial and not (claim.arm is None and isinstance(arm, Arm) and arm.role == "control"):
            best.setdefault(fact.trial, member)
    if wanted:
        if wanted <= best.keys():
            yield tuple(best[trial] for trial in best if trial in wanted)
        return
    together = tuple(best.values())
    if len(together) > 2:
        yield together
    if len(together) <= MOST:
        yield from combinations(together, 2)


def _over_arms(claim: Claim, members: list[Candidate], setting: Setting) -> Iterator[tuple[Candidate, ...]]:
    """All arms of one result, where the claim is about none of them alone."""
    if claim.arm is not None:
        return
    wanted = {trial.id for trial in named_trials(claim.trial, setting.index)}
    results: dict[Hashable, dict[str, Candidate]] = defaultdict(dict)
    for member in members:
        fact = member.fact
        if fact.arm is not None and (not wanted or fact.trial in wanted):
            results[result_of(fact, setting)].setdefault(fact.arm, member)
    yield from (tuple(arms.values()) for arms in results.values() if len(arms) > 1)


def _part(fact: Fact) -> Quantity | None:
    return fact.value if fact.measure == "count" else fact.n


def _added(numbers: Iterable[Quantity]) -> str:
    return " + ".join(number.text for number in numbers)


def _ids(facts: Iterable[Fact]) -> str:
    return ", ".join(fact.id for fact in facts)
