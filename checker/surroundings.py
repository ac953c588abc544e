"""Blocks of a page -> what stands around one of them: its section, its headings, its notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from claims.model import Block, Claim, Extraction, Kind, Note

LONGEST_TITLE = 200  # characters of a line that titles a table


@dataclass(frozen=True)
class Surroundings:
    """One page's geometry, asked by claim or by block."""

    extraction: Extraction

    @cached_property
    def blocks(self) -> dict[int, Block]:
        """Blocks by their index."""
        return {block.index: block for block in self.extraction.page.blocks}

    @cached_property
    def _by_section(self) -> dict[int | None, tuple[Block, ...]]:
        sections: dict[int | None, list[Block]] = {}
        for block in self.extraction.page.blocks:
            owner = block.index if block.kind is Kind.HEADING else None
            for heading in {*block.trail, *(() if owner is None else (owner,))} or {None}:
                sections.setdefault(heading, []).append(block)
        return {heading: tuple(blocks) for heading, blocks in sections.items()}

    @cached_property
    def _by_table(self) -> dict[int, tuple[Block, ...]]:
        tables: dict[int, list[Block]] = {}
        for block in self.extraction.page.blocks:
            if block.cell is not None:
                tables.setdefault(block.cell.table, []).append(block)
        return {table: tuple(blocks) for table, blocks in tables.items()}

    def table_of(self, block: Block) -> tuple[Block, ...]:
        """All cells of the table that a cell stands in; none for other blocks."""
        return self._by_table.get(block.cell.table, ()) if block.cell else ()

    def heading_of(self, block: Block) -> int | None:
        """The heading that a block stands under; a heading stands under itself."""
        if block.kind is Kind.HEADING:
            return block.index
        return block.trail[-1] if block.trail else None

    def section_of(self, block: Block) -> tuple[Block, ...]:
        """All blocks under the same heading, those under its subheadings too."""
        return self._by_section.get(self.heading_of(block), (block,))

    def limits_behind(self, block: Block, words: frozenset[str]) -> tuple[Block, ...]:
        """The section right behind a block's, where one of some words in its heading says that it holds limitations."""
        last = self.section_of(block)[-1].index
        following = next((b for b in self.extraction.page.blocks[last + 1 :] if b.kind is Kind.HEADING), None)
        if following is None or words.isdisjoint(following.text.casefold().split()):
            return ()
        return self.section_of(following)

    def notes_of(self, block: Block, markers: tuple[str, ...] = ()) -> Iterator[Note]:
        """Notes that a block's markers lead to: the nearest note of each marker."""
        wanted = {*markers, *(mark.text for mark in block.marks)}
        nearest: dict[str, Note] = {}
        for note in self.extraction.notes:
            if note.marker in wanted:
                best = nearest.get(note.marker)
                if best is None or abs(note.block - block.index) < abs(best.block - block.index):
                    nearest[note.marker] = note
        yield from nearest.values()

    def words_about(self, claim: Claim, behind: int = -1) -> str:
        """The words that tell what a claim is about: its sentence, the heads of its row and column, its headings, or
        those of them that stand behind a block."""
        block = self.blocks.get(claim.block)
        if block is None:
            return claim.sentence
        heads = (self.blocks[index].text for index in block.trail if index in self.blocks and index > behind)
        cells = (*block.cell.row_heads, *block.cell.column_heads) if block.cell else ()
        return " | ".join((claim.sentence or block.text, *heads, *cells))

    def titles_of(self, claim: Claim) -> str:
        """What else tells what a cell is about: the head of the row labels, and the short line straight above its table."""
        block = self.blocks.get(claim.block)
        if block is None or block.cell is None:
            return ""
        first = self.table_of(block)[0]
        above = self.blocks.get(first.index - 1)
        is_title = above is not None and above.cell is None and len(above.text) < LONGEST_TITLE
        return " | ".join(filter(None, (block.cell.stub, above.text if above is not None and is_title else "")))
