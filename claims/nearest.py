"""Finds the words of a sentence that go with one of its estimates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.mention import Mention
from claims.printed import Estimate
from claims.segments import Span


def without_brackets(between: str) -> str:
    """The words between a value and what follows, without its own interval and counts."""
    return re.sub(r"\s?\([^()]*\)\s?", " ", between).replace("  ", " ")


TIED = re.compile(r"\s{0,2}(?:(?:in|among|for|of|at)\s|of\s[a-z]{4,20}\s(?:of|with|on)\s)?(?:the\s|those\s)?")
NEW_CLAUSE = re.compile(r",\s(?:and|while|whereas|but)\s")


def nearest(
    mentions: Sequence[Mention], estimate: Estimate, segment: Span, window: Span, first: int, text: str
) -> Mention | None:
    """The mention of a segment that goes with an estimate: since the one before, else up to the one behind, else what
    opens the sentence before its `first` estimate."""
    if not mentions:
        return None
    inside = [m for m in mentions if segment[0] <= m.start and m.end <= segment[1]]
    before = [m for m in inside if window[0] <= m.start and m.end <= estimate.start]
    behind = [m for m in inside if estimate.end <= m.start < window[1] and ";" not in text[estimate.end : m.start]]
    if behind and TIED.fullmatch(without_brackets(text[estimate.end : behind[0].start])):
        return behind[0]
    if before and behind and TIED.fullmatch(without_brackets(text[window[0] : before[-1].start])):
        return behind[0]  # the one before goes with the value before
    if before and behind and _takes_turns(inside, estimate, window, first, text, behind[0]):
        return behind[0]
    if before:
        return before[-1]
    opening = [m for m in inside if m.end <= min(window[0], first)]
    earlier = [m for m in inside if m.end <= window[0]]
    if behind and earlier and NEW_CLAUSE.search(text, estimate.end, behind[0].start):
        return (opening or earlier)[-1]
    if behind:
        return behind[0]
    return opening[-1] if opening else None


def _takes_turns(
    inside: Sequence[Mention], estimate: Estimate, window: Span, first: int, text: str, behind: Mention
) -> bool:
    """Whether the values of a segment have their words behind them: `was 89% efficacious in A and 91% in B`."""
    is_first = not any(m.end <= window[0] for m in inside)  # of the words, the value before has those behind it
    return is_first and window[0] > first and bool(IN_WHOM.search(text, estimate.end, behind.start))


IN_WHOM = re.compile(r"\b(?:in|among|for)\s(?:the\s|those\s|all\s)?$")
