"""One printed value with what belongs to it, and which characters of a text are spoken for."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.model import ConfidenceInterval
from claims.quantity import Quantity

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """What filled one slot of an estimate: a stretch of its text and the name of the pattern."""

    slot: str
    start: int
    end: int
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One printed value with what belongs to it; spans are offsets into the text it was found in."""

    start: int
    end: int
    form: str  # which notation it was printed in
    value: Quantity | None = None
    status: str | None = None
    high: Quantity | None = None
    unit: str | None = None
    ci: ConfidenceInterval | None = None
    p: Quantity | None = None
    n: Quantity | None = None
    of: Quantity | None = None
    parts: tuple[Span, ...] = field(default=())  # CI, p and counts that stand away from the value
    read: tuple[Part, ...] = ()  # slots that were filled by other words than the value's own

    @property
    def op(self) -> str:
        """The comparator of the value."""
        return self.value.op if self.value else "="


class Canvas:
    """Which characters of a text are already spoken for."""

    def __init__(self, text: str, taken: tuple[Span, ...]) -> None:
        self.text = text
        self._taken = bytearray(len(text) + 1)
        for start, end in taken:
            self.take(start, end)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no character of the stretch is taken."""
        return self._taken.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        """Mark a stretch as spoken for."""
        self._taken[start:end] = b"\1" * (end - start)
