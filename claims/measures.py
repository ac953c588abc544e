"""Decides what kind of number an estimate is: rate, median time, hazard ratio, dose, threshold and so on."""

from __future__ import annotations

import re
from functools import cache

from claims.lexicon import load, pattern
from claims.printed import Estimate
from claims.reductions import (
    REDUCED,
    RELATIVE_RATE,
    Surroundings,
    came_to,
    is_beside_its_ratio,
    is_risk_reduction,
    says,
)
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
        return _share(estimate, words, endpoint_kind)
    if kind == "time":
        return _time(estimate, words, endpoint)
    is_level = endpoint_kind == "level" or says("difference", words.before) or OVER_CONTROL.match(words.near_after)
    if kind == "dose" and not (is_level and estimate.unit in VOLUMES):
        return "dose"
    if kind == "ratio":
        return "fold"
    if estimate.unit == "percentage points":
        if endpoint_kind == "level" and BY.search(words.before[-80:]) and not OVER_CONTROL.match(words.near_after):
            return "mean_change"
        return "threshold" if _is_margin(words) else "difference"
    if kind == "count":
        return _count(estimate, words)
    if estimate.form == "n=":
        return "count"
    return _plain(estimate, words, endpoint_kind, kind)


def _is_margin(words: Surroundings) -> bool:
    """Whether it is a limit that a trial was built around, no result: `a margin of 4%`, `at the -10% margin`."""
    return says("margin", words.before[-350:]) or bool(MARGIN.match(words.after))


MARGIN = re.compile(r"\s?(?:absolute\s)?(?:non-?inferiority\s|equivalence\s)?margin\b", re.IGNORECASE)
SHORT = frozenset({"seconds", "minutes", "hours"})  # between which times something happened, not what was measured
VOLUMES = frozenset({"mL", "g", "L", "units"})  # of a medicine a dose, of a lung or a blood test a level
CHANGED = re.compile(
    r"\b(?:improve\w*|increas\w*|decreas\w*|reduc\w*|lower\w*|declin\w*|gain\w*|los[ts]\w*|loss|chang\w*|rais\w*|fell|fall\w*|rose|risen|drop\w*|(?:came|went|was|were|is) (?:down|up)|climbed)\b",
    re.IGNORECASE,
)


def _share(estimate: Estimate, words: Surroundings, endpoint_kind: str | None) -> str:
    close_before, close_after = words.near_before[-90:], words.near_after[:90]
    around = f"{close_before} # {NEXT_ONE.split(OWN_BRACKETS.sub('', close_after))[0]}"
    if _is_margin(words):
        return "threshold"
    if says("difference", words.labels) and estimate.n is None:
        return "difference"
    if came_to(close_before, close_after):
        return "rate"
    if ABSOLUTE.search(f"{words.near_before[-60:]}#{close_after[:60]}"):
        return "difference"
    if RELATIVE_RATE.match(close_after):
        return "risk_reduction"
    if _is_threshold(estimate, words):
        return "threshold"
    stated = STATED_IN_LABEL.search(words.labels)
    if stated and estimate.n is None:
        return "mean" if stated[1].casefold() != "median" else "median"
    if endpoint_kind == "level" and ON_AVERAGE.match(words.near_after):
        return "mean"
    if estimate.n is not None or OF_PERSONS.match(words.near_after):
        return "rate"
    if PEOPLE_WHO.search(words.before[-120:]) or (
        IN_SO_MANY.search(close_before) and not CHANGED.match(close_after.lstrip())
    ):
        return "rate"
    if BASELINE.search(words.near_before[-80:]):
        return "median" if says("median", words.near_before[-80:]) else "mean"
    if is_beside_its_ratio(words, close_before):
        return "risk_reduction"
    counts_patients = estimate.of is not None and PATIENTS.search(f"{words.labels} {words.heading}")
    if (
        endpoint_kind == "level"
        and not counts_patients
        and (
            CHANGED.search(words.before[-120:])
            or CHANGED.search(close_after[:40])
            or says("mean_change", words.before[-120:])
            or says("mean_change", close_after)
            or says("mean_change", words.labels)
            or says("mean_change", words.heading)
            or (estimate.value is not None and estimate.value.value < 0)
        )
    ):
        return "difference" if says("difference", around) else "mean_change"
    if estimate.of is not None:
        return "rate"
    if estimate.op in ("=", "~") and OF_WEIGHT.match(close_after):
        return "mean_change"
    if (
        endpoint_kind == "level"
        and MEAN_LEVEL.search(words.near_before[-90:])
        and not says("mean_change", words.near_before)
    ):
        return "median" if says("median", words.near_before[-90:]) else "mean"
    stated = STATED_LEVEL.search(words.before[-80:]) if endpoint_kind == "level" else None
    if stated:
        return "median" if stated[0].casefold().startswith("median") else "mean"
    if endpoint_kind == "event" and FEWER.search(f"{words.near_before[-60:]} # {close_after[:24]}"):
        return "risk_reduction"
    if endpoint_kind == "response" and says("risk_reduction", words.labels) and not REDUCED.match(close_after):
        return "rate"  # a response listed below what lowered a risk
    if is_risk_reduction(words, close_before, close_after):
        return "risk_reduction"
    if says("difference", around) and not re.search(r"no (?:\w+ )?(?:\w+ )?differences?\b", around):
        return "difference"
    if says("mean_change", around) and not re.search(r"patients?\s(?:with|who|achiev)", around):
        return "mean_change"
    if endpoint_kind not in ("event", "response") and COMPARED.match(words.after):
        return "difference"
    if endpoint_kind in (None, "event") and BY.search(words.before[-60:]):
        counts = says("events", f"{words.before} {words.labels} {words.heading}")
        return "risk_reduction" if counts or endpoint_kind else "mean_change"
    return "rate"


# `25% lower with A than with B`, `25% less urine`; not more people, which is told as a share
COMPARED = re.compile(
    r"\s(?:lower|less|fewer|greater|higher|larger|smaller|more|better)\b(?!\s(?:patients|people|adults|of|likely|than)\b)(?:\s[a-z]{3,}|[^.;:%\d]{0,90}?\b(?:than|vs\.?|versus|compared (?:with|to))\b)",
    re.IGNORECASE,
)


OF_WEIGHT = re.compile(r"\sof\s(?:their\s|the\s|initial\s|starting\s|baseline\s)*(?:body\s)?weight\b", re.IGNORECASE)
# `HbA1c, mean (%)`; not `Weight, mean change (%)`
STATED_IN_LABEL = re.compile(
    r"[,(]\s?(mean|average|median)\b(?![^|]{0,40}\b(?:change|reduction|increase|decrease|loss|difference))",
    re.IGNORECASE,
)
ON_AVERAGE = re.compile(r"\son average\b")
# What stands in the brackets behind a value on a line of its own: `7.9% (95% CI: ...) between-group difference`.
OWN_BRACKETS = re.compile(r"^\s?[(\[][^()\[\]]{0,60}[)\]]\s?\n")
# Where what is said behind a value turns to the next one: in brackets, behind a semicolon, `, a difference of`.
NEXT_ONE = re.compile(
    r"[(;]|,\s(?:each|all|both|every)\b|,\s(?:with\s|for\s)?(?:an?|the)\s(?:[\w-]+\s){0,3}?(?:difference|reduction|improvement|gain|increase)s?\b|,\sand\s"
)
# A share of people is a rate whatever they had: `51% of those taking placebo had an improvement of at least 5 points`.
OF_PERSONS = re.compile(
    r"\s?of\s(?:the\s|all\s|these\s|those\s)?(?:(?!(?:in|with|on|for)\b)[\w®™+-]+\s){0,4}?(?:patients|people|women|men|adults|participants|subjects|those|individuals|children|recipients|group|arm)\b"
)
# `the share losing 5% or more was 92%`, `at least 5% was lost by 86%`, `in 34%`: how many, whatever they lost.
PEOPLE_WHO = re.compile(
    r"\b(?:share|proportion|fraction|percentage (?:of (?:patients|people|participants|adults|those|women|men)))\b[^.;:]{0,110}$"
    r"|(?:\bat least |\bor more\b|≥\s?|>=\s?|\bmore than )[^.;:]{0,70}(?:\b(?:by|in|for|among)\s(?:only\s|but\s|about\s|nearly\s|some\s)*|:\s)$",
    re.IGNORECASE,
)
IN_SO_MANY = re.compile(
    r"(?<!resulted )(?<!resulting )(?<!results )\bin\s(?:only\s|about\s|nearly\s|some\s)?$", re.IGNORECASE
)
BASELINE = re.compile(
    r"\bfrom a (?:mean |median )?baseline of\s$|(?<!from )(?<!from the )\bbaseline\b(?!\s(?:to|in|at|by)\b)[^.;,()]{0,40}\b(?:was|were|is)\s(?:about\s|approximately\s)?$",
    re.IGNORECASE,
)
FEWER = re.compile(
    r"\b(?:reduced|lowered|cut|decreased|fell|reductions?|(?:lower|less|down) by)\b[^.;,#]{0,24}#|\b(?:reduced|lowered|cut|decreased)\b[^.;,#%]{0,90}\bby\s#"
    r"|#\s?(?:fewer|less frequent|lower|reduction|decrease)\b",
    re.IGNORECASE,
)


ADDED = re.compile(  # `added 2 years to`
    r"\b(?:adds?|added|adding|gained|gains|bought)\s(?:about\s|almost\s|nearly\s|more\sthan\s|over\s|an?\s(?:extra|additional)\s)?$",
    re.IGNORECASE,
)
LESS_BY = re.compile(  # `migraine days fell by 4.1 days`
    r"\b(?:reduc\w+|decreas\w+|declin\w+|dropped|lowered|fell|cut)\b[^.;:]{0,60}\bby\s(?:about\s|nearly\s|an average of\s|a mean of\s)?$",
    re.IGNORECASE,
)
EXTREME = re.compile(r"\b(?:longest|shortest|maximum|minimum|as long as)\s(?:\w+\s){0,3}$", re.IGNORECASE)
AGED = re.compile(r"\bages?\b", re.IGNORECASE)
MORE_BY = re.compile(  # `survival increased by ` so many months
    r"\b(?:increas|prolong|exten[ds]|lengthen|delay|postpon)\w*\b[^.;]{0,50}\bby\s*$|\bup by\s*$", re.IGNORECASE
)
PATIENTS = re.compile(r"\b(?:patients|proportion|responders|subjects|participants)\b", re.IGNORECASE)
ABSOLUTE = re.compile(
    r"\babsolute (?:risk )?(?:reduction|difference|gain|benefit|improvement|increase)\b[^.;,:#]{0,40}(?:: )?#|\babsolute\s(?:(?:risk|rate)\b[^.;,:#]{0,30}|about\s|nearly\s)?#"
    r"|#\s{0,2}(?:absolute\b|ARR\b)|#[^.;:#%]{0,40}\bin absolute terms|#\s?(?:less|more|fewer|lower|higher)\b[^.;:#%]{0,30},\sabsolute\b",
    re.IGNORECASE,
)
# `mean HbA1c 8.1%`, `Mean HbA1c at week 40: 6.4%`
MEAN_LEVEL = re.compile(
    r"\b(?:mean|median|average)\s(?!(?:per ?cent|change|reduction|decrease|increase|loss|gain|improvement|decline))[^.;,()%]{0,60}$",
    re.IGNORECASE,
)
STATED_LEVEL = re.compile(
    r"\b(?:mean|median|average)\b[^.;,()]{0,50}\b(?:was|were|of|is)\s(?:about\s|approximately\s)?$|\baverag(?:ed|es|ing)\s(?:about\s|approximately\s)?$",
    re.IGNORECASE,
)


def _is_threshold(estimate: Estimate, words: Surroundings) -> bool:
    before = words.before
    if estimate.op in (">=", ">", "<", "<="):
        is_rare = estimate.op == "<" and estimate.value is not None and estimate.value.value <= 1  # `fatal (<0.1%)`
        if not is_rare and before.rstrip().endswith("(") and re.match(r"\s?(?:of\s[\w\s]{3,30})?\)", words.after):
            return True
        if re.search(r"(?:\bin|occurring in|reported in|occurred in)\s*$", before) and re.match(
            r"\s?(?:of (?:the )?(?:patients|subjects|participants|adults))?(?:[^.;]{0,60}\b(?:included|includes?|were|was|are|is|with)\b|[^.;:]{0,60}:\s)",
            words.after,
        ):
            return estimate.op in (">=", ">")
        if re.search(r"\((?:an?\s)?(?:incidence|frequency)(?:\sof|\swas|\sis)?,?\s*$", before):
            return True
        if says("threshold", before[-80:]):
            return True
    return bool(re.search(r"\b(?:defined as|threshold (?:is|was))\b[^.;]{0,60}$", before))


# `the mean number of relapses over 2 years was 1.19`: how long it was counted, not what was counted.
PERIOD = re.compile(r"\s(?:was|were|is|are)\s(?:about\s|approximately\s|only\s)?\d")


def _time(estimate: Estimate, words: Surroundings, endpoint: str | None) -> str:
    before, after = words.near_before[-110:], words.near_after[:70].split(";")[0]
    if (
        (estimate.op == ">" and PERIOD.match(words.after))
        or says("schedule", before)
        or re.match(r"\s?(?:cycles?|intervals?)\b", after)
    ):
        return "time"
    if estimate.unit == "years" and (
        re.search(r"\b(?:aged?|over|older than|under|ages)\b[^.;]{0,15}$", before)
        or re.match(r"\s?(?:of age|old|and older|or older|and over|and above)", after)
    ):
        told = f"{before} {after} {words.labels}"
        return "median" if says("median", told) else "mean" if says("mean", told) else "threshold"
    if re.search(r"\b(?:minimum|maximum|at least)\b", before) and endpoint == "FOLLOW_UP":
        return "time"
    if (
        says("difference", before[-50:])
        or ADDED.search(before[-60:])
        or MORE_BY.search(before[-70:])
        or re.match(
            r"\s?(?:improvement|longer|shorter|sooner|earlier|faster|gain|increase|benefit|difference|beyond|ahead(?! of)|more than with)\b",
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
        or (is_end and says("median", words.before))
        or (
            says("median", words.before)
            and re.search(r"\b(?:vs\.?|versus|compared|than|and|with|whereas|while|but|against)\b", before)
        )
    ):
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


MEAN_OF = re.compile(r"\b(mean|average|median)\sof\s(?:about\s|approximately\s)?$", re.IGNORECASE)


def _count(estimate: Estimate, words: Surroundings) -> str:
    if estimate.unit in ("lines", "prior therapies", "copies", "cycles", "episodes"):
        if says("median", words.near_before[-60:]):
            return "median"
        return "time" if estimate.unit == "cycles" else "threshold"
    stated = MEAN_OF.search(words.near_before[-40:])
    if stated:
        return "median" if stated[1].casefold() == "median" else "mean"
    return "count"


BY = re.compile(
    rf"(?:{CHANGED.pattern}|\bdown\b)[^.;:\d]{{0,40}}\bby(?:\s(?:as much as|up to|about|approximately))?\s*$",
    re.IGNORECASE,
)
CAME_TO = re.compile(r"\b(?:fell|rose|declined|decreased|increased|dropped|went|came)\s(?:\w+\s)?to\s(?:about\s)?$")
MEAN_NUMBER = re.compile(
    r"\b(?:mean|average)\s(?:monthly\s|annual\s|weekly\s)?number\sof\b[^.;]{0,100}$", re.IGNORECASE
)
MEDIAN_NUMBER = re.compile(r"\bmedian\s(?:\w+\s)?number\sof\b[^.;]{0,60}\s(?:was|is)\s$", re.IGNORECASE)
NEEDED = re.compile(r"\b(?:numbers? needed|NN[TH])\b[^.;,\d]{0,90}$")


# What patients were like before: `weighed 100.7 kg at baseline`.
AT_BASELINE = re.compile(
    r"(?<!from )\b(?:at|on)\s(?:baseline|(?:study\s)?entry|enrol?lment)\b[^.;:#]{0,60}#|#[^.;:,()]{0,12}\b(?:at|on)\s(?:baseline|(?:study\s)?entry|enrol?lment)\b",
    re.IGNORECASE,
)
# `260 mL above placebo`
OVER_CONTROL = re.compile(
    r"\s(?:above|over|below|ahead of|better than|(?:more|less|greater|higher|lower) than)\s(?:that\s(?:of|with|on|in)\s)?(?:the\s)?(?:placebo|control|comparator|sham|vehicle)\b",
    re.IGNORECASE,
)
HIGHER_WITH = re.compile(
    r"\s(?:slower|faster)\b|\s(?:higher|lower|greater|more|less|better)\s(?:with|on|in|for|than)\b"
)
# Behind a ratio an `ARR` is the absolute risk reduction, not a relapse rate.
ARR_AFTER_RATIO = re.compile(r"\b(?:RRR?|HR|OR|ratio|reduction)\b[^.]{0,3}\W[^;]{0,80};?\s?ARR[\s:=,]{0,3}$")


def _plain(estimate: Estimate, words: Surroundings, endpoint_kind: str | None, kind: str | None) -> str:
    if _is_margin(words):
        return "threshold"
    if NEEDED.search(words.before[-120:]):
        return "other"
    if kind == "level" and AT_BASELINE.search(f"{words.before[-80:]}#{words.near_after[:40]}"):
        told = f"{words.before} {words.after} {words.labels}"
        return next((said for said in ("median", "mean") if says(said, told)), "other")
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
    if (is_whole and re.search(r"\bnumber\b", words.before[-80:])) or re.match(
        r"\sof (?:them|whom|these|those)\b", words.after
    ):
        return "count"
    if not is_whole and MEAN_NUMBER.search(words.before[-120:]):
        return "mean"
    told = f"{words.near_before[-100:]} {re.split(r'[(;]', words.near_after[:60])[0]} {words.labels}"
    stated = STATED_IN_LABEL.search(words.labels) or STATED_IN_LABEL.search(words.heading)
    if kind == "level" and stated:
        return "median" if stated[1].casefold() == "median" else "mean"
    if kind == "level" and HIGHER_WITH.match(words.near_after):
        return "difference"
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
        or ("level" in (endpoint_kind, kind) and estimate.value is not None and estimate.value.value < 0)
    ):
        return "mean_change"
    if kind == "level" and BY.search(words.before[-60:]):
        return "mean_change"
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
