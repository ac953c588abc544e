"""Numerals that nothing on a page took -> what explains them: a criterion, the definition of a score, a study's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from claims.ledger import Taken
from claims.lexicon import load
from claims.model import Block, Bucket, Kind
from claims.numerals import DIGITS, has_digit

# A pattern may look at what stands in front, so a text is never cut; a long one is left as it is.
LONGEST = 20_000


@cache
def _patterns() -> tuple[tuple[Bucket, str, re.Pattern[str]], ...]:
    return tuple((Bucket(one["bucket"]), one["reason"], re.compile(one["pattern"])) for one in load("leftovers"))


def leftovers(blocks: Iterable[Block], taken: Iterable[Taken]) -> Iterator[Taken]:
    """For each block with numerals that none of the stretches has, those that a pattern explains.

    Only what is left is looked at, so no pattern can take a numeral from a claim.
    """
    by_block: dict[int, list[Taken]] = {}
    for stretch in taken:
        if stretch.bucket is not Bucket.EXCLUDED or stretch.reason:
            by_block.setdefault(stretch.block, []).append(stretch)
    for block in blocks:
        if (
            block.kind in (Kind.REFERENCES, Kind.ABBREVIATIONS)
            or not has_digit(block.text)
            or len(block.text) > LONGEST
        ):
            continue
        covered = bytearray(len(block.text))
        for one in by_block.get(block.index, ()):
            covered[one.start : one.end] = b"\1" * (min(one.end, len(covered)) - one.start)
        if all(any(covered[slice(*match.span())]) for match in DIGITS.finditer(block.text)):
            continue
        for bucket, reason, pattern in _patterns():
            for match in pattern.finditer(block.text):
                yield Taken(block.index, *match.span(), bucket, reason)
