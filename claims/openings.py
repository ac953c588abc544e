"""Whether an arm behind a value, or in brackets before it, belongs to that value or to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.mention import Mention
from claims.nearest import without_brackets
from claims.printed import Estimate
from claims.words import Words

LINK = re.compile(
    r"""\s?(?:\([^()]*\)\s?)?(?:[,]\s)?
        (?:(?:(?:of|in|among|for)\s(?:the\s|all\s)?(?:[\d,]+\s)?)?(?:patients|people|subjects|participants|women|men|those|adults|children|infants|recipients|volunteers|injections|infusions|courses|doses|eyes|procedures|attacks|lesions|visits)\s?(?:who\s|that\s|,\s)?)?
        (?:who\s|that\s)?(?:were\s|was\s|did\s|had\s(?:it\s)?|got\s(?:it\s)?|(?:who\s)?did\sso\s)?
        (?:treated|allocated|(?:re-?)?randomi[sz]ed|assigned|receiving|received|taking|took|take|using|used|given(?:\sit)?|stayed|remained|continued|switched|on|achieved\s\S+)?\s?
        (?:months?\s|improvement\s|reduction\s|median\s|mPFS\s|mOS\s|response\s|remission\s|survival\s|PFS\s|OS\s|efficacy\s)*
        (?:with|in|for|on|to|of|among|by|receiving|from|after|treated\swith)?\s?(?:the\s|an?\s|any\s|either\s|matching\s)?(?:those\streated\swith\s|patients\s(?:receiving|on|treated\swith)\s)?""",
    re.VERBOSE | re.IGNORECASE,
)
# `With A it was 0.1%, with B 0.3%`: an arm behind a comma that has a value of its own.
COMMA = re.compile(r"\s?(?:\([^()]*\)\s?)?,")
# `63.6% still were; on placebo, 36.9%`
OPENS_NEXT = re.compile(r"[,;]\s(?:(?:on|with|for|in|among)\s(?:the\s)?)?$")
VALUE_FOLLOWS = re.compile(
    r"[®™▼]*[\s,:]{0,2}(?:\([^()]*\)\s?)?(?:it\s|(?:one|that)\sof\s)?(?:(?:was|were|had|in|by|only)\s){0,2}\(?"
)


def opens_the_next(arm: Mention, estimates: Sequence[Estimate], i: int, mentions: Sequence[Mention], text: str) -> bool:
    """Whether an arm behind a value opens the next one, by a comma before it: `42.9%, placebo 25.0%`."""
    if i + 1 == len(estimates) or _has_arm_behind(estimates, i, mentions, text):
        return False
    between = text[estimates[i].end : arm.start]
    following = next((e.start for e in estimates[i + 1 :] if e.start >= arm.end), len(text))
    is_parted = COMMA.match(between) or OPENS_NEXT.search(between)
    return bool(is_parted and VALUE_FOLLOWS.fullmatch(text, arm.end, following))


def is_closed_off(arm: Mention, value: int, start: int, text: str) -> bool:
    """Whether an arm stands in brackets that are closed before a value: not that of `stopped A (placebo, 11%)`."""
    is_inside = text.count("(", start, arm.start) > text.count(")", start, arm.start)
    return is_inside and ")" in text[arm.end : value]


def _has_arm_behind(estimates: Sequence[Estimate], i: int, mentions: Sequence[Mention], text: str) -> bool:
    """Whether the next value has an arm of its own behind it: `42.9%, A, and 25.0%, B`."""
    if i + 1 == len(estimates):
        return False
    end = estimates[i + 1].end
    later = next((m for m in mentions if m.start >= end), None)
    return later is not None and bool(LINK.fullmatch(without_brackets(text[end : later.start])))


def in_brackets_of_pairs(estimates: Sequence[Estimate], words: Words) -> frozenset[int]:
    """Places of the values in brackets of `62.8% (44.4%) vs 4.5% (0.9%)`: each once more of the arm before it."""
    found: set[int] = set()
    for i in range(len(estimates) - 3):
        one, two = (_bracket(estimates, at, words) for at in (i, i + 2))
        if one and two and AGAINST.fullmatch(words.text, one, estimates[i + 2].start):
            found.update((i + 1, i + 3))
    return frozenset(found)


def _bracket(estimates: Sequence[Estimate], i: int, words: Words) -> int:
    """The end of brackets behind a value that hold the next one and no arm; 0 without any."""
    match = OPEN.fullmatch(words.text, estimates[i].end, estimates[i + 1].start)
    closing = CLOSING.match(words.text, estimates[i + 1].end) if match else None
    if closing is None or any(estimates[i].end <= arm.start < closing.end() for arm in words.arms):
        return 0
    return closing.end()


OPEN = re.compile(r"\s?\(")
CLOSING = re.compile(r"[^()]{0,40}\)")
AGAINST = re.compile(r"\s(?:vs\.?|versus|compared (?:with|to)|against)\s")
