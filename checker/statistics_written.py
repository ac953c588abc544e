"""Blocks of a page -> the ways in which its p values and intervals are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claims.model import Block, Kind
from claims.notations import CI, P

QUOTED = frozenset({Kind.REFERENCES, Kind.ABBREVIATIONS})  # titles of others, no copy of the house
POINT = re.compile(r"(?P<zero>0)?[.·](?P<digits>\d+)$")
NEGATIVE = ("-", "−", "–", "—")
WORD = re.compile(r"\s(?:to|and)\s")
BETWEEN = (("to", WORD), ("a comma", re.compile(r"[,;]")), ("a dash", re.compile(r"[-−–—]")))


@dataclass(frozen=True, slots=True)
class Written:
    """One p value or interval as printed, and in which of the ways that a house style tells apart."""

    block: Block
    text: str
    style: str


def p_values(blocks: Iterable[Block]) -> Iterator[Written]:
    """P values below 1 by their zero: `.03` or `0.03`."""
    for block, match in _found(blocks, P):
        point = POINT.match(match["value"])
        if point is not None:
            yield Written(block, match[0].strip(" ()[];,"), "0.05" if point["zero"] else ".05")


def p_letters(blocks: Iterable[Block]) -> Iterator[Written]:
    """P values by their letter."""
    for block, match in _found(blocks, P):
        yield Written(block, match[0].strip(" ()[];,"), match[0].lstrip()[0])


def overlong_p_values(blocks: Iterable[Block], most: int) -> Iterator[Written]:
    """Exact p values of more significant digits than so many."""
    for block, match in _found(blocks, P):
        point = POINT.match(match["value"])
        if point is not None and match["op"] in ("=", "") and len(point["digits"].lstrip("0")) > most:
            yield Written(block, match[0].strip(" ()[];,"), "long")


def intervals(blocks: Iterable[Block]) -> Iterator[Written]:
    """Intervals without a negative bound, by what stands between the bounds."""
    for block, match in _found(blocks, CI):
        if not match["low"].startswith(NEGATIVE):
            style = _between(match)
            if style is not None:
                yield Written(block, match[0].strip(" ()[];,"), style)


def confusable_intervals(blocks: Iterable[Block]) -> Iterator[Written]:
    """Intervals with a negative bound and a dash between the bounds, which may be read as a minus."""
    for block, match in _found(blocks, CI):
        signed = match["low"].startswith(NEGATIVE) or match["high"].startswith(NEGATIVE)
        if signed and any(sign.isdigit() for sign in match["high"]) and _between(match) == "a dash":
            yield Written(block, match[0].strip(" ()[];,"), "a dash")


def without_zero(blocks: Iterable[Block]) -> Iterator[Written]:
    """Intervals whose bounds lack the zero before the point; a p value may."""
    for block, match in _found(blocks, CI):
        if any(match[bound].lstrip("".join(NEGATIVE)).startswith(".") for bound in ("low", "high")):
            yield Written(block, match[0].strip(" ()[];,"), "no zero")


def _found(blocks: Iterable[Block], pattern: re.Pattern[str]) -> Iterator[tuple[Block, re.Match[str]]]:
    for block in blocks:
        if block.kind not in QUOTED:
            for match in pattern.finditer(block.text):
                yield block, match


def _between(match: re.Match[str]) -> str | None:
    words = match.string[match.end("low") : match.start("high")]
    if match["high"].startswith(NEGATIVE) and words.strip() == "%":
        return "a dash"
    return next((name for name, pattern in BETWEEN if pattern.search(words)), None)
