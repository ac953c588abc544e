"""Two values to whether one is set beside or against the other, and so says the same of something else."""

from __future__ import annotations

import re

from claims.printed import Estimate
from claims.segments import Span

# A value in a row with the one before it, of the same kind, is of the same thing: `37.5 months (A) and 36.9 months`.
SET_BESIDE = re.compile(
    r"\s?(?:\([^()]*\)\s?)?(?:(?:of|in|with|for|on|among)\s(?:[^.;:()%\d]|\d[\d.,]{0,6}\s?mg\b){1,60}?|[A-Z][\w®™+-]{1,24})?(?:\([^()]*\)\s?)?,?\s?(?:vs\.?|versus|compared (?:with|to)|against|and|than)\s(?:with\s|only\s|just\s|for\s|in\s|by\s)*(?:about\s|approximately\s)?"
)
AGAINST_IT = re.compile(
    r"\s?(?:\([^()]*\)\s?)?,?\s?(?:vs\.?|versus|compared (?:with|to)|against|and)\s(?:with\s|only\s|just\s)*(?:about\s|approximately\s)?"
)
AGAINST_ALIKE = re.compile(r"(?:%|\bpercent|\d\)|\))$")
RESPECTIVELY = re.compile(r",?\s(?:of\s(?:patients|participants|subjects|people|women|men),?\s)?respectively\b")


def is_set_beside(text: str, segment: Span, near: Span, estimate: Estimate) -> bool:
    """Whether a value stands in a row with the one before it in its segment; `near` begins behind that one."""
    return near[0] > segment[0] and bool(SET_BESIDE.fullmatch(text, near[0], estimate.start))


def is_set_against(text: str, segment: Span, near: Span, estimate: Estimate) -> bool:
    """Whether nothing but a word of comparison parts a value from the one before it: `3.1% vs 2.1%`."""
    if near[0] <= segment[0] or not AGAINST_IT.fullmatch(text, near[0], estimate.start):
        return False
    if not AGAINST_ALIKE.search(text, max(segment[0], near[0] - CLOSE), near[0]):
        return False
    joined = text[estimate.start - 4 : estimate.start] == "and "
    return not joined or bool(RESPECTIVELY.match(text, estimate.end))


CLOSE = 12  # characters before a gap that show what kind of value it follows
