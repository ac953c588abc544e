"""Words that call the arms alike -> the figures of two arms, beside them or in the table below, that are not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from checker.everyone import is_everyone
from checker.partitions import is_composition
from checker.subjects import Subjects
from checker.surroundings import Surroundings
from checker.units import plain_unit
from claims.model import Block, Claim, Extraction, Kind, Section
from claims.pages.tiles import TILES
from references.names import normal

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_BESIDE = 40  # shares of one block that a sentence may speak of
SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
SILENT = (Kind.REFERENCES, Kind.ABBREVIATIONS, Kind.BOILERPLATE)


@dataclass(frozen=True, slots=True)
class Unlike:
    """A sentence that calls the arms alike, and the pairs of values that are apart, the widest first."""

    block: Block
    word: str  # as it stands on the page
    pairs: tuple[tuple[Claim, Claim], ...]


@dataclass(frozen=True)
class Balance:
    """One page's sentences about how alike the arms are."""

    extraction: Extraction
    subjects: Subjects
    surroundings: Surroundings

    def unlike(self) -> Iterator[Unlike]:
        """Every such sentence whose figures say otherwise: those beside it, else those of the table below."""
        for block, word, claims in self._said():
            pairs = [pair for pair in self._pairs(claims) if _are_apart(*pair)]
            if pairs:
                yield Unlike(block, word, tuple(sorted(pairs, key=_gap, reverse=True)))

    def _said(self) -> Iterator[tuple[Block, str, Sequence[Claim]]]:
        """Words that call the arms alike, in page order, each with the shares that they may speak of."""
        for block in self.extraction.page.blocks:
            if block.kind in SILENT or block.cell is not None:
                continue
            for sentence in SENTENCE.split(block.text):
                word = _calls_alike(sentence)
                if word is None:
                    continue
                near = [claim for claim in self._by_block.get(block.index, ()) if _stands_in(claim, sentence)]
                yield block, word, near or self._by_table.get(self._table_below(block, sentence), ())

    @cached_property
    def _shares(self) -> tuple[tuple[Claim, Block], ...]:
        blocks = self.surroundings.blocks
        found = (
            claim for claim in self.extraction.claims if claim.measure == "rate" and claim.op == "=" and claim.value
        )
        return tuple((claim, blocks[claim.block]) for claim in found if plain_unit(claim.unit) == "%")

    @cached_property
    def _by_block(self) -> Mapping[int, list[Claim]]:
        table: dict[int, list[Claim]] = defaultdict(list)
        for claim, block in self._shares:
            if len(table[block.index]) < MOST_BESIDE:
                table[block.index].append(claim)
        return table

    @cached_property
    def _by_table(self) -> Mapping[int | None, list[Claim]]:
        table: dict[int | None, list[Claim]] = defaultdict(list)
        for claim, block in self._shares:
            if block.cell is not None and block.cell.table != TILES:
                table[block.cell.table].append(claim)
        return table

    @cached_property
    def _cells(self) -> tuple[Block, ...]:
        """Cells of true tables, in page order."""
        return tuple(b for b in self.extraction.page.blocks if b.cell is not None and b.cell.table != TILES)

    def _table_below(self, block: Block, sentence: str) -> int | None:
        """The next table under the same heading, where the sentence speaks of what it holds."""
        words = normal(sentence)
        of_patients = _pattern("patients").search(words)
        if not of_patients and not (_pattern("events").search(words) and _pattern("arms").search(words)):
            return None
        at = bisect_right(self._cells, block.index, key=lambda cell: cell.index)
        first = self._cells[at] if at < len(self._cells) else None
        heading = self.surroundings.heading_of(block)
        if first is None or first.cell is None or (heading is not None and heading not in first.trail):
            return None
        above = " | ".join((*(self.surroundings.blocks[index].text for index in first.trail), first.cell.stub))
        fits = is_composition(above) if of_patients else first.section is Section.SAFETY
        return first.cell.table if fits else None

    def _pairs(self, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Values that differ in nothing but the arm."""
        groups: dict[object, list[Claim]] = defaultdict(list)
        for claim in claims:
            subject = self.subjects.of(claim)
            if subject is not None and subject.arm and not is_everyone(claim.arm):
                cell = self.surroundings.blocks[claim.block].cell
                groups[subject._replace(arm=""), cell.row if cell else None].append(claim)
        for group in groups.values():
            ordered = sorted(group, key=lambda claim: claim.value.value if claim.value else 0)
            if len(group) == len({claim.arm for claim in group}) > 1:
                yield (
                    (ordered[0], ordered[-1])
                    if group.index(ordered[0]) < group.index(ordered[-1])
                    else (
                        ordered[-1],
                        ordered[0],
                    )
                )


def _calls_alike(sentence: str) -> str | None:
    """The word of a sentence that calls the arms alike; None where it does not, or takes it back."""
    words = normal(sentence)
    if not _pattern("alike").search(words) or _pattern("exceptions").search(words):
        return None
    found = _pattern("alike").search(sentence.casefold())
    return sentence[found.start() : found.end()] if found else None


def _stands_in(claim: Claim, sentence: str) -> bool:
    if claim.value is None or not (sentence in claim.sentence or claim.sentence in sentence):
        return False
    return re.search(rf"(?<![\d.]){re.escape(claim.value.text)}(?!\d)", sentence) is not None


def _gap(pair: tuple[Claim, Claim]) -> Decimal:
    """Percentage points between two values, at least: half a unit of the last digit less on both sides."""
    one, other = (claim.value for claim in pair)
    if one is None or other is None:
        return Decimal(0)
    return abs(one.value - other.value) - (one.step + other.step) / 2


def _are_apart(one: Claim, other: Claim) -> bool:
    told = vocabulary()
    points = _gap((one, other))
    if one.value is None or other.value is None or points < told["points"]:
        return False
    if one.of and other.of and one.of.value > 1 and other.of.value > 1:
        sizes = one.of.value, other.of.value
        share = (one.value.value * sizes[0] + other.value.value * sizes[1]) / sum(sizes) / 100
        error = (share * (1 - share) * (1 / sizes[0] + 1 / sizes[1])).sqrt() * 100
        return bool(points >= told["standard_errors"] * error)
    low, high = sorted((one.value.value, other.value.value))
    return bool(points >= told["points_without_size"] or high >= told["times_without_size"] * low)


@cache
def vocabulary() -> Mapping[str, Any]:
    """The data file."""
    text = Path(__file__).with_name("balance.yaml").read_text("utf-8")
    data: Mapping[str, Any] = yaml.load(text, _LOADER)  # noqa: S506 - a safe loader, in C where there is one
    return data


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A list of the data file as a pattern of the normal form, longest first."""
    longest_first = sorted(map(normal, vocabulary()[name]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
