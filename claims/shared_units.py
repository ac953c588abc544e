"""Numbers that print no unit to the same with the unit of the number that they stand with."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.printed import Estimate, Part
from claims.units import dimension, unit_at

SHARES_UNIT = re.compile(r"\s?(?:vs\.?|v\.|versus|against|and|or|compared (?:with|to))\s(?:only\s)?", re.IGNORECASE)
# `doses are 2.5, 5, 10, or 15 mg`: a comma alone only before one that is in the list already
SHARES_LAST_DOSE = re.compile(rf"{SHARES_UNIT.pattern}|\s?,\s(?:and|or)\s", re.IGNORECASE)
SHARES_DOSE = re.compile(rf"{SHARES_LAST_DOSE.pattern}|,\s", re.IGNORECASE)
NUMBERED = re.compile(r"\b(?:week|month|day|year|cycle|visit)\s$", re.IGNORECASE)  # `at Week 24 vs 0% with placebo`
NUMBERED_REACH = 8  # characters of such a word


def with_shared_units(text: str, found: list[Estimate]) -> list[Estimate]:
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


def with_units_before(text: str, found: list[Estimate]) -> list[Estimate]:
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


def with_units_behind_ranges(text: str, found: list[Estimate]) -> list[Estimate]:
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
