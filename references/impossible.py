"""A fact's numbers to what no source can say of them: an estimate outside its interval, a share of more than all."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claims.quantity import Interval
from references.model import Bounds, Fact
from references.names import normal

_ALL = Decimal(100)
_RATIOS = frozenset({"hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio"})
_PERCENT = frozenset({"%", "percent"})


def impossible(fact: Fact) -> Iterator[tuple[str, str]]:
    """Key and complaint of each number that cannot stand beside the others."""
    yield from _estimate(fact)
    yield from _interval(fact)
    if is_share(fact):
        yield from _share(fact)


def is_share(fact: Fact) -> bool:
    """Whether the fact counts some of all: a rate over time, or of events, may count more than there are patients."""
    return fact.measure == "rate" and normal(fact.unit or "") in _PERCENT


def _estimate(fact: Fact) -> Iterator[tuple[str, str]]:
    value, high = fact.value, fact.high
    if value is None:
        return
    if fact.measure in _RATIOS and value.value < 0:
        yield "value", f"{value} is no {fact.measure.replace('_', ' ')}; a ratio is never negative"
    if high is not None and high.rounding.high < value.rounding.low:
        yield "high", f"{high} is below the value {value}; write value: {high}, high: {value}"


def _interval(fact: Fact) -> Iterator[tuple[str, str]]:
    level = fact.ci_level
    if level is not None and not 1 < level.value < _ALL:
        percent = f"; write {(level.value * _ALL).normalize():f}" if 0 < level.value < 1 else ""
        yield "ci_level", f"{level} is no level of an interval in percent{percent}"
    if fact.value is None or fact.ci is None or fact.op != "=" or fact.high is not None or _is_of_another_scale(fact):
        return
    said = fact.value.rounding
    # `direction` makes a magnitude of the value; the bounds of `10 % lower` may keep their signs.
    mirrored = (Interval(-said.high, -said.low),) if fact.direction else ()
    if not any(_holds(fact.ci, one) for one in (said, *mirrored)):
        yield "ci", f"{_shown(fact.ci)} does not hold the value {fact.value}"


def _holds(bounds: Bounds, said: Interval) -> bool:
    low, high = bounds.low, bounds.high
    return (low is None or low.rounding.low <= said.high) and (high is None or said.low <= high.rounding.high)


def _is_of_another_scale(fact: Fact) -> bool:
    """Whether the interval is printed as proportions beside a percentage, as some sources do."""
    bounds = [bound for bound in (fact.ci.low, fact.ci.high) if bound is not None] if fact.ci else []
    return is_share(fact) and bool(bounds) and all(bound.value <= 1 and bound.decimals for bound in bounds)


def _shown(bounds: Bounds) -> str:
    return f"[{bounds.low or bounds.open_as}, {bounds.high or bounds.open_as}]"


def _share(fact: Fact) -> Iterator[tuple[str, str]]:
    for key, number in (("value", fact.value), ("high", fact.high)):
        if number is not None and not 0 <= number.value <= _ALL:
            yield key, f"{number}% is no share of patients or events; it lies between 0% and 100%"
    if fact.n is not None and fact.of is not None and fact.n.value > fact.of.value:
        yield "n", f"{fact.n} is more than of {fact.of}"
