"""Counts in brackets behind a clause -> given to the percentage that they are: `12.5% had a rash (5 of 40)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claims.notations import PERSONS
from claims.printed import Estimate, Part

REACH = 120  # characters between a percentage and its counts
ENDS = re.compile(r"[.;!?]\s|\n")
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
    return is_share and before.rstrip()[-1:] in ("(", "[") and bool(CLOSES.match(text, estimate.end))


def _owner(text: str, before: Sequence[Estimate], counts: Estimate) -> int | None:
    for at in range(len(before) - 1, max(-1, len(before) - 4), -1):
        one = before[at]
        label = one.end + 1 if _is_number_of_tile(text, one) else one.end
        if counts.start - one.end > REACH or ENDS.search(text, label, counts.start):
            return None
        is_bare = one.unit == "%" and one.form == "number" and one.n is None and one.of is None
        if is_bare and (_comes_to(one, counts) or (label > one.end and _nearly_comes_to(one, counts))):
            return at
    return None


def _nearly_comes_to(share: Estimate, counts: Estimate) -> bool:
    """Whether a share is within a point of counts that its own label tells: it may be rounded from another figure."""
    if share.value is None or counts.value is None or counts.of is None or not counts.of.value:
        return False
    return abs(share.value.value - counts.value.value * 100 / counts.of.value) <= 1


def _is_number_of_tile(text: str, share: Estimate) -> bool:
    """Whether a percentage stands alone on the line above the words that say what it is of."""
    return text.startswith("\n", share.end) and not text[text.rfind("\n", 0, share.start) + 1 : share.start].strip()


def _comes_to(share: Estimate, counts: Estimate) -> bool:
    if share.value is None or counts.value is None or counts.of is None or not counts.of.value:
        return False
    return share.value.rounding.contains(counts.value.value * 100 / counts.of.value)
