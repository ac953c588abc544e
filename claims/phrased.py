"""An endpoint in the page's own words with the stretch it was read in: before the number, behind it, or its sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from claims import endpoints
from claims.anaphora import meant
from claims.graded import graded
from claims.limits import limited
from claims.model import Block
from claims.named import Named, Spot, spots_of
from claims.pointing import pointed_at
from claims.prevented import prevented
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
        "length of a treatment",
        "what lasted",
        "lifetime risk",
    }
)
BEHIND = frozenset({"counted from", "efficacy", "length of a trial", "cycle"})


def choose(site: Site, estimate: Estimate, near: Span, previous: Chosen | None) -> Chosen:
    """Endpoint of an estimate, with the words that gave it."""
    found = pointed_at(_chosen(site, estimate, near, previous), site, estimate.start)
    found = graded(limited(found, site, estimate), site, estimate)
    return prevented(found, site, estimate, near)


def _chosen(site: Site, estimate: Estimate, near: Span, previous: Chosen | None) -> Chosen:
    found = meant(endpoints.choose(site, estimate, near, previous), site)
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
    words = [word.casefold() for word in WORD.findall(name)]
    found = [(match[0].casefold(), match.start(), match.end()) for match in WORD.finditer(block.text, *stretch)]
    if not words:
        return ()
    many = len(words)
    runs = [
        (found[i][1], found[i + many - 1][2])
        for i in range(len(found) - many + 1)
        if found[i][0] == words[0] and [word for word, _, _ in found[i : i + many]] == words
    ]
    if runs:
        return (Spot(block.index, *min(runs, key=lambda run: min(abs(run[0] - at), abs(run[1] - at)))),)
    kept: list[Spot] = []
    after = 0
    for wanted in words:  # what stood between them was cut out: an arm, a time, another value
        place = next((i for i in range(after, len(found)) if found[i][0] == wanted), None)
        if place is None:
            continue
        _, start, end = found[place]
        if kept and after == place:
            kept[-1] = Spot(block.index, kept[-1].start, end)
        else:
            kept.append(Spot(block.index, start, end))
        after = place + 1
    return tuple(kept)
