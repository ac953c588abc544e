"""Numbers that can exist.

What is required
    The lower bound lies below the upper one, the estimate inside its interval, ratios above 0, p above 0 and not above
    1, shares within 0 to 100%, n not above N; the level of an interval is stated.

Why
    An impossible number is wrong without any source at hand.

Source
    AMA Manual of Style as told by JMIR (P=.000 is impossible); 21 CFR 202.1(e)(7)(v).

Passes
    "HR 0.55 (95% CI 0.42-0.72)".

Fails
    "HR 0.55 (95% CI 0.61-0.72)".

Stays silent
    Bounds not reached; one-sided intervals; negative bounds; changes above 100%; levels such as 96% or 97.5%. An
    interval printed as proportions beside a percentage is a note, as is a missing level.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.compare import RATIOS, SCALE_NOTE, is_proportions, plain_unit
from checker.findings import about_claim
from checker.model import Confidence, Finding, Match, PageView, Rule, Severity
from claims.model import Claim

SHARES = frozenset({"rate", "risk_reduction"})
Defect = tuple[Severity, str, str]  # severity, message, said


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each impossible thing about a claim."""
    for match in view.matches:
        for severity, message, said in _defects(match.claim):
            yield _found(view, match, severity, message, said)


def _found(view: PageView, match: Match, severity: Severity, message: str, said: str) -> Finding:
    found = about_claim(RULE, view, match, message, severity=severity, confidence=Confidence.HIGH)
    return replace(found, said=said, fact=None, diagnosis=None)


def _defects(claim: Claim) -> Iterator[Defect]:
    yield from _interval(claim)
    if claim.measure in RATIOS and claim.value is not None and claim.value.value <= 0:
        yield Severity.ERROR, f"A ratio of {claim.value}; ratios are above 0.", str(claim.value)
    p = claim.p if claim.p is not None else claim.value if claim.measure == "p_value" else None
    if p is not None and (p.value > 1 or p.value < 0 or (p.value == 0 and p.op == "=")):
        yield Severity.ERROR, f"P {p}; p lies above 0 and not above 1.", str(p)
    if (
        claim.measure in SHARES
        and plain_unit(claim.unit) == "%"
        and claim.value is not None
        and claim.value.value > 100
    ):
        yield Severity.ERROR, f"A share of {claim.value}%.", f"{claim.value}%"
    if claim.n is not None and claim.of is not None and claim.n.value > claim.of.value:
        yield Severity.ERROR, f"{claim.n} of {claim.of}: the part is larger than the whole.", f"{claim.n}/{claim.of}"


def _interval(claim: Claim) -> Iterator[Defect]:
    ci = claim.ci
    if ci is None:
        return
    low, high = ci.low, ci.high
    said = f"{low or 'NR'} to {high or 'NR'}"
    if ci.level is None:
        yield Severity.NOTE, f"The level of the interval {said} is not stated.", said
    if low is not None and high is not None and low.value > high.value:
        yield Severity.ERROR, f"The interval {said} has its lower bound above its upper one.", said
        return
    scaled = (
        plain_unit(claim.unit) == "%" and is_proportions(low, high) and (claim.value is None or claim.value.value > 1)
    )
    if scaled:
        yield Severity.NOTE, f"{said} beside {claim.value}%: {SCALE_NOTE}.", said
    if claim.value is None or claim.op != "=":
        return
    point = claim.value.rounding
    below = low is not None and point.high < (low.scaled(2) if scaled else low).rounding.low
    above = high is not None and point.low > (high.scaled(2) if scaled else high).rounding.high
    if below or above:
        yield Severity.ERROR, f"{claim.value} lies outside its interval {said}.", f"{claim.value} ({said})"


RULE = Rule(id="sta.malformed", title="Numbers that can exist", severity=Severity.ERROR, check=check, manual=__doc__)
