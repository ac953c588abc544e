"""Tells the heads that name only a statistic: a ratio, a difference, an interval, a p value."""

from __future__ import annotations

import re

from claims.small_letters import small, small_pattern

RATIO_NAME = re.compile(
    r"(?:stratified |adjusted )?(?:hazard|odds|risk|rate) ratio|(?:HR|OR|RR)s?\b|p[- ]?value|difference", re.IGNORECASE
)
INTERVAL_ONLY = re.compile(
    r"\(?(?:\d{2}(?:\.\d+)?\s?%\s?)?(?:CIs?|(?-i:CrI)|confidence interval|credible interval)\)?(?:,?\s?(?:%|months|years))?",
    re.IGNORECASE,
)
P_ONLY = re.compile(
    r"(?:nominal |one-sided |two-sided |[12]-sided |log-rank )?p(?:[ -]?values?)?(?:\s?(?:vs\.?|versus)\s[\w +-]+)?",
    re.IGNORECASE,
)
# What is left of a label without these words names an endpoint.
STATISTIC_WORDS = small_pattern(
    r"[,:]\s[\w®™▼ +/-]{2,60}?\s(?:vs\.?|versus)\s[\w®™▼ +./-]{2,60}$|\beffects?\sof\s[\w®™▼ +/-]{2,60}$|(?:stratified|unstratified|adjusted|unadjusted|treatment|absolute|relative|estimated|LS|least squares|mean|nominal|one-sided|two-sided|log-rank)\s(?=\S)"
    r"|\b(?:absolute|relative)\s(?:risk\s)?(?:reduction|difference)s?\b|\brisk\sreductions?\b|\b(?:ARR|RRR|NNT)\b"
    r"|\b(?:hazard|odds|risk|rate)\sratios?\b|\b(?:HR|OR|RR|IRR)s?\b|\bp[ -]?values?\b|\bdifferences?\b|\breductions?\b"
    r"|\d{2}(?:\.\d+)?\s?%\s?(?:CIs?|CrI)|\bCIs?\b|\b(?:vs\.?|versus)\s[\w®™ +.-]+$|[\W_]+"
)
ITS_INTERVAL = re.compile(r"\s?[(\[](?:\d{2}(?:\.\d+)?\s?%\s)?(?:CIs?|CrI)[)\]]$")  # `vs placebo (95% CI)`


def ratio_head(head: str) -> bool:
    """Whether a head names a ratio, a difference, an interval or a p value."""
    return bool(RATIO_NAME.match(head.strip(" ()")) or INTERVAL_ONLY.fullmatch(head.strip()))


def is_statistic(label: str) -> bool:
    """Whether a label says only how values are compared: `HR (95% CI); P value`, `Treatment difference`."""
    return not STATISTIC_WORDS.sub("", small(ITS_INTERVAL.sub("", label)))


def role(row: list[str], column: list[str]) -> str:
    """What a cell holds by its nearest heads: a value, only the interval of one, or only its p value."""
    for head in (row[-1:] or [""])[0], (column[-1:] or [""])[0]:
        if INTERVAL_ONLY.fullmatch(head.strip()):
            return "interval"
        if P_ONLY.fullmatch(head.strip()):
            return "p"
    return "value"
