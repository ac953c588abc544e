"""Printed and registered numbers -> the interval in which their sum, gap or ratio lies, and whether a number meets it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from checker.compare import NEARLY
from claims.quantity import Interval, Quantity

HUNDRED = Decimal(100)


def reduction(ratio: Quantity) -> Interval:
    """The percent reductions that a ratio may stand for at its written precision: 0.59 is [40.5, 41.5]."""
    box = ratio.rounding
    return Interval((1 - box.high) * HUNDRED, (1 - box.low) * HUNDRED)


def gap(one: Quantity, other: Quantity) -> Interval:
    """One number less another, each anywhere within its rounding."""
    return Interval(one.rounding.low - other.rounding.high, one.rounding.high - other.rounding.low)


def ratio(one: Quantity, other: Quantity) -> Interval | None:
    """One number over another; None where the lower one may be nothing."""
    if other.rounding.low <= 0 or one.rounding.low < 0:
        return None
    return Interval(one.rounding.low / other.rounding.high, one.rounding.high / other.rounding.low)


def total(numbers: Iterable[Quantity]) -> Interval:
    """The sum of some numbers, each anywhere within its rounding."""
    boxes = [number.rounding for number in numbers]
    return Interval(sum((box.low for box in boxes), Decimal(0)), sum((box.high for box in boxes), Decimal(0)))


def share(part: Decimal, of: Decimal) -> Interval:
    """A share in percent, exact."""
    percent = part / of * HUNDRED
    return Interval(percent, percent)


def middle(known: Interval) -> Decimal:
    """The number half-way, which is the one that the written digits alone give."""
    return (known.low + known.high) / 2


def meets(said: Quantity, known: Interval) -> bool:
    """Whether a printed number, with its comparator, may stand for what lies in the interval.

    `more than 40` is met by a middle above 40: the rounding of a fact is no licence to claim more than its digits say.
    """
    match said.op:
        case "=":
            return said.rounding.overlaps(known)
        case "~":
            return said.rounding.overlaps(known) or _within(said, known, NEARLY)
        case "<":
            return middle(known) < said.value
        case "<=":
            return middle(known) <= said.value
        case ">":
            return middle(known) > said.value
        case _:
            return middle(known) >= said.value


def meets_in_words(said: Quantity, known: Interval) -> bool:
    """The same for numbers told in round words: `twice` is no 1.5 that rounds to 2, and `two-thirds` no 66.7 exactly.

    Within 5 %; `nearly twice`, `almost half` within 10 %.
    """
    if said.op not in ("=", "~"):
        return meets(said, known)
    return _within(said, known, NEARLY if said.op == "=" else 2 * NEARLY)


def _within(said: Quantity, known: Interval, reach: Decimal) -> bool:
    return abs(said.value - middle(known)) <= abs(middle(known)) * reach


def written(number: Decimal, decimals: int = 1) -> str:
    """A result of arithmetic in few digits: 41, 40.6."""
    text = f"{number:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
