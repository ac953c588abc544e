"""Reads what a table's cell states by the roles that its headings give its numbers: interval, p value, cases of all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from claims.model import ConfidenceInterval
from claims.numerals import PLAIN, SIGNED, quantity
from claims.printed import Estimate
from claims.quantity import Quantity
from claims.tables import Headed
from claims.units import canonical

COUNT_AND_SHARE = re.compile(r"\bn(?:o\.?|umber)?\s?\(%\)|\bno\.\s?\(%\)|\(%\)(?=$|\s\|)", re.IGNORECASE)
# A row of how many there are: `n`, `HRRm (n)`.
COUNT_ROW = re.compile(r"(?:^|\|\s)(?:[^|]{1,40}\s\(n\)|n|N|[Nn]umber of patients)\s*$")
# `(all grades / Grade 3-4, %)` over `64 / 7`
GRADES = re.compile(
    r"(?P<first>(?:all|any)[\s-]grades?),?\s?/\s?(?P<second>(?:grades?\s)?[≥>]?\s?\d(?:\s?[-–]\s?\d|\sor\s\d)?)",
    re.IGNORECASE,
)
PAIR = re.compile(rf"(?P<first>{PLAIN})\s?/\s?(?P<second>{PLAIN})")
WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
INTERVAL_HEAD = re.compile(
    r"(?:(?P<level>\d{2}(?:\.\d+)?)\s?%\s?)?(?:\bCIs?\b|\b(?-i:CrI)\b|confidence interval|credible interval)",
    re.IGNORECASE,
)
RANGE_HEAD = re.compile(r"\brange\b|\bIQR\b|min,\s?max", re.IGNORECASE)
CASES = re.compile(
    r"\b(?P<counted>cases|events?|patients|deaths)(?:\s?(?:\(N\)|/\s?N\b)|,\s?n\s?/\s?N\b)|(?:^|[,(|]\s?)n\s?/\s?N\)?$",
    re.IGNORECASE,
)
BOUND = rf"(?:{SIGNED}|NR|NE|NA|NC|not reached|not estimable|[-–—])"
BETWEEN = r"\s?%?\s?(?:,|;|\bto\b|[-–—])\s?"
WITH_INTERVAL = re.compile(
    rf"(?P<value>{SIGNED}|NR|NE|not reached)\s?%?(?:\s?(?:months|mos?\.?|weeks|years))?\s?"
    rf"(?P<interval>[(\[]\s?(?:{INTERVAL_HEAD.pattern.replace('level', 'stated')}[:,]?\s?)?(?P<low>{BOUND}){BETWEEN}(?P<high>{BOUND})\s?%?\s?[)\]])",
    re.IGNORECASE,
)
ONLY_INTERVAL = re.compile(rf"[(\[]?\s?(?P<low>{BOUND}){BETWEEN}(?P<high>{BOUND})\s?%?\s?[)\]]?", re.IGNORECASE)
ONLY_P = re.compile(rf"[Pp]?\s?(?P<op>[<>≤≥=]=?)?\s?(?P<value>{PLAIN})")
OF_ALL = re.compile(rf"(?P<n>{PLAIN})\s?(?:/\s?(?P<of>{PLAIN})|\(\s?(?:N\s?=\s?)?(?P<bracketed>{PLAIN})\s?\))")
SHARE_OF_ALL = re.compile(rf"(?P<n>{PLAIN})\s?/\s?(?P<of>{PLAIN})\s?\(\s?(?P<value>{PLAIN})\s?%?\s?\)")
# `105 (37), (31, 43)` under `n (%), (95% CI)`
SHARE_AND_INTERVAL = re.compile(
    rf"(?P<n>{PLAIN})\s?\(\s?(?P<value>{PLAIN})\s?%?\s?\)[,;]?\s?[(\[]\s?(?P<low>{BOUND}){BETWEEN}(?P<high>{BOUND})\s?%?\s?[)\]]",
    re.IGNORECASE,
)
SPREAD_HEAD = re.compile(r"\bmean\b.*\((?:SD|SE|SEM)\)|\((?:SD|SE|SEM)\).*\bmean\b", re.IGNORECASE)
WITH_SPREAD = re.compile(rf"{SIGNED}\s?\(\s?{PLAIN}\s?\)")  # `42.0 (12.4)` under `mean (SD)`
OPERATORS = {"≤": "<=", "≥": ">=", None: "="}


def completed(text: str, told: Headed, estimates: Sequence[Estimate]) -> list[Estimate]:
    """A cell's estimates in the form that its headings promise: `71 (39.7)` under `n (%)`, `35.7 (25.8-44.0)` under
    `(95% CI)`, `6 (7344)` under `Cases (N)`, `64/325` under `Events/N`."""
    heads = f"{told.labels} | {told.arm_head} | {told.stub}"
    if told.role == "interval":
        return _interval_alone(text, told) or list(estimates)
    if told.role == "p":
        return _p_alone(text) or list(estimates)
    if COUNT_ROW.search(told.row) and WHOLE.fullmatch(text.strip()):
        return [_whole(text, "number", quantity(text.strip()), unit="patients")]
    graded = GRADES.search(told.caption) or GRADES.search(told.labels)
    each = PAIR.fullmatch(text.strip())
    if graded and each:
        return [
            Estimate(start=start, end=end, form="number", value=quantity(text[start:end]), unit="%")
            for start, end in (each.span("first"), each.span("second"))
        ]
    share = SHARE_OF_ALL.fullmatch(text.strip())
    if share:
        value = quantity(share["value"])
        return [_whole(text, "n of N (%)", value, unit="%", n=quantity(share["n"]), of=quantity(share["of"]))]
    counted = CASES.search(told.labels) or CASES.search(told.arm_head) or CASES.search(told.stub)
    all_of = OF_ALL.fullmatch(text.strip())
    if counted and all_of:
        unit = canonical(counted["counted"].casefold())[0] if counted["counted"] else "events"
        return [
            _whole(
                text, "cases (N)", quantity(all_of["n"]), unit=unit, of=quantity(all_of["of"] or all_of["bracketed"])
            )
        ]
    level = INTERVAL_HEAD.search(heads) or INTERVAL_HEAD.search(told.caption)
    both = SHARE_AND_INTERVAL.fullmatch(text.strip())
    if both and level and COUNT_AND_SHARE.search(f"{heads} | {told.caption}"):
        ci = _interval(both, level["level"])
        return [_whole(text, "n (%)", quantity(both["value"]), unit="%", n=quantity(both["n"]), ci=ci)]
    bracketed = WITH_INTERVAL.search(text)
    if bracketed and level and not RANGE_HEAD.search(told.labels) and len(estimates) <= 3:
        return _with_interval(bracketed, level["level"], estimates)
    if len(estimates) == 2 and SPREAD_HEAD.search(told.labels) and WITH_SPREAD.fullmatch(text.strip()):
        first, spread = estimates
        return [replace(first, form="number", parts=(*first.parts, (spread.start, spread.end)))]
    is_counted = len(estimates) == 2 and text.count("(") == 1
    if is_counted and (COUNT_AND_SHARE.search(f"{heads} | {told.caption}") or _is_share_of(told.size, estimates)):
        first, second = estimates
        if second.high is None and first.value is not None and first.unit in (None, "%"):
            return [replace(second, start=first.start, unit="%", n=replace(first.value, op="="), form="n (%)")]
    return list(estimates)


def _is_share_of(size: Quantity | None, estimates: Sequence[Estimate]) -> bool:
    """Whether the second of two numbers is, rounded as printed, the first in percent of the arm's size."""
    first, second = (estimate.value for estimate in estimates)
    if size is None or not size.value or first is None or second is None or first.decimals or first.value > size.value:
        return False
    share = 100 * first.value / size.value
    return second.op == "=" and abs(share - second.value) <= Decimal(10) ** -second.decimals * Decimal("0.51")


def _whole(text: str, form: str, value: Quantity, **slots: Any) -> Estimate:
    start = len(text) - len(text.lstrip())
    return Estimate(start=start, end=len(text.rstrip()), form=form, value=value, **slots)


def _bound(text: str) -> Quantity | None:
    return quantity(text) if any(character.isdigit() for character in text) else None


def _interval(match: re.Match[str], level: str | None) -> ConfidenceInterval:
    low, high = _bound(match["low"]), _bound(match["high"])
    return ConfidenceInterval(low, high, quantity(level) if level else None)


def _interval_alone(text: str, told: Headed) -> list[Estimate]:
    match = ONLY_INTERVAL.fullmatch(text.strip())
    if not match or not any(character.isdigit() for character in text):
        return []
    stated = INTERVAL_HEAD.search(told.interval_head)
    ci = _interval(match, stated["level"] if stated else None)
    return [Estimate(start=0, end=len(text), form="interval", value=ci.low or ci.high, ci=ci)]


def _p_alone(text: str) -> list[Estimate]:
    match = ONLY_P.fullmatch(text.strip())
    if not match:
        return []
    op = OPERATORS.get(match["op"], match["op"])
    return [Estimate(start=0, end=len(text), form="p", value=quantity(match["value"], op))]


def _with_interval(match: re.Match[str], level: str | None, estimates: Sequence[Estimate]) -> list[Estimate]:
    """The value before an interval with it, in place of what was read there; other estimates of the cell stay."""
    said = match["value"]
    first = next((e for e in estimates if e.start <= match.start("value") < e.end), None)
    ci = _interval(match, match["stated"] or level)
    parts = (match.span("interval"),)
    if said[0].isalpha():
        status = "NE" if said.casefold() in ("ne", "not estimable") else "NR"
        whole = Estimate(
            start=match.start(), end=match.end("value"), form="not reached", status=status, ci=ci, parts=parts
        )
    else:
        stands = first or Estimate(start=match.start(), end=match.end("value"), form="number", value=quantity(said))
        end = min(stands.end, match.start("interval"))
        others = tuple(part for part in stands.parts if part[0] >= match.end())  # the p value behind it
        value = quantity(said, stands.op)
        whole = replace(stands, end=end, value=value, high=None, ci=ci, form="number", parts=(*parts, *others))
    rest = [e for e in estimates if e.end <= match.start() or e.start >= match.end()]
    return sorted([whole, *rest], key=lambda estimate: estimate.start)
