"""A supported claim -> what its fact is about and the page does not say: time point, dose, regimen, partner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.measures import NO_RESULTS
from checker.model import Agreement, Match, Verdict
from checker.moments import doses, times
from checker.units import plain_unit
from checker.view import PageView
from claims.quantity import Quantity
from references.model import Fact
from references.names import normal

ASKED = {"timepoint": "timepoint", "dose": "dose", "regimen": "regimen", "with": "combined_with"}
CALLED = {"timepoint": "time point", "dose": "dose", "regimen": "regimen", "with": "combination partner"}
SPANNED = (*ASKED, "endpoint", "population")  # what the ends of a range may differ in
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
        ends = _two_ends(view, match)
        if ends is not None:
            yield ends
            continue
        fact = match.fact
        if fact is None or match.verdict is not Verdict.SUPPORTED:
            continue
        for slot in match.slots:
            if slot.slot not in ASKED or slot.agreement is not Agreement.UNSAID or slot.known is None:
                continue
            other = next(_differing(view, fact, slot.slot), None)
            if match.claim.measure in NO_RESULTS and other is None:
                continue  # a schedule that nothing else on it can be taken for
            near = slot.slot == "dose" and _names_rival_dose(view, fact)
            if not _is_said(view, match, slot.slot, slot.known, near=near, own=near):
                yield LeftOpen(match, fact, slot.slot, slot.known, other)


def _two_ends(view: PageView, match: Match) -> LeftOpen | None:
    """A range whose ends are two facts that differ in one slot: `20-38 minutes`, maintenance and loading dose."""
    low, high = match.claim.value, match.claim.high
    if low is None or high is None or (match.fact is not None and match.fact.high is not None):
        return None
    for one in _ending(view, match, low):
        for other in _ending(view, match, high):
            slot = _difference(one, other)
            if slot is None:
                continue
            known = _told_apart(one, other, slot)
            if not all(_is_said(view, match, slot, words, near=True) for words in known):
                return LeftOpen(match, one, slot, known[0], other)
    return None


def _ending(view: PageView, match: Match, end: Quantity) -> tuple[Fact, ...]:
    """Facts with just this value, in the unit of a claim."""
    return tuple(
        fact
        for fact in view.index.facts_for_value(end.value)
        if fact.value is not None
        and fact.value.value == end.value
        and fact.high is None
        and fact.status != "withdrawn"
        and plain_unit(fact.unit) == plain_unit(match.claim.unit)
    )


def _difference(one: Fact, other: Fact) -> str | None:
    """The first slot that two facts of one measure, product and trial differ in, where no other than such do."""
    if (one.measure, one.product, one.trial) != (other.measure, other.product, other.trial):
        return None
    slots = {**ASKED, "endpoint": "endpoint", "population": "population", "arm": "arm", "versus": "versus"}
    apart = [slot for slot, attribute in slots.items() if getattr(one, attribute) != getattr(other, attribute)]
    return apart[0] if apart and all(slot in SPANNED for slot in apart) else None


def _told_apart(one: Fact, other: Fact, slot: str) -> tuple[str, str]:
    """What two facts say in a slot; of their endpoints only the words that the other has not."""
    attribute = ASKED.get(slot, slot)
    ours, theirs = (getattr(fact, attribute) or "" for fact in (one, other))
    if slot != "endpoint":
        return ours, theirs
    first, second = normal(ours).split(), normal(theirs).split()
    if not set(first) & set(second) - SMALL:
        return "", ""  # nothing in common: two other things that happen to have these numbers
    return " ".join(word for word in first if word not in second), " ".join(
        word for word in second if word not in first
    )


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


def _names_rival_dose(view: PageView, fact: Fact) -> bool:
    """Whether the page names another dose that the same result is registered of: then a dose somewhere tells nothing."""
    same = view.index.facts_for(view.index.endpoint_key(fact.endpoint), fact.measure)
    rivals = {
        other.dose
        for other in same
        if other.dose and other.dose != fact.dose and other.trial == fact.trial and other.value != fact.value
    }
    asked = [doses(dose) for dose in rivals]
    texts = [doses(block.text) for block in view.extraction.page.blocks] if any(asked) else []
    return any(wanted and wanted <= named for wanted in asked for named in texts)


def _is_said(view: PageView, match: Match, slot: str, known: str, *, near: bool = False, own: bool = False) -> bool:
    """Whether words stand for it: in the claim's own words, beside it, or for doses and partners anywhere on the page."""
    if own:
        texts = [view.surroundings.blocks[match.claim.block].text, view.surroundings.words_about(match.claim)]
    elif slot == "timepoint" or near:
        blocks = view.displays.beside(view.surroundings.blocks[match.claim.block])
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
    return words <= set(normal(text).split())
