"""What a claim is about against what a fact is about: trial, arm, population, analysis, time point, dose."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Setting, is_guessed, tells_in_turn
from checker.everyone import is_everyone, is_of_everyone
from checker.measures import COMPARISONS, NO_RESULTS
from checker.model import Agreement, SlotMatch
from checker.moments import doses, times
from checker.naming import is_role
from checker.unmarked import unmarked_number
from claims.model import TOLD_OF, Claim
from references.model import Analysis, Arm, Fact
from references.names import KINDS, ROLES, alike, amounts, bare, normal, opposed
from references.trial_names import parts_of_pool, tight_names

POOLED = frozenset(map(normal, KINDS["pooled"]))


def compare_context(claim: Claim, fact: Fact, setting: Setting) -> tuple[SlotMatch, ...]:
    """Every context slot that the claim or the fact fills."""
    return tuple(_slots(claim, fact, setting))


def _slots(claim: Claim, fact: Fact, setting: Setting) -> Iterator[SlotMatch]:
    yield from _trial(claim, fact, setting)
    if claim.measure in COMPARISONS:
        yield from _compared_arms(claim, fact, setting)
    else:
        yield from _arm("arm", _named_arm(claim, fact.arm), fact.arm, fact, setting)
    yield from _population(claim, fact, setting)
    yield from _analysis(claim, fact, setting)
    yield from _timepoint(claim, fact, setting)
    yield from _dose(claim, fact, setting)


def _trial(claim: Claim, fact: Fact, setting: Setting) -> Iterator[SlotMatch]:
    said = setting.said(claim, "trial")
    if fact.trial is None:
        if said:
            yield SlotMatch("trial", said, None, Agreement.UNREGISTERED)
        return
    known = setting.index.registry.trial_by_id.get(fact.trial)
    names = (fact.trial, *(known.names if known else ()))
    if said is None:
        if setting.mentions(names):
            yield SlotMatch("trial", None, fact.trial, Agreement.INHERITED)
        elif setting.default_trial is not None:
            same = setting.default_trial == fact.trial
            yield SlotMatch(
                "trial", setting.default_trial, fact.trial, Agreement.INHERITED if same else Agreement.UNSAID
            )
        else:
            yield SlotMatch("trial", None, fact.trial, Agreement.UNSAID)
        return
    yield SlotMatch("trial", said, fact.trial, _trial_agreement(claim, said, fact.trial, names, setting))


def _trial_agreement(claim: Claim, said: str, known: str, names: tuple[str, ...], setting: Setting) -> Agreement:
    if setting.trials_around and known not in setting.trials_around:
        return Agreement.UNKNOWN  # the page's guess, where the words about the claim name another trial
    if tight_names((said,)) <= tight_names(names):
        return Agreement.AGREES
    named = {trial.id for words in setting.readings(said) for trial in setting.index.trials_named(words)}
    if named == {known}:
        return Agreement.AGREES
    if known in setting.trials_around or _is_of_one_pool(claim, said, names, setting):
        return Agreement.INHERITED
    if claim.measure in NO_RESULTS and _is_a_later_one(said, names):
        return Agreement.UNKNOWN  # what is registered of a programme may be so in each of its trials
    if named:
        # else inherited from a heading, or from the page's subject
        is_heard = not is_guessed(claim) and normal(said) in normal(setting.block)
        return Agreement.DIFFERS if is_heard else Agreement.UNKNOWN
    if setting.index.trials_told_in_part(said) == {known} or _is_one_of_its_names(said, names):
        return Agreement.INHERITED
    return _wording("trial", said, names)


def _is_a_later_one(said: str, names: tuple[str, ...]) -> bool:
    """Whether a trial is a numbered one of those that go by a name together: EXAMPLE-3 of EXAMPLE."""
    (own,) = tight_names((said,))
    return any(own.removeprefix(name).isdigit() for name in tight_names(names) if name != own)


def _is_one_of_its_names(said: str, names: tuple[str, ...]) -> bool:
    """Whether a trial that is registered under two names at once is called by one: `CLEAN` of EXAMPLE-1/CLEAN."""
    return any("/" in name and tight_names((said,)) <= parts_of_pool(name) for name in names)


def _is_of_one_pool(claim: Claim, said: str, names: tuple[str, ...], setting: Setting) -> bool:
    """Whether the claim lists several trials and tells of each in turn, or names some of the pool that the fact is of.

    A result is the pool's where the words near it name the pool or say that it is pooled, or where none of them names
    the trial; a dose or a schedule of all is that of each.
    """
    if parts_of_pool(said) & tight_names(names) and tells_in_turn(claim):
        return True
    parts = parts_of_pool(said) or tight_names((said,))
    if not any(parts <= parts_of_pool(name) for name in names):
        return False
    if claim.measure in NO_RESULTS or is_guessed(claim) or normal(claim.analysis or "") in POOLED:
        return True
    near = f" {normal(setting.block)} {normal(setting.around)} "
    return any(f" {normal(name)} " in near for name in names)  # `both trials` is a pool's name as well


def _compared_arms(claim: Claim, fact: Fact, setting: Setting) -> Iterator[SlotMatch]:
    """The arms of a comparison; naming only the one that is compared against names the same comparison."""
    arm = tuple(_arm("arm", _named_arm(claim, fact.arm), fact.arm, fact, setting))
    versus = tuple(_arm("versus", claim.versus, fact.versus, fact, setting))
    if claim.arm is not None and any(slot.agreement is Agreement.DIFFERS for slot in arm):
        turned = tuple(_arm("arm", claim.arm, fact.versus, fact, setting))
        named = claim.versus is None or all(slot.agreement is Agreement.AGREES for slot in versus)
        if named and all(slot.agreement is Agreement.AGREES for slot in turned):
            yield SlotMatch("arm", claim.arm, fact.versus, Agreement.AGREES, "names the arm that is compared against")
            return
    yield from arm
    yield from versus


def _named_arm(claim: Claim, known: str | None) -> str | None:
    """The arm of a claim; where a fact has none, only one that the page itself names with the result."""
    is_default = any(one.slot == "arm" and one.pattern.endswith(TOLD_OF) for one in claim.evidence)
    return None if known is None and is_default else claim.arm


def _arm(slot: str, said: str | None, known: str | None, fact: Fact, setting: Setting) -> Iterator[SlotMatch]:
    if said is None and known is None:
        return
    if known is None:
        yield SlotMatch(slot, said, None, Agreement.UNREGISTERED)
        return
    names = setting.names("arms", fact.trial, known)
    if said is None:
        yield SlotMatch(slot, None, known, Agreement.UNSAID)
        return
    yield SlotMatch(slot, said, known, _arm_agreement(slot, said, known, names, fact, setting))


def _arm_agreement(slot: str, said: str, known: str, names: tuple[str, ...], fact: Fact, setting: Setting) -> Agreement:
    readings = setting.readings(said)
    if {normal(words) for words in readings} & {normal(name) for name in names}:
        return Agreement.AGREES
    if slot == "arm" and setting.is_other_product(readings, fact):
        return Agreement.DIFFERS
    is_product = slot == "arm" and any(normal(words) in setting.product_names for words in readings)
    if is_product and setting.naming.lists_arms(fact):
        member = setting.member("arms", fact.trial, known)
        experimental = isinstance(member, Arm) and member.role == "experimental"
        return Agreement.INHERITED if experimental else Agreement.DIFFERS
    here = setting.naming.arms(said, fact)
    if here:
        if known in here.ids:
            return Agreement.AGREES if here.exact else Agreement.ALIKE
        if known != fact.arm or setting.naming.lists_arms(fact):
            return Agreement.DIFFERS
        several = setting.naming.short_for(said, fact)
        return Agreement.UNSAID if several > 1 else Agreement.INHERITED if several else Agreement.DIFFERS
    if any(setting.index.arms_named(words, None) for words in readings):
        return Agreement.DIFFERS
    is_result = slot == "arm" and fact.measure not in NO_RESULTS  # a dose is one of a drug, whichever arm has it
    if is_result and (told := setting.naming.told_by_part(said, fact)):
        return Agreement.DIFFERS if known not in told else Agreement.INHERITED if len(told) == 1 else Agreement.UNSAID
    if any(is_role(name, ROLES["control"]) for name in names):
        return Agreement.ALIKE
    return _wording("arm", said, names)


def _wording(kind: str, said: str, names: tuple[str, ...]) -> Agreement:
    """Free words against names: alike, or words that the registry does not know."""
    one = bare(said, kind)
    return Agreement.AGREES if any(alike(one, bare(name, kind)) for name in names) else Agreement.UNKNOWN


def _population(claim: Claim, fact: Fact, setting: Setting) -> Iterator[SlotMatch]:
    said = None if is_everyone(claim.population) else setting.said(claim, "population")
    everyone = is_of_everyone(setting.index, fact)
    if everyone:
        if said is None:
            if claim.population and fact.population:
                yield SlotMatch("population", claim.population, fact.population, Agreement.AGREES)
            return
        known = [p for words in setting.readings(said) for p in setting.index.populations_named(words, fact.trial)]
        subgroup = any(population.kind not in ("itt", "safety") for population in known)
        alike = fact.population is not None and any(population.id == fact.population for population in known)
        agreement = Agreement.AGREES if alike else Agreement.DIFFERS if subgroup else Agreement.UNREGISTERED
        yield SlotMatch("population", said, fact.population, agreement)
        return
    names = setting.names("populations", fact.trial, fact.population)
    if said is None:
        heard = claim.population is None and setting.mentions(names)
        differs = Agreement.DIFFERS if claim.population else Agreement.UNSAID
        yield SlotMatch("population", claim.population, fact.population, Agreement.INHERITED if heard else differs)
        return
    yield SlotMatch("population", said, fact.population, _population_agreement(said, fact, names, setting))


def _population_agreement(said: str, fact: Fact, names: tuple[str, ...], setting: Setting) -> Agreement:
    readings = setting.readings(said)
    if {normal(words) for words in readings} & {normal(name) for name in names}:
        return Agreement.AGREES
    here = setting.naming.populations(said, fact)
    if here.exact or fact.population in here.ids:
        same = Agreement.AGREES if here.exact else Agreement.ALIKE
        return same if fact.population in here.ids else Agreement.DIFFERS
    agreement = _wording("population", said, names)
    told_apart = amounts(normal(said)) not in {amounts(normal(name)) for name in names}
    return Agreement.DIFFERS if agreement is Agreement.UNKNOWN and told_apart else agreement


def _analysis(claim: Claim, fact: Fact, setting: Setting) -> Iterator[SlotMatch]:
    if fact.analysis is None:
        if claim.analysis:
            yield SlotMatch("analysis", claim.analysis, None, Agreement.UNREGISTERED)
        return
    names = setting.names("analyses", fact.trial, fact.analysis)
    if claim.analysis is None:
        heard = Agreement.INHERITED if setting.mentions(names) else Agreement.UNSAID
        yield SlotMatch("analysis", None, fact.analysis, heard)
        return
    said = normal(claim.analysis)
    record = setting.member("analyses", fact.trial, fact.analysis)
    kind = record.kind if isinstance(record, Analysis) else None
    if said == kind or any(said == normal(name) or f" {said} " in f" {normal(name)} " for name in names):
        yield SlotMatch("analysis", claim.analysis, fact.analysis, Agreement.AGREES)
        return
    here = {analysis.id for analysis in setting.index.analyses_named(claim.analysis, fact.trial)}
    if here:
        agreement = Agreement.AGREES if fact.analysis in here else Agreement.DIFFERS
    else:
        agreement = _wording("analysis", claim.analysis, names)
        if agreement is Agreement.UNKNOWN and all(opposed(said, normal(name)) for name in names):
            agreement = Agreement.DIFFERS  # interim is not final, whatever else their names say
    yield SlotMatch("analysis", claim.analysis, fact.analysis, agreement)


def _timepoint(claim: Claim, fact: Fact, setting: Setting) -> Iterator[SlotMatch]:
    if fact.timepoint is None:
        if claim.timepoint:
            yield SlotMatch("timepoint", claim.timepoint, None, Agreement.UNREGISTERED)
        return
    known = times(fact.timepoint)
    if claim.timepoint is None:
        around = times(setting.around)
        heard = (known and known <= around) or setting.mentions((fact.timepoint,))
        yield SlotMatch("timepoint", None, fact.timepoint, Agreement.INHERITED if heard else Agreement.UNSAID)
        return
    said = times(claim.timepoint)
    if said != known and known == times(unmarked_number(claim.timepoint, claim.citations)):
        said = known
    if said and known:
        agreement = (
            Agreement.AGREES if said == known else Agreement.ALIKE if known < said else Agreement.DIFFERS
        )  # `weeks 6 and 52` may be of each, or of both
    elif _within(claim.timepoint, fact.timepoint):
        agreement = Agreement.AGREES
    else:
        agreement = _wording("analysis", claim.timepoint, (fact.timepoint,))
    yield SlotMatch("timepoint", claim.timepoint, fact.timepoint, agreement)


def _within(one: str, other: str) -> bool:
    """Whether one wording holds the other: `cycle 1` and `cycle 1, days 1 and 2`."""
    one, other = f" {normal(one)} ", f" {normal(other)} "
    return one in other or other in one


def _dose(claim: Claim, fact: Fact, setting: Setting) -> Iterator[SlotMatch]:
    for slot, known in (("dose", fact.dose), ("regimen", fact.regimen), ("with", fact.combined_with)):
        if known is None:
            continue
        if setting.mentions((known,)):
            yield SlotMatch(slot, None, known, Agreement.INHERITED)
            continue
        said, registered = doses(claim.arm or ""), doses(known)
        if slot == "dose" and said and registered:
            agreement = Agreement.AGREES if said & registered else Agreement.DIFFERS
            yield SlotMatch(slot, claim.arm, known, agreement)
        else:
            yield SlotMatch(slot, None, known, Agreement.UNSAID)
