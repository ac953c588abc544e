"""Numerals of a text to estimates: a value with its unit and comparator, interval, p value and counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from claims.far_counts import with_far_counts
from claims.lexicon import load
from claims.model import ConfidenceInterval
from claims.notations import (
    COUNT_OF,
    COUNT_OVER,
    COUNTED,
    FORMS,
    HALVED,
    IN_BRACKETS,
    NUMBER_OF,
    OF_A_DOSE,
    PARENTHESISED_RANGE,
    PARTS,
    PER,
    PERCENT_SIGNS,
    RANGE,
    RANGE_SIGNS,
    RATIO_INTERVAL,
    RATIO_SIGNS,
    SINGLE,
    WITHOUT_PERCENT,
    WORDED,
    WORDED_FOLD,
    WORDED_MEDIAN,
    WORDED_RANGE,
    WORDED_SHARE,
    WORDED_TIMES,
    absent,
    absent_words,
    any_hedge,
    behind,
    hedges,
    status_of,
    word_forms,
)
from claims.numerals import from_words, has_digit, number_words, quantity
from claims.parts import intervals_in, p_values_in, with_intervals
from claims.printed import Canvas, Estimate, Part, Span
from claims.quantity import Quantity
from claims.small_letters import small
from claims.starts import numerals, sought, starts_of, words
from claims.tested import with_p_values
from claims.units import canonical, dimension, unit_at, unit_pattern


def find_estimates(text: str, taken: tuple[Span, ...] = (), level: Quantity | None = None) -> tuple[Estimate, ...]:
    """All estimates of a text in order of place; `taken` are stretches that hold no claim, `level` that of intervals which
    a label above the text announces."""
    if not _may_tell(text):
        return ()
    canvas = Canvas(text, taken)
    intervals = list(intervals_in(canvas, level))
    p_values = list(p_values_in(canvas))
    found = _with_shared_units(text, sorted(_values(canvas), key=lambda estimate: estimate.start))
    found = _with_units_before(text, found)
    found = _with_units_behind_ranges(text, found)
    found = with_far_counts(text, found)
    found = with_intervals(text, found, intervals)
    return tuple(sorted(with_p_values(text, found, p_values), key=lambda estimate: estimate.start))


@cache
def _told_in_words() -> frozenset[str]:
    """The words one of which stands in every estimate without digits."""
    return number_words() | absent_words() | PARTS.union(*(first for *_, first in word_forms()))


def _may_tell(text: str) -> bool:
    """Whether a text has digits or a word that an estimate in words begins with."""
    return has_digit(text) or not _told_in_words().isdisjoint(words(text))


SHARES_UNIT = re.compile(r"\s?(?:vs\.?|v\.|versus|against|and|or|compared (?:with|to))\s(?:only\s)?", re.IGNORECASE)
# `doses are 2.5, 5, 10, or 15 mg`: a comma alone only before one that is in the list already
SHARES_LAST_DOSE = re.compile(rf"{SHARES_UNIT.pattern}|\s?,\s(?:and|or)\s", re.IGNORECASE)
SHARES_DOSE = re.compile(rf"{SHARES_LAST_DOSE.pattern}|,\s", re.IGNORECASE)
NUMBERED = re.compile(r"\b(?:week|month|day|year|cycle|visit)\s$", re.IGNORECASE)  # `at Week 24 vs 0% with placebo`
NUMBERED_REACH = 8  # characters of such a word


def _with_shared_units(text: str, found: list[Estimate]) -> list[Estimate]:
    """`25.8 vs 16.2 months`, `5, 10 or 15 mg`: a number that prints no unit has that of the one it is set against."""
    result = list(found)
    listed: set[int] = set()  # those that have the unit of the one behind them
    for i in range(len(result) - 2, -1, -1):
        behind = result[i + 1]
        lacks = result[i].unit is None and behind.unit is not None
        lacks |= result[i].unit == "%" and (behind.unit or "").startswith("% per ")  # `2.1% vs 2.4% per year`
        lacks &= result[i].form == behind.form == "number"
        lacks &= not NUMBERED.search(text, max(0, result[i].start - NUMBERED_REACH), result[i].start)
        is_dose = dimension(behind.unit) == "dose"
        between = SHARES_DOSE if is_dose and i + 1 in listed else SHARES_LAST_DOSE if is_dose else SHARES_UNIT
        if lacks and between.fullmatch(text, result[i].end, behind.start):
            listed.add(i)
            shared = next((part for part in behind.read if part.slot == "unit"), None)
            start, end = (shared.start, shared.end) if shared else (behind.start, behind.end)
            read = (*result[i].read, Part("unit", start, end, "unit of the value that it is set against"))
            result[i] = replace(result[i], unit=behind.unit, read=read)
    return result


OTHER_ARM = re.compile(
    r"\s(?:(?:had\s|have\s)?occurred|were\s\w+)\s(?:in|with|on)\s[^.;:,\d]{2,60}?,?\s(?:and|versus|vs\.?)\s"
)
IN_ARM = re.compile(r"\s(?:in|with|on)\s(?:the\s)?\w")


def _with_units_before(text: str, found: list[Estimate]) -> list[Estimate]:
    """`208 deaths occurred in the A arm and 234 in the B arm`: the second number counts the same."""
    result = list(found)
    for i in range(1, len(result)):
        first, second = result[i - 1], result[i]
        lacks = second.unit is None and first.unit is not None and first.form == second.form == "number"
        is_count = lacks and dimension(first.unit) == "count" and IN_ARM.match(text, second.end)
        if is_count and OTHER_ARM.fullmatch(text, first.end, second.start):
            part = Part("unit", first.start, first.end, "unit of the count that it is set beside")
            result[i] = replace(second, unit=first.unit, read=(*second.read, part))
    return result


BEHIND_RANGE = re.compile(r"\s?[)\]]\s")


def _with_units_behind_ranges(text: str, found: list[Estimate]) -> list[Estimate]:
    """`60 (range: 32-70) years`: the unit behind the bracket is that of the range and of the value before it."""
    result = list(found)
    for i in range(1, len(result)):
        value, spread = result[i - 1], result[i]
        if value.unit or spread.unit or value.form != "number" or spread.form not in ("range", "(range)"):
            continue
        closing = BEHIND_RANGE.match(text, spread.end) or BEHIND_RANGE.match(text, max(0, spread.end - 1))
        gap = text[value.end : spread.start].strip(" ([")
        unit, end = unit_at(text, closing.end()) if closing and not gap else (None, 0)
        if unit and closing:
            part = Part("unit", closing.end(), end, "unit behind the range")
            result[i - 1] = replace(value, unit=unit, read=(*value.read, part))
            result[i] = replace(spread, unit=unit, read=(*spread.read, part))
    return result


def _number(words: str | None, op: str = "=") -> Quantity | None:
    if words is None:
        return None
    worded = from_words(words.strip())
    return replace(worded, op=op) if worded else quantity(words, op)


def _hedge(text: str, at: int) -> tuple[str, int]:
    """The comparator before a number and where its words begin."""
    before = text[max(0, at - 28) : at]
    if before[-1:] == "(" or (before.endswith(" ") and before[-2:-1] == "("):
        return "=", at
    if not any_hedge().search(small(before)):
        return "=", at
    best: tuple[str, int] = ("=", at)
    for op, pattern in hedges():
        match = pattern.search(before)
        if match and at - len(match[0]) < best[1]:
            best = (op, at - len(match[0]))
    denied = NOT_MORE.search(text, max(0, best[1] - 30), best[1]) if best[0] == ">" else None
    return ("<=", denied.start()) if denied else best


# `patients should not use more than`: no more than
NOT_MORE = re.compile(r"\b(?:not|never)\s(?:[a-z]{2,10}\s){0,2}$")


def _after(text: str, end: int) -> tuple[str | None, int]:
    for op, pattern in behind():
        match = pattern.match(text, end)
        if match:
            return op, match.end()
    return None, end


def _values(canvas: Canvas) -> Iterator[Estimate]:
    text, in_small = canvas.text, small(canvas.text)
    numbers = numerals(text)
    counts = sorted((*numbers, *starts_of(text, number_words())))
    has_brackets = "(" in text or "[" in text
    yield from _ratio_intervals(canvas) if has_brackets else ()
    has_percent = _has(PERCENT_SIGNS, text)
    for form, pattern in FORMS:
        if not has_percent and form not in WITHOUT_PERCENT:
            continue
        if form == "n=, %":
            found = pattern.finditer(in_small) if "=" in text else iter(())
        elif form in IN_BRACKETS and not has_brackets:
            continue
        else:
            found = sought(pattern, in_small, counts if form in COUNTED else numbers)
        for match in found:
            if canvas.is_free(*match.span()):
                canvas.take(*match.span())
                yield _share(form, match)
    for match in NUMBER_OF.finditer(text) if "=" in text or "equals" in text else ():
        if canvas.is_free(*match.span()):
            canvas.take(*match.span())
            number = quantity(match["n"])
            yield Estimate(
                start=match.start(), end=match.end(), form="n=", value=number, unit="patients", of=_number(match["of"])
            )
    yield from _counts_of(canvas, in_small, counts)
    yield from _ranges(canvas)
    yield from _singles(canvas)
    yield from _worded(canvas)
    for match in sought(absent(), text, starts_of(text, absent_words())):
        if canvas.is_free(*match.span()):
            canvas.take(*match.span())
            status = status_of()[match[0].casefold()]
            yield Estimate(start=match.start(), end=match.end(), form="not reached", status=status)


def _has(signs: tuple[str, ...], text: str) -> bool:
    folded = text.casefold()
    return any(sign in folded for sign in signs)


def _ratio_intervals(canvas: Canvas) -> Iterator[Estimate]:
    for match in RATIO_INTERVAL.finditer(canvas.text) if _has(RATIO_SIGNS, canvas.text) else ():
        if canvas.is_free(match.start("value"), match.end("high")):
            canvas.take(match.start("value"), match.end())
            yield Estimate(
                start=match.start("value"),
                end=match.end(),
                form="ratio (low-high)",
                value=quantity(match["value"]),
                ci=ConfidenceInterval(quantity(match["low"]), quantity(match["high"]), None),
            )


def _share(form: str, match: re.Match[str]) -> Estimate:
    groups = match.groupdict()
    n, of = _number(groups.get("n")), _number(groups.get("of"))
    value = quantity(groups["value"]) if groups.get("value") else _percentage(n, of)
    op, start = _hedge(match.string, match.start())
    read = tuple(Part(slot, *match.span(slot), form) for slot in ("n", "of") if groups.get(slot))
    return Estimate(
        start=start, end=match.end(), form=form, value=replace(value, op=op), unit="%", n=n, of=of, read=read
    )


NONE = frozenset({"none"})


def _counts_of(canvas: Canvas, in_small: str, counts: Sequence[int]) -> Iterator[Estimate]:
    """`49 of 870` or `49/870` without a percentage: a count and those it was counted among."""
    text = canvas.text
    over = sought(COUNT_OVER, text, numerals(text)) if "/" in text else ()
    for match in (*sought(COUNT_OF, in_small, counts, starts_of(text, NONE)), *over):
        if canvas.is_free(*match.span()) and canvas.is_free(match.start(), match.end() + 1):
            number = quantity("0") if match["n"] == "none" else _number(match["n"])
            of = _number(match["of"])
            if number is not None and of is not None and number.value <= of.value:
                canvas.take(*match.span())
                yield Estimate(
                    start=match.start(), end=match.end(), form="n of N", value=number, unit="patients", of=of
                )


def _percentage(n: Quantity | None, of: Quantity | None) -> Quantity:
    """`6 out of 10` is 60, `one in three` 33.3; of nothing it is 0."""
    share = n.value * 100 / of.value if n is not None and of is not None and of.value else Decimal(0)
    if 0 < share < Decimal("0.1"):
        return quantity(f"{share:.{1 - share.adjusted()}f}".rstrip("0"))  # one in 2,000 is 0.05
    return quantity(f"{share:.{0 if share == int(share) else 1}f}")


BOTH = re.compile(r".*%\sand\s.*", re.DOTALL)  # two shares, which only a word before them makes a range
BETWEEN = ("between ", "Between ")


def _ranges(canvas: Canvas) -> Iterator[Estimate]:
    text = canvas.text
    for form, found in (
        ("range", WORDED_RANGE.finditer(text) if _has(RANGE_SIGNS, text) else ()),
        ("(range)", PARENTHESISED_RANGE.finditer(text)),
        ("low-high", sought(RANGE, text, numerals(text))),
    ):
        for match in found:
            if not canvas.is_free(match.start("low"), match.end("high")):
                continue
            low, high = (
                quantity(match["low"]),
                quantity(match["high"].lstrip("-−–") if form == "low-high" else match["high"]),
            )
            if BOTH.fullmatch(match[0]) and not text.endswith(BETWEEN, 0, match.start("low")):
                continue  # `41% and 55% of patients`
            own = unit_at(text, match.end("low"))[0] if form == "range" and match["unit"] else None
            if (high.value < low.value and own is None) or (
                form == "low-high" and match[0].count("or") and high.value - low.value > 2
            ):
                continue
            op, start = _hedge(text, match.start("low") if form == "low-high" else match.start())
            is_open = text.startswith("+", match.end("high"))  # 1.2+ to 26.4+ months: still going on
            unit, end = unit_at(text, match.end("high") + is_open)
            unit = own or unit  # `range: 1 day to 3.4 years`: that of the low end, which is the claim's value
            canvas.take(start, end)
            begin = match.start() if form == "range" else min(start, match.start("low"))
            if form == "low-high" and match["ops"]:
                op = {"≥": ">=", "≤": "<=", "<": "<", ">": ">", "~": "~"}[match["ops"].strip()]
            yield Estimate(
                start=begin, end=max(end, match.end("high")), form=form, value=replace(low, op=op), high=high, unit=unit
            )


def _singles(canvas: Canvas) -> Iterator[Estimate]:
    text = canvas.text
    for match in sought(SINGLE, text, numerals(text)):
        start, end = match.span()
        if not canvas.is_free(start, end):
            continue
        and_more = AND_MORE.match(text, end)
        end = and_more.end() if and_more else end
        unit, behind = unit_at(text, end)
        if not canvas.is_free(end, behind):
            unit, behind = None, end
        per = PER.match(text, behind)
        if per and canvas.is_free(behind, per.end()):
            unit, behind = (
                " ".join(filter(None, ("%" if unit == "%" else None, "per", per["base"], per["of"]))),
                per.end(),
            )
        printed = match["value"]
        owed = OWED.search(text, max(0, start - 3), start)
        if owed and canvas.is_free(*owed.span()):
            printed, start = f"-{printed}", owed.start()
        op, begin = _hedge(text, start)
        if op == "=" and and_more:
            op = ">="
        if op == "=":
            later, far = _after(text, behind)
            if later:
                op, behind = later, far
        if not canvas.is_free(begin, start):
            begin = start
        canvas.take(begin, behind)
        read = (Part("unit", end, behind, "unit behind the number"),) if unit else ()
        yield Estimate(start=begin, end=behind, form="number", value=quantity(printed, op), unit=unit, read=read)


AND_MORE = re.compile(r"\+(?=[\s.,;:)]|$)")  # `1000+ patients`
OWED = re.compile(r"(?<![\w)%\]])[-−–][£$€]$")  # a difference in costs of −£448


def _worded(canvas: Canvas) -> Iterator[Estimate]:
    text = canvas.text
    named = starts_of(text, number_words())
    for key, unit, pattern, values, first in word_forms():
        for match in sought(pattern, text, starts_of(text, first)):
            if canvas.is_free(*match.span()):
                op, begin = _hedge(text, match.start())
                canvas.take(begin, match.end())
                value = quantity(values[match[0].casefold()], op)
                yield Estimate(start=begin, end=match.end(), form=key, value=value, unit=unit)
    for match in sought(WORDED_SHARE, text, named):
        if canvas.is_free(*match.span("value")):
            canvas.take(*match.span("value"))
            read = (Part("unit", *match.span("unit"), "unit of the value that it is set beside"),)
            start, end = match.span("value")
            yield Estimate(start=start, end=end, form="number", value=_number(match["value"]), unit="%", read=read)
    for match in HALVED.finditer(text) if not PARTS.isdisjoint(words(text)) else ():
        if canvas.is_free(*match.span("share")) and not OF_A_DOSE.search(text, max(0, match.start() - 40), match.end()):
            start, end = match.span("share")
            canvas.take(start, end)
            part = str(load("numbers")["shares"][match["part"].casefold()])
            value = quantity(part, "~" if match["nearly"] or match["almost"] else "=")
            yield Estimate(start=start, end=end, form="shares", value=value, unit="%")
    for match in WORDED_FOLD.finditer(text) if "times" in words(text) else ():
        if canvas.is_free(*match.span("value")):
            op, begin = _hedge(text, match.start())
            end = match.end() - 1
            canvas.take(begin, end)
            yield Estimate(start=begin, end=end, form="folds", value=_number(match["value"], op), unit="x")
    for match in WORDED_MEDIAN.finditer(text) if "number" in words(text) else ():
        if canvas.is_free(*match.span("value")):
            start, end = match.span("value")
            canvas.take(start, end)
            yield Estimate(start=start, end=end, form="number", value=_number(match["value"]))
    for match in (*sought(WORDED_TIMES, text, named), *sought(WORDED, text, named)):
        unit_match = unit_pattern().match(text, match.end())
        if not unit_match or not canvas.is_free(match.start(), unit_match.end()):
            continue
        form = unit_match["plain"] or unit_match["dashed"] or unit_match["count"]
        unit, kind = canonical(form)
        high = _number(match["high"]) if match.re is WORDED_TIMES else None
        if kind not in (("time",) if high else ("time", "count", "share", "dose")):
            continue
        op, begin = _hedge(text, match.start())
        canvas.take(begin, unit_match.end())
        number = _number(match["value"], op)
        form = "low-high" if high else "number in words"
        yield Estimate(start=begin, end=unit_match.end(), form=form, value=number, high=high, unit=unit)
