"""A claim -> the fact that carries it, or why none does."""

from __future__ import annotations

import re

from checker.candidates import GOOD, LIKELY, RELATED, SURE, Candidate, gather, same_number, weigh
from checker.compare import TIMES, plain_unit, said_value
from checker.derived import Derived, derive, forbidden, told_in_words
from checker.diagnose import OTHERS, diagnose, is_telling, wrong_unit
from checker.model import Agreement, Match, Verdict
from checker.slots import Setting, fact_is_of_everyone
from claims.model import Carrier, Claim, Section
from references.model import Fact, Registry
from references.names import normal, telling

EXEMPT = {
    "threshold": "a definition or criterion, no result",
    "dose": "a dose or its schedule, no result",
    "time": "a schedule or definition, no result",
}
DOSE_STEPS = re.compile(  # another dose on purpose, or the strength of what it is taken from
    r"\b(?:reduc|modif|lower|increas|escalat|titrat|resum|withh|maxim|load|starting|restart|adjust|level|step|"
    r"tablet|capsule|vial|syringe|strength|pen|ampoule|sachet)\w{0,8}",
    re.IGNORECASE,
)
MASSES = frozenset({"mg", "g", "mcg", "µg", "kg", "units", "u", "iu", "ml"})
NEAREST = 3
COUNTED_TOO = frozenset({"count", "median_time"})  # sizes and follow-up stand in a trial's own record as well
IDENTITY = ("endpoint", "measure", "trial", "arm", "versus", "population", "analysis", "timepoint")
SUBJECT = ("arm", "population", "analysis", "timepoint")


def match(claim: Claim, setting: Setting, registry: Registry) -> Match:
    """One claim against the registry -> its verdict, with the fact, the comparison and the reason."""
    candidates = gather(claim, setting)
    agreeing = [candidate for candidate in candidates if candidate.fits and candidate.agrees]
    agreeing = [candidate for candidate in agreeing if _may_support(candidate, claim)]
    if agreeing:
        return _against_drafts(claim, agreeing, candidates, setting, registry) or _supported(
            claim, agreeing, candidates, setting
        )
    told = [c for c in candidates if c.agrees and _is_read_as(c, claim, setting) and _agreeing(c) > 1]
    if told:
        return _supported(claim, told, candidates, setting)
    own = [candidate for candidate in candidates if candidate.fits and _settles(candidate, claim)]
    approved = [candidate for candidate in own if candidate.fact.status != "draft"]
    derived = None
    if claim.measure in COUNTED_TOO or told_in_words(claim) or not approved:
        derived = derive(claim, setting, registry.policy)
    elif claim.arm is None:  # may be of all arms together
        derived = derive(claim, setting, registry.policy, only="pooled")
    if derived is not None and derived.agrees:
        return _derived(claim, derived)
    if own:
        return _contradicted(claim, own, candidates, setting)
    marked = [candidate for candidate in candidates if _is_marked_by_its_numbers(candidate)]
    if marked:
        return _contradicted(claim, marked, candidates, setting)
    read_as = [candidate for candidate in candidates if _is_read_as(candidate, claim, setting)]
    if read_as:
        return _supported(claim, read_as, candidates, setting)
    if derived is not None and _settles_derived(derived, claim, setting):
        return _not_derived(claim, derived)
    return _elsewhere(claim, candidates) or _nothing(claim, candidates, setting)


def _may_support(candidate: Candidate, claim: Claim) -> bool:
    """Words that are only alike, or no endpoint at all, need a number that is unlikely by chance."""
    if candidate.likeness >= SURE or is_telling(claim):
        return True
    subject = [slot for slot in candidate.context if slot.slot in SUBJECT]
    return not subject or any(slot.agreement in GOOD for slot in subject)


def _is_marked_by_its_numbers(candidate: Candidate) -> bool:
    """Whether a fact is meant beyond doubt although a number differs: two others of value, interval and n agree."""
    return candidate.fits and candidate.same_measure and bool(candidate.wrong) and _agreeing(candidate) > 1


def _agreeing(candidate: Candidate) -> int:
    """How many of value, interval and n agree."""
    told = [slot for slot in candidate.numbers if slot.slot in ("value", "ci.low", "ci.high", "n")]
    return sum(slot.agreement in (Agreement.AGREES, Agreement.ROUNDED) and bool(slot.said) for slot in told)


def _is_read_as(candidate: Candidate, claim: Claim, setting: Setting) -> bool:
    """Whether the number shows what words mean that no registered name explains, one slot of them at most.

    A trial whose arms are listed is told by those names; a dose is one whichever arm it is given in.
    """
    if not candidate.agrees or not candidate.same_measure:
        return False
    unclear = candidate.unknown
    if claim.measure in EXEMPT:
        unclear += tuple(slot for slot in candidate.apart if slot.slot == "arm")
        return len(unclear) == len(candidate.unknown) + len(candidate.apart)
    if candidate.apart or len(unclear) > 1 or candidate.likeness < SURE:
        return False
    slot = unclear[0].slot if unclear else ""
    return not (slot in ("arm", "versus") and setting.naming.lists_arms(candidate.fact))


def _settles(candidate: Candidate, claim: Claim, *, related: bool = False) -> bool:
    """Whether a differing number contradicts: same subject, told as exactly as the fact is.

    A claim about a subgroup, arm, analysis or time that the fact does not name may be another true number; so may a
    claim that leaves out the subgroup or the time point of the fact. A dose is one whatever the day it is given.
    """
    if candidate.likeness < SURE or not (candidate.same_measure or related):
        return False
    if claim.measure == "dose" and (DOSE_STEPS.search(claim.sentence) or not _is_same_kind_of_unit(candidate, claim)):
        return False
    for slot in candidate.context:
        if slot.slot == "timepoint" and candidate.fact.measure == "dose":
            continue
        if slot.slot in SUBJECT and slot.agreement is Agreement.UNREGISTERED:
            return False
        if slot.slot in ("population", "timepoint") and slot.agreement is Agreement.UNSAID:
            return False
        if slot.slot == "population" and slot.agreement is Agreement.ALIKE:
            return False
    return True


def _settles_derived(derived: Derived, claim: Claim, setting: Setting) -> bool:
    """Whether a derivation that fails contradicts: not where it rests on an interim ratio and the page may mean a later.

    A page that names no analysis speaks of the latest one.
    """
    candidate = derived.candidate
    if candidate is None or not derived.settles or not _settles(candidate, claim, related=True):
        return False
    analysis = candidate.slot("analysis")
    unsaid = analysis is not None and analysis.agreement is Agreement.UNSAID
    return not (unsaid and _has_later_analysis(candidate.fact, setting))


def _has_later_analysis(fact: Fact, setting: Setting) -> bool:
    trial = setting.index.registry.trial_by_id.get(fact.trial or "")
    kinds = {analysis.id: analysis.kind for analysis in trial.analyses} if trial else {}
    return kinds.get(fact.analysis or "") == "interim" and bool({"final", "updated"} & set(kinds.values()))


def _against_drafts(
    claim: Claim, agreeing: list[Candidate], candidates: tuple[Candidate, ...], setting: Setting, registry: Registry
) -> Match | None:
    """The contradiction where only drafts have the number and an approved fact of the same subject has another."""
    if any(candidate.fact.status != "draft" for candidate in agreeing):
        return None
    same = {_identity(candidate.fact) for candidate in agreeing}
    own = [c for c in candidates if c.fits and not c.agrees and c.fact.status == "approved" and _settles(c, claim)]
    own = [candidate for candidate in own if _identity(candidate.fact) in same]
    if own:
        return _contradicted(claim, own, candidates, setting)
    derived = derive(claim, setting, registry.policy) if claim.measure == "risk_reduction" else None
    if derived is None or derived.agrees or derived.fact is None or derived.fact.status != "approved":
        return None
    return _not_derived(claim, derived) if _settles_derived(derived, claim, setting) else None


def _identity(fact: Fact) -> tuple[object, ...]:
    return tuple(getattr(fact, slot) for slot in IDENTITY)


def _are_apart(one: Fact, other: Fact) -> bool:
    """Whether two facts are two results: one that leaves out a slot may be the other, told in short."""
    told_short = ("trial", "arm", "versus", "analysis", "timepoint")
    pairs = zip(_identity(one), _identity(other), IDENTITY, strict=True)
    return any(a != b and not (slot in told_short and None in (a, b)) for a, b, slot in pairs)


def _supported(claim: Claim, agreeing: list[Candidate], candidates: tuple[Candidate, ...], setting: Setting) -> Match:
    best = max(candidate.rank for candidate in agreeing)
    top = [candidate for candidate in agreeing if candidate.rank == best]
    first = max(top, key=_shared_numbers)
    rivals = [other for other in top if _are_apart(other.fact, first.fact)]
    rivals = [other for other in rivals if _shared_numbers(other) == _shared_numbers(first)]
    if rivals and claim.measure not in EXEMPT:
        facts = (first.fact, *(other.fact for other in rivals))
        open_slots = _slots_apart(facts)
        return Match(
            claim=claim,
            verdict=Verdict.AMBIGUOUS,
            reason=f"fits {_ids(facts)} equally; the page does not say the {_and(open_slots)}",
            candidates=facts,
            slots=first.slots,
        )
    for slot in ("population", "arm"):
        whole = _whole(slot, first, candidates, setting)
        if whole is not None:
            return Match(
                claim=claim,
                verdict=Verdict.AMBIGUOUS,
                reason=f"the number of {first.fact.id}; no {slot} is named, and that of all is {whole.fact.id}",
                candidates=(first.fact, whole.fact),
                slots=first.slots,
                diagnosis=f"{OTHERS[slot]}: {first.fact.id}",
            )
    return Match(
        claim=claim,
        verdict=Verdict.SUPPORTED,
        reason=f"agrees with {first.fact.id}{_read(first)}{_standing(first.fact)}",
        fact=first.fact,
        slots=first.slots,
    )


def _shared_numbers(candidate: Candidate) -> int:
    """Numbers that both sides fill and that agree, twice where printed alike: an interval decides between equal values."""
    agreeing = (slot for slot in candidate.numbers if slot.agreement in (Agreement.AGREES, Agreement.ROUNDED))
    return sum(2 if slot.said == slot.known else 1 for slot in agreeing)


def _read(candidate: Candidate) -> str:
    words = [f"{slot.said!r} read as its {slot.slot}" for slot in (*candidate.unknown, *candidate.apart)]
    return f", {_and(words)}" if words else ""


def _standing(fact: Fact) -> str:
    if fact.status == "draft":
        return ", which is a draft"
    return f", which {fact.superseded_by} supersedes" if fact.superseded_by else ""


def _whole(slot: str, chosen: Candidate, candidates: tuple[Candidate, ...], setting: Setting) -> Candidate | None:
    """The fact about all that the claim would be read as, where it does not name the chosen fact's part of them."""
    part = chosen.slot(slot)
    if part is None or part.agreement is not Agreement.UNSAID:
        return None
    rest = [name for name in ("trial", "arm", "population", "measure", "endpoint") if name != slot]
    for other in candidates:
        all_of_them = fact_is_of_everyone(other.fact, setting) if slot == "population" else other.fact.arm is None
        if all_of_them and other.fits and all(getattr(other.fact, s) == getattr(chosen.fact, s) for s in rest):
            return other
    return None


def _derived(claim: Claim, derived: Derived) -> Match:
    return Match(
        claim=claim,
        verdict=Verdict.DERIVED,
        reason=f"follows: {derived.sum_done}",
        fact=derived.fact,
        facts=derived.facts,
        derivation=derived.kind,
        slots=derived.slots(claim),
    )


def _not_derived(claim: Claim, derived: Derived) -> Match:
    return Match(
        claim=claim,
        verdict=Verdict.CONTRADICTED,
        reason=f"does not follow: {derived.sum_done}",
        fact=derived.fact,
        facts=derived.facts,
        derivation=derived.kind,
        slots=derived.slots(claim),
        diagnosis="does not follow from its fact" if len(derived.facts) == 1 else "does not follow from its facts",
    )


def _forbidden(claim: Claim, setting: Setting) -> Match | None:
    """What no fact has but arithmetic that is not allowed."""
    policy = setting.index.registry.policy
    derived = forbidden(claim, setting, policy)
    if derived is None:
        return None
    by = "the policy on derived numbers forbids" if derived.kind in policy.derived else "no policy can allow"
    return Match(
        claim=claim,
        verdict=Verdict.UNSUPPORTED,
        reason=f"would follow from {derived.sum_done}, which {by} ({derived.kind})",
        candidates=derived.facts,
        facts=derived.facts,
        derivation=derived.kind,
    )


def _contradicted(claim: Claim, own: list[Candidate], candidates: tuple[Candidate, ...], setting: Setting) -> Match:
    best = max(candidate.rank for candidate in own)
    top = [candidate for candidate in own if candidate.rank == best]
    chosen = min(
        top, key=lambda candidate: (not candidate.value_agrees, len(candidate.wrong), _distance(claim, candidate))
    )
    others = (*candidates, *_same_number_elsewhere(claim, candidates, setting))
    rivals = tuple(other.fact for other in top if _identity(other.fact) != _identity(chosen.fact))
    reason = f"differs from {chosen.fact.id}" + (f", and from {_ids(rivals)}" if rivals else "")
    return Match(
        claim=claim,
        verdict=Verdict.CONTRADICTED,
        reason=reason,
        fact=chosen.fact,
        candidates=rivals,
        slots=chosen.slots,
        diagnosis=diagnose(claim, chosen.fact, () if chosen.value_agrees else others),
    )


def _distance(claim: Claim, candidate: Candidate) -> float:
    said, known = said_value(claim), candidate.fact.value
    if said is None or known is None:
        return float("inf")
    return abs(float(said.value - known.value))


def _same_number_elsewhere(claim: Claim, candidates: tuple[Candidate, ...], setting: Setting) -> tuple[Candidate, ...]:
    """Facts of other endpoints with this very number; a telling number whatever arm they are of."""
    known = {candidate.fact.id for candidate in candidates}
    facts = (fact for fact in same_number(claim, setting) if fact.id not in known)
    found = (weigh(claim, fact, setting, likeness=0) for fact in facts)
    return tuple(candidate for candidate in found if is_telling(claim) or candidate.fits)


def _elsewhere(claim: Claim, candidates: tuple[Candidate, ...]) -> Match | None:
    """The number is registered, but not for what the page says it is about."""
    if claim.measure in EXEMPT:
        return None  # a criterion or schedule that stands elsewhere too is no result told of the wrong subject
    hits = [c for c in candidates if c.agrees and c.likeness >= SURE and c.same_measure and not c.fits]
    hits = [c for c in hits if len(c.apart) + len(c.unknown) == 1]
    if not hits:
        return None
    hit = max(hits, key=lambda candidate: (not candidate.unknown, candidate.rank))
    slot = (*hit.apart, *hit.unknown)[0]
    if hit.unknown:
        return Match(
            claim=claim,
            verdict=Verdict.AMBIGUOUS,
            reason=f"the number of {hit.fact.id}, but {slot.said!r} is no registered name of its {slot.slot}",
            candidates=(hit.fact,),
            slots=hit.slots,
        )
    if not (is_telling(claim) or len(hits) == 1):
        return None
    return Match(
        claim=claim,
        verdict=Verdict.CONTRADICTED,
        reason=f"the number of {hit.fact.id}, whose {slot.slot} is {slot.known or 'everyone'}, not {slot.said}",
        fact=hit.fact,
        slots=hit.slots,
        diagnosis=f"wrong {slot.slot}: {hit.fact.id}",
    )


def _nothing(claim: Claim, candidates: tuple[Candidate, ...], setting: Setting) -> Match:
    registered = any(_is_of_its_kind(candidate, claim) for candidate in candidates)
    if claim.measure in EXEMPT and not registered:
        return Match(claim=claim, verdict=Verdict.EXEMPT, reason=EXEMPT[claim.measure])
    if claim.section is Section.BOILERPLATE and not registered:
        return Match(claim=claim, verdict=Verdict.EXEMPT, reason="boilerplate, no result")
    if claim.carrier is Carrier.COMMENT:
        return Match(claim=claim, verdict=Verdict.EXEMPT, reason="an office comment, not the page's text")
    if (would_follow := _forbidden(claim, setting)) is not None:
        return would_follow
    near = sorted(
        candidates,
        key=lambda c: (
            len(c.apart),
            len(c.unknown),
            not c.same_measure,
            -c.likeness,
            -_shared_numbers(c),
            _distance(claim, c),
            c.fact.id,
        ),
    )
    elsewhere = sorted(_same_number_elsewhere(claim, candidates, setting), key=lambda c: c.fact.id)
    near += elsewhere if is_telling(claim) else []
    facts = tuple(candidate.fact for candidate in near[:NEAREST])
    reason = f"no such fact; nearest: {_ids(facts)}" if facts else "no fact of this endpoint and measure"
    fitting = [c for c in near[:NEAREST] if c.likeness >= LIKELY and c.same_measure]
    told = (diagnose(claim, candidate.fact, (*near, *elsewhere)) for candidate in fitting)
    return Match(
        claim=claim,
        verdict=Verdict.UNSUPPORTED,
        reason=reason,
        candidates=facts,
        diagnosis=next((words for words in told if words), None),
    )


def _is_of_its_kind(candidate: Candidate, claim: Claim) -> bool:
    """Whether the registry has this very dose, time or figure, with another number: then it is to be checked as well."""
    comparable = candidate.same_measure or candidate.fact.measure in RELATED.get(claim.measure, ())
    if claim.measure == "threshold" or not comparable or candidate.likeness < LIKELY:
        return False
    if (claim.high is None) != (candidate.fact.high is None):
        return False  # the range beside a median is another number
    open_slots = ("arm", "trial", "timepoint") if claim.measure in EXEMPT else ("trial",)
    if any(slot.slot != "arm" or claim.measure not in EXEMPT for slot in candidate.apart):
        return False
    if any(slot.slot not in open_slots for slot in candidate.unknown):
        return False
    population = candidate.slot("population")
    value, known = claim.value, candidate.fact.value
    if value and known and value.value == known.value and wrong_unit(claim, candidate.fact):
        return True  # the very number, in another unit of time
    if DOSE_STEPS.search(claim.sentence) or (population is not None and population.agreement is Agreement.UNSAID):
        return False
    is_vague = not telling(normal(candidate.fact.endpoint)) <= telling(normal(claim.endpoint or ""))
    if candidate.likeness < SURE and is_vague and (population is None or population.agreement not in GOOD):
        return False  # `after the last dose` may be any of several times, but for whom it is said tells which
    return _is_same_kind_of_unit(candidate, claim)


def _is_same_kind_of_unit(candidate: Candidate, claim: Claim) -> bool:
    """Whether units can be mistaken for each other: `4 doses` is no slip for 3 mg/kg."""
    ours, theirs = plain_unit(claim.unit), plain_unit(candidate.fact.unit)
    masses = all(unit.partition("/")[0] in MASSES for unit in (ours, theirs))
    return ours == theirs or masses or (ours in TIMES and theirs in TIMES)


def _slots_apart(facts: tuple[Fact, ...]) -> list[str]:
    slots = ("trial", "arm", "versus", "population", "analysis", "timepoint", "dose", "endpoint", "measure")
    return [slot for slot in slots if len({getattr(fact, slot) for fact in facts}) > 1] or ["fact"]


def _and(words: list[str]) -> str:
    return " and ".join(", ".join(words).rsplit(", ", 1))


def _ids(facts: tuple[Fact, ...]) -> str:
    return _and([fact.id for fact in facts])
