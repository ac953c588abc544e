"""A claim's evidence -> for each filled slot its value, the words as printed, their place and the pattern's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.endpoint_kinds import kind_of
from claims.model import Claim, ConfidenceInterval, Evidence, Mark, Page, Place
from claims.named import Spot
from claims.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Explained:
    """Words that filled a slot; without words and place where it was inferred."""

    slot: str
    value: str
    words: str
    place: Place | None
    pattern: str


def explained(claim: Claim, page: Page) -> Iterator[Explained]:
    """Every filled slot in the order of the contract, once for each stretch of words that filled it."""
    for one in claim.evidence:
        value = worded(getattr(claim, one.slot))
        stretches = [_stretch(read, page) for read in one.read]
        pattern = _pattern(one, value, [words for words, _ in stretches])
        for words, place in stretches or [("", None)]:
            yield Explained(one.slot, value, words, place, pattern)


def _stretch(read: Spot | Mark, page: Page) -> tuple[str, Place | None]:
    if isinstance(read, Mark):
        return read.text, page.place(read.start, read.end)
    block = page.blocks[read.block]
    words = block.text[read.start : read.end]
    start = read.start + len(words) - len(words.lstrip())
    words = words.strip()
    return words, page.spot(block, start, start + len(words))


def _pattern(one: Evidence, value: str, words: list[str]) -> str:
    """The pattern; where the printed words have another name in the lexicon, that too."""
    printed = " ".join(words).casefold()
    if value.casefold() in printed:
        return one.pattern
    if one.slot == "endpoint" and kind_of(value):
        return f"{one.pattern}, lexicon endpoints: {value}"
    return f"{one.pattern}, lexicon analyses: {value}" if one.slot == "analysis" else one.pattern


def worded(value: object) -> str:
    """What fills a slot, in words."""
    if isinstance(value, ConfidenceInterval):
        bounds = f"{_bound(value.low)} to {_bound(value.high)}"
        return f"{value.level.text}% {bounds}" if value.level else bounds
    if isinstance(value, Quantity):
        return value.text if value.op == "=" else f"{value.op}{value.text}"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _bound(bound: Quantity | None) -> str:
    return bound.text if bound else "NR"
