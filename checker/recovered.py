"""A percentage with its interval -> the count of patients that it stands for, where only one count has that interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.compare import is_proportions
from checker.inference import is_outside, level_of
from checker.printed_beside import printed_beside
from checker.proportions import counts_behind, tells_counts
from checker.surroundings import Surroundings
from checker.units import plain_unit
from claims.model import Claim
from claims.quantity import Quantity

LEVEL = 0.95  # of an interval that states none
MOST_TRIED = 4  # numbers of patients in a sentence that may be the whole


@dataclass(frozen=True, slots=True)
class Recovered:
    """So many of so many, by the method whose interval is the printed one."""

    count: int
    of: int
    method: str

    @property
    def share(self) -> Decimal:
        """In percent, not rounded."""
        return Decimal(self.count * 100) / self.of


def recovered(claim: Claim, beside: Sequence[Claim], surroundings: Surroundings) -> Recovered | None:
    """The one count whose interval is the printed one, where its share is not the printed one; None where all is well."""
    value, ci = claim.value, claim.ci
    if value is None or ci is None or ci.low is None or ci.high is None or claim.op != "=":
        return None
    if claim.measure != "rate" or plain_unit(claim.unit) != "%" or (claim.n is not None and claim.of is not None):
        return None
    low, high = (
        (bound.scaled(2) for bound in (ci.low, ci.high)) if is_proportions(ci.low, ci.high) else (ci.low, ci.high)
    )
    if low.value >= high.value or is_outside(value, low, high):
        return None
    level = level_of(ci) if ci.level is not None else LEVEL
    if level is None or not printed_beside(claim, surroundings, None).interval:
        return None
    found = [_only(low, high, of, level) for of in _sizes(claim, beside, low, high)]
    known = [each for each in found if each is not None]
    if any(value.rounding.contains(each.share) for each in known):
        return None
    return known[0] if len(known) == 1 else None


def _only(low: Quantity, high: Quantity, of: int, level: float) -> Recovered | None:
    counted = counts_behind(low, high, of, level)
    return Recovered(counted[0].count, of, counted[0].method) if len({each.count for each in counted}) == 1 else None


def _sizes(claim: Claim, beside: Sequence[Claim], low: Quantity, high: Quantity) -> Iterator[int]:
    """The numbers of patients in a claim's own sentence that its share may be taken from and whose bounds tell counts."""
    counts = (
        other.value
        for other in beside
        if other.measure == "count" and other.sentence == claim.sentence and other.op == "="
    )
    told = dict.fromkeys(int(number.value) for number in (claim.of, claim.n, *counts) if number is not None)
    coarse = max(low, high, key=lambda bound: bound.step)
    yield from [of for of in told if of > 0 and tells_counts(coarse, of)][:MOST_TRIED]
