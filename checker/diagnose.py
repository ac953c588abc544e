"""A number that differs -> what kind of slip it is, one small function for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP

from checker.candidates import Candidate
from checker.compare import compare_numbers, on_one_scale, said_value
from checker.model import Agreement
from checker.scales import in_the_pages_scale
from checker.units import TIMES, plain_unit
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Fact

OTHERS = {
    "arm": "other arm's value",
    "versus": "other arm's value",
    "analysis": "other analysis",
    "population": "other population",
    "timepoint": "other time point",
    "dose": "other dose",
    "trial": "another trial",
}


def diagnose(claim: Claim, fact: Fact, others: Iterable[Candidate] = ()) -> str | None:
    """The first kind of slip that explains why a claim differs from its fact; None where none does."""
    if claim.ci is not None and fact.ci is not None and "%" in (plain_unit(claim.unit), plain_unit(fact.unit)):
        said, known = on_one_scale(claim.ci, fact.ci)
        claim, fact = replace(claim, ci=said), replace(fact, ci=known)
    for kind in KINDS:
        found = kind(claim, fact)
        if found is not None:
            return found
    others = tuple(others)
    near = tuple(other for other in others if other.fact.endpoint == fact.endpoint)
    told = borrowed(claim, fact, near) or (borrowed(claim, fact, others) if is_telling(claim) else None)
    return told or digits(claim, fact) or borrowed(claim, fact, others)


def is_telling(claim: Claim) -> bool:
    """Whether a claim's number is unlikely to stand elsewhere by chance: three digits, or an interval."""
    value = said_value(claim)
    return value is not None and (significant(value) >= 3 or claim.ci is not None)


def significant(quantity: Quantity) -> int:
    """Significant digits as written."""
    return len(quantity.text.lstrip("-").replace(".", "").lstrip("0"))


def swapped_bounds(claim: Claim, fact: Fact) -> str | None:
    """The bounds of the interval stand in the wrong order."""
    if claim.ci is None or fact.ci is None or None in (claim.ci.low, claim.ci.high, fact.ci.low, fact.ci.high):
        return None
    low, high = claim.ci.low, claim.ci.high
    if low is None or high is None or low.value <= high.value:
        return None
    pairs = ((low, fact.ci.high), (high, fact.ci.low))
    exchanged = all(known and compare_numbers(said, known)[0] is not Agreement.DIFFERS for said, known in pairs)
    return "CI bounds swapped" if exchanged else None


def wrong_unit(claim: Claim, fact: Fact) -> str | None:
    """The number is right, its unit is not."""
    one, other = plain_unit(claim.unit), plain_unit(fact.unit)
    if not one or not other or one == other:
        return None
    if one in TIMES and other in TIMES:
        return f"{one} for {other}"
    if {one, other} == {"%", "percentage points"}:
        return f"{one} for {other}"
    return None


def interval_bound(claim: Claim, fact: Fact) -> str | None:
    """The estimate is a bound of the registered interval, and not what it should be."""
    said, known = said_value(claim), fact.value
    if said is None or fact.ci is None or significant(said) < 2 or (known is not None and known.value == said.value):
        return None
    for bound, name in ((fact.ci.low, "lower"), (fact.ci.high, "upper")):
        if bound is not None and bound.value == said.value:
            return f"the {name} CI bound"
    return None


def estimate_as_status(claim: Claim, fact: Fact) -> str | None:
    """A number where the registry has not reached, or the reverse."""
    if claim.status is not None and fact.value is not None:
        return "printed as not reached where a value is registered"
    if claim.value is not None and fact.status_value is not None:
        return "a value where the registry has none reached"
    return None


KINDS: tuple[Callable[[Claim, Fact], str | None], ...] = (
    swapped_bounds,
    estimate_as_status,
    wrong_unit,
    interval_bound,
)


def borrowed(claim: Claim, fact: Fact, others: Iterable[Candidate]) -> str | None:
    """The number is that of another arm, analysis, population, time point, endpoint or trial."""
    hits = [other for other in others if other.fact.id != fact.id and other.value_agrees and not _unit_differs(other)]
    hits = [other for other in hits if _is_printed_of(claim, other.fact)]
    if not hits:
        return None
    hit = min(hits, key=lambda other: (other.likeness < 100, len(other.apart), len(other.wrong)))
    return f"{_kind_of(hit, fact)}: {hit.fact.id}"


def _is_printed_of(claim: Claim, fact: Fact) -> bool:
    """Whether the printed number is the fact's, rounded at most: 1.8 is not printed for a registered 2."""
    return claim.value is None or fact.value is None or claim.value.decimals <= fact.value.decimals


def _unit_differs(other: Candidate) -> bool:
    unit = other.slot("unit")
    return unit is not None and unit.agreement is Agreement.DIFFERS


def _kind_of(hit: Candidate, fact: Fact) -> str:
    if hit.fact.endpoint != fact.endpoint:
        return "other endpoint's value"
    if hit.fact.id == fact.superseded_by:
        return "the newer value"
    if hit.fact.superseded_by == fact.id:
        return "superseded"
    for slot in ("arm", "versus", "analysis", "population", "timepoint", "dose", "trial"):
        if getattr(hit.fact, slot) != getattr(fact, slot):
            return OTHERS[slot]
    return "another registered value"


def digits(claim: Claim, fact: Fact) -> str | None:
    """A slip of the pen: decimal point moved, digits transposed or changed, cut instead of rounded."""
    for said, known in number_pairs(claim, fact):
        if compare_numbers(said, known)[0] is not Agreement.DIFFERS:
            continue
        printed = known
        if known.decimals > said.decimals:  # what the page would print of it
            value = known.value.quantize(said.step, rounding=ROUND_HALF_UP)
            printed = Quantity(value, f"{value:.{said.decimals}f}", known.op)
        slips = (
            (_decimal_point, known),
            (_sign, printed),
            (_truncated, known),
            (_transposed, printed),
            (_changed, printed),
        )
        for slip, registered in slips:
            found = slip(said, registered)
            if found is not None:
                return found
    return None


def number_pairs(claim: Claim, fact: Fact) -> Iterable[tuple[Quantity, Quantity]]:
    """Numbers of the claim beside those of the fact, the estimate first."""
    known = None if fact.value is None else replace(in_the_pages_scale(fact.value, fact, claim), op=fact.op)
    pairs = [(said_value(claim), known)]
    if claim.ci is not None and fact.ci is not None:
        pairs += [(claim.ci.low, fact.ci.low), (claim.ci.high, fact.ci.high), (claim.ci.level, fact.ci_level)]
    pairs += [(claim.p, fact.p), (claim.n, fact.n), (claim.of, fact.of), (claim.high, fact.high)]
    return ((one, other) for one, other in pairs if one is not None and other is not None)


def _decimal_point(said: Quantity, known: Quantity) -> str | None:
    if said.value == 0 or known.value == 0:
        return None
    rounding = said.rounding if significant(said) > 1 else None
    for power in (-3, -2, -1, 1, 2, 3):
        moved = known.value.scaleb(power)
        if said.value == moved or (rounding is not None and rounding.contains(moved)):
            return "decimal point moved"
    return None


def _sign(said: Quantity, known: Quantity) -> str | None:
    return "sign lost or turned" if said.value == -known.value and said.value != 0 else None


def _truncated(said: Quantity, known: Quantity) -> str | None:
    if said.decimals >= known.decimals:
        return None
    cut = known.value.quantize(said.step, rounding=ROUND_DOWN)
    if cut == known.value:
        return None  # nothing to round: 12.0, and 12000000 beside a page's millions
    return f"cut, not rounded, from {known.text}" if cut == said.value else _rounded_twice(said, known)


def _rounded_twice(said: Quantity, known: Quantity) -> str | None:
    near = abs(said.value - known.value) <= said.step
    return f"rounded the wrong way from {known.text}" if near else None


def _bare(quantity: Quantity) -> str:
    return quantity.text.lstrip("-").replace(".", "")


def _transposed(said: Quantity, known: Quantity) -> str | None:
    one, other = _bare(said), _bare(known)
    if len(one) != len(other) or said.decimals != known.decimals:
        return None
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    if len(apart) == 2 and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]:
        return "transposed digits"
    return None


def _changed(said: Quantity, known: Quantity) -> str | None:
    one, other = _bare(said), _bare(known)
    if len(one) != len(other) or said.decimals != known.decimals:
        return None
    return "one digit changed" if sum(a != b for a, b in zip(one, other, strict=True)) == 1 else None
