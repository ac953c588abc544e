"""A supported claim -> what its fact is about and the page does not say: time point, dose, regimen, partner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.model import Agreement, Match, PageView, Verdict
from checker.moments import doses, times
from checker.slots import NO_RESULTS
from references.model import Fact
from references.names import normal

ASKED = {"timepoint": "timepoint", "dose": "dose", "regimen": "regimen", "with": "combined_with"}
CALLED = {"timepoint": "time point", "dose": "dose", "regimen": "regimen", "with": "combination partner"}
SMALL = frozenset(
    {"the", "of", "at", "in", "after", "and", "or", "a", "an", "on", "with", "to", "day", "week", "month"}
)


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A slot that the fact fills and the page leaves out; `other` is a fact that differs in it."""

    match: Match
    fact: Fact
    slot: str
    known: str
    other: Fact | None = None


def left_open(view: PageView) -> Iterator[LeftOpen]:
    """The slots that supported claims leave open where neither their display nor, for doses, the page fills them."""
    for match in view.matches:
        fact = match.fact
        if fact is None or match.verdict is not Verdict.SUPPORTED:
            continue
        ends = _other_end(view, match, fact)
        if ends is not None:
            yield ends
            continue
        for slot in match.slots:
            if slot.slot not in ASKED or slot.agreement is not Agreement.UNSAID or slot.known is None:
                continue
            other = next(_differing(view, fact, slot.slot), None)
            if match.claim.measure in NO_RESULTS and other is None:
                continue  # a schedule that nothing else on it can be taken for
            if not _is_said(view, match, slot.slot, slot.known):
                yield LeftOpen(match, fact, slot.slot, slot.known, other)


def _other_end(view: PageView, match: Match, fact: Fact) -> LeftOpen | None:
    """A range whose ends are two facts that differ in one of the slots: `20-38 minutes`, maintenance and loading dose."""
    high = match.claim.high
    if high is None or fact.high is not None:
        return None
    for slot, attribute in ASKED.items():
        for other in _differing(view, fact, slot):
            if other.value is None or other.value.value != high.value:
                continue
            known = [getattr(one, attribute) or "" for one in (fact, other)]
            if not all(_is_said(view, match, slot, words, near=True) for words in known):
                return LeftOpen(match, fact, slot, known[0], other)
    return None


def _differing(view: PageView, fact: Fact, slot: str) -> Iterator[Fact]:
    """Facts with another value that are about the same but for one slot."""
    attribute = ASKED[slot]
    same = ("trial", "product", "arm", "versus", "population", "timepoint", "dose", "regimen", "combined_with")
    for other in view.index.facts_for(view.index.endpoint_key(fact.endpoint), fact.measure):
        if other.value is None or other.value == fact.value or other.status == "withdrawn":
            continue
        if getattr(other, attribute) in (None, getattr(fact, attribute)):
            continue
        if all(getattr(other, name) == getattr(fact, name) for name in same if name != attribute):
            yield other


def _is_said(view: PageView, match: Match, slot: str, known: str, *, near: bool = False) -> bool:
    """Whether words stand for it: beside the claim, or for doses and partners anywhere on the page."""
    if slot == "timepoint" or near:
        blocks = view.results.beside(view.surroundings.blocks[match.claim.block])
        texts = [view.surroundings.blocks[index].text for index in blocks]
        texts.append(view.surroundings.words_about(match.claim))
    else:
        texts = [block.text for block in view.extraction.page.blocks]
    wanted = times(known) if slot == "timepoint" else doses(known) if slot == "dose" else frozenset()
    return any(_names(text, known, wanted, slot) for text in texts)


def _names(text: str, known: str, wanted: frozenset[object], slot: str) -> bool:
    if wanted:
        return bool(wanted <= (times(text) if slot == "timepoint" else doses(text)))
    words = set(normal(known).split()) - SMALL
    return bool(words) and words <= set(normal(text).split())
