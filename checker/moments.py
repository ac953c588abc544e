"""Words -> the times and doses in them, comparable whatever way they are written."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from claims.numerals import from_words, word_pattern

TIME = re.compile(
    r"(?P<number>\d{1,4}(?:\.\d{1,2})?)[ -]?(?P<unit>minute|min|hour|day|week|wk|month|mo|year|yr)s?\b"
    r"|\b(?P<first>minute|hour|day|week|month|year)s? ?(?P<last>\d{1,4}(?:\.\d{1,2})?)"
    r"(?: ?(?:[-‐‑‒–—]|to|and|or|through) ?(?P<until>\d{1,4})(?![\w.%]| ?(?:minute|hour|day|week|month|year)))?"
)
DOSE = re.compile(r"\d{1,6}(?:\.\d{1,4})? ?(?:mg/kg|mg/m2|mcg|µg|mg|g|iu|units|ml)\b")
PLAIN = {  # a month is no whole number of weeks, and nobody means one by the other
    "year": (12, "month"),
    "yr": (12, "month"),
    "mo": (1, "month"),
    "week": (7, "day"),
    "wk": (7, "day"),
    "hour": (60, "minute"),
    "min": (1, "minute"),
}


def times(words: str) -> frozenset[tuple[Decimal, str]]:
    """The times in some words: `week 16` and `16 weeks` are one, years are months, weeks days, hours minutes.

    `Weeks 6 and 52` are two.
    """
    found: set[tuple[Decimal, str]] = set()
    for match in TIME.finditer(_in_digits(words.casefold())):
        factor, plain = PLAIN.get(match["unit"] or match["first"], (1, match["unit"] or match["first"]))
        numbers = filter(None, (match["number"], match["last"], match["until"]))
        found.update((Decimal(number) * factor, plain) for number in numbers)
    return frozenset(found)


def _in_digits(words: str) -> str:
    """`sixty-day` as `60-day`; ordinals such as `fourth year` stay words."""
    return _in_words().sub(lambda found: str(from_words(found[0]) or found[0]), words)


@cache
def _in_words() -> re.Pattern[str]:
    return re.compile(word_pattern())


def doses(words: str) -> frozenset[str]:
    """The doses in some words, each without its spaces."""
    return frozenset(found.replace(" ", "") for found in DOSE.findall(words.casefold()))
