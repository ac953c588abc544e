"""A risk reduction in percent is one minus its ratio.

What is required
    "x% lower risk" equals (1 - ratio) x 100 within the rounding of the ratio beside it.

Why
    Both numbers are on the page; a reader can do the sum.

Source
    21 CFR 202.1(e)(5)(i) [K]; ABPI Code 2024 clause 6.1 [R].

Passes
    "33% lower risk (HR 0.67)"; 34% too, for 0.67 may be 0.665; "33% lower risk (HR 1.49 for placebo)", the ratio turned
    round; "24% higher risk (HR 1.24)".

Fails
    "37% lower risk (HR 0.67)".

Stays silent
    Ratios of another endpoint, arm, population, analysis or time point; a percentage that is a registered fact of its
    own; reductions from baseline; sections with a ratio that does agree. Odds ratios, unless the words say odds: what
    is lower by so many percent may be the risk. Absolute reductions, and those that follow from two rates beside them.
    Outside its own sentence also a ratio above 1, and a percentage with an interval of its own that is not the ratio's;
    in a long paragraph a ratio of another sentence makes a warning.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from checker.derived.intervals import Computed, less_than_whole, reduction
from checker.derived.intervals import ratio as over
from checker.findings import about_claim
from checker.measures import RATIOS
from checker.model import Confidence, Finding, Match, Rule, Severity, Verdict
from checker.printed_beside import spot_of
from checker.ranges import magnitude
from checker.view import PageView
from checker.wording import page_place
from claims.model import Block, Claim, Kind
from claims.quantity import Quantity
from references.names import normal

TILE = 250  # characters of a block that says one thing; in a longer one a ratio of another sentence may be of another
MOST_BESIDE = 100  # ratios before and behind a percentage that may be its own
SUBJECT = ("arm", "versus", "analysis", "timepoint", "trial")
ODDS = re.compile(r"\bodds\b(?! ratio)", re.IGNORECASE)
ABSOLUTE = re.compile(r"\babsolute\b|\bpercentage points?\b|\bARR\b")
MORE = re.compile(r"\b(?:increas|higher|greater|rais|rose|more likely|elevat)", re.IGNORECASE)


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each reduction whose ratio in the same block, else the same section, says otherwise."""
    ratios = [m for m in view.matches if m.claim.measure in RATIOS and m.claim.value is not None]
    places = [ratio.claim.block for ratio in ratios]
    rates: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    for match in view.matches:
        if match.claim.measure == "rate" and match.claim.value is not None:
            rates[match.claim.block, match.claim.sentence].append(match.claim)
    for match in view.matches:
        claim = match.claim
        if claim.measure != "risk_reduction" or claim.value is None or match.verdict is Verdict.SUPPORTED:
            continue
        if ABSOLUTE.search(claim.sentence) or _follows_from_rates(claim, rates[claim.block, claim.sentence]):
            continue
        at = bisect_left(places, claim.block)
        beside = _beside(view, match, ratios[max(0, at - MOST_BESIDE) : at + MOST_BESIDE])
        if beside and not any(_agree(claim, ratio.claim) for ratio in beside):
            told = next((ratio for ratio in beside if _is_its_own(claim, ratio.claim)), None)
            if told is not None:
                yield _found(view, match, told.claim)


def _follows_from_rates(claim: Claim, rates: list[Claim]) -> bool:
    """`36% fewer (3% vs 2%)`: a percentage of the two rates beside it, not of a ratio."""
    if len(rates) != 2 or claim.value is None:
        return False
    one, other = sorted((rate.value for rate in rates if rate.value is not None), key=lambda value: value.value)
    box = over(one, other)
    return box is not None and claim.value.rounding.overlaps(less_than_whole(box))


def _beside(view: PageView, match: Match, near: list[Match]) -> list[Match]:
    behind = _in_its_bracket(view, match.claim, [ratio for ratio in near if ratio.claim.block == match.claim.block])
    if behind is not None:
        return [behind]
    same = [ratio for ratio in near if _same_subject(view, match.claim, ratio.claim)]
    here = [ratio for ratio in same if ratio.claim.block == match.claim.block]
    if here:
        return here
    block = view.surroundings.blocks.get(match.claim.block)
    return [ratio for ratio in same if block is not None and _in_section(view, block, ratio.claim)]


def _in_section(view: PageView, block: Block, other: Claim) -> bool:
    """Whether a claim stands under the heading of a block, or under a heading below it."""
    heading, place = view.surroundings.heading_of(block), view.surroundings.blocks.get(other.block)
    if place is None:
        return False
    above = (*place.trail, *((place.index,) if place.kind is Kind.HEADING else ()))
    return heading in above if heading is not None else not above


def _in_its_bracket(view: PageView, claim: Claim, near: list[Match]) -> Match | None:
    """The ratio in the bracket behind a percentage, or right before it, whatever both are called.

    `20% lower risk of death (HR 0.70 ...)`, `HR 0.70: 20% lower`, `HR 0.70 (95% CI 0.55-0.89), a 20% reduction`.
    """
    block, own = view.surroundings.blocks.get(claim.block), spot_of(claim, "value")
    if block is None or own is None:
        return None
    for ratio in near:
        spot = spot_of(ratio.claim, "value")
        if spot is None or spot.block != own.block:
            continue
        if spot.start >= own.end and BRACKET.fullmatch(block.text, own.end, spot.start):
            return ratio
        end = max(part.end for slot in ("value", "ci", "p") if (part := spot_of(ratio.claim, slot)))
        if end <= own.start and THAT_IS.fullmatch(block.text, end, own.start):
            return ratio
    return None


# Words without a number, then a bracket that opens with the ratio's name.
BRACKET = re.compile(
    r"[^().;\d%]{0,120}[(\[]\s?(?:[a-z-]+\s){0,2}(?:HR|RR|OR|IRR|[Hh]azard ratio|[Rr]ate ratio|[Rr]isk ratio|[Oo]dds ratio)\b[^\d;()]{0,20}"
)
THAT_IS = re.compile(
    r"[\s,:;)\]–—-]{0,6}(?:(?:an?|the|or|ie,?|i\.e\.,?|that is,?|which is|representing|corresponding to|equal to|translating to|meaning)\s){0,3}"
)


def _same_subject(view: PageView, one: Claim, other: Claim) -> bool:
    if one.endpoint is None or other.endpoint is None:
        return False
    if view.index.endpoint_key(one.endpoint) != view.index.endpoint_key(other.endpoint):
        return False
    if normal(one.population or "") != normal(other.population or ""):
        return False
    pairs = ((getattr(one, slot), getattr(other, slot)) for slot in SUBJECT)
    return all(said is None or known is None or normal(said) == normal(known) for said, known in pairs)


def _is_its_own(claim: Claim, ratio: Claim) -> bool:
    """Whether the percentage can only be one less this ratio."""
    if ratio.measure == "odds_ratio" and not ODDS.search(claim.sentence):
        return False
    if ratio.sentence == claim.sentence:
        return True
    return ratio.value is not None and ratio.value.value < 1 and _same_interval(claim, ratio)


def _same_interval(claim: Claim, ratio: Claim) -> bool:
    """Whether the intervals of a percentage and of a ratio can be one; true where either has none."""
    one, other = claim.ci, ratio.ci
    if one is None or other is None or one.low is None or other.high is None:
        return True
    return one.low.rounding.overlaps(reduction(other.high))


def _agree(claim: Claim, ratio: Claim) -> bool:
    """Whether the percentage follows from the ratio, the ratio turned round, or by how much it is above 1."""
    if claim.value is None or ratio.value is None:
        return True
    return any(_meets(claim, claim.value, box) for box in _readings(claim, ratio.value))


def _readings(claim: Claim, ratio: Quantity) -> Iterator[Computed]:
    plain = reduction(ratio)
    yield plain
    if ratio.value > 1:
        told = ratio.rounding
        yield less_than_whole(Computed(1 / told.high, 1 / told.low, 1 / ratio.value))
        if MORE.search(claim.sentence):
            yield Computed(-plain.high, -plain.low, -plain.exact)


def _meets(claim: Claim, said: Quantity, box: Computed) -> bool:
    match claim.op:
        case "=":  # `-51%` over `risk of death` is 51% lower
            return said.rounding.overlaps(box) or (said.value < 0 and magnitude(said.rounding).overlaps(box))
        case "~":
            return abs(abs(said.value) - (box.low + box.high) / 2) <= 2
        case "<" | "<=":
            return box.low <= said.value
        case _:
            return box.high >= said.value


def _found(view: PageView, match: Match, ratio: Claim) -> Finding:
    said, value = match.claim.value, ratio.value
    percent = (1 - value.value) * 100 if value else Decimal(0)
    expected = f"{abs(percent):.1f}".removesuffix(".0")
    more = percent < 0 and MORE.search(match.claim.sentence)
    message = f"Says {said}% {'higher' if more else 'lower'}; {ratio.quote} gives {expected}%{' higher' if percent < 0 else ''}."
    is_close = ratio.sentence == match.claim.sentence or len(_words_of(view, match.claim)) <= TILE
    severity, confidence = (Severity.ERROR, Confidence.HIGH) if is_close else (Severity.WARNING, Confidence.MEDIUM)
    found = about_claim(RULE, view, match, message, severity=severity, confidence=confidence)
    return replace(
        found,
        fact=None,
        said=f"{said}%",
        expected=f"{expected}%",
        diagnosis="percent and ratio disagree",
        related=(page_place(found.path, ratio.place, ratio.quote),),
    )


def _words_of(view: PageView, claim: Claim) -> str:
    block = view.surroundings.blocks.get(claim.block)
    return block.text if block else claim.sentence


RULE = Rule(
    id="sta.hr-vs-percent",
    title="A risk reduction in percent is one minus its ratio",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
