"""Puts every numeral of a page in exactly one bucket."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claims.citing import numbers_of
from claims.model import Block, Bucket, Entry, Kind, Page
from claims.numerals import DIGITS


@dataclass(frozen=True, slots=True)
class Taken:
    """A stretch of a block's text that belongs to a bucket."""

    block: int
    start: int
    end: int
    bucket: Bucket
    reason: str | None = None
    claim: str | None = None


# A claim outweighs what surrounds it; a name outweighs nothing but the unread.
_WEIGHT = {Bucket.CLAIM: 0, Bucket.PART: 1, Bucket.NAME: 2, Bucket.DATE: 2, Bucket.REFERENCES: 2, Bucket.EXCLUDED: 3}


def ledger_of(page: Page, taken: Iterable[Taken]) -> tuple[Entry, ...]:
    """Every numeral of the page's blocks and markers with its bucket, in order of place."""
    by_block: dict[int, list[Taken]] = {}
    for stretch in taken:
        by_block.setdefault(stretch.block, []).append(stretch)
    entries = [entry for block in page.blocks for entry in _entries(page, block, by_block.get(block.index, []))]
    return tuple(sorted(entries, key=lambda entry: (entry.place.start, entry.place.end)))


def _entries(page: Page, block: Block, taken: list[Taken]) -> Iterator[Entry]:
    for mark in block.marks:
        for _ in DIGITS.findall(mark.text):
            bucket = Bucket.CITATION if numbers_of(mark) else Bucket.FOOTNOTE
            yield Entry(mark.text, page.place(mark.start, mark.end), bucket)
    numerals = list(DIGITS.finditer(block.text))
    owners = _owners(len(block.text), taken) if numerals else []
    for match in numerals:
        place = page.spot(block, *match.span())
        if block.kind is Kind.REFERENCES:
            yield Entry(match[0], place, Bucket.REFERENCES)
            continue
        owner = min(filter(None, owners[slice(*match.span())]), key=_weight, default=None)
        if owner is None or (owner.bucket is Bucket.EXCLUDED and not owner.reason):
            yield Entry(match[0], place, Bucket.UNREAD)
        else:
            yield Entry(match[0], place, owner.bucket, owner.reason, owner.claim)


def _weight(owner: Taken | None) -> int:
    return _WEIGHT[owner.bucket] if owner else len(_WEIGHT)


def _owners(length: int, taken: list[Taken]) -> list[Taken | None]:
    """For each character the stretch that has the first right to it."""
    owners: list[Taken | None] = [None] * length
    for stretch in sorted(taken, key=_weight, reverse=True):
        owners[stretch.start : stretch.end] = [stretch] * (min(stretch.end, length) - stretch.start)
    return owners
