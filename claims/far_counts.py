"""Counts in brackets behind a clause -> given to the percentage that they are: `12.5% had a rash (5 of 40)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.notations import PERSONS
from claims.printed import Estimate, Part

REACH = 120  # characters between a percentage and its counts
ENDS = re.compile(r"[.;!?]\s|\n(?![a-z])")
BESIDE = re.compile(r"[;,]\s")  # `(26%; 237/898)`
CLOSES = re.compile(rf"(?:\s{PERSONS})?[)\],;]")


def with_far_counts(text: str, found: Sequence[Estimate]) -> list[Estimate]:
    """Each `(n of N)` with the nearest percentage before it in the same clause that it comes to; its own claim no more."""
    result: list[Estimate] = []
    for estimate in found:
        at = _owner(text, result, estimate) if _is_bracketed(text, estimate) else None
        if at is None:
            result.append(estimate)
            continue
        span = (estimate.start, estimate.end)
        read = (
            *result[at].read,
            Part("n", *span, "counts that come to it"),
            Part("of", *span, "counts that come to it"),
        )
        parts = (*result[at].parts, span)
        result[at] = replace(result[at], n=estimate.value, of=estimate.of, parts=parts, read=read)
    return result


def _is_bracketed(text: str, estimate: Estimate) -> bool:
    before = text[max(0, estimate.start - 2) : estimate.start]
    is_share = estimate.form == "n of N" or (estimate.form == "n=" and estimate.of is not None)
    return is_share and before.rstrip()[-1:] in ("(", "[", ";", ",") and bool(CLOSES.match(text, estimate.end))


def _owner(text: str, before: Sequence[Estimate], counts: Estimate) -> int | None:
    """Which of the last percentages the counts come to: to the printed digit, else the nearest within one in it."""
    near: int | None = None
    for at in range(len(before) - 1, max(-1, len(before) - 4), -1):
        one = before[at]
        is_beside = BESIDE.fullmatch(text, one.end, counts.start) is not None
        if not is_beside and (counts.start - one.end > REACH or ENDS.search(text, one.end, counts.start)):
            break
        if one.unit != "%" or one.form != "number" or one.n is not None or one.of is not None:
            continue
        if _comes_to(one, counts):
            return at
        near = at if near is None and _comes_to(one, counts, slack=1) else near
    return near


def _comes_to(share: Estimate, counts: Estimate, *, slack: int = 0) -> bool:
    """Whether n of N is the percentage, or misses it by no more than so many in its last digit."""
    if share.value is None or counts.value is None or counts.of is None or not counts.of.value:
        return False
    rounded, comes_to = share.value.rounding, counts.value.value * 100 / counts.of.value
    step = slack * Decimal(1).scaleb(-share.value.decimals)
    return rounded.low - step <= comes_to <= rounded.high + step
