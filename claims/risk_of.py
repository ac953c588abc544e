"""A risk reduction or its ratio to the event that it is the risk of."""

from __future__ import annotations

import re

from claims.phrases import at_risk_of, trim
from claims.printed import Estimate
from claims.segments import Span
from claims.worded import REACH

REDUCES = re.compile(r"\b(?:lower(?:s|ed|ing)?|reduc\w+|decreas\w+|cut|fewer|less)\b", re.IGNORECASE)
# `the rate of gastritis at 12 months was significantly lower`
RATE_LOWER = re.compile(
    r"\b(?:rate|incidence|frequency) of\s(?P<what>[a-z][^.;:,()\d%]{2,50}?)\s(?:at\s[^.;:,()]{2,20}\s|over\s[^.;:,()]{2,20}\s|with\s[\w®™-]+\s)?(?:was|were)\s(?:\w+ly\s)?(?:lower|reduced|less)\b",
)
# What a sentence goes on to say was reduced too: `lowered LDL-C by 59% and reduced the risk of stroke`.
ALSO_REDUCED = re.compile(r"\b(?:and|while|but)\s(?:also\s|significantly\s)*(?:reduc|lower|decreas|cut)\w*\b")


def risk_of(estimate: Estimate, text: str, segment: Span, near: Span) -> str | None:
    """What a risk reduction or its ratio is the risk of: for a ratio only what stands before it."""
    if estimate.unit is None:
        before = text[max(segment[0], estimate.start - REACH) : estimate.start]
        if estimate.ci is None or not REDUCES.search(before):
            return None
        rate = RATE_LOWER.search(before)
        return at_risk_of(before, "") or (trim(rate["what"]) if rate else None)
    around = text[max(near[0], estimate.start - REACH) : min(near[1], estimate.end + REACH)]
    if not REDUCES.search(around):
        return None
    behind = ALSO_REDUCED.split(text[estimate.end : near[1]][:REACH])[0]
    return at_risk_of(text[max(near[0], estimate.start - REACH) : estimate.start], behind)
