"""Decides what kind of number an estimate is: rate, median time, hazard ratio, dose, threshold and so on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from claims.counted import TO_TREAT
from claims.durations import SURVIVALS, duration
from claims.lexicon import load, pattern
from claims.printed import Estimate
from claims.reductions import Surroundings, says
from claims.shares import BASELINE, BY, CHANGED, NEXT_ONE, STATED_IN_LABEL, is_margin, share
from claims.units import dimension


@cache
def _ratios() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, pattern("measures", "ratios", name)) for name in load("measures")["ratios"])


def ratio_named(words: str) -> tuple[str, int] | None:
    """(measure, offset) of the last ratio that words name."""
    found = [(match.start(), name) for name, cue in _ratios() for match in cue.finditer(words)]
    return (max(found)[1], max(found)[0]) if found else None


def measure_of(estimate: Estimate, words: Surroundings, endpoint_kind: str | None, endpoint: str | None) -> str:
    """Measure of an estimate from its unit and the words around it."""
    if estimate.form == "p":
        return "p_value"
    if estimate.form == "(range)" and dimension(estimate.unit) == "dose" and AMOUNT.search(words.near_before[-40:]):
        return "dose"  # `weekly examplimab (15-25 mg)`, no spread of a median
    if estimate.form in ("range", "(range)"):
        return "time" if estimate.unit in SHORT else "other"
    if estimate.form == "folds":
        return "fold"
    kind = dimension(estimate.unit)
    if estimate.status:
        return "median_time"
    if estimate.ci is None and says("margin", words.before[-100:]):
        return "threshold"
    if kind == "share" and estimate.unit != "%":
        return "rate"
    if kind == "share":
        return share(estimate, words, endpoint_kind)
    if kind == "time":
        return duration(estimate, words, endpoint)
    is_signed = estimate.ci is not None or SIGNED.search(words.near_before)  # no dose is: `+92 mL (95% CI: 49-135)`
    if kind == "dose" and not (estimate.unit in VOLUMES and (is_signed or _is_level(words, endpoint_kind))):
        return "dose"
    if kind == "ratio":
        return "fold"
    if estimate.unit == "percentage points":
        if endpoint_kind == "level" and BY.search(words.before[-80:]) and not OVER_CONTROL.match(words.near_after):
            return "mean_change"
        return "threshold" if is_margin(words) else "difference"
    if kind == "count":
        return _count(estimate, words)
    if estimate.form == "n=":
        return "count"
    if kind is None and estimate.ci is None and estimate.form == "number" and _is_one_of_two(words):
        if endpoint in SURVIVALS:
            return "median_time"
        if says("rates", f"{words.before} {words.labels} {words.heading} {endpoint or ''}"):
            return "rate"
    found = _plain(estimate, words, endpoint_kind, kind)
    is_of_rates = found == "risk_ratio" and says(
        "rates", f"{words.before} {words.labels} {words.heading} {endpoint or ''}"
    )
    return "rate_ratio" if is_of_rates and not RISK_RATIO.search(words.near_before[-120:]) else found


def as_defined(measure: str, words: Surroundings, abbreviations: Mapping[str, str]) -> str:
    """The measure of a ratio that a page calls by its short form alone, as it defines that: `RR=rate ratio`."""
    if measure not in ("risk_ratio", "rate_ratio") or "RR" not in abbreviations:
        return measure
    told = ratio_named(abbreviations["RR"])
    said = ratio_named(words.before)
    is_short = said is not None and words.before[said[1] : said[1] + 2] == "RR"
    return told[0] if told and is_short and told[0] in ("risk_ratio", "rate_ratio") else measure


def _is_negative(estimate: Estimate) -> bool:
    return estimate.value is not None and estimate.value.value < 0


AMOUNT = re.compile(r"[a-z®™][A-Z)]?\s\(?$|[A-Z]{3,}\s\(?$")  # a name right before the bracket
SIGNED = re.compile(r"[+]$")
# `PFS: 21.4 vs 12.8; HR=0.69`: two bare values before the ratio of both.
TWO_THEN_RATIO = re.compile(
    r"(?:\s(?:with|on|for)\s[\w®™+ -]{2,40}?)?(?:\s(?:vs\.?|versus)\s(?:\d[\d.]*)(?:\s(?:with|on|for)\s[\w®™+ -]{2,40}?)?)?[;,]?\s?\(?(?:HR|RR|IRR|OR|hazard ratio|rate ratio)\b"
)
SECOND = re.compile(r"\d\s?(?:months\s)?(?:(?:with|on|for)\s[\w®™+ -]{2,40}?\s)?(?:vs\.?|versus)\s$")


def _is_one_of_two(words: Surroundings) -> bool:
    """Whether a bare value is one of two that stand before their ratio, and none itself."""
    is_pair = SECOND.search(words.before[-60:]) or AGAINST.match(words.after)
    return bool(is_pair and TWO_THEN_RATIO.match(words.after)) and not ratio_named(words.near_before[-40:])


AGAINST = re.compile(r"(?:\s(?:with|on|for)\s[\w®™+ -]{2,40}?)?\s(?:vs\.?|versus)\s\d")


def _is_level(words: Surroundings, endpoint_kind: str | None) -> bool:
    """Whether a volume was measured rather than given: of a lung, or over that of placebo."""
    return endpoint_kind == "level" or says("difference", words.before) or bool(OVER_CONTROL.match(words.near_after))


RISK_RATIO = re.compile(r"\b(?:risk|relative) (?:ratio|risk)\b", re.IGNORECASE)  # said so, not only `RR`
SHORT = frozenset({"seconds", "minutes", "hours"})  # between which times something happened, not what was measured
VOLUMES = frozenset({"mL", "g", "L", "units"})  # of a medicine a dose, of a lung or a blood test a level
MEAN_OF = re.compile(r"\b(mean|average|median)\sof\s(?:about\s|approximately\s)?$", re.IGNORECASE)


def _count(estimate: Estimate, words: Surroundings) -> str:
    if TO_TREAT.match(words.after):
        return "other"
    if estimate.unit in ("lines", "prior therapies", "copies", "cycles", "episodes"):
        if says("median", words.near_before[-60:]):
            return "median"
        return "time" if estimate.unit == "cycles" else "threshold"
    stated = MEAN_OF.search(words.near_before[-40:])
    if stated:
        return "median" if stated[1].casefold() == "median" else "mean"
    return "count"


CAME_TO = re.compile(r"\b(?:fell|rose|declined|decreased|increased|dropped|went|came)\s(?:\w+\s)?to\s(?:about\s)?$")
MEAN_NUMBER = re.compile(
    r"\b(?:mean|average)\s(?:monthly\s|annual\s|weekly\s)?number\sof\b[^.;]{0,100}$", re.IGNORECASE
)
MEDIAN_NUMBER = re.compile(r"\bmedian\s(?:\w+\s)?number\sof\b[^.;]{0,60}\s(?:was|is)\s$", re.IGNORECASE)
NEEDED = re.compile(r"\b(?:numbers? needed|NN[TH])\b[^.;,\d]{0,90}$")
AGAINST_BELOW = re.compile(r"\n[^\n]{2,60}\s(?:vs\.?|versus)\s")  # `+92 mL` over `Exemplar vs placebo`
NEEDED_BEHIND = re.compile(r"\W{0,3}(?:NN[TH]\b|numbers? needed to)")  # the label of a tile
# What patients were like before: `weighed 100.7 kg at baseline`.
AT_BASELINE = re.compile(
    r"(?<!from )\b(?:at|on)\s(?:baseline|(?:study\s)?entry|enrol?lment)\b[^.;:#]{0,60}#|#[^.;:,()]{0,12}\b(?:at|on)\s(?:baseline|(?:study\s)?entry|enrol?lment)\b",
    re.IGNORECASE,
)
# `260 mL above placebo`
OVER_CONTROL = re.compile(
    r"\s(?:above|over|below|ahead of|better than|(?:more|less|greater|higher|lower) than)\s(?:that\s(?:of|with|on|in)\s|with\s|on\s|in\s)?(?:the\s)?(?:placebo|control|comparator|sham|vehicle)\b",
    re.IGNORECASE,
)
# `+110 mL improvement in trough FEV1 vs the comparator`, not `vs baseline` and not `vs 20 mL`
GAIN_AGAINST = re.compile(
    r"\s(?:\w+\s)?(?:improvement|increase|reduction|decrease|gain|benefit)s?\s(?:in|of)\s[^.;:,%]{2,60}?\s(?:vs\.?|versus|compared (?:with|to)|over)\s(?!(?:the\s)?baseline|(?:an?\s|only\s)?[-–−+]?\d)\w"
)
# `slowed the decline by 1.0 mL/min vs placebo (95% CI: 0.6 to 1.4)`: the interval is that of the difference
AGAINST_CONTROL = re.compile(
    r"\s(?:vs\.?|versus|compared (?:with|to)|relative to)\s(?:the\s)?(?:placebo|control|comparator|sham|vehicle)\b"
)
HIGHER_WITH = re.compile(
    r"\s(?:slower|faster)\b|\s(?:higher|lower|greater|more|less|better)\s(?:with|on|in|for|than)\b"
)
CHANGED_BY = re.compile(
    r"\b(?:lower|reduc|decreas|rais|increas|improv)\w{0,3}\s[^.;:\d]{2,120}\sby\s(?:about\s|an?\s(?:mean|average)\sof\s)?$"
)
BY_A_MEAN = re.compile(
    r"\b(?:improv|increas|decreas|reduc|lower|declin|fell|rose|dropped)\w*\s(?:[^.;:,\d]{1,40}\s)?by\san?\s(?:mean|average)\sof\s[-–−+]?$"
)
SINCE_BASELINE = re.compile(
    r"\bfrom\sbaseline\b[^.;%]{0,60}\b(?:improved|increased|decreased|declined|fell|rose|dropped|changed)\sby\s(?:an?\s(?:mean|average)\sof\s)?$",
    re.IGNORECASE,
)
# Behind a ratio an `ARR` is the absolute risk reduction, not a relapse rate.
ARR_AFTER_RATIO = re.compile(r"\b(?:RRR?|HR|OR|ratio|reduction)\b[^.]{0,3}\W[^;]{0,80};?\s?ARR[\s:=,]{0,3}$")


# Events in two arms, in brackets behind their ratio: `(HR 0.61; 83 vs 134 placebo)`.
COUNTED_BEHIND = re.compile(r"\s(?:vs\.?|versus)\s\d[\d,]*(?![\d.%])\s?[A-Za-z)]")
COUNTED_BEFORE = re.compile(r"(?:^|\d)\s(?:vs\.?|versus)\s$")


def _plain(estimate: Estimate, words: Surroundings, endpoint_kind: str | None, kind: str | None) -> str:
    if is_margin(words):
        return "threshold"
    if NEEDED.search(words.before[-120:]) or NEEDED_BEHIND.match(words.after):
        return "other"
    if kind == "level" and AT_BASELINE.search(f"{words.before[-80:]}#{words.near_after[:40]}"):
        told = f"{words.before} {words.after} {words.labels}"
        return next((said for said in ("median", "mean") if says(said, told)), "other")
    if kind == "level" and BASELINE.search(words.near_before[-80:]):
        return "median" if says("median", words.near_before[-80:]) else "mean"
    is_of_tile = not words.before.strip(" +-−–\n") and AGAINST_BELOW.match(words.after)
    if estimate.ci is not None and kind in ("level", "dose") and is_of_tile:
        return "difference"
    if endpoint_kind == "level" and kind == "level" and CAME_TO.search(words.before[-60:]):
        return next((said for said in ("median", "mean") if says(said, words.before)), "other")
    named = ratio_named(words.near_before[-120:])
    if named is None and estimate.ci is not None and not says("difference", words.near_before[-60:]):
        named = ratio_named(words.labels) or ratio_named(words.before)
    if named is None:
        named = ratio_named(words.labels) or (None if words.before.strip() else ratio_named(words.heading))
    if named and kind is None:
        return named[0]
    if (
        kind is None
        and words.near_before.endswith("(")
        and words.after.startswith(")")
        and estimate.value is not None
        and estimate.value.value > 9
    ):
        return "count"
    if re.match(
        r"\s(?:were|was|had been|have been) (?:randomly assigned|randomi[sz]ed|assigned|enrolled|allocated)\b",
        words.after,
    ):
        return "count"
    if MEDIAN_NUMBER.search(words.before[-120:]):
        return "median"
    is_whole = estimate.value is None or not estimate.value.decimals  # `the mean number of relapses was 1.19`
    if is_whole and kind is None and (COUNTED_BEFORE.search(words.near_before) or COUNTED_BEHIND.match(words.after)):
        return "count"
    if (is_whole and re.search(r"\bnumber\b", words.before[-80:])) or re.match(
        r"\sof (?:them|whom|these|those)\b", words.after
    ):
        return "count"
    if not is_whole and MEAN_NUMBER.search(words.before[-120:]):
        return "mean"
    told = f"{words.near_before[-100:]} {NEXT_ONE.split(words.near_after[:60])[0]} {words.labels}"
    stated = STATED_IN_LABEL.search(words.labels) or STATED_IN_LABEL.search(words.heading)
    if kind == "level" and stated:
        return "median" if stated[1].casefold() == "median" else "mean"
    if kind == "level" and HIGHER_WITH.match(words.near_after):
        return "difference"
    if kind in ("level", "dose") and (
        GAIN_AGAINST.match(words.near_after) or (estimate.ci is not None and AGAINST_CONTROL.match(words.near_after))
    ):
        return "difference"
    if kind == "level" and CHANGED_BY.search(words.before[-160:]) and AGAINST_CONTROL.match(words.near_after):
        return "difference"  # `lowered the score by 8.4 points compared to placebo`
    if kind == "level" and SINCE_BASELINE.search(words.before[-160:]) and not AGAINST_CONTROL.search(words.near_after):
        return "mean_change"  # `from baseline to week 26, scores improved by 22.9 points`
    if says("difference", told) or OVER_CONTROL.match(words.near_after) or ARR_AFTER_RATIO.search(words.before):
        return "difference"
    if (
        endpoint_kind == "level"
        and kind in ("level", "dose")
        and CHANGED.search(words.before[-120:])
        and estimate.op == "="
    ):
        return "mean_change"
    if (
        says("mean_change", told)
        or (endpoint_kind == "level" and says("mean_change", words.heading))
        or (_is_negative(estimate) and "level" in (endpoint_kind, kind))
        or (_is_negative(estimate) and kind is None and endpoint_kind is None and CHANGED.search(words.before[-160:]))
    ):
        return "mean_change"
    if kind == "level" and BY.search(words.before[-60:]):
        return "mean_change"
    if kind is None and not is_whole and BY_A_MEAN.search(words.before[-120:]):
        return "mean_change"  # of a score without a unit
    if kind == "level" and estimate.op in (">=", ">", "<", "<="):
        return "threshold"
    if says("median", told):
        return "median"
    if says("mean", told):
        return "mean"
    if endpoint_kind == "event" and estimate.value is not None and estimate.value.decimals:
        return "rate"
    is_score = re.search(r"\b(?:sub)?scores?\s(?:of|was|is)\s*$|\bage of\s*$", words.before[-40:], re.IGNORECASE)
    if estimate.op in (">=", ">", "<", "<=") or estimate.form == "low-high" or is_score:
        return "threshold"
    return "other"
