"""An endpoint in the page's own words with the stretch it was read in: before the number, behind it, or its sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from claims import endpoints
from claims.model import Block
from claims.named import Named, Spot, spots_of
from claims.printed import Estimate
from claims.segments import Span
from claims.site import Chosen, Site

WORD = re.compile(r"\w+")
# On which side of the number a pattern reads; the others read on both.
BEFORE = frozenset(
    {
        "mean or median of",
        "what was done to the treatment",
        "what it led to",
        "what changed",
        "rate of",
        "part of a whole",
        "subject of the comparison",
        "before the bracket",
        "subject of the verb",
        "grade of the reaction before",
        "before in",
        "label before the colon",
        "number of",
        "schedule",
        "follow-up for",
        "after a median of",
    }
)
BEHIND = frozenset({"counted from", "efficacy", "length of a trial", "cycle"})


def choose(site: Site, estimate: Estimate, near: Span, previous: Chosen | None) -> Chosen:
    """Endpoint of an estimate, with the words that gave it."""
    found = endpoints.choose(site, estimate, near, previous)
    if found.name is None or spots_of(found.name):
        return found
    low = site.segment[0] if found.pattern not in BEHIND else estimate.end
    high = site.segment[1] if found.pattern not in BEFORE else estimate.start
    spots = words_in(site.block, found.name, (low, high), estimate.start)
    if not spots and site.product and found.name.startswith(site.product):
        spots = spots_of(site.product)
    return replace(found, name=Named(found.name, *(spots or (Spot(site.block.index, low, high),))))


def words_in(block: Block, name: str, stretch: Span, at: int) -> tuple[Spot, ...]:
    """The words of a name within the stretch that it was read in: together where they stand so, nearest to the number."""
    words = WORD.findall(name)
    text = block.text
    if not words:
        return ()
    whole = re.compile(r"\W+".join(map(re.escape, words)), re.IGNORECASE)
    found = min(whole.finditer(text, *stretch), key=lambda m: min(abs(m.start() - at), abs(m.end() - at)), default=None)
    if found:
        return (Spot(block.index, *found.span()),)
    kept: list[Spot] = []
    low = stretch[0]
    for word in words:  # what stood between them was cut out: an arm, a time, another value
        match = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE).search(text, low, stretch[1])
        if match is None:
            continue
        low = match.end()
        if kept and text[kept[-1].end : match.start()].strip() == "":
            kept[-1] = Spot(block.index, kept[-1].start, match.end())
        else:
            kept.append(Spot(block.index, *match.span()))
    return tuple(kept)
