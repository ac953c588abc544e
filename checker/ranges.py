"""A number as printed -> all the numbers that it may stand for, and whether two may be one."""

from __future__ import annotations

from decimal import Decimal

from checker.compare import NEARLY
from claims.quantity import Interval, Quantity

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


def magnitude(interval: Interval) -> Interval:
    """The same without its sign, for numbers whose sign may stand in the words."""
    if interval.low >= 0:
        return interval
    if interval.high <= 0:
        return Interval(-interval.high, -interval.low)
    return Interval(Decimal(0), max(-interval.low, interval.high))
