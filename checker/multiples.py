"""A sentence -> the multiples and percentages in it that are told as time, as speed or as a number of heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from checker.wordlists import is_used, uses, words_of
from claims.quantity import Interval, Quantity

REACH = 30  # characters between a multiple and what it is told of
NEARLY = Decimal("0.1")  # what a multiple in words may be off by, as a share
LONG = 70  # characters in front of `by 50%` in which its verb stands
BY = re.compile(r"\bby\s(?:(?:about|nearly|almost|up to|approximately|over)\s)?$", re.IGNORECASE)
BREAK = re.compile(r"[.;:!?()\d]")
DIGITS = re.compile(r"(?P<number>\d{1,4}(?:\.\d{1,3})?)(?:\s?%|[\s-]?(?:x\b|times\b|fold\b))")
KINDS = ("time", "speed", "heads")


@dataclass(frozen=True, slots=True)
class Retold:
    """A multiple and what it is told of: offsets in the sentence, the times that it says at its written precision."""

    start: int
    end: int
    text: str
    kind: str  # time · speed · heads
    times: tuple[Interval, ...]  # 50% longer is 1.5 times; 50% fewer is half

    def says(self, interval: Interval) -> bool:
        """Whether it may stand for a ratio in the interval, either way up."""
        return any(mine.overlaps(interval) for mine in self.times)


def retold(sentence: str) -> Iterator[Retold]:
    """Where a sentence tells a multiple or a percentage of time, speed or heads; from left to right."""
    found = [*_in_digits(sentence), *_in_words(sentence, "multiples", KINDS), *_in_words(sentence, "verbs", _DOUBLED)]
    yield from sorted(found, key=lambda one: one.start)


_DOUBLED = ("doubled_time", "doubled_heads")


def _in_digits(sentence: str) -> Iterator[Retold]:
    for match in DIGITS.finditer(sentence):
        number = Quantity.of(match["number"])
        box = number.rounding
        if match[0].endswith("%"):
            share = Interval(box.low / 100, box.high / 100)
            times = [Interval(1 + share.low, 1 + share.high)]
            if share.high < 1:
                times.append(Interval(1 - share.high, 1 - share.low))
        else:
            times = [box]
        found = tuple(_told_of(sentence, match.start(), match.end(), tuple(times), KINDS))
        yield from found or _stretched(sentence, match, tuple(times))


def _stretched(sentence: str, match: re.Match[str], times: tuple[Interval, ...]) -> Iterator[Retold]:
    """`prolonged survival by 50%`, `slows progression by 40%`; a risk that is reduced by so much is none."""
    before = sentence[max(0, match.start() - LONG) : match.start()]
    if not match[0].endswith("%") or not BY.search(before):
        return
    for kind in ("time", "speed"):
        use = next(iter([*uses(before, "retold", f"stretched_{kind}")][-1:]), None)
        between = before[use.end :] if use else ""
        if use is not None and not BREAK.search(between) and not is_used(between, "retold", "risk"):
            start = match.start() - len(before) + use.start
            yield Retold(start, match.end(), sentence[start : match.end()], kind, times)
            return


def _in_words(sentence: str, key: str, kinds: tuple[str, ...]) -> Iterator[Retold]:
    values = words_of("retold")[key]
    for match in _pattern(key).finditer(sentence):
        number = Decimal(str(values[" ".join(match[0].casefold().replace("-", " ").split())]))
        box = Interval(number * (1 - NEARLY), number * (1 + NEARLY))
        yield from _told_of(sentence, match.start(), match.end(), (box,), kinds)


def _told_of(
    sentence: str, start: int, end: int, times: tuple[Interval, ...], kinds: tuple[str, ...]
) -> Iterator[Retold]:
    """The multiple with the nearest word behind it, in the same clause with no number between."""
    behind = sentence[end : end + REACH + 20]
    first = min(
        ((use.start, use.end, kind) for kind in kinds for use in uses(sentence[end:], "retold", kind)), default=None
    )
    if first is None or first[0] > REACH or BREAK.search(behind[: first[0]]):
        return
    kind = first[2].removeprefix("doubled_")
    yield Retold(start, end + first[1], sentence[start : end + first[1]], kind, times)


@cache
def _pattern(key: str) -> re.Pattern[str]:
    words = "|".join(
        re.escape(word).replace(r"\ ", r"[\s-]+") for word in sorted(words_of("retold")[key], key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)
