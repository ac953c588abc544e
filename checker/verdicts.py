"""A claim and its candidates -> the match, with the fact, the reason in words and the kind of slip."""

from __future__ import annotations

from dataclasses import replace

from checker.candidates import LIKELY, SURE, Candidate, weigh
from checker.compare import said_value
from checker.context import Setting
from checker.derived import Derived, forbidden
from checker.diagnose import OTHERS, diagnose, digits, is_telling
from checker.everyone import is_of_everyone
from checker.favour import with_favour
from checker.identity import are_two_results, identity_of, slots_apart
from checker.misprints import meant_by_slip
from checker.model import Agreement, Match, Verdict
from checker.same_numbers import same_number
from checker.worth import is_of_a_registered_kind, numbers_agreeing
from claims.model import Carrier, Claim, Section
from references.model import Fact
from references.names import normal

EXEMPT = {
    "threshold": "a definition or criterion, no result",
    "dose": "a dose or its schedule, no result",
    "time": "a schedule or definition, no result",
}
NEAREST = 3
ITS_NAME = 100  # likeness of an endpoint called by one of its own names


def supported(claim: Claim, agreeing: list[Candidate], candidates: tuple[Candidate, ...], setting: Setting) -> Match:
    """The fact of those that agree, or that several fit equally, or that the page leaves out whose number it is."""
    best = max(candidate.rank for candidate in agreeing)
    top = [candidate for candidate in agreeing if candidate.rank == best]
    first = max(top, key=_shown)
    rivals = [other for other in top if are_two_results(other.fact, first.fact, setting.index)]
    rivals = [other for other in rivals if _shown(other) == _shown(first)]
    if rivals and claim.measure not in EXEMPT:
        facts = (first.fact, *(other.fact for other in rivals))
        open_slots = slots_apart(facts)
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


def _shown(candidate: Candidate) -> tuple[int, bool, bool]:
    """What shows that a fact is meant and none that fits as well: its numbers, then endpoint and arm by their very names."""
    arm = candidate.slot("arm")
    is_its_arm = arm is not None and normal(arm.said or "") == normal(arm.known or "")
    return _shared_numbers(candidate), candidate.likeness == ITS_NAME, is_its_arm


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
        all_of_them = is_of_everyone(setting.index, other.fact) if slot == "population" else other.fact.arm is None
        if all_of_them and other.fits and all(getattr(other.fact, s) == getattr(chosen.fact, s) for s in rest):
            return other
    return None


def follows(claim: Claim, derived: Derived) -> Match:
    """A number that follows from facts."""
    return Match(
        claim=claim,
        verdict=Verdict.DERIVED,
        reason=f"follows: {derived.sum_done}",
        fact=derived.fact,
        facts=derived.facts,
        derivation=derived.kind,
        slots=derived.slots(claim),
    )


def does_not_follow(claim: Claim, derived: Derived) -> Match:
    """A number that should follow from facts and does not."""
    return replace(
        follows(claim, derived),
        verdict=Verdict.CONTRADICTED,
        reason=f"does not follow: {derived.sum_done}",
        diagnosis="does not follow from its fact" if len(derived.facts) == 1 else "does not follow from its facts",
    )


def follows_but_may_not(claim: Claim, setting: Setting) -> Match | None:
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


def contradicted(claim: Claim, own: list[Candidate], candidates: tuple[Candidate, ...], setting: Setting) -> Match:
    """The nearest of the facts that the claim must be about, all of which have another number."""
    own = [candidate for candidate in own if _is_told_by_its_numbers(candidate, claim)] or own
    best = max(candidate.rank for candidate in own)
    top = [candidate for candidate in own if candidate.rank == best]
    chosen = min(top, key=lambda c: _unlikely(claim, c))
    others = (*candidates, *_same_number_elsewhere(claim, candidates, setting))
    rivals = tuple(other.fact for other in top if identity_of(other.fact) != identity_of(chosen.fact))
    reason = f"differs from {chosen.fact.id}" + (f", and from {_ids(rivals)}" if rivals else "")
    return Match(
        claim=claim,
        verdict=Verdict.CONTRADICTED,
        reason=reason,
        fact=chosen.fact,
        candidates=rivals,
        slots=chosen.slots,
        diagnosis=with_favour(
            diagnose(claim, chosen.fact, () if chosen.value_agrees else others), claim, chosen.fact, setting.index
        ),
    )


def _is_told_by_its_numbers(candidate: Candidate, claim: Claim) -> bool:
    """Whether other numbers leave no doubt which result is printed with a wrong one, though a rival is named as well."""
    return numbers_agreeing(candidate) > 1 or (candidate.value_agrees and is_telling(claim))


def _unlikely(claim: Claim, candidate: Candidate) -> tuple[object, ...]:
    """How little speaks for a fact being the one meant, of several that fit equally: its numbers, its endpoint's name, a
    slip, its distance."""
    agreeing = (not candidate.value_agrees, -numbers_agreeing(candidate))
    return (
        *agreeing,
        candidate.likeness < ITS_NAME,
        digits(claim, candidate.fact) is None,
        len(candidate.wrong),
        _distance(claim, candidate),
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


def belongs_elsewhere(claim: Claim, candidates: tuple[Candidate, ...]) -> Match | None:
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


def nothing_found(claim: Claim, candidates: tuple[Candidate, ...], setting: Setting) -> Match:
    """No fact: exempt with the reason, or unsupported with the nearest facts and the slip that may have been made."""
    registered = any(is_of_a_registered_kind(candidate, claim) for candidate in candidates)
    if claim.measure in EXEMPT and not registered:
        return Match(claim=claim, verdict=Verdict.EXEMPT, reason=EXEMPT[claim.measure])
    if claim.section is Section.BOILERPLATE and not registered:
        return Match(claim=claim, verdict=Verdict.EXEMPT, reason="boilerplate, no result")
    if claim.carrier is Carrier.COMMENT:
        return Match(claim=claim, verdict=Verdict.EXEMPT, reason="an office comment, not the page's text")
    if (would_follow := follows_but_may_not(claim, setting)) is not None:
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
    meant = max((*near, *elsewhere), key=numbers_agreeing, default=None)
    if meant is not None and numbers_agreeing(meant) > 1:
        told = iter((diagnose(claim, meant.fact),))
    else:
        fitting = [c for c in near[:NEAREST] if c.likeness >= LIKELY and (c.same_measure or c.value_agrees)]
        told = (diagnose(claim, candidate.fact, (*near, *elsewhere)) for candidate in fitting)
    diagnosis = next((words for words in told if words), None)
    if diagnosis is None and (slip := meant_by_slip(claim, setting)) is not None:
        facts = tuple(dict.fromkeys((slip.fact, *facts)))[:NEAREST]
        reason, diagnosis = f"no such fact; nearest: {_ids(facts)}", digits(claim, slip.fact)
    return Match(
        claim=claim,
        verdict=Verdict.UNSUPPORTED,
        reason=reason,
        candidates=facts,
        diagnosis=diagnosis,
    )


def _and(words: list[str]) -> str:
    return " and ".join(", ".join(words).rsplit(", ", 1))


def _ids(facts: tuple[Fact, ...]) -> str:
    return _and([fact.id for fact in facts])
