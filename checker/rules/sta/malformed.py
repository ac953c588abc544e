"""Numbers that can exist.

What is required
    The lower bound lies below the upper one, the estimate inside its interval, ratios above 0, p above 0 and not above
    1, shares within 0 to 100%, n not above N; the level of an interval is stated.

Why
    An impossible number is wrong without any source at hand.

Source
    AMA Manual of Style as told by JMIR (P=.000 is impossible) [R]; 21 CFR 202.1(e)(7)(v) [K].

Passes
    "HR 0.55 (95% CI 0.42-0.72)".

Fails
    "HR 0.55 (95% CI 0.61-0.72)".

Stays silent
    Bounds not reached; one-sided intervals; negative bounds; changes above 100%; levels such as 96% or 97.5%. An
    estimate outside an interval that does not stand directly behind it, that holds the estimate with its other sign
    (the sign is in the words), or that is one of the difference or ratio of two values set side by side. An interval
    printed as proportions beside a percentage is a note, one for all of a page, as is the first interval without a level
    on a page that states none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.compare import SCALE_NOTE, is_proportions
from checker.findings import about_claim
from checker.inference import is_outside
from checker.measures import RATIOS
from checker.model import Confidence, Finding, Match, Rule, Severity
from checker.printed_beside import in_order, printed_beside, says
from checker.units import plain_unit
from checker.view import PageView
from checker.wording import and_more, claim_number, page_place
from claims.model import Claim, ConfidenceInterval
from claims.quantity import Interval, Quantity

SHARES = frozenset({"rate", "risk_reduction"})
SIGNED = frozenset({"difference", "mean_change", "other", "mean"})
LEVEL = re.compile(
    r"\d\d(?:\.\d+)?\s?%\s?-?(?:CI|CrI|confidence|credible|conf\.)|\bCIs?\s?[(\[]?\d\d(?:\.\d+)?\s?%", re.IGNORECASE
)
Defect = tuple[Severity, str, str]  # severity, message, said


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each impossible thing about a claim; one each for all proportions, for intervals without a level."""
    in_turn = in_order(match.claim for match in view.matches)
    scaled: list[Match] = []
    for match, (claim, before) in zip(view.matches, in_turn, strict=True):
        for severity, message, said in _defects(view, claim, before):
            yield _found(view, match, severity, message, said)
        if _is_scaled(claim) and not _is_of_ratio(claim, *_in_percent(claim)):
            scaled.append(match)
    if scaled:
        yield _proportions(view, scaled)
    yield from _no_level(view)


def _found(view: PageView, match: Match, severity: Severity, message: str, said: str) -> Finding:
    found = about_claim(RULE, view, match, message, severity=severity, confidence=Confidence.HIGH)
    return replace(found, said=said, fact=None, diagnosis=None)


def _proportions(view: PageView, scaled: list[Match]) -> Finding:
    """What is odd and not wrong, told once at the first place."""
    first, *more = scaled
    said = _bounds(first.claim.ci)
    message = f"{said} beside {claim_number(first.claim)}: {SCALE_NOTE}."
    message += and_more(first.claim.place, [other.claim.place for other in more])
    found = _found(view, first, Severity.NOTE, message, said)
    return replace(found, related=tuple(page_place(found.path, m.claim.place, m.claim.quote) for m in more))


def _no_level(view: PageView) -> Iterator[Finding]:
    lacking = [match for match in view.matches if match.claim.ci is not None and match.claim.ci.level is None]
    if not lacking or len(lacking) < sum(match.claim.ci is not None for match in view.matches):
        return  # one that is stated holds for its like
    if any(LEVEL.search(block.text) for block in view.extraction.page.blocks):
        return
    said = _bounds(lacking[0].claim.ci)
    more = f", nor that of {len(lacking) - 1} more" if len(lacking) > 1 else ""
    yield _found(view, lacking[0], Severity.NOTE, f"The level of the interval {said} is not stated{more}.", said)


def _defects(view: PageView, claim: Claim, before: Claim | None) -> Iterator[Defect]:
    if claim.ci is not None:
        yield from _interval(view, claim, claim.ci, before)
    if claim.measure in RATIOS and claim.value is not None and claim.value.value <= 0 and _is_named(claim):
        yield Severity.ERROR, f"A ratio of {claim.value}; ratios are above 0.", str(claim.value)
    p = claim.p if claim.p is not None else claim.value if claim.measure == "p_value" else None
    if p is not None and (p.value > 1 or p.value < 0 or (p.value == 0 and not p.op.startswith(">"))):
        yield Severity.ERROR, f"P {p}; p lies above 0 and not above 1.", str(p)
    if (
        claim.measure in SHARES
        and plain_unit(claim.unit) == "%"
        and claim.value is not None
        and claim.value.value > 100
        and not says("beyond_all", claim.sentence)
    ):
        yield Severity.ERROR, f"A share of {claim.value}%.", f"{claim.value}%"
    if claim.n is not None and claim.of is not None and claim.n.value > claim.of.value:
        yield Severity.ERROR, f"{claim.n} of {claim.of}: the part is larger than the whole.", f"{claim.n}/{claim.of}"


def _is_named(claim: Claim) -> bool:
    """Whether a ratio's name stands right before the number: what is below 0 elsewhere is a difference."""
    number = re.escape(claim.value.text.lstrip("-")) if claim.value else ""
    return (
        re.search(rf"(?:\b[a-z]?(?:HR|OR|RR|IRR)|\bratio)\W{{0,3}}(?:(?:of|was|is)\s)?[-−–]?{number}", claim.sentence)
        is not None
    )


def _bounds(ci: ConfidenceInterval | None) -> str:
    return f"{ci.low or 'NR'} to {ci.high or 'NR'}" if ci else ""


def _interval(view: PageView, claim: Claim, ci: ConfidenceInterval, before: Claim | None) -> Iterator[Defect]:
    low, high = ci.low, ci.high
    said = _bounds(ci)
    if _is_turned(ci):
        # -0.5 to -0.9 is often meant by size: wrong, and no other number.
        severity = Severity.WARNING if low is not None and low.value < 0 else Severity.ERROR
        yield severity, f"The interval {said} has its lower bound above its upper one.", said
        return
    if _is_scaled(claim):
        low, high = _in_percent(claim)
    if claim.value is None or claim.op != "=" or not is_outside(claim.value, low, high):
        return
    is_own = printed_beside(claim, view.surroundings, before).interval
    if is_own and not _is_explained(claim, claim.value, low, high):
        yield Severity.ERROR, f"{claim.value} lies outside its interval {said}.", f"{claim.value} ({said})"


def _is_turned(ci: ConfidenceInterval) -> bool:
    return ci.low is not None and ci.high is not None and ci.low.value > ci.high.value


def _is_scaled(claim: Claim) -> bool:
    """Whether a percentage has an interval of proportions."""
    ci = claim.ci
    if ci is None or plain_unit(claim.unit) != "%" or _is_turned(ci):
        return False
    return is_proportions(ci.low, ci.high) and (claim.value is None or claim.value.value > 1)


def _in_percent(claim: Claim) -> tuple[Quantity | None, Quantity | None]:
    """The bounds of an interval of proportions as percentages."""
    low, high = (claim.ci.low, claim.ci.high) if claim.ci else (None, None)
    return None if low is None else low.scaled(2), None if high is None else high.scaled(2)


def _is_explained(claim: Claim, value: Quantity, low: Quantity | None, high: Quantity | None) -> bool:
    """Whether an interval that leaves its estimate out is one of the number with its sign, or of its ratio."""
    if low is None or high is None:
        return True  # a bound that is not reached is often of another kind than the value
    box = Interval(low.rounding.low, high.rounding.high)
    if claim.measure in SIGNED and box.overlaps(Interval(-value.rounding.high, -value.rounding.low)):
        return True
    return _is_of_ratio(claim, low, high)


def _is_of_ratio(claim: Claim, low: Quantity | None, high: Quantity | None) -> bool:
    """Whether the bounds are those of the ratio beside its reduction in percent: 24% lower, 0.63 to 0.92."""
    value = claim.value
    if claim.measure != "risk_reduction" or value is None or low is None or high is None:
        return False
    if not is_outside(value, low, high):
        return False
    as_ratio = Interval(100 - value.rounding.high, 100 - value.rounding.low)
    return Interval(low.rounding.low, high.rounding.high).overlaps(as_ratio)


RULE = Rule(id="sta.malformed", title="Numbers that can exist", severity=Severity.ERROR, check=check, manual=__doc__)
