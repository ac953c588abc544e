"""A line of values to the arm that a line above it in its block is the label of."""

from __future__ import annotations

import re

from claims.words import Words, between

SIZE = r"\([nN]\s?=\s?[\d,]+\)"
BEFORE_LABEL = re.compile(r"\W{0,3}(?:(?:on|with|for|in)\s(?:the\s)?)?")
BEHIND_LABEL = re.compile(rf"[®™▼]*(?:\s(?:arm|group))?(?:,?\s{{1,2}}{SIZE})?\W{{0,3}}")
MOST_LINES = 8  # from a value up to the label of its stack


def arm_labelled(words: Words, start: int) -> str | None:
    """The arm of a value by the nearest line above that names one, where it names nothing else.

    `Exemplar (n=254)` over `71%` over `44% had a complete response`.
    """
    text, end = words.text, start - 1
    for _ in range(MOST_LINES):
        if end <= 0:
            return None
        begin = text.rfind("\n", 0, end) + 1
        named = between(words.arms, begin, end)
        if named:
            is_label = BEFORE_LABEL.fullmatch(text, begin, named[0].start)
            is_alone = BEHIND_LABEL.fullmatch(text, named[0].end, end)
            return named[0].id if len(named) == 1 and is_label and is_alone else None
        if text[begin:end].rstrip()[-1:] in ".;":
            return None  # running text, no stack
        end = begin - 1
    return None
