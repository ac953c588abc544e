"""Finds the estimates of a text that are in words: `half`, `two-thirds`, `eleven months`, `three times`."""

from __future__ import annotations

from collections.abc import Iterator

from claims.hedges import hedge_before
from claims.lexicon import load
from claims.notations import (
    HALVED,
    OF_A_DOSE,
    PARTS,
    WORDED,
    WORDED_FOLD,
    WORDED_MEDIAN,
    WORDED_SHARE,
    WORDED_TIMES,
    word_forms,
)
from claims.numerals import number_words, numeral, quantity
from claims.printed import Canvas, Estimate, Part
from claims.starts import sought, starts_of, words
from claims.units import canonical, unit_pattern


def worded_numbers(canvas: Canvas) -> Iterator[Estimate]:
    """The estimates in words of what a canvas has left free, each taken from it."""
    text = canvas.text
    named = starts_of(text, number_words())
    for key, unit, pattern, values, first in word_forms():
        for match in sought(pattern, text, starts_of(text, first)):
            if canvas.is_free(*match.span()):
                op, begin = hedge_before(text, match.start())
                canvas.take(begin, match.end())
                value = quantity(values[match[0].casefold()], op)
                yield Estimate(start=begin, end=match.end(), form=key, value=value, unit=unit)
    for match in sought(WORDED_SHARE, text, named):
        if canvas.is_free(*match.span("value")):
            canvas.take(*match.span("value"))
            read = (Part("unit", *match.span("unit"), "unit of the value that it is set beside"),)
            start, end = match.span("value")
            yield Estimate(start=start, end=end, form="number", value=numeral(match["value"]), unit="%", read=read)
    for match in HALVED.finditer(text) if not PARTS.isdisjoint(words(text)) else ():
        if canvas.is_free(*match.span("share")) and not OF_A_DOSE.search(text, max(0, match.start() - 40), match.end()):
            start, end = match.span("share")
            canvas.take(start, end)
            part = str(load("numbers")["shares"][match["part"].casefold()])
            value = quantity(part, "~" if match["nearly"] or match["almost"] else "=")
            yield Estimate(start=start, end=end, form="shares", value=value, unit="%")
    for match in WORDED_FOLD.finditer(text) if "times" in words(text) else ():
        if canvas.is_free(*match.span("value")):
            op, begin = hedge_before(text, match.start())
            end = match.end() - 1
            canvas.take(begin, end)
            yield Estimate(start=begin, end=end, form="folds", value=numeral(match["value"], op), unit="x")
    for match in WORDED_MEDIAN.finditer(text) if "number" in words(text) else ():
        if canvas.is_free(*match.span("value")):
            start, end = match.span("value")
            canvas.take(start, end)
            yield Estimate(start=start, end=end, form="number", value=numeral(match["value"]))
    for match in (*sought(WORDED_TIMES, text, named), *sought(WORDED, text, named)):
        unit_match = unit_pattern().match(text, match.end())
        if not unit_match or not canvas.is_free(match.start(), unit_match.end()):
            continue
        form = unit_match["plain"] or unit_match["dashed"] or unit_match["count"]
        unit, kind = canonical(form)
        high = numeral(match["high"]) if match.re is WORDED_TIMES else None
        if kind not in (("time",) if high else ("time", "count", "share", "dose")):
            continue
        op, begin = hedge_before(text, match.start())
        canvas.take(begin, unit_match.end())
        number = numeral(match["value"], op)
        form = "low-high" if high else "number in words"
        yield Estimate(start=begin, end=unit_match.end(), form=form, value=number, high=high, unit=unit)
