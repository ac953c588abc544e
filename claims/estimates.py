"""Numerals of a text to estimates: a value with its unit and comparator, interval, p value and counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from claims.compared_intervals import with_told_intervals
from claims.counted_before import with_people
from claims.far_counts import with_far_counts
from claims.hedges import hedge_before, hedge_behind
from claims.model import ConfidenceInterval
from claims.notations import (
    COUNT_OF,
    COUNT_OVER,
    COUNTED,
    FORMS,
    IN_BRACKETS,
    NUMBER_OF,
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
    WORDED_RANGE,
    absent,
    absent_words,
    status_of,
    word_forms,
)
from claims.numerals import has_digit, number_words, numeral, quantity
from claims.parts import intervals_in, p_values_in
from claims.printed import Canvas, Estimate, Part, Span
from claims.quantity import Quantity
from claims.shared_units import with_shared_units, with_units_before, with_units_behind_ranges
from claims.small_letters import small
from claims.starts import numerals, sought, starts_of, words
from claims.tested import with_p_values
from claims.units import unit_at
from claims.worded_numbers import worded_numbers


def find_estimates(text: str, taken: tuple[Span, ...] = (), level: Quantity | None = None) -> tuple[Estimate, ...]:
    """All estimates of a text in order of place; `taken` are stretches that hold no claim, `level` that of intervals which
    a label above the text announces."""
    if not _may_tell(text):
        return ()
    canvas = Canvas(text, taken)
    intervals = list(intervals_in(canvas, level))
    p_values = list(p_values_in(canvas))
    found = with_shared_units(text, sorted(_values(canvas), key=lambda estimate: estimate.start))
    found = with_units_before(text, found)
    found = with_units_behind_ranges(text, found)
    found = with_people(text, with_far_counts(text, found))
    found = with_told_intervals(text, found, intervals)
    return tuple(sorted(with_p_values(text, found, p_values), key=lambda estimate: estimate.start))


@cache
def _told_in_words() -> frozenset[str]:
    """The words one of which stands in every estimate without digits."""
    return number_words() | absent_words() | PARTS.union(*(first for *_, first in word_forms()))


def _may_tell(text: str) -> bool:
    """Whether a text has digits or a word that an estimate in words begins with."""
    return has_digit(text) or not _told_in_words().isdisjoint(words(text))


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
                start=match.start(), end=match.end(), form="n=", value=number, unit="patients", of=numeral(match["of"])
            )
    yield from _counts_of(canvas, in_small, counts)
    yield from _ranges(canvas)
    yield from _singles(canvas)
    yield from worded_numbers(canvas)
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
    n, of = numeral(groups.get("n")), numeral(groups.get("of"))
    value = quantity(groups["value"]) if groups.get("value") else _percentage(n, of)
    op, start = hedge_before(match.string, match.start())
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
            number = quantity("0") if match["n"] == "none" else numeral(match["n"])
            of = numeral(match["of"])
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
            op, start = hedge_before(text, match.start("low") if form == "low-high" else match.start())
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
        op, begin = hedge_before(text, start)
        if op == "=" and and_more:
            op = ">="
        if op == "=":
            later, far = hedge_behind(text, behind)
            if later:
                op, behind = later, far
        if not canvas.is_free(begin, start):
            begin = start
        canvas.take(begin, behind)
        read = (Part("unit", end, behind, "unit behind the number"),) if unit else ()
        yield Estimate(start=begin, end=behind, form="number", value=quantity(printed, op), unit=unit, read=read)


AND_MORE = re.compile(r"\+(?=[\s.,;:)]|$)")  # `1000+ patients`
OWED = re.compile(r"(?<![\w)%\]])[-−–][£$€]$")  # a difference in costs of −£448
