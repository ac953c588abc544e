"""A block of a page -> what a reader sees beside it: its table or list, what is near in its section, its notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from checker.surroundings import Surroundings
from claims.model import Block, Claim, Extraction, Kind
from claims.pages.tiles import TILES

NEAR = 4  # paragraphs, lists or tables between two places that are still one display
BARE = (Kind.HEADING, Kind.FOOTNOTE, Kind.ABBREVIATIONS)


@dataclass(frozen=True)
class Displays:
    """What stands together on one page, asked by block or by claim."""

    extraction: Extraction
    surroundings: Surroundings

    def unit_of(self, block: Block) -> object:
        """What tells the paragraph, list or table that a block is or belongs to from the page's others."""
        return self.list_of(block) or self._unit_of[block.index]

    def list_of(self, block: Block) -> object | None:
        """What tells the list that a block is an item of; without markup, a run of lines under one heading is a list."""
        is_line = self.extraction.page.is_flattened and block.kind is Kind.PARAGRAPH
        return (block.group, block.trail) if block.kind is Kind.ITEM or is_line else None

    def beside(self, block: Block) -> frozenset[int]:
        """The blocks that stand with one: its table or list, what is near in its section, its headings, its notes."""
        return self._beside_place(block.index) if block.index in self._unit_of else frozenset({block.index})

    def _beside_place(self, index: int) -> frozenset[int]:
        found = self._known.get(index)
        if found is None:
            found = self._known[index] = self._displayed(self.surroundings.blocks[index])
        return found

    def _displayed(self, block: Block) -> frozenset[int]:
        here = self._unit_of[block.index]
        section = self.surroundings.section_of(block)
        if block.kind is Kind.HEADING and all(other.kind in BARE for other in section):
            # A headline over nothing but its notes heads what follows.
            section = tuple(other for other in self.extraction.page.blocks if other.index >= block.index)
        near = [other.index for other in section if abs(self._unit_of[other.index] - here) <= NEAR]
        own = self._members[here]
        found = {*own, *near, *block.trail[-1:]}
        notes = {note.block for index in own for note in self.surroundings.notes_of(self.surroundings.blocks[index])}
        return frozenset(found | notes)

    @cached_property
    def _known(self) -> dict[int, frozenset[int]]:
        return {}

    @cached_property
    def _unit_of(self) -> Mapping[int, int]:
        """Each block's place in the order of paragraphs, lists and tables: those of one list or table share it."""
        places: dict[int, int] = {}
        last: object = None
        at = -1
        for block in self.extraction.page.blocks:
            unit = _unit(block)
            if unit != last:
                at, last = at + 1, unit
            places[block.index] = at
        return places

    @cached_property
    def _members(self) -> Mapping[int, tuple[int, ...]]:
        members: dict[int, list[int]] = defaultdict(list)
        for index, unit in self._unit_of.items():
            members[unit].append(index)
        return {unit: tuple(found) for unit, found in members.items()}

    @cached_property
    def in_block(self) -> Mapping[int, tuple[Claim, ...]]:
        """The page's claims by their block."""
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.extraction.claims:
            found[claim.block].append(claim)
        return {block: tuple(claims) for block, claims in found.items()}

    @cached_property
    def with_interval(self) -> tuple[Claim, ...]:
        """The page's claims that are told with their interval."""
        return tuple(claim for claim in self.extraction.claims if claim.ci is not None)

    def claims_beside(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims that a reader sees beside one, itself among them; those of its notes too."""
        block = self.surroundings.blocks[claim.block]
        notes = (note.block for note in self.surroundings.notes_of(block, claim.footnotes))
        places = sorted({*self.beside(block), *notes})
        return tuple(other for place in places for other in self.in_block.get(place, ()))

    def rest_of_display(self, claim: Claim) -> tuple[str, ...]:
        """The words of the other cells of a claim's table or items of its list, and of the notes that all lead to."""
        block = self.surroundings.blocks[claim.block]
        own = [self.surroundings.blocks[index] for index in self._members[self._unit_of[block.index]]]
        notes = (note.text for one in own for note in self.surroundings.notes_of(one, claim.footnotes))
        return (*(one.text for one in own if one is not block), *notes)


def _unit(block: Block) -> object:
    if block.cell is not None and block.cell.table != TILES:
        return "table", block.cell.table
    if block.cell is not None or block.kind is Kind.ITEM:
        return "list", block.group, block.trail
    return "block", block.index
