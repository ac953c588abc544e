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
BEYOND = 10  # by how much a number may be beyond the reference list and still be taken for one of it
NUMBERS = r"\d{1,3}(?:[ \u00a0]?[,\-–][ \u00a0]?\d{1,3})*"
# Numbers in square brackets behind a word or the end of what they are cited for, not behind a value, whose range they are.
CITED_IN_BRACKETS = re.compile(
    r"(?<=[A-Za-z®™)%\].,;:”’])[ \u00a0]?\[(?P<marks>[1-9]\d?(?:,[ \u00a0]?[1-9]\d?){0,8})\](?!\()"
)


@dataclass(frozen=True, slots=True)
class Habits:
    """What the page as a whole tells about its markers."""

    words: Counter[str]  # words of letters as they stand alone
    times: Counter[str]  # weeks, months, trials by number: `week 52`
    references: frozenset[int]  # numbers of the reference list; of a page without one, those that its markers tell
    letters: frozenset[str]  # letters that head a footnote
    has_raised: bool  # the markup raises its markers, so glued digits are no markers
    in_brackets: bool = False  # its citations stand in square brackets, so one of no entry is a citation as well


def is_known(said: str, habits: Habits) -> bool:
    """Whether all numbers of a marker are references of the page."""
    numbers = [int(number) for number in DIGITS.findall(said)]
    return bool(numbers) and habits.references.issuperset(numbers)


def is_beyond(said: str, habits: Habits) -> bool:
    """Whether numbers in square brackets can only be citations, one at least of no entry: `[7]` of a list of four."""
    numbers = [int(number) for number in DIGITS.findall(said)]
    return habits.in_brackets and min(numbers) > 0 and max(numbers) <= max(habits.references, default=0) + BEYOND


def numbers_in(said: str) -> Iterator[int]:
    """Reference numbers as printed in a marker, ranges expanded: `1,3-5` is 1 3 4 5."""
    for first, last in CITED.findall(said):
        low, high = int(first), int(last or first)
        yield from range(low, min(high, low + LONGEST_RANGE) + 1)
