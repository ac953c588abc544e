"""The words that say which measure an estimate is: the cue beside it, in its labels or heading, else its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.evidence import Filled
from claims.lexicon import load, pattern
from claims.named import Named, Spot, spots_of
from claims.printed import Estimate
from claims.reductions import Surroundings

CUED = frozenset({"risk_reduction", "difference", "mean_change", "mean", "median", "threshold"})
SAME = {"median_time": "median"}  # measures whose cue has another name
BY_FORM = frozenset({"p_value", "dose", "count", "rate", "time", "fold", "other"})


def told_by(measure: str, estimate: Estimate, words: Surroundings, block: int) -> Filled:
    """A measure with the words that told it."""
    key = SAME.get(measure, measure)
    if measure not in BY_FORM:
        cue = pattern("measures", "ratios", key) if key in load("measures")["ratios"] else None
        cue = cue or (pattern("measures", key) if key in CUED else None)
        found = next(_cued(cue, estimate, words, block), None) if cue else None
        if found:
            return Filled(Named(measure, found), f"lexicon measures: {key}")
    how = f"unit {estimate.unit}" if estimate.unit else f"notation {estimate.form}"
    own = Spot(block, estimate.start, estimate.end)
    unit = next((Spot(block, part.start, part.end) for part in estimate.read if part.slot == "unit"), own)
    return Filled(Named(measure, *(spots_of(estimate.unit) or (unit,))), how)


def _cued(cue: re.Pattern[str], estimate: Estimate, words: Surroundings, block: int) -> Iterator[Spot]:
    """The cue nearest to the number, before it, behind it, in the labels, in the heading."""
    for stretch in (words.near_before, words.before):
        last = None
        for last in cue.finditer(stretch):  # noqa: B007 - the last one
            pass
        if last:
            start = estimate.start - len(stretch)
            yield Spot(block, start + last.start(), start + last.end())
    for stretch in (words.near_after, words.after):
        first = cue.search(stretch)
        if first:
            yield Spot(block, estimate.end + first.start(), estimate.end + first.end())
    for stretch in (words.labels, words.heading):
        found = cue.search(stretch) if stretch else None
        spots = spots_of(stretch)
        if found and spots:
            only = len(spots) == 1 and spots[0].end - spots[0].start == len(stretch)
            yield (
                Spot(spots[0].block, spots[0].start + found.start(), spots[0].start + found.end()) if only else spots[0]
            )
