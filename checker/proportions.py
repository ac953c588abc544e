"""A share with its interval -> the counts of patients that it may stand for, and where in the interval it may lie."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from checker.inference import Span, two_sided
from claims.quantity import Interval, Quantity

if TYPE_CHECKING:
    import numpy as np

MOST = 20_000  # patients beyond which a share in percent tells no count
MOST_TRIED = 2_000  # counts that an interval may span
EASY = 1e-9


@dataclass(frozen=True, slots=True)
class Counted:
    """A count whose interval is the printed one, and by which method."""

    count: int
    method: str


def counts_behind(low: Quantity, high: Quantity, of: int, level: float) -> tuple[Counted, ...]:
    """The counts out of so many whose interval rounds to two printed bounds, in percent, by the usual methods."""
    first, last = math.floor(float(low.rounding.low) / 100 * of), math.ceil(float(high.rounding.high) / 100 * of)
    first, last = max(0, first), min(of, last)
    if not 0 < of <= MOST or last - first > MOST_TRIED or last < first:
        return ()
    import numpy as np  # noqa: PLC0415 - heavy, and few pages print such an interval

    counts = np.arange(first, last + 1)
    return tuple(
        Counted(int(count), name)
        for name, method in METHODS
        for count, one, other in zip(counts, *method(counts, of, level), strict=True)
        if _rounds_to(float(one), low) and _rounds_to(float(other), high)
    )


def _rounds_to(bound: float, printed: Quantity) -> bool:
    box = printed.rounding
    return float(box.low) - EASY <= bound * 100 <= float(box.high) + EASY


Bounds = tuple["np.ndarray", "np.ndarray"]


def _exact(counts: np.ndarray, of: int, level: float) -> Bounds:
    """Clopper and Pearson."""
    import numpy as np  # noqa: PLC0415 - heavy, and few pages print such an interval
    from scipy.special import betaincinv  # noqa: PLC0415

    tail = (1 - level) / 2
    low = np.where(counts > 0, betaincinv(np.maximum(counts, 1), of - counts + 1, tail), 0.0)
    high = np.where(counts < of, betaincinv(counts + 1, np.maximum(of - counts, 1), 1 - tail), 1.0)
    return low, high


def _score(counts: np.ndarray, of: int, level: float) -> Bounds:
    """Wilson."""
    z, share = two_sided(level), counts / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * (share * (1 - share) / of + z * z / (4 * of * of)) ** 0.5
    return middle - half, middle + half


def _normal(counts: np.ndarray, of: int, level: float) -> Bounds:
    """Wald, kept within 0 and 1."""
    share = counts / of
    half = two_sided(level) * (share * (1 - share) / of) ** 0.5
    return (share - half).clip(0, 1), (share + half).clip(0, 1)


METHODS: tuple[tuple[str, Callable[[np.ndarray, int, float], Bounds]], ...] = (
    ("Clopper-Pearson", _exact),
    ("Wilson", _score),
    ("Wald", _normal),
)


def has_count(value: Quantity, of: int) -> bool:
    """Whether some whole number of so many is the printed percentage."""
    return _whole_within(value.rounding, of)


def rounded_twice(value: Quantity, share: Decimal) -> bool:
    """Whether a share comes out when it is rounded to one digit more first: 85.47 to 85.5 to 86."""
    return value.rounding.contains(share.quantize(value.step / 10, rounding=ROUND_HALF_UP))


def has_count_rounded_twice(value: Quantity, of: int) -> bool:
    """Whether some whole number of so many is, when it is rounded to one digit more first."""
    nearest = int(value.value * of / 100)
    return any(rounded_twice(value, Decimal(count * 100) / of) for count in (nearest, nearest + 1) if count <= of)


def _whole_within(percent: Interval, of: int) -> bool:
    low, high = percent.low * of / 100, percent.high * of / 100
    return math.floor(high) >= math.ceil(low)


def tells_counts(value: Quantity, of: int) -> bool:
    """Whether the printed digits are finer than one patient of so many."""
    return Decimal(100) / of > value.step


def share_off_middle(value: Quantity, low: Quantity, high: Quantity) -> float:
    """How far a percentage is outside the middles of its interval at least, in half widths.

    Intervals of shares are symmetrical on the plain scale (Wald), on that of log odds (near Wilson and Clopper-Pearson)
    or on that of the log of the log (Kaplan-Meier); the middles of all three span what is usual.
    """
    bounds = [_inside(number) for number in (low, high)]
    half = (float(high.value) - float(low.value)) / 2
    if half <= 0 or None in bounds:
        return 0.0
    middles = list(_middles(bounds))
    said = Span(float(value.rounding.low), float(value.rounding.high))
    reach = float(low.step + high.step) / 4
    least, most = min(middles) - reach, max(middles) + reach
    return max(0.0, said.low - most, least - said.high) / half


def _inside(number: Quantity) -> float | None:
    share = float(number.value) / 100
    return share if 0 < share < 1 else None


def _middles(bounds: list[float | None]) -> Iterator[float]:
    low, high = (bound or 0.0 for bound in bounds)
    yield 50 * (low + high)
    yield 100 / (1 + math.exp(-(math.log(low / (1 - low)) + math.log(high / (1 - high))) / 2))
    yield 100 * math.exp(-math.exp((math.log(-math.log(low)) + math.log(-math.log(high))) / 2))
    yield 100 * (1 - math.exp(-math.exp((math.log(-math.log(1 - low)) + math.log(-math.log(1 - high))) / 2)))
