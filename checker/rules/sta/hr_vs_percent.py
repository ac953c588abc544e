"""A risk reduction in percent is one minus its ratio.

What is required
    "x% lower risk" equals (1 - ratio) x 100 within the rounding of the ratio beside it.

Why
    Both numbers are on the page; a reader can do the sum.

Source
    21 CFR 202.1(e)(5)(i).

Passes
    "33% lower risk (HR 0.67)"; 34% too, for 0.67 may be 0.665.

Fails
    "37% lower risk (HR 0.67)".

Stays silent
    Ratios of another endpoint, arm, population, analysis or time point; a percentage that is a registered fact of its
    own; reductions from baseline; sections with a ratio that does agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.compare import RATIOS
from checker.derived.intervals import reduction
from checker.findings import about_claim
from checker.model import Confidence, Finding, Match, PageView, Related, Rule, Severity, Verdict
from claims.model import Claim
from references.names import normal

SUBJECT = ("arm", "versus", "analysis", "timepoint", "trial")


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each reduction whose ratio in the same block, else the same section, says otherwise."""
    ratios = [m for m in view.matches if m.claim.measure in RATIOS and m.claim.value is not None]
    for match in view.matches:
        claim = match.claim
        if claim.measure != "risk_reduction" or claim.value is None or match.verdict is Verdict.SUPPORTED:
            continue
        beside = _beside(view, match, ratios)
        if beside and not any(_agree(claim, ratio.claim) for ratio in beside):
            yield _found(view, match, beside[0].claim)


def _beside(view: PageView, match: Match, ratios: list[Match]) -> list[Match]:
    same = [ratio for ratio in ratios if _same_subject(view, match.claim, ratio.claim)]
    here = [ratio for ratio in same if ratio.claim.block == match.claim.block]
    if here:
        return here
    block = view.surroundings.blocks.get(match.claim.block)
    if block is None:
        return []
    section = {other.index for other in view.surroundings.section_of(block)}
    return [ratio for ratio in same if ratio.claim.block in section]


def _same_subject(view: PageView, one: Claim, other: Claim) -> bool:
    if one.endpoint is None or other.endpoint is None:
        return False
    if view.index.endpoint_key(one.endpoint) != view.index.endpoint_key(other.endpoint):
        return False
    if normal(one.population or "") != normal(other.population or ""):
        return False
    pairs = ((getattr(one, slot), getattr(other, slot)) for slot in SUBJECT)
    return all(said is None or known is None or normal(said) == normal(known) for said, known in pairs)


def _agree(claim: Claim, ratio: Claim) -> bool:
    if claim.value is None or ratio.value is None:
        return True
    box = reduction(ratio.value)
    match claim.op:
        case "=":
            return claim.value.rounding.overlaps(box)
        case "~":
            return abs(claim.value.value - (box.low + box.high) / 2) <= 2
        case "<" | "<=":
            return box.low <= claim.value.value
        case _:
            return box.high >= claim.value.value


def _found(view: PageView, match: Match, ratio: Claim) -> Finding:
    said, value = match.claim.value, ratio.value
    expected = f"{(1 - value.value) * 100:.1f}".removesuffix(".0") if value else ""
    message = f"Says {said}% lower; {ratio.quote} gives {expected}%."
    found = about_claim(RULE, view, match, message, confidence=Confidence.HIGH)
    return replace(
        found,
        fact=None,
        said=f"{said}%",
        expected=f"{expected}%",
        diagnosis="percent and ratio disagree",
        related=(Related(found.path, ratio.place.line, ratio.quote),),
    )


RULE = Rule(
    id="sta.hr-vs-percent",
    title="A risk reduction in percent is one minus its ratio",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
