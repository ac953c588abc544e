"""A relative effect on a page -> the absolute figures that stand with it: rates of both arms, a difference, medians."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from checker.derived.intervals import less_than_whole, meets, ratio, reduction
from checker.everyone import is_everyone
from checker.measures import RATIOS, kind_of
from checker.units import plain_unit
from checker.view import PageView
from checker.wordlists import is_used
from claims.model import Claim
from claims.quantity import Quantity

RATES = frozenset({"rate", "count", "mean"})
MOST = 40  # claims of one display that are set against each other


@dataclass(frozen=True, slots=True)
class Absolutes:
    """What stands with a relative effect, and whether it stands beside or elsewhere on the page."""

    rates: bool  # of both arms, or their difference, or the number needed to treat
    medians: bool  # of both arms

    def __bool__(self) -> bool:
        return self.rates or self.medians


def absolutes_beside(view: PageView, claim: Claim) -> Absolutes:
    """The absolute figures in what a reader sees with a claim."""
    words = (claim.sentence, *view.displays.rest_of_display(claim))
    if any(is_used(text, "relative", "absolute") for text in words):
        return Absolutes(rates=True, medians=False)
    return _among(view, claim, view.displays.claims_beside(claim))


def absolutes_elsewhere(view: PageView, claim: Claim) -> Claim | None:
    """The first absolute figure of the same endpoint anywhere on the page, where both arms have one."""
    same = [
        other
        for other in view.extraction.claims
        if _is_of(view, other, claim) and other.block != claim.block and _who(other) == _who(claim)
    ]
    if not _among(view, claim, same):
        return _told_before(view, claim)
    told = (c for c in same if c.measure in RATES | {"difference", "median_time"})
    return next(told, same[0])  # or percentages that were read as something else


def _among(view: PageView, claim: Claim, others: Iterable[Claim]) -> Absolutes:
    told = (c for c in others if c.id != claim.id and (c.value is not None or c.status is not None))
    found = [c for c in told if _is_of(view, c, claim)][:MOST]
    rates = [c for c in found if c.measure in RATES]
    by_sum = [c.value for c in found if c.value is not None and plain_unit(c.unit) == "%"]
    return Absolutes(
        rates=_of_both_arms(rates)
        or any(c.measure == "difference" and plain_unit(c.unit) in ("%", "percentage points") for c in found)
        or _gives(claim, by_sum),
        medians=_of_both_arms([c for c in found if c.measure == "median_time"]),
    )


def _told_before(view: PageView, claim: Claim) -> Claim | None:
    """The ratio that a reduction is taken from, where it stands with its absolute figures: `RR 0.76`, then `24% fewer`."""
    if claim.measure != "risk_reduction" or claim.value is None:
        return None
    ratios = [c for c in view.extraction.claims if c.measure in RATIOS and c.value is not None and c.id != claim.id]
    for other in ratios[:MOST]:
        said = other.value
        is_same = said is not None and said.value < 1 and meets(claim.value, reduction(said))
        if is_same and _who(other) == _who(claim) and _among(view, other, view.displays.claims_beside(other)).rates:
            return other
    return None


def _who(claim: Claim) -> str:
    return "" if is_everyone(claim.population) else claim.population or ""


def _is_of(view: PageView, other: Claim, claim: Claim) -> bool:
    """Whether it tells of the same endpoint; beside in one block also what only the page's own words name."""
    is_here = _stand_together(view, other, claim)
    if not other.endpoint or not claim.endpoint:
        return is_here
    if view.index.endpoint_key(other.endpoint) == view.index.endpoint_key(claim.endpoint):
        return True
    both_known = kind_of(other.endpoint) is not None and kind_of(claim.endpoint) is not None
    return is_here and not both_known


def _stand_together(view: PageView, one: Claim, other: Claim) -> bool:
    """Whether they stand in one block, or one row of a table."""
    if one.block == other.block:
        return True
    ours, theirs = (view.surroundings.blocks[claim.block].cell for claim in (one, other))
    return ours is not None and theirs is not None and (ours.table, ours.row) == (theirs.table, theirs.row)


def _of_both_arms(claims: list[Claim]) -> bool:
    """Whether two claims of one measure and unit tell of two arms."""
    return any(
        one.measure == other.measure
        and (one.value is None or other.value is None or plain_unit(one.unit) == plain_unit(other.unit))
        and (one.arm != other.arm or one.arm is None)
        and (one.timepoint is None or other.timepoint is None or one.timepoint == other.timepoint)
        for one, other in combinations(claims, 2)
    )


def is_one_of_them(view: PageView, claim: Claim) -> bool:
    """Whether a percentage is itself the rate of an arm that a reduction beside it comes from, however it was read."""
    here = [c for c in view.displays.in_block[claim.block] if c.value and plain_unit(c.unit) == "%"][:MOST]
    reductions = (c for c in here if c.measure == "risk_reduction" and c.id != claim.id)
    return any(
        _gives(reduction, [claim.value, other.value])
        for reduction in reductions
        for other in here
        if claim.value and other.value and other.id not in (claim.id, reduction.id)
    )


def _gives(claim: Claim, values: list[Quantity]) -> bool:
    """Whether two percentages beside are those that the reduction comes from, whatever they were read as."""
    if claim.value is None or claim.measure != "risk_reduction":
        return False
    for one, other in combinations(values, 2):
        low, high = sorted((one, other), key=lambda quantity: quantity.value)
        box = ratio(low, high)
        if box is not None and low.value != high.value and meets(claim.value, less_than_whole(box)):
            return True
    return False
