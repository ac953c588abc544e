"""The group that a heading names and nothing else: everything under it is of that group."""

from __future__ import annotations

import re

from claims.lexicon import pattern
from claims.mention import Mention
from claims.populations import says_in_whom

# `Primary Prevention Subgroup`, `Biologic-naive patients`: a heading that is no more than the name of a group.
GROUP = re.compile(
    r"\W*(?:(?:results?|efficacy|data)\sin\s(?:the\s)?)?(?P<group>(?P<which>[A-Za-z][\w+≥≤<>/'’-]*(?:\s(?!(?:in|of|by|across|for|and)\s)[\w+≥≤<>/'’-]+){0,5})\s(?:sub-?group|sub-?population|population|cohort|subset))\W*",
    re.IGNORECASE,
)

# `Progression-free survival (biomarker-positive population)`: the set that a heading tells in brackets behind its subject,
# at its end or known by name: `Primary endpoint (mITT)`.
SET = re.compile(
    r"\((?P<group>(?P<which>[\w+≥≤<>/'’-]+(?:\s[\w+≥≤<>/'’-]+){0,3})\s(?:sub-?group|sub-?population|population|cohort|subset)(?=\)\W*$)|m(?:odified\s)?(?:ITT|intent(?:ion)?-to-treat)|per[- ]protocol)\)",
    re.IGNORECASE,
)
SIZED = re.compile(r"\s\([Nn]\s?=\s?\d[\d,]*\)\W*$")  # `Previously treated (n=149)`
MOST_WORDS = 5  # of a heading that is a label of a group
TELLS = re.compile(
    r"\d\s?%|[.,;!?]|\b(?:years?|weeks?|months?|days?)\b(?!\s(?:of age|old|and older))|\b(?:efficacy|results?|response|survival|safety|treat\w*|overall)\b|^(?:performance status|race|region|sex|gender|age|stages?|class|status|ethnicity)$",
    re.IGNORECASE,
)


def group_headed(text: str) -> tuple[Mention, ...]:
    """The group that a heading is the name of; everybody in the trial is none."""
    sized = SIZED.search(text)
    words = (text[: sized.start()] if sized else text).strip(" *:")
    is_parted = re.search(r":\s", words)  # `EXAMPLE-3: relapsed/refractory CLL` names a trial with its disease
    if (
        words
        and not is_parted
        and len(words.split()) <= MOST_WORDS
        and says_in_whom(words)
        and (sized or not TELLS.search(words))
    ):
        start = text.find(words)
        return (Mention(start, start + len(words), "population", words),)
    match = GROUP.fullmatch(text) or SET.search(text)
    if not match or (match["which"] and pattern("context", "everybody").search(match["which"])):
        return ()
    return (Mention(*match.span("group"), "population", match["group"]),)
