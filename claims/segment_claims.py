"""The estimates of one sentence to its claims: endpoints, measures and sides chosen in turn, each beside the one before."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.alike import measure_beside
from claims.assemble import PAIRED, assemble, like_its_pair
from claims.beside import SET_BESIDE
from claims.coordinated import listed, shared_sides
from claims.endpoint_kinds import kind_of
from claims.evidence import Filled, taken_from
from claims.measured import told_by
from claims.measures import as_defined, measure_of
from claims.model import Claim
from claims.named import Named, Spot
from claims.pages.headings import IN_BRACKETS as BESIDES
from claims.phrased import choose
from claims.prevented import AGAINST_IT
from claims.printed import Estimate
from claims.reductions import Surroundings
from claims.respectively import respective
from claims.scope import sides_of
from claims.segments import Span
from claims.sides import FOLLOWERS, SETS_AGAINST, pair_of
from claims.site import Chosen, Site
from claims.units import dimension
from claims.versus import with_versus
from claims.worded import REACH
from claims.words import Words

MEANS = frozenset({"mean", "mean_change", "median", "difference"})  # shared with a bare value that stands beside one


def segment_claims(site: Site, estimates: list[Estimate]) -> tuple[list[Claim], Chosen | None]:
    """Claims of one segment, and the endpoint that what follows may go on speaking of."""
    text, words = site.block.text, site.words
    chosen: list[Chosen] = []
    measures: list[str] = []
    whats: list[Filled] = []
    previous = site.said.endpoint
    windows = _windows(estimates, site.segment)
    for i, estimate in enumerate(estimates):
        pick = choose(site, estimate, windows[i], previous)
        if estimate.form in FOLLOWERS and i and pick.name != "age":
            pick = chosen[i - 1]
        around = _around(site, estimate, windows[i])
        measure = measure_of(estimate, around, _kind(site, pick), pick.name)
        measure = as_defined(measure, around, site.context.abbreviations)
        if measure == "rate" and "risk_reduction" in measures and text.endswith("by ", 0, estimate.start):
            measure = "risk_reduction"  # reduced the risk of A by 68% and of B by 40%
        if measure == "rate" and not measures and IT_WAS.search(around.before):
            measure = _said_before(site, estimate) or measure
        if measure == "rate" and pick.pattern == AGAINST_IT and _goes_on_from(i, measures, estimates, text):
            measure = "risk_reduction"  # vaccine efficacy was 61% against A, with 64% in B and 53% against C
        measure = measure_beside(measure, i, measures, estimates, text)
        is_result = measure not in ("threshold", "p_value", "dose", "count") and estimate.form != "n="
        if is_result and pick.pattern not in ("schedule", "cycle"):
            previous = pick
        chosen.append(pick)
        measures.append(measure)
        whats.append(told_by(measure, estimate, around, site.block.index))
    chosen = respective(chosen, estimates, words, site.segment)
    estimates = [_with_unit(e, estimates[i - 1]) if i else e for i, e in enumerate(estimates)]
    product = site.context.arms.product
    pair = pair_of(words, words.arms, site.said, site.inherited, product)
    rows = () if any(one.pattern == "respectively" for one in chosen) else listed(estimates, words, site.segment)
    apart = frozenset(place for row in rows for place in row.names)
    sides = sides_of(estimates, site.segment, words, site.said, site.inherited, apart, product)
    sides = shared_sides(sides, rows, pair)
    sides = with_versus(estimates, measures, sides, text, pair, product)
    claims: list[Claim] = []
    for i, estimate in enumerate(estimates):
        here = site
        if claims or windows[i] != site.window:
            said = replace(site.said, results=(*site.said.results, *claims[-6:]))
            here = replace(site, window=windows[i], said=said)
        claim = assemble(here, estimate, chosen[i], whats[i], sides[i])
        for row in rows:
            claim = row.told(claim, i)
        against = i and SETS_AGAINST.search(text[estimates[i - 1].end : estimate.start])
        if not against and claim.measure == "other":
            claim = _like_a_mean_beside(claim, claims, estimates, text)
        told = _set_against(claims) if against else None  # not `at least four points`, which says of whom
        if told is not None and claim.unit == claims[told].unit:
            claim = like_its_pair(claim, claims[told])
            if claims[told].timepoint is None and claim.measure == claims[told].measure:
                claims[told] = taken_from(claims[told], claim, "timepoint", PAIRED)
        elif (
            i
            and claim.timepoint is None
            and claim.measure == claims[-1].measure
            and IN_THE_OTHER_ARM.fullmatch(text, estimates[i - 1].end, estimate.start)
        ):
            claim = taken_from(claim, claims[-1], "timepoint", PAIRED)
        claims.append(claim)
    return claims, previous


GOES_ON = re.compile(r"(?:[^.;\d]|\([^()]*\)){0,80}\b(?:and|with|but|vs\.?|versus|while)\s(?:of\s|only\s|was\s)?")


def _goes_on_from(i: int, measures: list[str], estimates: list[Estimate], text: str) -> bool:
    """Whether a share is told in one breath with the efficacy before it."""
    is_first = not i or measures[i - 1] != "risk_reduction"
    return not is_first and bool(GOES_ON.fullmatch(text, estimates[i - 1].end, estimates[i].start))


# `Vaccine efficacy was 77.8%. After one season it was 88.9%.`, `Against the other, the reduction was 11%.`
IT_WAS = re.compile(
    r"\b(?:[Ii]t|[Tt]his|[Tt]hat|[Tt]he reduction) (?:was|had been|is|rose to|fell to|reached|stood at)\s(?:about\s|nearly\s)?$"
)


def _said_before(site: Site, estimate: Estimate) -> str | None:
    """What kind of number the result was that `it` stands for: the last one before, if it has the same unit; a reduction
    may have the values that it is of behind it."""
    told = reversed(site.said.results)
    last = next((one for one in told if one.unit == estimate.unit or one.measure not in OF_ARMS), None)
    return last.measure if last is not None and last.unit == estimate.unit else None


OF_ARMS = frozenset({"rate", "mean", "median"})  # measures that a reduction parts


def _set_against(claims: list[Claim]) -> int:
    """Which of the values before one it is set against: the last that is no limit."""
    return next((i for i in range(len(claims) - 1, -1, -1) if claims[i].measure != "threshold"), len(claims) - 1)


# `was 26.5% with A and 16.1% with B`: both at the time named before the first.
IN_THE_OTHER_ARM = re.compile(r"\s(?:with|for|in|on)\s[^,.;:\d]{2,60}?,?\sand\s")


def _like_a_mean_beside(claim: Claim, before: list[Claim], estimates: list[Estimate], text: str) -> Claim:
    """`A mean of 25.8 with A (n=107) and 13.1 with B`: a value beside a mean is one, over the sizes of their arms."""
    last = next((i for i in range(len(before) - 1, -1, -1) if before[i].measure != "count"), None)
    if last is None or before[last].measure not in MEANS or before[last].unit != claim.unit:
        return claim
    is_beside = SET_BESIDE.fullmatch(text, estimates[last].end, estimates[len(before)].start)
    return like_its_pair(claim, before[last]) if is_beside else claim


def _with_unit(estimate: Estimate, before: Estimate) -> Estimate:
    """A range without a unit of its own has that of the value it stands behind: `64 years (range, 29-84)`."""
    if estimate.form not in FOLLOWERS or estimate.unit is not None or dimension(before.unit) != "time":
        return estimate
    return replace(estimate, unit=before.unit)


def _kind(site: Site, pick: Chosen) -> str | None:
    """What the endpoint measures; under a label of the page's own (`Lumbar spine: 13.7%`) what the heading's does."""
    known = kind_of(pick.name)
    if known is None and pick.pattern == "label before the colon":
        outer = (site.inherited.lead, *site.inherited.headings)
        known = next((kind_of(words.endpoints[0].id) for words in outer if words and words.endpoints), None)
    return known


def _windows(estimates: list[Estimate], segment: Span) -> list[Span]:
    """For each estimate the stretch from the end of the one before to the start of the one behind."""
    ends = [segment[0], *(max(segment[0], estimate.end) for estimate in estimates[:-1])]
    starts = [*(estimate.start for estimate in estimates[1:]), segment[1]]
    return list(zip(ends, starts, strict=True))


def _around(site: Site, estimate: Estimate, window: Span) -> Surroundings:
    text, inherited = site.block.text, site.inherited
    return Surroundings(
        before=text[max(site.segment[0], estimate.start - REACH) : estimate.start],
        near_before=text[max(window[0], estimate.start - REACH) : estimate.start],
        after=text[estimate.end : min(site.segment[1], estimate.end + REACH)],
        near_after=text[estimate.end : min(window[1], estimate.end + REACH)],
        labels=_read(inherited.lead),
        heading=_read(inherited.headings[0] if inherited.headings else None),
    )


def _read(words: Words | None) -> str:
    """The front of a text, with its place; what a title says besides, in brackets at its end, is of itself."""
    text = BESIDES.sub(lambda match: " " * len(match[0]), words.text)[:REACH] if words else ""
    return Named(text, Spot(words.block, 0, len(text))) if words else ""
