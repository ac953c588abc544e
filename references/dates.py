"""Registry dates, exact to the year, month or day, as calendar days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def last_day(text: str) -> date:
    """The last day that a date may mean: `2024-02` is 29 February 2024; takes what the loader has accepted."""
    year, *rest = (int(part) for part in text.split("-"))
    month = rest[0] if rest else 12
    return date(year, month, rest[1] if len(rest) > 1 else monthrange(year, month)[1])


def first_day(text: str) -> date:
    """The first day that a date may mean: `2024-02` is 1 February 2024."""
    year, *rest = (int(part) for part in text.split("-"))
    return date(year, rest[0] if rest else 1, rest[1] if len(rest) > 1 else 1)
