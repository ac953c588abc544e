"""Gives each p value to what it tests: a ratio, the first of the values set side by side before it, or several of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claims.notations import RATIO_MEASURE
from claims.parts import back_from, sentence_ends, tells_when
from claims.printed import Estimate, Part, Span
from claims.quantity import Quantity
from claims.units import dimension


def with_p_values(text: str, found: Sequence[Estimate], p_values: Sequence[tuple[Span, Quantity]]) -> list[Estimate]:
    """Each p value with the ratio it tests, else with the first estimate of its comparison, else alone."""
    result = list(found)
    ends = [estimate.end for estimate in result]
    alone: list[Estimate] = []
    last = 0
    for span, p in p_values:
        near: list[int] = []
        for i in back_from(span[0], ends):
            if result[i].start < last or sentence_ends(text, result[i].end, span[0]):
                break
            if _is_tested(text, result[i]) and not WHEN.search(text, max(0, result[i].start - 10), result[i].start):
                near.insert(0, i)
        near = [i for i in near if not tells_when(text, result[i])] or near
        last = span[1]
        if not near:
            alone.append(Estimate(start=span[0], end=span[1], form="p", value=p))
            continue
        near = _outside_brackets(text, result, near, span[0])
        ratios = [i for i in near if _is_ratio(text, result[i]) or is_difference(text, result[i])]
        bracket = _bracket_around(text, span[0])
        bracketed = [i for i in near if result[i].ci is not None and result[i].start > bracket >= 0]
        at = (ratios or bracketed or [first_of_comparison(text, result, near)])[-1]
        how = "p of the ratio" if ratios else "p in the interval's bracket" if bracketed else "p of the comparison"
        read = (*result[at].read, Part("p", *span, how))
        result[at] = replace(result[at], p=p, parts=(*result[at].parts, span), read=read)
        if (not ratios and OF_EACH.match(text, span[1])) or EACH.search(text, max(0, span[0] - 8), span[0]):
            for i in _heads(text, result, near):
                if i != at:
                    result[i] = replace(
                        result[i], p=p, read=(*result[i].read, Part("p", *span, "p of each comparison"))
                    )
    return [*result, *alone]


OF_EACH = re.compile(r"\s(?:for|in)\s(?:both|all|each|either)\b")
EACH = re.compile(r"\b(?:both|all|each)(?:\swith)?[,:]?\s$", re.IGNORECASE)


def _heads(text: str, found: Sequence[Estimate], near: Sequence[int]) -> list[int]:
    """The first of each comparison: the values that are not set against the one before them."""
    set_against = [i for i in near if i and AGAINST.search(text, found[i - 1].end, found[i].start)]
    return [i for i in near if i not in set_against] if set_against else []


def _outside_brackets(text: str, found: Sequence[Estimate], near: list[int], at: int) -> list[int]:
    """Of the values that a p value outside brackets may test, those not in brackets that break down one like them."""
    outside = [i for i in near if _bracket_around(text, found[i].start) <= _bracket_around(text, at)]
    return [i for i in near if i in outside or not any(found[j].unit == found[i].unit for j in outside)]


def is_difference(text: str, estimate: Estimate) -> bool:
    """Whether an estimate is said to be a difference."""
    return bool(NAMES_DIFFERENCE.search(text, max(0, estimate.start - 60), estimate.start))


# What a p value behind it tests: `a difference of 12.1%`, `treatment difference: 12.1%`, `Δ 12.1%`
NAMES_DIFFERENCE = re.compile(
    r"Δ\s?$|\bdifferences?(?:\s(?:in|between|from|vs\.?|versus)\s[^.;:,()%\d]{2,40})?(?:,?\s(?:of|was|is)|[:=,])?\s(?:[-−–])?$",
    re.IGNORECASE,
)
WHEN = re.compile(r"\b(?:weeks?|months?|years?|days?|cycles?)\s$", re.IGNORECASE)


def _bracket_around(text: str, at: int) -> int:
    """Where the bracket opens that an offset stands in, or -1."""
    depth = 0
    for i in range(at - 1, max(-1, at - 200), -1):
        depth += (text[i] in ")]") - (text[i] in "([")
        if depth < 0:
            return i
    return -1


def _is_tested(text: str, estimate: Estimate) -> bool:
    """Whether a p value may belong to it: no size, range or count of patients, no `four-week`, no `at least 50%`."""
    kind = dimension(estimate.unit)
    is_amount = kind in ("count", "dose") and estimate.unit not in VOLUMES
    counted = (is_amount and estimate.ci is None) or (estimate.form == "low-high" and estimate.unit is None)
    counted |= kind == "time" and "-" in text[estimate.start : estimate.end].strip("-−–")
    counted |= estimate.op == ">=" and kind in ("share", "level")
    return estimate.p is None and estimate.form not in ("n=", "(range)", "range") and not counted


VOLUMES = frozenset({"mL", "L"})  # of air or blood as often as of a medicine


def _is_ratio(text: str, estimate: Estimate) -> bool:
    if estimate.unit is not None or estimate.value is None:
        return False
    return estimate.ci is not None or bool(NAMES_RATIO.search(text, max(0, estimate.start - 60), estimate.start))


NAMES_RATIO = re.compile(
    rf"{RATIO_MEASURE}\W{{0,3}}(?:\(\w+\)\W?)?(?:for\s[\w\s-]{{3,40}})?(?:of|was|is|=|:)?\s*$", re.IGNORECASE
)
BRACKETS = re.compile(r"\s?(?:\([^()]*\)|\[[^\[\]]*\])")
BESIDE = re.compile(r"\b(?:vs\.?|versus|compared|than|against|whereas|while|and|for|with|in)\b")
AGAINST = re.compile(r"\bvs\b|versus|compared|against|whereas|\bthan\b")
NEW_CLAUSE = re.compile(r";|\band\b.*\b(?:was|were|had)\b")


def first_of_comparison(text: str, found: Sequence[Estimate], near: Sequence[int]) -> int:
    """The first of the values that the p value compares: those set side by side before it."""
    chosen = near[-1]
    compared = False
    for i in reversed(near[:-1]):
        between = BRACKETS.sub(" ", text[found[i].end : found[chosen].start])
        against = bool(AGAINST.search(between))
        if found[i].unit != found[chosen].unit and dimension(found[i].unit) == "time":
            continue  # the schedule of the arm between: `38% every four weeks and 8% with placebo (P<0.001)`
        if found[i].unit != found[chosen].unit or not (BESIDE.search(between) or IN_A_ROW.search(between)):
            break
        if NEW_CLAUSE.search(between) and not against:
            break
        if compared and not IN_A_ROW.search(between):
            break
        chosen = i
        compared = compared or against
    return chosen


# Of two arms of the medicine set against one comparator: `42% of those given it weekly, 37% monthly and 9% on placebo`
IN_A_ROW = re.compile(
    r"^[^;:(]*(?:(?:,|\sand)\s(?:by\s|in\s)?|,\s(?:the\s)?(?:placebo|control|comparator|standard|vehicle)\b[^,;:]*)$"
)
