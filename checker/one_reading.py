"""Matches of a page -> the same, where one word of the page cannot name two analyses: the odd one out is another's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checker.model import Agreement, Match, SlotMatch, Verdict
from references.names import normal

READ = ("analysis", "timepoint")  # words that no registered name explains, read as the fact's whose number is printed
Word = tuple[str, str, str | None]  # slot, word, trial


def with_one_reading(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Each number whose analysis or time the page calls by a word that it uses, more often, for another one says so.

    `Exploratory` is read as the updated analysis where two results of that are told under it; a third number that only
    the interim analysis has is then that analysis's, told as the other's.
    """
    matches = tuple(matches)
    read: dict[Word, Counter[str]] = defaultdict(Counter)
    for match in matches:
        for word, known in _readings(match):
            read[word][known] += 1
    return tuple(_judged(match, read) for match in matches)


def _readings(match: Match) -> Iterator[tuple[Word, str]]:
    """The words that were read as a registered name, each with the name."""
    if match.verdict is not Verdict.SUPPORTED or match.fact is None:
        return
    for slot in match.slots:
        if slot.slot in READ and slot.agreement is Agreement.UNKNOWN and slot.said and slot.known:
            yield (slot.slot, normal(slot.said), match.fact.trial), slot.known


def _judged(match: Match, read: dict[Word, Counter[str]]) -> Match:
    for word, known in _readings(match):
        (usual, often), *_ = read[word].most_common()
        if often > 1 and often > read[word][known] and match.fact is not None:
            slots = tuple(_apart(slot) if slot.slot == word[0] else slot for slot in match.slots)
            return replace(
                match,
                verdict=Verdict.CONTRADICTED,
                reason=f"the number of {match.fact.id}, whose {word[0]} is {known}; the page means {usual} by its word",
                slots=slots,
                diagnosis=f"other {'time point' if word[0] == 'timepoint' else word[0]}: {match.fact.id}",
            )
    return match


def _apart(slot: SlotMatch) -> SlotMatch:
    return replace(slot, agreement=Agreement.DIFFERS)
