"""The group that a heading names and nothing else: everything under it is of that group."""

from __future__ import annotations

import re

from claims.lexicon import pattern
from claims.mention import Mention

# `Primary Prevention Subgroup`, `Biologic-naive patients`: a heading that is no more than the name of a group.
GROUP = re.compile(
    r"\W*(?:(?:results?|efficacy|data)\sin\s(?:the\s)?)?(?P<group>(?P<which>[A-Za-z][\w+≥≤<>/'’-]*(?:\s(?!(?:in|of|by|across|for|and)\s)[\w+≥≤<>/'’-]+){0,5})\s(?:sub-?group|sub-?population|population|cohort|subset))\W*",
    re.IGNORECASE,
)


def group_headed(text: str) -> tuple[Mention, ...]:
    """The group that a heading is the name of; everybody in the trial is none."""
    match = GROUP.fullmatch(text)
    if not match or pattern("context", "everybody").search(match["which"]):
        return ()
    return (Mention(*match.span("group"), "population", match["group"]),)
