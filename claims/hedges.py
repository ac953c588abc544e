"""The words before or behind a number to its comparator: `more than`, `at least`, `or higher`."""

from __future__ import annotations

import re

from claims.notations import any_hedge, behind, hedges
from claims.small_letters import small


def hedge_before(text: str, at: int) -> tuple[str, int]:
    """The comparator before a number and where its words begin."""
    before = text[max(0, at - 28) : at]
    if before[-1:] == "(" or (before.endswith(" ") and before[-2:-1] == "("):
        return "=", at
    if not any_hedge().search(small(before)):
        return "=", at
    best: tuple[str, int] = ("=", at)
    for op, pattern in hedges():
        match = pattern.search(before)
        if match and at - len(match[0]) < best[1]:
            best = (op, at - len(match[0]))
    denied = NOT_MORE.search(text, max(0, best[1] - 30), best[1]) if best[0] == ">" else None
    return ("<=", denied.start()) if denied else best


# `patients should not use more than`: no more than
NOT_MORE = re.compile(r"\b(?:not|never)\s(?:[a-z]{2,10}\s){0,2}$")


def hedge_behind(text: str, end: int) -> tuple[str | None, int]:
    """The comparator behind a number, if one is, and where its words end."""
    for op, pattern in behind():
        match = pattern.match(text, end)
        if match:
            return op, match.end()
    return None, end
