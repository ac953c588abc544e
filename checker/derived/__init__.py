"""What follows from facts: a claim -> the sum over registered facts that gives its number, as far as policy lets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.compare import said_value
from checker.context import Setting
from checker.derived.arms import differences, multiples, needed_to_treat, relative_reductions
from checker.derived.model import Derivation, Derived
from checker.derived.pools import compounded, pooled
from checker.derived.record import follow_up, sizes
from checker.derived.reductions import from_ratio
from checker.derived.shares import from_counts, from_rate, from_words, told_in_words
from checker.derived.sums import sums
from claims.model import Claim
from references.model import Policy

__all__ = ["Derived", "derive", "forbidden", "leave", "told_in_words"]

BY_MEASURE: Mapping[str, tuple[Derivation, ...]] = {
    "risk_reduction": (from_ratio, relative_reductions, compounded),
    "rate": (from_words, from_counts, sums, pooled),
    "count": (from_rate, sizes, sums, needed_to_treat, pooled),
    "difference": (differences, compounded),
    "fold": (multiples,),
    "mean_change": (compounded,),
    "other": (needed_to_treat,),
}
# What no policy speaks of: a trial's record needs no leave, and no company can allow two trials' effects to be added.
SETTLED = {"record": "allow", "compounded": "forbid"}


def derive(claim: Claim, setting: Setting, policy: Policy, only: str | None = None) -> Derived | None:
    """The first derivation (of one kind only) that gives the claim's numbers, else the nearest that should have."""
    nearest: Derived | None = None
    for found in _derivations(claim, setting):
        if leave(found.kind, policy) == "forbid" or (only is not None and found.kind != only):
            continue
        if found.agrees:
            return found
        nearest = nearest or found
    return nearest


def forbidden(claim: Claim, setting: Setting, policy: Policy) -> Derived | None:
    """The first derivation that gives the claim's numbers and that the policy forbids."""
    found = (one for one in _derivations(claim, setting) if one.agrees and leave(one.kind, policy) == "forbid")
    return next(found, None)


def leave(kind: str, policy: Policy) -> str:
    """What the policy says of a kind of derivation: allow, needs_wording or forbid."""
    return SETTLED.get(kind) or policy.derived.get(kind, "allow")


def _derivations(claim: Claim, setting: Setting) -> Iterator[Derived]:
    said = said_value(claim)
    if said is None:
        return
    known = BY_MEASURE.get(claim.measure, ())
    if claim.measure == "median_time" and claim.endpoint == "FOLLOW_UP":
        known = (follow_up,)
    for derivation in known:
        yield from derivation(claim, said, setting)
