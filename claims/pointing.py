"""An endpoint that a sentence only points back at, to what it points at: `this endpoint`, `these events`, `the rate was`."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.named import Named, Spot
from claims.phrases import trim
from claims.site import Chosen, Site

POINTS_BACK = re.compile(
    r"(?:this|that|the (?:primary|secondary|composite)) (?:primary |secondary |composite )?(?:end ?points?|outcomes?|targets?|goals?|levels?)"
    r"|(?:these|such|those|the same) (?:infections|reactions|symptoms|complications|disorders|abnormalities|events?|outcomes?|end ?points?|targets?|goals?|levels?|thresholds?)(?: (?:occurred|were \w+))?"
    r"|reached (?:this|these|that|the same) (?:end ?point|targets?|goals?|levels?|thresholds?)(?: at least once)?",
    re.IGNORECASE,
)
# `The primary endpoint was a composite of hospitalization or death by Day 28`: what it is, without its time.
DEFINED = re.compile(
    r"\b(?:primary|secondary|main)\s(?:efficacy\s|composite\s)?(?:end\s?point|outcome)(?:\smeasure)?\s(?:was|is)\s(?:an?\s|the\s)?"
    r"(?:(?:composite|rate|incidence|proportion|percentage|risk)\s(?:of\s(?:patients\s|participants\s)?(?:with\s|who\shad\s)?)?)?(?:an?\s|the\s)?"
    r"(?P<what>[A-Za-z](?:(?!\s(?:by|at|within|through|during|over|from|in|up to|after|until)\s)[^.;:()\n]){3,90})"
)
FARTHEST = 600  # characters back to where an endpoint is defined


IT = re.compile(r"(?:it|they|this|these)\s(?:was|were)\s\w+", re.IGNORECASE)
BACK_IN = re.compile(
    r"\b(?:[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Ss]uch)\s(?:primary\s|secondary\s|composite\s)?(?:end\s?points?|outcomes?|events)\b"
)


def points_back(text: str, segment: tuple[int, int]) -> bool:
    """Whether a sentence speaks of an endpoint that one before it named: its time is that one's too."""
    return BACK_IN.search(text, *segment) is not None


# `Adrenocortical insufficiency – In five trials it was reported in 0.3%`: the label says what `it` is.
LABEL = re.compile(r"\W{0,3}(?P<label>[A-Z][^.;:–—\d\n()]{3,60}?)(?:\s\([^()\n]{2,20}\))?\s?[–—:]\s")
SPEAKS_OF_IT = re.compile(
    r"[^.;\n]{0,160}?\b(?:[Ii]t|[Tt]hey|[Tt]h(?:ese|is)(?:\s(?:infections|reactions|events|symptoms))?)\s(?:was|were|has|have|occurred|led)\b"
)


def pointed_at(found: Chosen, site: Site, at: int) -> Chosen:
    """The endpoint that words point back at, where the block or the sentence before says it; else the words."""
    is_back = found.name is not None and POINTS_BACK.fullmatch(str(found.name)) is not None
    if not (is_back or found.name is None or IT.fullmatch(str(found.name))):
        return found
    labelled = _label_of_it(site, at)
    if labelled is not None or not is_back:
        return labelled or found
    text, until = site.block.text, site.segment[0]
    told = list(DEFINED.finditer(text, max(0, until - FARTHEST), until))
    last = site.said.endpoint
    is_of_events = "events" in str(found.name).casefold()
    if last is not None and last.name and (is_of_events or not told) and not POINTS_BACK.fullmatch(str(last.name)):
        return Chosen(last.name, "what the sentence before spoke of")
    if told:
        start, end = told[-1].span("what")
        return replace(
            found, name=Named(trim(text[start:end]), Spot(site.block.index, start, end)), pattern="as it is defined"
        )
    return found


def _label_of_it(site: Site, at: int) -> Chosen | None:
    """The label that the sentence opens with, or its block, where the sentence calls by a pronoun what it tells of."""
    text, segment = site.block.text, site.segment
    line = text.rfind("\n", 0, segment[0]) + 1
    for start in (segment[0], line):
        match = LABEL.match(text, start, at)
        if match and SPEAKS_OF_IT.match(text, max(match.end(), segment[0]), at):
            return Chosen(
                Named(match["label"].strip(), Spot(site.block.index, *match.span("label"))), "label of what it was"
            )
    return None
