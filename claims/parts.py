"""Confidence intervals and p values: found in a text and given to the estimates they belong to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.model import ConfidenceInterval
from claims.notations import BESIDE_VALUE, CI, CI_BEFORE_P, CI_BEHIND, CI_SIGN, UNDER_LABEL, P
from claims.numerals import quantity
from claims.printed import Canvas, Estimate, Part, Span
from claims.quantity import Quantity
from claims.starts import numerals, sought
from claims.units import dimension


def _bound(text: str) -> Quantity | None:
    return quantity(text) if any(c.isdigit() for c in text) else None


NEAR = 300  # characters over which a named interval tells what an unnamed one is
FAR = 12  # estimates back that an interval or p value may reach over


def intervals_in(canvas: Canvas, level: Quantity | None = None) -> Iterator[tuple[Span, ConfidenceInterval]]:
    """Every interval of a text with its bounds as printed, taken from the canvas; `level` is what a label above states."""
    named = sorted(_named_intervals(canvas), key=lambda found: found[0])
    yield from named
    if level is not None:
        yield from _announced_intervals(canvas, level)
    elif announced := ANNOUNCES.search(canvas.text) if "CI)" in canvas.text else None:
        ends = NEXT_SENTENCE.search(canvas.text, announced.end())
        stretch = (announced.end(), ends.start() if ends else len(canvas.text))
        yield from _announced_intervals(canvas, quantity(announced["level"]), stretch)
    if named:
        yield from _unnamed_intervals(canvas, [span[1] for span, _ in named])


def _named_intervals(canvas: Canvas) -> Iterator[tuple[Span, ConfidenceInterval]]:
    names = CI_SIGN.search(canvas.text)
    for match in CI.finditer(canvas.text) if names else ():
        if canvas.is_free(match.start("low"), match.end("high")):
            low, high = match["low"], match["high"]
            if high[:1] in "-−–" and _bound(low) and not low.startswith(("-", "−", "–")):
                high = high[1:]
            stated = match["level"] or match["level_behind"]
            level = quantity(stated) if stated else None
            canvas.take(*match.span())
            yield match.span(), ConfidenceInterval(_bound(low), _bound(high), level)
    for match in (*(CI_BEHIND.finditer(canvas.text) if names else ()), *CI_BEFORE_P.finditer(canvas.text)):
        if canvas.is_free(*match.span("low")) and canvas.is_free(*match.span("high")):
            canvas.take(*match.span())
            stated = match.groupdict().get("level")
            level = quantity(stated) if stated else None
            yield match.span(), ConfidenceInterval(_bound(match["low"]), _bound(match["high"]), level)


# `ETD (95% CI): -0.51 (-0.67; -0.34)`: what brackets behind values hold from here on
ANNOUNCES = re.compile(r"\((?P<level>\d\d(?:\.\d)?)\s?%\s?CI\)[^\d\n–−-]{0,40}(?=[-−–]?\d)")


NEXT_SENTENCE = re.compile(r"[.;]\s+[A-Z]|\n")


def _announced_intervals(
    canvas: Canvas, level: Quantity, stretch: Span | None = None
) -> Iterator[tuple[Span, ConfidenceInterval]]:
    first, last = stretch or (0, len(canvas.text))
    for match in sought(UNDER_LABEL, canvas.text, numerals(canvas.text)):
        if first <= match.start() < last and canvas.is_free(match.start("open"), match.end()):
            span = match.start("open"), match.end()
            canvas.take(*span)
            yield span, ConfidenceInterval(_bound(match["low"]), _bound(match["high"]), level)


def _unnamed_intervals(canvas: Canvas, named: list[int]) -> Iterator[tuple[Span, ConfidenceInterval]]:
    """`91.8% (95% CI 90.4-93.3) and 90.3% (88.8-91.8)`: one that is named holds for its like in the same sentence,
    and for shares in those behind it."""
    for match in sought(BESIDE_VALUE, canvas.text, numerals(canvas.text)):
        before = bisect_right(named, match.start()) - 1
        if before < 0 or not canvas.is_free(match.start("open"), match.end()):
            continue
        value, low, high = (quantity(match[part]) for part in ("value", "low", "high"))
        if match.start() - named[before] > NEAR:
            continue
        alike = value.decimals == low.decimals == high.decimals and low.value <= value.value <= high.value
        is_share = "%" in canvas.text[match.start() : match.start("open")]  # no range of ages, nor of times
        if alike and (is_share or not sentence_ends(canvas.text, named[before], match.start())):
            span = match.start("open"), match.end()
            canvas.take(*span)
            yield span, ConfidenceInterval(low, high, None)


def p_values_in(canvas: Canvas) -> Iterator[tuple[Span, Quantity]]:
    """Every p value of a text with its comparator, taken from the canvas."""
    for match in P.finditer(canvas.text):
        if canvas.is_free(match.start("value"), match.end("value")):
            op = {"≤": "<=", "≥": ">=", "less than": "<", "below": "<", "": "="}.get(match["op"], match["op"])
            canvas.take(*match.span())
            yield match.span(), replace(_p_number(match["value"]), op=op)


def _p_number(printed: str) -> Quantity:
    """`0.003`, `.003` or `1.2 x 10-5` as a quantity."""
    mantissa, *power = re.split(r"\s?[×x]\s?10[-−–⁻]\s?", printed)
    return quantity(mantissa).scaled(-min(int(power[0]), 400)) if power else quantity(mantissa)


def with_intervals(
    text: str, found: Sequence[Estimate], intervals: Sequence[tuple[Span, ConfidenceInterval]]
) -> list[Estimate]:
    """Each interval with the estimate before it, as long as no sentence ends between them."""
    result = list(found)
    ends = [estimate.end for estimate in result]
    for span, interval in intervals:
        near: list[int] = []
        for i in back_from(span[0], ends):
            estimate = result[i]
            if _is_dose_beside(estimate, interval):
                continue
            if sentence_ends(text, estimate.end, span[0]) and not _is_number_of_tile(text, estimate, span[0]):
                break
            if estimate.ci is None and _has_intervals(text, estimate) and not _is_coarser(estimate, span, interval):
                near.append(i)
                if not tells_when(text, estimate):
                    break
        if near:
            at = near[0] if tells_when(text, result[near[-1]]) else near[-1]
            read = (*result[at].read, Part("ci", *span, "interval behind its value"))
            result[at] = replace(result[at], ci=interval, parts=(*result[at].parts, span), read=read)
    return result


def tells_when(text: str, estimate: Estimate) -> bool:
    """Whether a whole number of weeks or doses says when or how often: `at six months`, `every 2 weeks`, `after one dose`."""
    is_whole = estimate.value is not None and not estimate.value.decimals and estimate.op == "="
    is_time = dimension(estimate.unit) == "time" or estimate.unit == "doses"
    if not is_whole or not is_time or estimate.high is not None:
        return False
    before = WHEN_BEFORE.search(text, max(0, estimate.start - 10), estimate.start)
    return bool(before or WHEN_BEHIND.match(text, estimate.end))


WHEN_BEFORE = re.compile(r"\b(?:at|after|every|within)\s$", re.IGNORECASE)
WHEN_BEHIND = re.compile(r"\s(?:after|following|post)\b")


def _has_intervals(text: str, estimate: Estimate) -> bool:
    """Whether an interval may be of it: no range, no count of people or things, no unit that a ratio is told per."""
    if estimate.form in ("n=", "n of N") or estimate.high is not None or _is_whole_count(estimate):
        return False
    is_age = estimate.unit == "years" and estimate.op != "="
    is_whole = estimate.value is not None and not estimate.value.decimals and dimension(estimate.unit) in (None, "time")
    if is_whole and POINT.search(text, max(0, estimate.start - 10), estimate.start):
        return False  # `82.0% at year 11 (95% CI 63.0-92.2)`
    return not is_age and not STEP.search(text, max(0, estimate.start - 12), estimate.start)


def _is_number_of_tile(text: str, estimate: Estimate, at: int) -> bool:
    """Whether an estimate is the number above the lines of a tile's label, whose last line is the interval."""
    heads = (
        text.startswith("\n", estimate.end)
        and not text[max(0, text.rfind("\n", 0, estimate.start)) : estimate.start].strip()
    )
    between = text[estimate.end : at]
    return heads and len(between) <= LONGEST_LABEL and between.count("\n") <= 3 and not ENDS.search(between)


LONGEST_LABEL = 240  # characters of the label of a tile
ENDS = re.compile(r"[.!?]\s+[A-Z]|\n\s*[•\-–]")


def _is_coarser(estimate: Estimate, span: Span, interval: ConfidenceInterval) -> bool:
    """Whether a whole number without a unit stands apart from an interval with decimals: `all 3 seasons (95% CI 42.2-85.7)`."""
    bound = interval.low or interval.high
    is_whole = estimate.unit is None and estimate.value is not None and not estimate.value.decimals
    return is_whole and bound is not None and bound.decimals > 0 and span[0] - estimate.end > CLOSE


def _is_dose_beside(estimate: Estimate, interval: ConfidenceInterval) -> bool:
    """Whether a dose in an arm's name stands before an interval that it lies outside of: `than B 100 mg (95% CI 0.2-0.5)`."""
    if dimension(estimate.unit) != "dose" or estimate.value is None or not (interval.low and interval.high):
        return False
    return not interval.low.value <= estimate.value.value <= interval.high.value


CLOSE = 3  # characters between a value and the bracket of its interval


def _is_whole_count(estimate: Estimate) -> bool:
    is_whole = estimate.value is not None and not estimate.value.decimals
    return is_whole and dimension(estimate.unit) == "count"


STEP = re.compile(r"\b(?:per|every|each)\s(?:a\s)?$|/$")  # OR 1.36 per 20 gram; 95% CI 1.07 to 1.73


POINT = re.compile(r"\b(?:weeks?|months?|years?|days?|cycles?|seasons?)\s$|[a-z]\s(?:to|through)\s$", re.IGNORECASE)


def back_from(at: int, ends: list[int]) -> range:
    """Places of the estimates that end before an offset, nearest first, not further than reasonable."""
    last = bisect_right(ends, at) - 1
    return range(last, max(-1, last - FAR), -1)


def sentence_ends(text: str, start: int, end: int) -> bool:
    """Whether a sentence or a list item ends between two offsets."""
    between = text[start:end]
    lines = between.count("\n")
    return bool(ENDS.search(between)) or lines > (1 if len(between) > 80 else 3)
