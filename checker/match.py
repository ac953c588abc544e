"""A claim -> the fact that carries it, or why none does."""

from __future__ import annotations

from dataclasses import replace

from checker.candidates import SURE, Candidate
from checker.context import Setting
from checker.derived import Derived, derive, told_in_words
from checker.diagnose import is_telling
from checker.gathering import gather
from checker.identity import identity_of
from checker.model import Agreement, Match
from checker.same_numbers import by_its_counts
from checker.verdicts import belongs_elsewhere, contradicted, does_not_follow, follows, nothing_found, supported
from checker.worth import is_marked_by_its_numbers, is_read_as, may_support, numbers_agreeing, settles, tells_which_dose
from claims.model import Claim
from references.model import Fact, Registry

NAMED = ("analysis", "population", "timepoint")  # what a claim may name and a fact leave open
COUNTED_TOO = frozenset({"count", "median_time"})  # sizes and follow-up stand in a trial's own record as well


def match(claim: Claim, setting: Setting, registry: Registry) -> Match:
    """One claim against the registry -> its verdict, with the fact, the comparison and the reason."""
    gathered = gather(claim, setting)
    found = _match(claim, gathered.candidates, setting, registry)
    if not gathered.left_out:
        return found
    told = f"{found.reason}; {gathered.left_out} more facts of the endpoint share less with it and were not weighed"
    return replace(found, reason=told, left_out=gathered.left_out)


def _match(claim: Claim, candidates: tuple[Candidate, ...], setting: Setting, registry: Registry) -> Match:
    agreeing = [candidate for candidate in candidates if candidate.fits and candidate.agrees]
    agreeing = [candidate for candidate in agreeing if may_support(candidate, claim)]
    if agreeing:
        named = _of_what_is_named(claim, agreeing, candidates)
        if named:
            return contradicted(claim, named, candidates, setting)
        return _against_drafts(claim, agreeing, candidates, setting, registry) or supported(
            claim, agreeing, candidates, setting
        )
    told = [candidate for candidate in candidates if is_read_as(candidate, claim, setting)]
    told = [
        candidate for candidate in told if numbers_agreeing(candidate) > 1 or _is_of_another_trial(candidate, claim)
    ]
    if told:
        return supported(claim, told, candidates, setting)
    own = [candidate for candidate in candidates if candidate.fits and settles(candidate, claim)]
    if claim.measure == "dose" and len({c.fact.value for c in candidates if c.same_measure and c.likeness >= SURE}) > 1:
        own = [candidate for candidate in own if tells_which_dose(candidate)]
    approved = [candidate for candidate in own if candidate.fact.status != "draft"]
    derived = None
    if claim.measure in COUNTED_TOO or told_in_words(claim) or not approved:
        derived = derive(claim, setting, registry.policy)
    elif claim.arm is None:  # may be of all arms together
        derived = derive(claim, setting, registry.policy, only="pooled")
    if derived is not None and derived.agrees:
        return follows(claim, derived)
    if own:
        return contradicted(claim, own, candidates, setting)
    marked = [candidate for candidate in candidates if is_marked_by_its_numbers(candidate)]
    if marked:
        return contradicted(claim, marked, candidates, setting)
    read_as = [candidate for candidate in candidates if is_read_as(candidate, claim, setting)]
    if read_as:
        return supported(claim, read_as, candidates, setting)
    if derived is not None and _settles_derived(derived, claim, setting):
        return does_not_follow(claim, derived)
    counted = list(by_its_counts(claim, setting))
    if counted:
        return supported(claim, counted, candidates, setting)
    return belongs_elsewhere(claim, candidates) or nothing_found(claim, candidates, setting)


def _of_what_is_named(claim: Claim, agreeing: list[Candidate], candidates: tuple[Candidate, ...]) -> list[Candidate]:
    """Facts of the very analysis or group that the claim names, with another number, where those that agree name none.

    `N=921` of the interim analysis is the size of the trial, and wrong where that of the interim analysis is registered.
    """
    silent = [_left_unnamed(candidate) for candidate in agreeing]
    if not all(silent):
        return []
    return [
        candidate
        for candidate in candidates
        if candidate.fits
        and candidate.wrong
        and settles(candidate, claim)
        and any(_is_named(candidate, slots) for slots in silent)
    ]


def _left_unnamed(candidate: Candidate) -> frozenset[str]:
    """The slots that the page names and the fact leaves open."""
    return frozenset(
        slot.slot for slot in candidate.context if slot.slot in NAMED and slot.agreement is Agreement.UNREGISTERED
    )


def _is_named(candidate: Candidate, slots: frozenset[str]) -> bool:
    found = [candidate.slot(name) for name in slots]
    return all(slot is not None and slot.agreement is Agreement.AGREES for slot in found)


def _is_of_another_trial(candidate: Candidate, claim: Claim) -> bool:
    """Whether a telling number, or one told with the size of its arm, is right but for the trial, named only elsewhere."""
    of = candidate.slot("of")
    is_of_its_size = of is not None and of.agreement is Agreement.AGREES
    return (is_telling(claim) or is_of_its_size) and [slot.slot for slot in candidate.unknown] == ["trial"]


def _settles_derived(derived: Derived, claim: Claim, setting: Setting) -> bool:
    """Whether a derivation that fails contradicts: not where it rests on an interim ratio and the page may mean a later.

    A page that names no analysis speaks of the latest one.
    """
    candidate = derived.candidate
    if candidate is None or not derived.settles or not settles(candidate, claim, related=True):
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
    same = {identity_of(candidate.fact) for candidate in agreeing}
    own = [c for c in candidates if c.fits and not c.agrees and c.fact.status == "approved" and settles(c, claim)]
    own = [candidate for candidate in own if identity_of(candidate.fact) in same]
    if own:
        return contradicted(claim, own, candidates, setting)
    derived = derive(claim, setting, registry.policy) if claim.measure == "risk_reduction" else None
    if derived is None or derived.agrees or derived.fact is None or derived.fact.status != "approved":
        return None
    return does_not_follow(claim, derived) if _settles_derived(derived, claim, setting) else None
