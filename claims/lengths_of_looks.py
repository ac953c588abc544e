"""How long patients had been followed at each analysis of a page, and where it means the analysis by that time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claims.mention import Mention
from claims.words import Words

LENGTH = r"(?P<length>\d{1,3}\.\d)"  # to a decimal: whole months may be anything
# `55.6 months at the extended analysis`, `primary analysis (median follow-up: 18.1 months)`
BEFORE = re.compile(rf"{LENGTH}\smonths\s(?:at|for|in)\s(?:the\s)?(?:planned\s|prespecified\s)?$", re.IGNORECASE)
BEHIND = re.compile(
    rf"(?:\s\w+)?(?:\sanalysis)?\s?[(,:]\s?(?:at\s)?(?:a\s)?(?:median\s|minimum\s)?(?:follow-?up)?[\s:,]*(?:of\s|was\s)?{LENGTH}\smonths\b",
    re.IGNORECASE,
)
# A title, or what opens a line: `55.6 MONTHS`, `At 55.6 months: 16.4 vs 8.4`, `Outcomes, 55.6 months`
MEANT = re.compile(
    rf"(?:^|\n|,\s)\W{{0,3}}(?:at\s|after\s)?{LENGTH}[\s-]months?(?=\W{{0,3}}(?:\n|$)|:\s|\s(?:of\s)?(?:median\s)?follow)",
    re.IGNORECASE,
)


def with_looks(words: Sequence[Words]) -> list[Words]:
    """The words of a page's blocks, with its analyses also where it names them by how long patients were followed."""
    told: dict[str, set[str]] = {}
    for own in words:
        for mention in own.analyses:
            line = own.text.rfind("\n", 0, mention.start) + 1
            match = BEFORE.search(own.text, line, mention.start) or BEHIND.match(own.text, mention.end)
            if match:
                told.setdefault(match["length"], set()).add(str(mention.id))
    looks = {length: next(iter(names)) for length, names in told.items() if len(names) == 1}
    return [_named(own, looks) for own in words] if len(looks) > 1 else list(words)


def _named(own: Words, looks: dict[str, str]) -> Words:
    """One look alone is the page's own; of several the page says by a time which one it means."""
    if own.analyses or "month" not in own.text.casefold():
        return own
    found = tuple(
        Mention(match.start("length"), match.end(), "analysis", looks[match["length"]])
        for match in MEANT.finditer(own.text)
        if match["length"] in looks
    )
    return replace(own, analyses=found) if found else own
