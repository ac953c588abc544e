"""What follows from facts: a risk reduction from a ratio, a share from counts, a count from a share, a difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from checker.candidates import Candidate, endpoint_keys, weigh
from checker.compare import COUNTED, compare_numbers, plain_unit, said_value
from checker.model import Agreement
from checker.slots import Setting
from claims.model import Claim
from claims.quantity import Interval, Quantity
from references.model import Fact, Policy
from references.names import normal

HUNDRED = Decimal(100)
TIMED = ("rate", "median_time", "mean", "mean_change", "median")
TESTED = ("hazard_ratio", "risk_ratio", "rate_ratio")
ENROLLED_WORDS = ("patient", "random", "enrol", "evaluat", "treat", "includ", "participant", "subject", "population")


@dataclass(frozen=True, slots=True)
class Derived:
    """A claim that follows from something registered, or fails to: the fact it rests on and the sum that was done."""

    fact: Fact | None
    sum_done: str
    agrees: bool
    candidate: Candidate | None = None


def reduction(ratio: Quantity) -> Interval:
    """The percent reductions that a ratio may stand for at its written precision: 0.59 is [40.5, 41.5]."""
    box = ratio.rounding
    return Interval((1 - box.high) * HUNDRED, (1 - box.low) * HUNDRED)


def derive(claim: Claim, setting: Setting, policy: Policy) -> Derived | None:
    """The first derivation that gives the claim's number, else the nearest that should have given it."""
    nearest: Derived | None = None
    for found in _derivations(claim, setting, policy):
        if found.agrees:
            return found
        nearest = nearest or found
    return nearest


def _derivations(claim: Claim, setting: Setting, policy: Policy) -> Iterator[Derived]:
    said = said_value(claim)
    if said is None:
        return
    match claim.measure:
        case "risk_reduction" if policy.derived.get("risk_reduction") != "forbid":
            yield from _from_ratio(claim, said, setting)
        case "rate":
            yield from _from_counts(claim, said, setting)
        case "count":
            yield from _from_rate(claim, said, setting)
            yield from _from_trials(claim, said, setting)
        case "median_time" if claim.endpoint == "FOLLOW_UP":
            yield from _from_follow_up(claim, said, setting)
        case "difference" if policy.derived.get("difference") != "forbid":
            yield from _from_arms(claim, said, setting)


def _fitting(claim: Claim, setting: Setting, measures: tuple[str, ...]) -> list[Candidate]:
    found = []
    for key, likeness in endpoint_keys(claim, setting):
        for measure in measures:
            for fact in setting.index.facts_for(key, measure):
                candidate = weigh(claim, fact, setting, likeness=likeness)
                if candidate.fits and fact.status != "withdrawn":
                    found.append(candidate)
    return sorted(found, key=lambda candidate: candidate.rank, reverse=True)


def _from_ratio(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    for candidate in _fitting(claim, setting, TESTED):
        ratio = candidate.fact.value
        if ratio is None:
            continue
        shown = f"1 - {ratio.text} = {_percent((1 - ratio.value) * HUNDRED)}%"
        yield Derived(candidate.fact, shown, _meets(said, reduction(ratio)), candidate)


def _from_counts(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    if plain_unit(claim.unit) not in ("%", ""):
        return
    for candidate in _fitting(claim, setting, ("count", "rate")):
        fact = candidate.fact
        part = fact.value if fact.measure == "count" else fact.n
        if part is None or fact.of is None or fact.of.value == 0:
            continue
        share = part.value / fact.of.value * HUNDRED
        shown = f"{part.text}/{fact.of.text} = {_percent(share)}%"
        agrees = _meets(said, Interval(share, share)) and _counts_agree(claim, part, fact.of)
        if agrees or fact.measure == "count":
            yield Derived(fact, shown, agrees, candidate)


def _counts_agree(claim: Claim, part: Quantity, of: Quantity) -> bool:
    pairs = ((claim.n, part), (claim.of, of))
    return all(one is None or compare_numbers(one, other)[0] is not Agreement.DIFFERS for one, other in pairs)


def _from_rate(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    if plain_unit(claim.unit) not in COUNTED:
        return
    for candidate in _fitting(claim, setting, ("rate", "count")):
        for name, count in (("n", candidate.fact.n), ("of", candidate.fact.of)):
            if count is not None and compare_numbers(said, count)[0] is not Agreement.DIFFERS:
                yield Derived(candidate.fact, f"{name} of {candidate.fact.id} is {count.text}", True, candidate)


def _from_trials(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """Sizes that stand in a trial's own record: enrolled, an arm's n, a population's n."""
    words = f"{claim.endpoint or 'patients'} {claim.unit or ''}".casefold()
    if plain_unit(claim.unit) not in COUNTED or not any(stem in words for stem in ENROLLED_WORDS):
        return
    named = {trial.id for trial in setting.index.trials_named(claim.trial)} if claim.trial else set()
    for trial in setting.index.registry.trials:
        if named and trial.id not in named:
            continue
        arms = {arm.id for arm in setting.index.arms_named(claim.arm, trial.id)} if claim.arm else set()
        sizes = [(f"{trial.id} enrolled", trial.enrolled)] if not arms else []
        sizes += [(f"{trial.id}, arm {arm.id}", arm.n) for arm in trial.arms if not arms or arm.id in arms]
        sizes += [(f"{trial.id}, population {group.id}", group.n) for group in trial.populations if not arms]
        for label, size in sizes:
            if size is not None and compare_numbers(said, size)[0] is not Agreement.DIFFERS:
                yield Derived(None, f"{label}: {size.text} ({trial.where.file}:{trial.where.line})", True)


def _from_follow_up(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    named = {trial.id for trial in setting.index.trials_named(claim.trial)} if claim.trial else set()
    for trial in setting.index.registry.trials:
        if named and trial.id not in named:
            continue
        for analysis in trial.analyses:
            if analysis.follow_up is None or (claim.analysis and not _names(claim.analysis, analysis.names, analysis)):
                continue
            number, _, unit = analysis.follow_up.partition(" ")
            if plain_unit(unit) != plain_unit(claim.unit) or not number.replace(".", "", 1).isdigit():
                continue
            if compare_numbers(said, Quantity.of(number))[0] is not Agreement.DIFFERS:
                yield Derived(None, f"{trial.id}, analysis {analysis.id}: follow-up {analysis.follow_up}", True)


def _names(words: str, names: tuple[str, ...], analysis: object) -> bool:
    known = {normal(name) for name in (*names, getattr(analysis, "id", ""), getattr(analysis, "kind", None) or "")}
    said = normal(words)
    return any(said == name or f" {said} " in f" {name} " for name in known if name)


def _from_arms(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    facts = []
    for key, likeness in endpoint_keys(claim, setting):
        if likeness == 100:
            facts = [fact for measure in TIMED for fact in setting.index.facts_for(key, measure)]
    for one, other in permutations(facts, 2):
        if not _are_arms_of_one_result(one, other) or one.value is None or other.value is None:
            continue
        if not weigh(claim, one, setting).fits:
            continue
        gap, reach = one.value.value - other.value.value, (one.value.step + other.value.step) / 2
        if gap >= 0 and _meets(said, Interval(gap - reach, gap + reach)):
            yield Derived(one, f"{one.value.text} - {other.value.text} = {gap}", True)


def _are_arms_of_one_result(one: Fact, other: Fact) -> bool:
    same = ("measure", "endpoint", "trial", "analysis", "population", "timepoint", "unit")
    return one.arm != other.arm and all(getattr(one, slot) == getattr(other, slot) for slot in same)


def _meets(said: Quantity, known: Interval) -> bool:
    match said.op:
        case "=":
            return said.rounding.overlaps(known)
        case "~":
            middle = (known.low + known.high) / 2
            return said.rounding.overlaps(known) or abs(said.value - middle) <= abs(middle) * Decimal("0.05")
        case "<" | "<=":
            return known.low <= said.value
        case _:
            return known.high >= said.value


def _percent(number: Decimal) -> str:
    return f"{number:.1f}".removesuffix(".0")
