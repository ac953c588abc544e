"""Gives an interval that is said to be of a difference to the first of the values whose difference it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claims.model import ConfidenceInterval
from claims.parts import back_from, sentence_ends, with_intervals
from claims.printed import Estimate, Part, Span
from claims.tested import first_of_comparison, is_difference

# `95% CI for the difference, 15.3-27.2`, `difference, 95% CI: 15.3, 27.2`
OF_DIFFERENCE = re.compile(r"\b(?:for|of)\s(?:the\s)?(?:[a-z]+\s){0,2}difference\b", re.IGNORECASE)
BEFORE = re.compile(r"\bdifferences?[\s,:;(]{1,3}(?:of\s)?$", re.IGNORECASE)


def with_told_intervals(
    text: str, found: Sequence[Estimate], intervals: Sequence[tuple[Span, ConfidenceInterval]]
) -> list[Estimate]:
    """Each interval with the estimate before it, one of a difference that is not printed with the first of its values."""
    result = list(found)
    ends = [estimate.end for estimate in result]
    rest: list[tuple[Span, ConfidenceInterval]] = []
    for span, interval in intervals:
        at = _first_compared(text, result, ends, span) if _is_of_difference(text, span) else None
        if at is None:
            rest.append((span, interval))
            continue
        read = (*result[at].read, Part("ci", *span, "interval of the difference from the value behind"))
        result[at] = replace(result[at], ci=interval, parts=(*result[at].parts, span), read=read)
    return with_intervals(text, result, rest)


def _is_of_difference(text: str, span: Span) -> bool:
    return bool(OF_DIFFERENCE.search(text, *span) or BEFORE.search(text, max(0, span[0] - REACH), span[0]))


REACH = 24  # characters before an interval that may say of what it is


def _first_compared(text: str, found: Sequence[Estimate], ends: list[int], span: Span) -> int | None:
    """The first of two or more values set side by side before an interval; none where their difference itself is printed."""
    near: list[int] = []
    for i in back_from(span[0], ends):
        if sentence_ends(text, found[i].end, span[0]):
            break
        if is_difference(text, found[i]) or found[i].unit == "percentage points":
            return None
        if found[i].form == "number" and found[i].ci is None:
            near.insert(0, i)
    first = first_of_comparison(text, found, near) if near else None
    return first if near and first != near[-1] else None
