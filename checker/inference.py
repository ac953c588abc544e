"""An estimate with its interval -> the p value that follows from it, over all numbers that the printed digits stand for.

After Altman and Bland, BMJ 2011;343:d2090 and d2304: the standard error is the width of the interval over twice its
normal quantile, on the log scale for ratios. Bounds, estimate and p may each be anything that rounds to what is printed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from statistics import NormalDist
from typing import NamedTuple

from checker.measures import RATIOS
from claims.model import Claim, ConfidenceInterval
from claims.quantity import Interval, Quantity

DIFFERENCES = frozenset({"difference"})
REDUCTION = "risk_reduction"  # in percent: one less a ratio


class Span(NamedTuple):
    """All numbers between two."""

    low: float
    high: float

    def overlaps(self, other: Span) -> bool:
        """Whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Estimated:
    """An estimate and its bounds on the scale on which intervals are symmetrical; no effect is 0."""

    point: Span
    low: Span
    high: Span
    is_log: bool

    @property
    def excludes_no_effect(self) -> bool | None:
        """Whether the interval lies on one side of no effect; None where rounding leaves it open."""
        if self.low.low > 0 or self.high.high < 0:
            return True
        return False if self.low.high < 0 < self.high.low else None

    def p_value(self, level: float) -> Span:
        """The two-sided p values that the printed numbers may stand for.

        From the whole width and from the half towards no effect, which is what counts where the interval is skewed.
        """
        quantile = two_sided(level)
        found = [self._z(point, low, high, quantile) for point, low, high in product(self.point, self.low, self.high)]
        reached = [z for pair in found for z in pair]
        least = 0.0 if self.point.low <= 0 <= self.point.high else min(reached, default=0.0)
        return Span(p_of(max(reached, default=math.inf)), p_of(least))

    def p_as_printed(self, level: float) -> float:
        """The p value of the written digits alone, by the whole width."""
        point, low, high = (sum(span) / 2 for span in (self.point, self.low, self.high))
        return p_of(abs(point) * 2 * two_sided(level) / (high - low)) if high > low else math.nan

    def _z(self, point: float, low: float, high: float, quantile: float) -> tuple[float, ...]:
        inner = point - low if point > 0 else high - point
        widths = (high - low, 2 * inner)
        return tuple(abs(point) * 2 * quantile / width for width in widths if width > 0)

    def off_middle(self) -> float:
        """How far the estimate is from the middle of its interval at least, in half widths; below 0 towards no effect.

        Exact and profile intervals are longer on the side away from no effect, so that the estimate lies below 0.
        """
        middle = Span((self.low.low + self.high.low) / 2, (self.low.high + self.high.high) / 2)
        half = (self.high.high - self.low.low) / 2
        if self.point.overlaps(middle) or half <= 0:
            return 0.0
        gap = self.point.low - middle.high if self.point.low > middle.high else self.point.high - middle.low
        return (gap if sum(middle) > 0 else -gap) / half

    def middle(self) -> float:
        """The middle of the interval, on the scale that is printed."""
        middle = (sum(self.low) + sum(self.high)) / 4
        return math.exp(middle) if self.is_log else middle


def is_in_plain_middle(value: Quantity, low: Quantity, high: Quantity) -> bool:
    """Whether an estimate is the plain middle of its interval: some print a ratio plus and less its error."""
    middle = Interval((low.rounding.low + high.rounding.low) / 2, (low.rounding.high + high.rounding.high) / 2)
    return value.rounding.overlaps(middle)


def estimated(claim: Claim) -> Estimated | None:
    """A comparison of arms with both bounds of its interval; None for anything else, a median or one arm's rate."""
    ci, value = claim.ci, claim.value
    if ci is None or ci.low is None or ci.high is None or value is None or claim.op != "=" or claim.high is not None:
        return None
    if claim.measure in RATIOS:
        return _on_log_scale(value.rounding, ci.low.rounding, ci.high.rounding)
    if claim.measure == REDUCTION and claim.unit == "%":
        return _on_log_scale(*(_ratio_of(number) for number in (value, ci.high, ci.low)))
    if claim.measure in DIFFERENCES:
        point, low, high = (_span(number.rounding) for number in (value, ci.low, ci.high))
        return Estimated(point, low, high, is_log=False)
    return None


def is_outside(value: Quantity, low: Quantity | None, high: Quantity | None) -> bool:
    """Whether an estimate lies outside its interval however all were rounded."""
    return (low is not None and _is_below(value, low)) or (high is not None and _is_below(high, value))


def _is_below(one: Quantity, other: Quantity) -> bool:
    """Alike to the digit as printed, for rounding keeps the order of two numbers."""
    if one.decimals == other.decimals:
        return one.value < other.value
    return one.rounding.high < other.rounding.low


def _ratio_of(reduction: Quantity) -> Interval:
    """40 % lower as the ratio 0.60, with its rounding."""
    told = reduction.rounding
    return Interval(1 - told.high / 100, 1 - told.low / 100)


def _on_log_scale(point: Interval, low: Interval, high: Interval) -> Estimated | None:
    if min(point.low, low.low, high.low) <= 0:
        return None
    one, two, three = (Span(*(math.log(end) for end in _span(each))) for each in (point, low, high))
    return Estimated(one, two, three, is_log=True)


def _span(interval: Interval) -> Span:
    return Span(float(interval.low), float(interval.high))


@lru_cache(maxsize=64)
def two_sided(level: float) -> float:
    """The normal quantile of a two-sided interval: 1.96 for 0.95."""
    return NormalDist().inv_cdf((1 + level) / 2)


def p_of(z: float) -> float:
    """The two-sided p value of a normal deviate."""
    return math.erfc(z / math.sqrt(2))


def z_of(p: float) -> float:
    """The normal deviate of a two-sided p value."""
    return -NormalDist().inv_cdf(min(max(p, 1e-300), 1.0) / 2)


def printed_p(p: Quantity) -> Span | None:
    """The p values that a printed one may stand for; None where it can be none."""
    value = float(p.value)
    if not 0 <= value <= 1 or p.op == "~":
        return None
    if p.op.startswith("<"):
        return Span(0.0, value)
    if p.op.startswith(">"):
        return Span(value, 1.0)
    low, high = _span(p.rounding)
    # A lone 1 in the last place is as small as many programs print: .001 for anything below.
    return Span(0.0 if p.value == p.step and value < 0.01 else max(low, 0.0), min(high, 1.0))


def level_of(ci: ConfidenceInterval) -> float | None:
    """The confidence level as a share; None where none is stated that can be one."""
    if ci.level is None or not 50 <= ci.level.value < 100:
        return None
    return float(ci.level.value) / 100


def times_off(said: Span, known: Span) -> float:
    """How many times one p value is the other at least; 1 where they may be equal."""
    if said.overlaps(known):
        return 1.0
    near, far = (known.high, said.low) if said.low > known.high else (said.high, known.low)
    return far / near if near > 0 else math.inf


def deviates_off(said: Span, known: Span) -> float:
    """By which share of the larger one the normal deviates of two p values differ at least."""
    if said.overlaps(known):
        return 0.0
    smaller, larger = (known.high, said.low) if said.low > known.high else (said.high, known.low)
    one, other = z_of(smaller), z_of(larger)
    return (one - other) / one if one > 0 else 0.0
