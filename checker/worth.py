"""What a candidate is good for: whether it may support a claim, contradict it, or show what its words mean."""

from __future__ import annotations

import re

from checker.candidates import GOOD, LIKELY, RELATED, SURE, Candidate
from checker.context import Setting
from checker.diagnose import is_telling, wrong_unit
from checker.measures import NO_RESULTS
from checker.model import Agreement, SlotMatch
from checker.units import MASSES, TIMES, plain_unit
from claims.model import Claim
from references.names import normal, telling
from references.trial_names import parts_of_pool

DOSE_STEPS = re.compile(  # another dose on purpose
    r"\b(?:reduc|modif|lower|increas|escalat|titrat|resum|withh|maxim|load|starting|restart|adjust|level|step)\w{0,8}",
    re.IGNORECASE,
)
RECOMMENDED = re.compile(r"\brecommended (?:starting |initial )?(?:dose|dosage)\b", re.IGNORECASE)  # the dose itself
STRENGTH = re.compile(r"[\s-]{0,2}(?:\w{1,12}\s)?(?:tablet|capsule|vial|syringe|pen|ampoule|sachet)s?\b", re.IGNORECASE)
NEAR = 40  # characters in front of a dose that hold the word which makes it a step
WHOLE = 3  # an estimate and both its bounds
SUBJECT = ("arm", "population", "analysis", "timepoint")


def may_support(candidate: Candidate, claim: Claim) -> bool:
    """Words that are only alike, or no endpoint at all, need a number that is unlikely by chance."""
    if candidate.likeness >= SURE or is_telling(claim):
        return True
    subject = [slot for slot in candidate.context if slot.slot in SUBJECT]
    return not subject or any(slot.agreement in GOOD for slot in subject)


def is_marked_by_its_numbers(candidate: Candidate) -> bool:
    """Whether a fact is meant beyond doubt although a number differs: two others of value, interval and n agree."""
    return candidate.fits and candidate.same_measure and bool(candidate.wrong) and numbers_agreeing(candidate) > 1


def numbers_agreeing(candidate: Candidate) -> int:
    """How many of value, interval and n agree."""
    told = [slot for slot in candidate.numbers if slot.slot in ("value", "ci.low", "ci.high", "n")]
    return sum(slot.agreement in (Agreement.AGREES, Agreement.ROUNDED) and bool(slot.said) for slot in told)


def is_read_as(candidate: Candidate, claim: Claim, setting: Setting) -> bool:
    """Whether the number shows what words mean that no registered name explains, one slot of them at most.

    A trial whose arms are listed is told by those names; a dose is one whichever arm it is given in. An interval to the
    digit shows that words for the endpoint which are only alike are meant.
    """
    if not candidate.agrees or not candidate.same_measure:
        return False
    unclear = tuple(slot for slot in candidate.unknown if not _goes_with_its_trial(slot, candidate, claim))
    if claim.measure in NO_RESULTS:
        unclear += tuple(slot for slot in candidate.apart if slot.slot == "arm")
        return len(unclear) == len(candidate.unknown) + len(candidate.apart)
    apart = [slot for slot in candidate.apart if not _goes_with_its_trial(slot, candidate, claim)]
    if apart or len(unclear) > 1 or (candidate.likeness < SURE and numbers_agreeing(candidate) < WHOLE):
        return False
    slot = unclear[0].slot if unclear else ""
    return not (slot in ("arm", "versus") and setting.naming.lists_arms(candidate.fact))


def _goes_with_its_trial(slot: SlotMatch, candidate: Candidate, claim: Claim) -> bool:
    """Whether a comparator is as doubtful as the trial: not in the sentence, beside an interval that is another trial's."""
    of_another = any(other.slot == "trial" for other in candidate.unknown) and numbers_agreeing(candidate) >= WHOLE
    return slot.slot == "versus" and of_another and normal(slot.said or "") not in normal(claim.sentence)


def settles(candidate: Candidate, claim: Claim, *, related: bool = False) -> bool:
    """Whether a differing number contradicts: same subject, told as exactly as the fact is.

    A claim about a subgroup, arm, analysis or time that the fact does not name may be another true number; so may a
    claim that leaves out the subgroup or the time point of the fact. A dose is one whatever the day it is given.
    """
    if candidate.likeness < SURE or not (candidate.same_measure or related):
        return False
    if claim.measure == "dose" and (_is_a_step(claim) or not _is_same_kind_of_unit(candidate, claim)):
        return False
    for slot in candidate.context:
        if slot.slot == "timepoint" and candidate.fact.measure == "dose":
            continue
        if slot.slot in SUBJECT and slot.agreement is Agreement.UNREGISTERED:
            return False
        if slot.slot == "arm" and slot.said and slot.agreement is Agreement.UNSAID:
            return False  # a drug that several arms were given
        if slot.slot == "trial" and slot.agreement is Agreement.INHERITED and parts_of_pool(slot.said or ""):
            return False  # of several trials together, which may have come to something else than each
        if slot.slot in ("population", "timepoint") and slot.agreement is Agreement.UNSAID:
            return False
        if slot.slot in ("population", "timepoint") and slot.agreement is Agreement.ALIKE:
            return False
    return True


def is_of_a_registered_kind(candidate: Candidate, claim: Claim) -> bool:
    """Whether the registry has this very dose, time or figure, with another number: then it is to be checked as well."""
    comparable = candidate.same_measure or candidate.fact.measure in RELATED.get(claim.measure, ())
    if claim.measure == "threshold" or not comparable or candidate.likeness < LIKELY:
        return False
    if (claim.high is None) != (candidate.fact.high is None):
        return False  # the range beside a median is another number
    open_slots = ("arm", "trial", "timepoint") if claim.measure in NO_RESULTS else ("trial",)
    if any(slot.slot != "arm" or claim.measure not in NO_RESULTS for slot in candidate.apart):
        return False
    if any(slot.slot not in open_slots for slot in candidate.unknown):
        return False
    population = candidate.slot("population")
    if claim.high and candidate.fact.high and candidate.fits and claim.high.value == candidate.fact.high.value:
        return _is_same_kind_of_unit(candidate, claim)  # the very range, with another lower end
    value, known = claim.value, candidate.fact.value
    if value and known and value.value == known.value and wrong_unit(claim, candidate.fact):
        return True  # the very number, in another unit of time
    if _is_a_step_here(claim) or (population is not None and population.agreement is Agreement.UNSAID):
        return False
    is_vague = not telling(normal(candidate.fact.endpoint)) <= telling(normal(claim.endpoint or ""))
    if candidate.likeness < SURE and is_vague and (population is None or population.agreement not in GOOD):
        return False  # `after the last dose` may be any of several times, but for whom it is said tells which
    return _is_same_kind_of_unit(candidate, claim)


def _is_a_step(claim: Claim) -> bool:
    """Whether a dose differs on purpose (`reduce to 5 mg`), or is the strength of what is taken (`100 mg tablets`)."""
    return DOSE_STEPS.search(claim.sentence) is not None or _is_a_strength(claim)


def _is_a_step_here(claim: Claim) -> bool:
    """The same of the words straight in front: `step-up doses of 0.3 mg/kg, followed by 1.5 mg/kg` is a step but once."""
    at = max(0, claim.sentence.find(claim.quote))
    if RECOMMENDED.search(claim.sentence, max(0, at - NEAR), at):
        return False
    return DOSE_STEPS.search(claim.sentence, max(0, at - NEAR), at) is not None or _is_a_strength(claim)


def _is_a_strength(claim: Claim) -> bool:
    at = claim.sentence.find(claim.quote)
    return at >= 0 and STRENGTH.match(claim.sentence, at + len(claim.quote)) is not None


def tells_which_dose(candidate: Candidate) -> bool:
    """Whether the page says of which trial, time or group a dose is: a drug has more doses than one."""
    told = (candidate.slot(name) for name in ("trial", "population", "timepoint", "dose"))
    return any(slot is not None and slot.agreement in GOOD for slot in told)


def _is_same_kind_of_unit(candidate: Candidate, claim: Claim) -> bool:
    """Whether units can be mistaken for each other: `4 doses` is no slip for 3 mg/kg."""
    ours, theirs = plain_unit(claim.unit), plain_unit(candidate.fact.unit)
    masses = all(unit.partition("/")[0] in MASSES for unit in (ours, theirs))
    return ours == theirs or masses or (ours in TIMES and theirs in TIMES)
