"""What a page as a whole tells about its markers, and how reference numbers are written in one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

SYMBOLS = "*†‡§¶‖ǁ#◊"
DIGITS = re.compile(r"\d+")
CITED = re.compile(r"(\d{1,3})\s?(?:[-–]\s?(\d{1,3}))?")
LONGEST_RANGE = 60
NUMBERS = r"\d{1,3}(?:[ \u00a0]?[,\-–][ \u00a0]?\d{1,3})*"


@dataclass(frozen=True, slots=True)
class Habits:
    """What the page as a whole tells about its markers."""

    words: Counter[str]  # words of letters as they stand alone
    times: Counter[str]  # weeks, months, trials by number: `week 52`
    references: frozenset[int]  # numbers of the reference list; of a page without one, those that its markers tell
    letters: frozenset[str]  # letters that head a footnote
    has_raised: bool  # the markup raises its markers, so glued digits are no markers


def is_known(said: str, habits: Habits) -> bool:
    """Whether all numbers of a marker are references of the page."""
    numbers = [int(number) for number in DIGITS.findall(said)]
    return bool(numbers) and habits.references.issuperset(numbers)


def numbers_in(said: str) -> Iterator[int]:
    """Reference numbers as printed in a marker, ranges expanded: `1,3-5` is 1 3 4 5."""
    for first, last in CITED.findall(said):
        low, high = int(first), int(last or first)
        yield from range(low, min(high, low + LONGEST_RANGE) + 1)
