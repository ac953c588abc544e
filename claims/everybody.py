"""Tells words that speak of everybody in a trial, and so of no group in it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claims.lexicon import pattern
from claims.starts import KEPT


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(rf"(?:the )?(?:{pattern('context', 'whole').pattern})", re.IGNORECASE)


def is_everybody(words: str) -> bool:
    """Whether words name all patients: no subgroup of them."""
    return _whole().fullmatch(words) is not None


# `in the whole trial population`: no group named before goes on.
IN_EVERYBODY = re.compile(
    r"\b(?:in|for|among|across|of)\s(?:the\s)?(?:whole|overall|entire|full|total|ITT|intent(?:ion)?-to-treat)\s(?:\w+\s)?(?:population|cohort|set)\b|\b(?:in|for|among|across)\sall\s(?:the\s)?(?:(?:randomi[sz]ed|treated|enrolled)\s)?(?:patients|participants|adults|women|men|comers)\b(?!\s(?:with|who|aged))|\ball randomi[sz]ed patients\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=KEPT)
def names_everybody(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text speaks of the whole population."""
    return IN_EVERYBODY.search(text, start, end) is not None


ENROLLED_BEFORE = re.compile(
    r"\b(?:randomi[sz]ed|assigned|enrolled|trial|study|recruited|included|involving)\b[^.;:]{0,80}?\b\d[\d,]*\s(?:[\w-]+\s)?$|(?:^|[.;:]\s)(?:(?:A total of|Some|About|Around|Overall,|In (?:all|total),?)\s)?\d[\d,]*\s(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
# `a trial in patients with an inadequate response`, `the study of Exemplar in women with the disease`
TRIAL_IN = re.compile(
    r"\b(?:trial|study)\s(?:of\s[^.;:,]{2,40}?\s)?(?:in|of|among|with|enrolling|involving|that\s(?:enrolled|included|recruited))\s(?:adult\s)?$",
    re.IGNORECASE,
)
ENROLLED_BEHIND = re.compile(
    r"[^.;:]{0,160}?\b(?:(?:were|was)\s(?:randomly\s)?(?:randomi[sz]ed|assigned|enrolled|included|recruited)|took part|participated|entered|joined)\b",
    re.IGNORECASE,
)
DESIGNED = re.compile(r"\b(?:randomi[sz]ed|assigned|enrolled|recruited|involving|trial|study)\b", re.IGNORECASE)


def are_enrolled(text: str, match: re.Match[str]) -> bool:
    """Whether a group is all that a trial enrolled: `a trial in 658 patients with renal cancer who had ...`."""
    if not match["aged"] and TRIAL_IN.search(text, max(0, match.start() - 80), match.start()):
        return True
    before = ENROLLED_BEFORE.search(text, max(0, match.start() - 130), match.start())
    if not before:
        return False
    return bool(DESIGNED.search(before[0]) or ENROLLED_BEHIND.match(text, match.end()))
