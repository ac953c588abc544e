"""A number as printed -> all the numbers that it may stand for, and sums done with those."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from claims.quantity import Interval, Quantity

NEARLY = Decimal("0.05")  # what "about" may be off by, as a share of the number
ENDLESS = Decimal("Infinity")


def stands_for(quantity: Quantity) -> Interval:
    """What rounds to it; all above for `>40`, all below for `<1`, a little more on both sides for `about 29`."""
    value, reach = quantity.value, quantity.step / 2
    match quantity.op:
        case ">" | ">=":
            return Interval(value - reach, ENDLESS)
        case "<" | "<=":
            return Interval(-ENDLESS, value + reach)
        case "~":
            reach = max(reach, NEARLY * abs(value))
    return Interval(value - reach, value + reach)


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers can be one: plain ones written to the same digit are the same, else they round alike."""
    if one.op == other.op == "=" and one.decimals == other.decimals:
        return one.value == other.value
    return stands_for(one).overlaps(stands_for(other))


def added(parts: Iterable[Interval]) -> Interval:
    """All that the sum may be."""
    low = high = Decimal(0)
    for part in parts:
        low, high = low + part.low, high + part.high
    return Interval(low, high)


def subtracted(one: Interval, other: Interval) -> Interval:
    """All that the difference may be."""
    return Interval(one.low - other.high, one.high - other.low)


def divided(one: Interval, other: Interval) -> Interval | None:
    """All that the ratio of two positive numbers may be."""
    if one.low < 0 or other.low <= 0:
        return None
    return Interval(one.low / other.high, one.high / other.low)


def magnitude(interval: Interval) -> Interval:
    """The same without its sign, for numbers whose sign may stand in the words."""
    if interval.low >= 0:
        return interval
    if interval.high <= 0:
        return Interval(-interval.high, -interval.low)
    return Interval(Decimal(0), max(-interval.low, interval.high))


def significant(quantity: Quantity) -> int:
    """Significant digits as written."""
    return len(quantity.text.lstrip("-").replace(".", "").lstrip("0"))
