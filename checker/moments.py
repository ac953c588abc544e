"""Words -> the times and doses in them, comparable whatever way they are written."""

from __future__ import annotations

import re
from decimal import Decimal

TIME = re.compile(
    r"(?P<number>\d{1,4}(?:\.\d{1,2})?)[ -]?(?P<unit>minute|min|hour|day|week|wk|month|mo|year|yr)s?\b"
    r"|\b(?P<first>minute|hour|day|week|month|year) ?(?P<last>\d{1,4}(?:\.\d{1,2})?)"
)
DOSE = re.compile(r"\d{1,6}(?:\.\d{1,4})? ?(?:mg/kg|mg/m2|mcg|µg|mg|g|iu|units|ml)\b")
LONGER = {"year": (12, "month"), "yr": (12, "month"), "mo": (1, "month"), "wk": (1, "week"), "min": (1, "minute")}


def times(words: str) -> frozenset[tuple[Decimal, str]]:
    """The times in some words: `week 16` and `16 weeks` are one, years are months."""
    found = set()
    for match in TIME.finditer(words.casefold()):
        number, unit = (match["number"], match["unit"]) if match["number"] else (match["last"], match["first"])
        factor, plain = LONGER.get(unit, (1, unit))
        found.add((Decimal(number) * factor, plain))
    return frozenset(found)


def doses(words: str) -> frozenset[str]:
    """The doses in some words, each without its spaces."""
    return frozenset(found.replace(" ", "") for found in DOSE.findall(words.casefold()))
