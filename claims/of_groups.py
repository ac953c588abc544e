"""Tells values of two groups of people, set against each other, from values of two arms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.mention import Mention
from claims.printed import Estimate
from claims.words import Words

# Between a value and its group: `29.7% of females`, `68.6% (95% CI: 60-76) in patients without it`
BEHIND = re.compile(r"(?:\s?\([^()]*\))?\s(?:of|in|among|for)\s(?:the\s)?")
BEFORE = re.compile(r"\s\(")  # and between a group and its value: `in younger patients (32%)`
REACH = 90  # characters


def of_groups(estimates: Sequence[Estimate], words: Words) -> frozenset[int]:
    """Places of values next to each other of which each has a group of its own, and none an arm."""
    found: set[int] = set()
    if len(words.populations) < 2:
        return frozenset()
    for i in range(len(estimates) - 1):
        first, second = (own_group(estimates[at].start, estimates[at].end, words) for at in (i, i + 1))
        is_alike = estimates[i].unit == estimates[i + 1].unit
        named = any(estimates[i].end <= arm.start and arm.end <= estimates[i + 1].start for arm in words.arms)
        if first and second and first.id != second.id and is_alike and not named:
            found |= {i, i + 1}
    return frozenset(found)


def own_group(start: int, end: int, words: Words) -> Mention | None:
    """The group that a value stands right before, or in brackets behind; none that an arm names."""
    for group in words.populations:
        is_behind = end <= group.start < end + REACH and BEHIND.fullmatch(words.text, end, group.start)
        is_before = group.end <= start and BEFORE.fullmatch(words.text, group.end, start)
        if (is_behind or is_before) and not any(group.start <= arm.start < group.end for arm in words.arms):
            return group
    return None
