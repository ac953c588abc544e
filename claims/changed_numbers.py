"""A bare whole number to the things whose number changed from or to it: `the number of attacks fell from 15 to 6`."""

from __future__ import annotations

import re

from claims.segments import Span

CHANGED = re.compile(
    r"\b(?:fell|rose|went|dropped|decreased|declined|increased|improved|(?:was|were)\s(?:reduced|lowered)|changed)\s(?:on\saverage\s)?from\s(?=\d)"
)
# What may stand between that and a number which it changed to, in the same arm or the next.
ON_THE_WAY = re.compile(r"(?:\d[\d,]*(?:\sat\s[a-z]+)?\s(?:to\s)?|[^.;:\d]{2,60}\sfrom\s|[^.;:\d]{2,20}\sto\s){0,4}")
OF_THINGS = re.compile(
    r"\b[Nn]umbers?\sof\s(?P<what>[a-z][^.;:()\d,]{2,50}?)\s(?:(?:also|both|each)\s)?(?:(?:in|with|on)\s[^.;:\d]{2,40}\s)?$"
)
IT = re.compile(r"\b(?:it|they)\s(?:also\s)?$", re.IGNORECASE)
TOLD = re.compile(
    r"\b[Nn]umbers?\sof\s(?P<what>[a-z][a-z -]{2,50}?)\s(?:fell|rose|went|dropped|decreased|declined|increased|improved|was|were|changed)\b"
)
REACH = 160  # characters from the verb to the last of its numbers
BEFORE = 240  # characters back to the sentence that `it` goes on from


def whose_number_changed(text: str, at: int, segment: Span) -> str | None:
    """The things whose number is said to have changed from or to the one at an offset."""
    low = max(segment[0], at - REACH)
    verb = next((match for match in CHANGED.finditer(text, low, min(len(text), at + 1))), None)
    if verb is None or verb.end() > at or not ON_THE_WAY.fullmatch(text, verb.end(), at):
        return None
    things = OF_THINGS.search(text, segment[0], verb.start())
    if things:
        return things["what"]
    if not IT.search(text, max(segment[0], verb.start() - 12), verb.start()):
        return None
    told = [*TOLD.finditer(text, max(0, segment[0] - BEFORE), segment[0])]
    return told[-1]["what"] if told else None
