"""Printed and registered numbers -> the interval in which their sum, gap or ratio lies, and whether a number meets it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from checker.compare import NEARLY
from claims.quantity import Interval, Quantity

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Computed(Interval):
    """What came of arithmetic: where it may lie, and what the written digits alone give."""

    exact: Decimal


def reduction(ratio: Quantity) -> Computed:
    """The percent reductions that a ratio may stand for at its written precision: 0.59 is [40.5, 41.5]."""
    return less_than_whole(Computed(ratio.rounding.low, ratio.rounding.high, ratio.value))


def less_than_whole(ratio: Computed) -> Computed:
    """One less a ratio, in percent."""
    low, high, exact = ((1 - number) * HUNDRED for number in (ratio.high, ratio.low, ratio.exact))
    return Computed(low, high, exact)


def gap(one: Quantity, other: Quantity) -> Computed:
    """One number less another, each anywhere within its rounding."""
    low, high = one.rounding.low - other.rounding.high, one.rounding.high - other.rounding.low
    return Computed(low, high, one.value - other.value)


def ratio(one: Quantity, other: Quantity) -> Computed | None:
    """One number over another; None where the lower one may be nothing."""
    if other.rounding.low <= 0 or one.rounding.low < 0:
        return None
    low, high = one.rounding.low / other.rounding.high, one.rounding.high / other.rounding.low
    return Computed(low, high, one.value / other.value)


def change(smaller: Quantity, larger: Quantity, *, of_larger: bool) -> Computed | None:
    """By how many percent of the larger, or of the smaller, two numbers differ; None where that one may be nothing."""
    box = ratio(smaller, larger) if of_larger else ratio(larger, smaller)
    if box is None:
        return None
    less = less_than_whole(box)
    return less if of_larger else Computed(-less.high, -less.low, -less.exact)


def total(numbers: Iterable[Quantity]) -> Computed:
    """The sum of some numbers, each anywhere within its rounding."""
    low, high, exact = (
        sum(parts, Decimal(0))
        for parts in zip(*((n.rounding.low, n.rounding.high, n.value) for n in numbers), strict=True)
    )
    return Computed(low, high, exact)


def share(part: Decimal, of: Decimal) -> Computed:
    """A share in percent."""
    return exactly(part / of * HUNDRED)


def exactly(number: Decimal) -> Computed:
    """A number that no rounding has touched."""
    return Computed(number, number, number)


def meets(said: Quantity, known: Computed) -> bool:
    """Whether a printed number, with its comparator, may stand for what lies in the interval.

    `more than 40` is met by what the digits give alone: the rounding of a fact is no licence to claim more than its digits say.
    """
    match said.op:
        case "=":
            return said.rounding.overlaps(known)
        case "~":
            return said.rounding.overlaps(known) or _within(said, known, NEARLY)
        case "<":
            return known.exact < said.value
        case "<=":
            return known.exact <= said.value
        case ">":
            return known.exact > said.value
        case _:
            return known.exact >= said.value


def meets_in_words(said: Quantity, known: Computed) -> bool:
    """The same for numbers told in round words: `twice` is no 1.5 that rounds to 2, and `two-thirds` no 66.7 exactly.

    Within 5 %; `nearly twice`, `almost half` within 10 %.
    """
    if said.op not in ("=", "~"):
        return meets(said, known)
    return _within(said, known, NEARLY if said.op == "=" else 2 * NEARLY)


def _within(said: Quantity, known: Computed, reach: Decimal) -> bool:
    return abs(said.value - known.exact) <= abs(known.exact) * reach


def written(number: Decimal, decimals: int = 1) -> str:
    """A result of arithmetic in few digits: 41, 40.6."""
    text = f"{number:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
