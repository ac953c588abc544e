"""What a product can cause, as one sentence says, to the next one that only says `it` of it."""

from __future__ import annotations

import re

from claims.phrases import trim
from claims.segments import Span

IT = re.compile(r"(?:It|This|They|(?:This|These|Such)\s(?:reactions?|cases?|conditions?))(?:\s[a-z]+){1,3}")
# `EXEMPLAR can cause severe colitis.` before `It was seen in 2%`
CAUSED = re.compile(
    r"\b(?:can|may|could)\s(?:also\s)?(?:cause|result\sin|lead\sto)\s(?P<what>[^.;:,()\d]{3,70}?)(?:\s\([^()]{1,30}\))?[.;]\s*$"
)
REACH = 300  # characters of the sentence before


def caused(text: str, segment: Span) -> str | None:
    """What the sentence before says that the product can cause, where this one begins with `it`."""
    told = CAUSED.search(text, max(0, segment[0] - REACH), segment[0]) if IT.match(text, *segment) else None
    return trim(told["what"]) if told else None
