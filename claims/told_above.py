"""The endpoint of a value whose sentence names none, from what stands above: the block, its lead-in, its headings, its title."""

from __future__ import annotations

import re

from claims.printed import Estimate
from claims.site import OF_ITS_OWN, Chosen, Site
from claims.titled import titled
from claims.units import dimension
from claims.worded import REACH


def told_above(site: Site, estimate: Estimate, previous: Chosen | None) -> Chosen:
    """Endpoint of an estimate whose own sentence names none: the nearest that stands above, or what the number before
    was about."""
    text, segment, inherited = site.words.text, site.segment, site.inherited
    unit = dimension(estimate.unit)
    taken_up = REFERS.search(text, max(segment[0], estimate.start - REACH), estimate.start)
    if site.said.named and (taken_up or text.find("\n", 0, segment[0]) >= 0):
        return Chosen(site.said.named, "named above in the block")
    led = [m for m in (inherited.lead.endpoints if inherited.lead else ()) if m.id not in OF_ITS_OWN]
    if led:
        return Chosen(led[-1].id, "lead-in above")
    for outer in inherited.headings:
        inner_named = [m for m in outer.endpoints if m.id not in OF_ITS_OWN]
        if inner_named:
            return Chosen(inner_named[0].id, "heading above")
    if previous and previous.name:
        return Chosen(previous.name, f"same as before ({previous.pattern})")
    if site.said.topic and len(site.block.text) < LONGEST_TILE and not SENTENCE.search(site.block.text):
        return Chosen(site.said.topic, "what the values above are of")
    over = titled(inherited) if len(site.block.text) < LONGEST_TILE and unit not in ("time", "count") else None
    if over:
        return Chosen(over, "title above")
    return Chosen(None, "none named")


# A sentence of its own says what it is about; a label or a comparison goes on with what stands above.
SENTENCE = re.compile(
    r"^(?:[^.;:]|\.\d){4,80}\s(?:was|were|had|has|have|lasted|occurred|received|responded|fell|rose|is|are)\s.*\.$",
    re.DOTALL,
)
LONGEST_TILE = 160  # characters of a block that may go on with the values above it
# `the two rates were 25% and 11%`: of what the sentences before named.
REFERS = re.compile(
    r"\b(?:[Tt]he|[Tt]hese|[Bb]oth)\s(?:two\s|three\s|corresponding\s|respective\s)?(?:rates?|figures?|values?|proportions?|percentages?)\s(?:was|were|had been)\b"
    r"|\bThe\s(?:(?:least[- ]squares|LS|adjusted|absolute|mean|median|average|placebo-(?:adjusted|corrected))\s){0,4}(?:change|difference|reduction|increase|improvement)s?(?:\sfrom\sbaseline)?\s(?:was|were)\b"
)
