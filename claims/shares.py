"""A percentage to what it tells: a share of people, a change, a difference between arms, a lower risk or a limit."""

from __future__ import annotations

import re

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

MARGIN = re.compile(r"\s?(?:absolute\s)?(?:non-?inferiority\s|equivalence\s)?margin\b", re.IGNORECASE)


def is_margin(words: Surroundings) -> bool:
    """Whether it is a limit that a trial was built around, no result: `a margin of 4%`, `at the -10% margin`."""
    return says("margin", words.before[-350:]) or bool(MARGIN.match(words.after))


CHANGED = re.compile(
    r"\b(?:improve\w*|increas\w*|decreas\w*|reduc\w*|lower\w*|declin\w*|gain\w*|los[ts]\w*|loss|chang\w*|rais\w*|fell|fall\w*|rose|risen|drop\w*|(?:came|went|was|were|is) (?:down|up)|climbed|grew|shrank)\b",
    re.IGNORECASE,
)


RISK_BELOW = re.compile(r"\s?(?:relative\s|lower\s)?(?:risk|hazard|odds)\s(?:of|for)\s", re.IGNORECASE)
# `Mean % change from baseline` over a value: of how much it changed, not of how many.
IN_PERCENT = re.compile(
    r"(?:%|\bpercent(?:age)?)\s(?:mean\s)?(?:change|increase|decrease|improvement)\b(?=.{0,20}\bbaseline\b)|\bmean\s(?:%|percent(?:age)?)\s(?:change|increase|decrease)",
    re.IGNORECASE,
)


VACCINE_EFFICACY = re.compile(r"\bvaccine efficacy\b|(?-i:\b[ar]?VE\b)", re.IGNORECASE)


def share(estimate: Estimate, words: Surroundings, endpoint_kind: str | None) -> str:
    """Measure of a percentage from the words around it and the kind of its endpoint."""
    close_before, close_after = words.near_before[-90:], words.near_after[:90]
    around = f"{close_before} # {NEXT_ONE.split(OWN_BRACKETS.sub('', close_after))[0]}"
    if is_margin(words):
        return "threshold"
    if estimate.value is not None and estimate.value.value < 0 and RISK_BELOW.match(words.after):
        return "risk_reduction"  # `-51%` over `risk of death`
    if says("difference", words.labels) and estimate.n is None:
        return "difference"
    if came_to(close_before, close_after):
        return "rate"
    if ABSOLUTE.search(f"{words.near_before[-60:]}#{close_after[:60]}"):
        return "difference"
    if RELATIVE_RATE.match(close_after):
        return "risk_reduction"
    if BOTH_LOWER.match(words.after):
        return "risk_reduction"
    if SLOWED.search(f"{words.labels}\n{words.heading}\n{words.before[-SLOWED_REACH:]}#{close_after[:12]}"):
        return "difference"  # from how fast it went on without the medicine
    if is_threshold(estimate, words):
        return "threshold"
    if estimate.n is None and IN_PERCENT.search(f"{words.labels} {words.heading}"):
        return "mean_change"
    stated = STATED_IN_LABEL.search(words.labels)
    if stated and estimate.n is None:
        return "mean" if stated[1].casefold() != "median" else "median"
    if endpoint_kind == "level" and ON_AVERAGE.match(words.near_after):
        return "mean"
    if estimate.n is not None or OF_PERSONS.match(words.near_after) or SHOWED.match(words.near_after):
        return "rate"
    if PEOPLE_WHO.search(words.before[-120:]) or (
        IN_SO_MANY.search(close_before) and not CHANGED.match(close_after.lstrip())
    ):
        return "rate"
    if BASELINE.search(words.near_before[-80:]):
        return "median" if says("median", words.near_before[-80:]) else "mean"
    if is_beside_its_ratio(words, close_before):
        return "risk_reduction"
    if endpoint_kind == "level" and MORE_THAN.match(words.near_after):
        return "difference"
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
            or CHANGE_AS_LABEL.match(words.labels)
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
    is_alone = not words.before.strip() and not re.search(r"[A-Za-z]{3}", words.after)  # its interval at most
    if is_alone and estimate.ci is not None and VACCINE_EFFICACY.search(words.heading):
        return "risk_reduction"  # a cell of a table of vaccine efficacy, beside cells with rates
    if is_risk_reduction(words, close_before, close_after):
        return "risk_reduction"
    if says("difference", around) and not re.search(r"no (?:\w+ )?(?:\w+ )?differences?\b", around):
        return "difference"
    if says("mean_change", around) and not re.search(r"patients?\s(?:with|who|achiev)", around):
        return "mean_change"
    if endpoint_kind not in ("event", "response") and COMPARED.match(words.after):
        return "difference"
    if estimate.value is not None and estimate.value.value < 0:
        return "mean_change" if estimate.op == "=" else "threshold"  # no share of anybody is below zero
    if endpoint_kind in (None, "event") and BY.search(words.before[-60:]):
        counts = says("events", f"{words.before} {words.labels} {words.heading}")
        return "risk_reduction" if counts or endpoint_kind else "mean_change"
    return "rate"


# `a 54% and a 23% lower risk`: what is said of the second is said of both
BOTH_LOWER = re.compile(
    r"\s?(?:and|or|to)\s(?:an?\s)?\d[\d.]*\s?%\s(?:relative\s)?(?:lower|reduced|decreased)\s(?:risk|rate|hazard|odds)\b"
)
SLOWED_REACH = 160  # characters before a percentage in which what was slowed stands
# `slowed decline by 22% on A and 29% on B`, `30% slower`, and the shares of a list under `slowed decline in each group:`
SLOWED = re.compile(
    r"\bslow(?:ed|s|ing)?\b[^.;:#%]{0,90}\bby\s(?:\d[\d.]*\s?%[^.;:%#]{0,90}\s(?:and|or)\s(?:[^.;:%#]{0,40}\bby\s)?)?"
    r"(?:(?:about|nearly|approximately|almost|up\sto|more\sthan|over|at\sleast)\s)?#"
    r"|\bslow(?:ed|s|ing)\b[^.;:#%]{0,80}:\n[^#.;]{0,160}#\s(?:on|in)\s|#\s?slow(?:er|ing)\b",
    re.IGNORECASE,
)
# `25% lower with A than with B`, `25% less urine`; not more people, which is told as a share
COMPARED = re.compile(
    r"\s(?:lower|less|fewer|greater|higher|larger|smaller|more|better)\b(?!\s(?:patients|people|adults|of|likely|than)\b)(?:\s[a-z]{3,}|[^.;:%\d]{0,90}?\b(?:than|vs\.?|versus|compared (?:with|to))\b)",
    re.IGNORECASE,
)
# `lowered HbA1c by 0.3% more than a comparator`; not `1.2% more than at baseline`
MORE_THAN = re.compile(
    r"\s(?:lower|less|greater|higher|more)\s(?:(?:with|on|in)\s[^.;:,%\d]{2,60}?\s)?than\s(?!(?:at\s|the\s)?baseline|before\b|expected\b|\d)"
)
# `LDL-C reduction vs placebo` under a number
CHANGE_AS_LABEL = re.compile(
    r"(?:(?:absolute|mean|greater)\s)?[\w()-]{2,20}\s(?:reduction|decrease|increase)\s(?:vs\.?|versus|from|compared)\s",
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
    r"[(;]|,\san?\splacebo-(?:adjusted|corrected|subtracted)\b|,\s(?:each|all|both|every)\b|,\s(?:with\s|for\s)?(?:an?|the)\s(?:[\w-]+\s){0,3}?(?:difference|reduction|improvement|gain|increase)s?\b|,\sand\s"
)
# A share of people is a rate whatever they had: `51% of those taking placebo had an improvement of at least 5 points`.
OF_PERSONS = re.compile(
    r"\s?of\s(?:the\s|all\s|these\s|those\s)?(?:(?!(?:in|with|on|for)\b)[\w®™+-]+\s){0,4}?(?:patients|people|women|men|adults|participants|subjects|those|individuals|children|recipients|group|arm)\b"
)
# So is one that did something themselves: `69% showed improvement`, `11% had an increase from baseline`.
SHOWED = re.compile(
    r"\s(?:showed|had|achieved|experienced|reported)\s(?!been\b|no\b|already\b|an?\s(?:\w+\s)?(?:reduced|lower|smaller)\b)[a-z]"
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
    r"\b(?:mean|median|average)\sbaseline\s[^.;,()%\d]{1,24}\w{0,12}(?:\sof|\swas|:)\s$|\bfrom a (?:mean |median )?baseline of\s$|(?<!from )(?<!from the )\bbaseline\b(?!\s(?:to|in|at|by)\b)[^.;,()]{0,40}\b(?:was|were|is|ranged(?:\sfrom)?)\s(?:about\s|approximately\s)?$",
    re.IGNORECASE,
)
FEWER = re.compile(
    r"\b(?:reduced|lowered|cut|decreased|fell|reductions?|(?:lower|less|down) by)\b[^.;,#]{0,24}#|\b(?:reduced|lowered|cut|decreased)\b[^.;,#%]{0,90}\bby\s#"
    r"|#\s?(?:fewer|less frequent|lower|reduction|decrease)\b",
    re.IGNORECASE,
)
PATIENTS = re.compile(r"\b(?:patients|proportion|responders|subjects|participants)\b", re.IGNORECASE)
ABSOLUTE = re.compile(
    r"\babsolute (?:risk )?(?:reduction|difference|gain|benefit|improvement|increase|detriment)\b[^.;,:#]{0,40}(?:: )?#|\bARR(?:\s?[=:,]|\s(?:was|of))?\s?#|\babsolute\s(?:(?:risk|rate)\b[^.;,:#]{0,30}|about\s|nearly\s)?#"
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


# `41% of patients had a reduction of at least`: what makes a responder
CHANGED_ENOUGH = re.compile(
    r"\d\s?%[^.;]{0,120}\b(?:had|achieved|reached|experienced|showed|with)\s(?:an?\s)?(?:reduction|decrease|improvement|increase|gain|loss|drop)s?\s(?:of\s)?(?:at least\s)?$",
    re.IGNORECASE,
)


def is_threshold(estimate: Estimate, words: Surroundings) -> bool:
    """Whether a percentage is a limit that defines something, no result."""
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
        if estimate.op in (">=", ">") and CHANGED_ENOUGH.search(before):
            return True
    is_told = "defined as" in before or "threshold " in before
    return is_told and bool(re.search(r"\b(?:defined as|threshold (?:is|was))\b[^.;]{0,60}$", before))


BY = re.compile(
    rf"(?:{CHANGED.pattern}|\bdown\b)[^.;:\d]{{0,40}}\bby(?:\s(?:as much as|up to|about|approximately|an?\s(?:mean|average|median)(?:\sof)?))?\s*$",
    re.IGNORECASE,
)
