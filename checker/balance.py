"""Words that call the arms alike -> the figures of two arms, beside them or in the table below, that are not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from checker.compare import plain_unit
from checker.partitions import is_composition
from checker.subjects import Subjects
from checker.surroundings import Surroundings
from claims.model import Block, Claim, Extraction, Kind, Section
from claims.pages.flattened import TILES
from references.names import normal

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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
        """Every such sentence whose figures say otherwise."""
        said: list[tuple[Block, str, str]] = []
        for block in self.extraction.page.blocks:
            if block.kind in SILENT or block.cell is not None:
                continue
            for sentence in SENTENCE.split(block.text):
                word = _calls_alike(sentence)
                if word:
                    said.append((block, sentence, word))
        if not said:
            return
        by_block, by_table = self._by_place()
        for block, sentence, word in said:
            own = [claim for claim in by_block.get(block.index, ()) if _stands_in(claim, sentence)]
            claims = own or by_table.get(self._table_below(block, sentence) or TILES, [])
            pairs = [pair for pair in self._pairs(claims) if _are_apart(*pair)]
            if pairs:
                yield Unlike(block, word, tuple(sorted(pairs, key=_gap, reverse=True)))

    def _by_place(self) -> tuple[Mapping[int, list[Claim]], Mapping[int, list[Claim]]]:
        """Shares by block, and by table."""
        by_block: dict[int, list[Claim]] = defaultdict(list)
        by_table: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.extraction.claims:
            if claim.measure != "rate" or claim.value is None or claim.op != "=" or plain_unit(claim.unit) != "%":
                continue
            by_block[claim.block].append(claim)
            cell = self.surroundings.blocks[claim.block].cell
            if cell is not None and cell.table != TILES:
                by_table[cell.table].append(claim)
        return by_block, by_table

    def _table_below(self, block: Block, sentence: str) -> int | None:
        """The next table under the same heading, where the sentence speaks of what it holds."""
        words = normal(sentence)
        of_patients = _pattern("patients").search(words)
        if not of_patients and not (_pattern("events").search(words) and _pattern("arms").search(words)):
            return None
        following = (b for b in self.surroundings.section_of(block) if b.index > block.index and b.cell is not None)
        first = next((b for b in following if b.cell and b.cell.table != TILES), None)
        if first is None or first.cell is None:
            return None
        above = " | ".join((*(self.surroundings.blocks[index].text for index in first.trail), first.cell.stub))
        fits = is_composition(above) if of_patients else first.section is Section.SAFETY
        return first.cell.table if fits else None

    def _pairs(self, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Values that differ in nothing but the arm."""
        groups: dict[object, list[Claim]] = defaultdict(list)
        for claim in claims:
            subject = self.subjects.of(claim)
            if subject is not None and subject.arm:
                cell = self.surroundings.blocks[claim.block].cell
                groups[subject._replace(arm=""), cell.row if cell else None].append(claim)
        for group in groups.values():
            if len(group) == 2 and group[0].arm != group[1].arm:
                yield group[0], group[1]


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
        return points >= told["standard_errors"] * error
    low, high = sorted((one.value.value, other.value.value))
    return points >= told["points_without_size"] or high >= told["times_without_size"] * low


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
