"""A length of time to what it tells: a median to an event, a mean, a difference, an age, or how long something goes on."""

from __future__ import annotations

import re

from claims.printed import Estimate
from claims.reductions import Surroundings, says

ADDED = re.compile(  # `added 2 years to`
    r"\b(?:adds?|added|adding|gained|gains|bought)\s(?:about\s|almost\s|nearly\s|more\sthan\s|over\s|an?\s(?:extra|additional)\s)?$",
    re.IGNORECASE,
)
GAINED = re.compile(
    r"\b(?:gain|advantage|improvement)\sin\s[^.;:]{3,50}$", re.IGNORECASE
)  # `gain in median OS came to`
LESS_BY = re.compile(  # `migraine days fell by 4.1 days`
    r"\b(?:reduc\w+|decreas\w+|declin\w+|dropped|lowered|fell|cut)\b[^.;:]{0,60}\bby\s(?:about\s|nearly\s|an average of\s|a mean of\s)?$",
    re.IGNORECASE,
)
EXTREME = re.compile(r"\b(?:longest|shortest|maximum|minimum|as long as)\s(?:\w+\s){0,3}$", re.IGNORECASE)
AGED = re.compile(r"\bages?\b", re.IGNORECASE)
MORE_BY = re.compile(  # `survival increased by ` so many months
    r"\b(?:increas|prolong|exten[ds]|lengthen|delay|postpon)\w*\b[^.;]{0,50}\bby\s*$|\b(?:up|longer|later|shorter|sooner) by\s*$",
    re.IGNORECASE,
)
# `the mean number of relapses over 2 years was 1.19`: how long it was counted, not what was counted.
PERIOD = re.compile(r"\s(?:was|were|is|are)\s(?:about\s|approximately\s|only\s)?\d")


def duration(estimate: Estimate, words: Surroundings, endpoint: str | None) -> str:
    """Measure of a length of time from the words around it."""
    before, after = words.near_before[-110:], words.near_after[:70].split(";")[0]
    if (
        (estimate.op == ">" and PERIOD.match(words.after))
        or says("schedule", before)
        or re.match(r"\s?(?:cycles?|intervals?)\b", after)
    ):
        return "time"
    if estimate.unit == "years" and (
        re.search(r"\b(?:aged?|over(?!\sa\b)|older than|under|ages)\b[^.;]{0,15}$", before)
        or re.match(r"\s?(?:of age|old|and older|or older|and over|and above)", after)
    ):
        told = f"{before} {after} {words.labels}"
        return "median" if says("median", told) else "mean" if says("mean", told) else "threshold"
    if re.search(r"\b(?:minimum|maximum|at least)\b", before) and endpoint == "FOLLOW_UP":
        return "time"
    if (
        says("difference", before[-50:])
        or ADDED.search(before[-60:])
        or GAINED.search(before[-70:])
        or MORE_BY.search(before[-70:])
        or re.match(
            r"(?i:\s?(?:improvement|longer|shorter|sooner|earlier|faster|gain|increase|benefit|difference|beyond|ahead(?! of)|more than with)\b)",
            after,
        )
    ):
        return "difference"
    if EXTREME.search(before):
        return "time"
    if LESS_BY.search(before[-90:]):
        return "mean_change"
    told = f"{before} {after} {words.labels}"
    if endpoint == "age" or (estimate.unit == "years" and AGED.search(f"{words.labels} {words.heading}")):
        told = f"{told} {words.before[-120:]} {words.heading}"
        return "median" if says("median", told) else "mean" if says("mean", told) else "threshold"
    is_end = before.endswith(" to ") and re.search(r"\bfrom\s\d", words.before)  # `rose from 12 months to 15 months`
    if (
        says("median", told)
        or ((is_end or before.strip() == "the") and says("median", words.before))
        or (
            says("median", words.before)
            and re.search(r"\b(?:vs\.?|versus|compared|than|and|with|whereas|while|but|against)\b", before)
        )
    ):
        return "median_time"
    if endpoint == "FOLLOW_UP" and says("median", words.before[-160:]):
        return "median_time"
    if says("mean_change", before[-60:]):
        return "mean_change"
    if says("mean", f"{before[-60:]} {words.labels}"):
        return "mean"
    if says("median", words.heading) and endpoint and endpoint != "age":
        return "median_time"
    if endpoint in SURVIVALS and not re.search(
        r"\b(?:at|after|for|by|within|over|through|beyond|past|until|before|during|least|than|to|first)\s*$", before
    ):
        return "median_time"
    return "time"


SURVIVALS = frozenset({"PFS", "rPFS", "OS", "DFS", "EFS", "MFS", "TTP", "TTNT", "DOR"})  # told in months: their median
