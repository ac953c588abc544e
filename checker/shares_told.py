"""A share with its counts or its interval -> what does not come out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from checker.compare import natural_frequency
from checker.model import Confidence, Severity
from checker.proportions import has_count, has_count_rounded_twice, rounded_twice, tells_counts
from checker.recovered import recovered
from checker.surroundings import Surroundings
from checker.units import plain_unit
from claims.lexicon import load
from claims.model import Claim
from claims.quantity import Quantity

WRONG_SUM = "the sum does not come out"
ROUNDED_TWICE = "rounded twice"
MOST_COUNTED = 20_000  # patients beyond which a percentage tells no count
GREY = Decimal("0.2")  # a share of the recomputed value: that of fewer patients stays within it
# Rates that a model or the filling in of missing patients gives need be no whole number of patients.
MODELLED = re.compile(
    r"\b(?:estimat|Kaplan|cumulative|imput|adjusted|model|weighted|standardi[sz]ed|per year|mean|average)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A share that is not what its counts or its interval make it."""

    message: str
    said: str
    expected: str
    severity: Severity
    confidence: Confidence = Confidence.HIGH
    diagnosis: str = WRONG_SUM


def shares_failed(claim: Claim, beside: Sequence[Claim], surroundings: Surroundings) -> Iterator[Misfit]:
    """What is wrong with a percentage: its n/N, that no n gives it, that its interval is of another n."""
    if claim.value is None or claim.op != "=" or plain_unit(claim.unit) != "%" or natural_frequency(claim):
        return
    if claim.n is not None and claim.of is not None:
        yield from _of_counts(claim, claim.value, claim.n, claim.of)
    elif claim.of is not None:
        yield from _of_whole(claim, claim.value, claim.of)
        yield from _of_interval(claim, claim.value, beside, surroundings)


def _of_counts(claim: Claim, value: Quantity, part: Quantity, whole: Quantity) -> Iterator[Misfit]:
    if whole.value == 0 or part.value > whole.value:
        return
    share = part.value / whole.value * 100
    if value.rounding.contains(share):
        return
    shown = f"{share:.{max(1, value.decimals)}f}%"
    severity, confidence, diagnosis = Severity.ERROR, Confidence.HIGH, WRONG_SUM
    if rounded_twice(value, share):
        severity, diagnosis = Severity.WARNING, ROUNDED_TWICE
    elif value.value > share * (1 + GREY) and not _prints(claim.sentence, whole):
        if claim.endpoint in _times_to_event():
            return  # an estimate over time, of those who were still followed
        severity, confidence, diagnosis = Severity.WARNING, Confidence.MEDIUM, f"a share of fewer than {whole}"
    yield Misfit(
        message=f"Says {value}%; {part}/{whole} is {shown}.",
        said=f"{value}%",
        expected=shown,
        severity=severity,
        confidence=confidence,
        diagnosis=diagnosis,
    )


def _of_whole(claim: Claim, value: Quantity, of: Quantity) -> Iterator[Misfit]:
    """A percentage of so many patients that no whole number of them is."""
    whole = int(of.value)
    if not 0 < whole <= MOST_COUNTED or not tells_counts(value, whole) or has_count(value, whole):
        return
    if claim.endpoint in _times_to_event() or not _prints(claim.sentence, of) or MODELLED.search(claim.sentence):
        return
    nearest = int((value.value * whole / 100).to_integral_value())
    shown = f"{Decimal(nearest * 100) / whole:.{value.decimals + 1}f}%"
    yield Misfit(
        message=f"Says {value}% of {of}; no whole number of {of} is that, {nearest} would be {shown}.",
        said=f"{value}% of {of}",
        expected=shown,
        severity=Severity.WARNING,
        confidence=Confidence.MEDIUM,
        diagnosis=ROUNDED_TWICE if has_count_rounded_twice(value, whole) else "no whole number of patients",
    )


def _of_interval(
    claim: Claim, value: Quantity, beside: Sequence[Claim], surroundings: Surroundings
) -> Iterator[Misfit]:
    """An interval that is one of another count; where that was rounded twice, it is for sub.rounding."""
    known, ci = recovered(claim, beside, surroundings), claim.ci
    if known is None or ci is None or claim.of is None or known.of != claim.of.value:
        return
    if rounded_twice(value, known.share):
        return
    shown = f"{known.share:.{value.decimals + 1}f}%"
    of = f"{known.count} of {known.of} ({shown}, {known.method})"
    yield Misfit(
        message=f"Says {value}%; the interval {ci.low} to {ci.high} is that of {of}.",
        said=f"{value}%",
        expected=shown,
        severity=Severity.WARNING,
        confidence=Confidence.MEDIUM,
        diagnosis="the interval is that of another count",
    )


@cache
def _times_to_event() -> frozenset[str]:
    return frozenset(str(entry["id"]) for entry in load("endpoints")["endpoints"] if entry["kind"] == "time")


def _prints(words: str, number: Quantity) -> bool:
    """Whether a number stands in the claim's own words, not only over its column."""
    return re.search(rf"(?<![\d.]){re.escape(number.text)}(?![\d.])", words.replace(",", "")) is not None
