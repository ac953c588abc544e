"""Labels of table rows -> which of them part one group of patients, so that nobody stands in two of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from checker.ranges import ENDLESS
from references.names import normal

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NUMBER = r"\d{1,6}(?:\.\d{1,3})?"
RANGE = re.compile(  # of the normal form: `>=65`, `>=65 to <75`, `65 74`, `0 or 1`, `age <65`, `>=60 ml/min/1.73 m2`
    rf"(?P<lead>[a-z()/ ]{{0,40}}?)\s?(?:(?P<op>[<>]=?) ?(?P<bound>{NUMBER})(?: ?%)?(?:[ -]{{0,3}}(?:(?:to|and) ?)?(?P<below><=?) ?(?P<top>{NUMBER}))?"
    rf"|(?P<first>{NUMBER})(?:[ -]{{1,3}}(?:(?:to|or|and) ?)?(?P<open><)? ?(?P<last>{NUMBER}))?)(?P<unit>(?:%| )[^\d]{{0,40}}(?:1\.73 ?m2)?)?"
)
TOLD_AS = re.compile(r"(?: n ?%?| no ?%?| %)$")


@dataclass(frozen=True, slots=True)
class Span:
    """The numbers that a label covers; an open end is not among them."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    def overlaps(self, other: Span) -> bool:
        """Whether some number lies in both; an end that two ranges share is a page's loose way of writing."""
        if self.low == self.high:
            return other.contains(self.low)
        if other.low == other.high:
            return self.contains(other.low)
        return self.low < other.high and other.low < self.high

    def contains(self, number: Decimal) -> bool:
        """Whether one number lies within it."""
        above = number > self.low if self.low_open else number >= self.low
        return above and (number < self.high if self.high_open else number <= self.high)

    def holds(self, other: Span) -> bool:
        """Whether the other lies within it."""
        return self.low <= other.low and other.high <= self.high


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a set: of which set, which of its parts, and whether the set leaves nobody out."""

    set: str
    name: str
    everyone: bool = False
    span: Span | None = None


@lru_cache(maxsize=4096)
def part_named(head: str, label: str) -> Part | None:
    """What a row label under a group's head is a part of; `unknown` is a part of any set, under no name."""
    words = TOLD_AS.sub("", normal(label)).strip()
    if words in _rest():
        return Part("", words)
    if words in _parts():
        return _parts()[words]
    ranged = RANGE.fullmatch(words)
    if ranged is None:
        return None
    lead, told = ranged["lead"].strip(), f"{normal(head)} {ranged['lead']} {ranged['unit'] or ''}"
    of_age = _words("ages").search(told) is not None
    if lead not in vocabulary()["led_by"] or (_words("not_groups").search(told) and not of_age):
        return None
    if ranged["first"] and not ranged["last"] and not of_age and not _words("numbered").search(told):
        return None
    span = _span(ranged)
    return Part(f"range {lead}", words, everyone=of_age, span=span) if span else None


def _span(ranged: re.Match[str]) -> Span | None:
    if ranged["first"]:
        low = Decimal(ranged["first"])
        high = Decimal(ranged["last"]) if ranged["last"] else low
        return Span(low, high, high_open=bool(ranged["open"])) if low <= high else None
    bound = Decimal(ranged["bound"])
    if ranged["op"].startswith("<"):
        return Span(-ENDLESS, bound, high_open=ranged["op"] == "<") if not ranged["top"] else None
    top = Decimal(ranged["top"]) if ranged["top"] else ENDLESS
    return Span(bound, top, low_open=ranged["op"] == ">", high_open=ranged["below"] == "<")


def disjoint(parts: Iterable[Part]) -> bool:
    """Whether nobody can be in two of the parts."""
    named = list(parts)
    if len({part.name for part in named}) < len(named):
        return False
    spans = [part.span for part in named if part.span]
    return not any(one.overlaps(other) for at, one in enumerate(spans) for other in spans[:at])


def tiles(parts: Iterable[Part]) -> bool:
    """Whether the parts leave nobody out: both sexes, ages from below the first bound to above the last."""
    named = [part for part in parts if part.set]
    if not all(part.everyone for part in named):
        return False
    spans = sorted((part.span for part in named if part.span), key=lambda span: span.low)
    if not spans:
        return len({part.name for part in named}) == len(_sets()[named[0].set]["parts"])
    gaps = [other.low - one.high for one, other in pairwise(spans)]
    return spans[0].low == -ENDLESS and spans[-1].high == ENDLESS and all(gap in (0, 1) for gap in gaps)


def is_composition(words: str) -> bool:
    """Whether words above a table say that it holds what patients were like, not what came of it."""
    return _words("composition").search(normal(words)) is not None


@cache
def vocabulary() -> Mapping[str, Any]:
    """The data file."""
    text = Path(__file__).with_name("partitions.yaml").read_text("utf-8")
    data: Mapping[str, Any] = yaml.load(text, _LOADER)  # noqa: S506 - a safe loader, in C where there is one
    return data


def _sets() -> Mapping[str, Any]:
    sets: Mapping[str, Any] = vocabulary()["sets"]
    return sets


@cache
def _parts() -> Mapping[str, Part]:
    table: dict[str, Part] = {}
    for name, told in _sets().items():
        for wordings in told["parts"]:
            part = Part(name, normal(wordings[0]), everyone=told.get("everyone", False))
            for wording in wordings:
                if not wording.isdigit():  # `1` is a range of one number, of whatever the head says
                    table[normal(wording)] = part
    return table


@cache
def _rest() -> frozenset[str]:
    return frozenset(normal(words) for words in vocabulary()["rest"])


@cache
def _words(name: str) -> re.Pattern[str]:
    """A list of the data file as a pattern of the normal form."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(normal(words)) for words in vocabulary()[name])})(?!\w)")
