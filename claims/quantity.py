"""Numbers that keep the precision they were written with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

OPERATORS = ("=", "~", "<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of decimals: what a rounded number may stand for."""

    low: Decimal
    high: Decimal

    def overlaps(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def contains(self, number: Decimal) -> bool:
        """Whether the number lies inside, ends included."""
        return self.low <= number <= self.high


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written: `62.30` keeps its zero, `<0.001` its comparator.

    `text` is the number alone in plain digits (no comparator, unit or thousands separator).
    """

    value: Decimal
    text: str
    op: str = "="

    @classmethod
    def of(cls, text: str, op: str = "=") -> Quantity:
        """Quantity from plain digits such as `-0.50`; raises decimal.InvalidOperation on anything else."""
        return cls(Decimal(text), text, op)

    @property
    def decimals(self) -> int:
        """Digits written after the decimal point."""
        _, _, fraction = self.text.partition(".")
        return len(fraction)

    @property
    def step(self) -> Decimal:
        """One unit of the last written digit."""
        return Decimal(1).scaleb(-self.decimals)

    @property
    def rounding(self) -> Interval:
        """All numbers that round to this one at its written precision: 22.1 is [22.05, 22.15].

        Both ends belong to it, so that half-up, half-even and half-down all agree (statcheck does the same).
        """
        half = self.step / 2
        return Interval(self.value - half, self.value + half)

    def scaled(self, power: int) -> Quantity:
        """The same number times ten to the power, with its precision moved along: 0.81 becomes 81."""
        value = self.value.scaleb(power)
        decimals = max(0, self.decimals - power)
        return replace(self, value=value, text=f"{value:.{decimals}f}")

    def __str__(self) -> str:
        return self.text if self.op == "=" else f"{self.op}{self.text}"
