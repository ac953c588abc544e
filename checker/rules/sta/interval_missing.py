"""A result of efficacy is shown with its confidence interval.

What is required
    A hazard, odds, risk or rate ratio, a difference of rates, a response rate and a median time have their interval
    beside them.

Why
    A ratio of 0.67 may be certain or a chance finding; only the interval tells.

Source
    CONSORT 2010 item 17a [R]; 21 CFR 202.1(e)(7)(ii), the range around quoted averages [K]. In the United Kingdom the
    absence of statistics is no breach by itself (PMCPA AUTH/2457/11/11) [R]: a note there and in the EU, off for US
    consumers.

Passes
    "HR 0.67 (95% CI 0.54-0.83)"; "48% vs 31% (difference 17%; 95% CI 9-25)", where the comparison has the interval.

Fails
    "HR 0.67" alone; "The objective response rate was 48%".

Stays silent
    The interval in the same block, figure, table or linked note, near by in the section, or given earlier on the page;
    safety; percentages of risk (sta.relative-only); follow-up and duration of treatment; results of no known endpoint,
    unless the registry has an interval for them. One finding for each section or table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from checker.compare import natural_frequency
from checker.findings import about_claim
from checker.measures import RATIOS, kind_of
from checker.model import Confidence, Finding, Match, Rule, Severity, Verdict
from checker.units import plain_unit
from checker.view import PageView
from checker.wording import claim_estimate, fact_number, registry_places, some_of
from claims.model import Claim, Kind
from claims.pages.tiles import TILES
from references.model import Fact

BARE = re.compile(
    r"^[^\d.]{0,12}(?:\d{1,2}\s?%)?[^\d.]{0,6}\d{1,3}[.·]\d{1,3}\s?(?:[-–—,;]|to)\s?\d{1,3}[.·]\d{1,3}"
)  # behind a number
INTERVAL = re.compile(r"\bC(?:r)?\.?I\b|\b(?:confidence|credible) (?:interval|limit)s?\b", re.IGNORECASE)
PRINTED_BARE = re.compile(  # `(0.76, 0.68-0.86; p<0.0001)`: a ratio with its interval and no word for either
    r"[(\[]\s?\d{1,2}[.·]\d{1,3}\s?[,;(\[]\s?\d{1,3}[.·]\d{1,3}\s?(?:[-–—]|to)\s?\d{1,3}[.·]\d{1,3}\s?[)\];,]"
)
CARRIED = "carried from the sentence before"
PAIR = 2  # values of two arms, told before what they are of
COMPARED = RATIOS | {"difference"}
NO_EFFECT = frozenset({"FOLLOW_UP", "DOT", "TTR", "time to onset"})  # medians that describe, and prove nothing


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each section or table, at the first result there that has no interval."""
    bare: dict[tuple[str, int | None], list[Match]] = defaultdict(list)
    for match in view.matches:
        if _needs_one(view, match) and not _has_one(view, match.claim):
            bare[_where(view, match.claim)].append(match)
    for matches in bare.values():
        yield _found(view, matches)


def _needs_one(view: PageView, match: Match) -> bool:
    claim = match.claim
    if claim.value is None or claim.ci is not None or claim.high is not None or natural_frequency(claim):
        return False
    if not any(sign.isdigit() for sign in claim.quote) or not view.results.is_efficacy(claim):
        return False
    if not _is_surely_of_it(view, claim):
        return False
    known = match.verdict is Verdict.SUPPORTED and match.fact is not None and match.fact.ci is not None
    kind = kind_of(claim.endpoint or "")
    match claim.measure:
        case "rate":
            return kind == "response" or known
        case "median_time":
            return (kind == "time" and claim.endpoint not in NO_EFFECT) or known
        case "difference":
            return plain_unit(claim.unit) in ("%", "percentage points") and (kind in ("response", "event") or known)
        case measure:
            return measure in RATIOS


def _is_surely_of_it(view: PageView, claim: Claim) -> bool:
    """Whether running text names the endpoint at the claim: not only in the sentence before or behind other results."""
    if view.surroundings.blocks[claim.block].kind is not Kind.PARAGRAPH:
        return True
    how = next((one.pattern for one in claim.evidence if one.slot == "endpoint"), "")
    if how.startswith(CARRIED):
        return how.endswith("what the sentence before spoke of")
    if not how.endswith("named in the sentence"):
        return True
    in_sentence = (other for other in view.displays.in_block[claim.block] if other.sentence == claim.sentence)
    return sum(other.measure == "rate" for other in in_sentence) <= PAIR


def _has_one(view: PageView, claim: Claim) -> bool:
    """Whether the interval, or that of the comparison, stands beside or was given earlier."""
    if any(map(INTERVAL.search, (claim.sentence, *view.displays.rest_of_display(claim)))):
        return True
    if PRINTED_BARE.search(claim.sentence):
        return True
    if claim.value is not None and BARE.search(claim.sentence.partition(claim.value.text)[2][:40]):
        return True
    if any(other.ci is not None and _stands_for(view, other, claim) for other in view.displays.claims_beside(claim)):
        return True
    earlier = (other for other in view.displays.with_interval if other.place.start < claim.place.start)
    return any(_gave(view, other, claim) for other in earlier)


def _stands_for(view: PageView, other: Claim, claim: Claim) -> bool:
    """Whether an interval beside a claim is its own or that of the effect on the same endpoint."""
    if not _same_endpoint(view, other, claim):
        return False
    return other.measure in COMPARED or (other.measure == claim.measure and _same_value(other, claim))


def _gave(view: PageView, other: Claim, claim: Claim) -> bool:
    """Whether an earlier claim is the full statistic of a later one."""
    if not _same_endpoint(view, other, claim) or (other.population or "") != (claim.population or ""):
        return False
    return (other.measure == claim.measure and _same_value(other, claim)) or (
        other.measure in COMPARED and claim.measure not in COMPARED
    )


def _same_endpoint(view: PageView, one: Claim, other: Claim) -> bool:
    if not one.endpoint or not other.endpoint:
        return one.block == other.block
    return view.index.endpoint_key(one.endpoint) == view.index.endpoint_key(other.endpoint)


def _same_value(one: Claim, other: Claim) -> bool:
    if one.value is None or other.value is None:
        return False
    return one.value.rounding.overlaps(other.value.rounding)


def _where(view: PageView, claim: Claim) -> tuple[str, int | None]:
    block = view.surroundings.blocks[claim.block]
    if block.cell is not None and block.cell.table != TILES:
        return "table", block.cell.table
    return "section", view.surroundings.heading_of(block)


def _found(view: PageView, matches: list[Match]) -> Finding:
    numbers = list(dict.fromkeys(claim_estimate(match.claim) for match in matches))
    message = f"No confidence interval beside {some_of(numbers)}."
    facts = tuple(dict.fromkeys(fact for match in matches for fact in _with_interval(match)))
    if facts:
        message += f" Registered: {some_of([f'{fact.id} {fact_number(fact)}' for fact in facts], 3)}."
    found = about_claim(RULE, view, matches[0], message, confidence=Confidence.MEDIUM)
    return replace(
        found,
        said=numbers[0],
        expected=fact_number(facts[0]) if facts else None,
        diagnosis="no interval",
        related=registry_places(facts),
    )


def _with_interval(match: Match) -> tuple[Fact, ...]:
    fact = match.fact
    return (fact,) if fact is not None and match.verdict is Verdict.SUPPORTED and fact.ci is not None else ()


RULE = Rule(
    id="sta.interval-missing",
    title="A result of efficacy is shown with its confidence interval",
    severity=Severity.WARNING,
    check=check,
    by_profile=(("uk-hcp", Severity.NOTE), ("eu-hcp", Severity.NOTE), ("us-dtc", None)),
    manual=__doc__,
)
