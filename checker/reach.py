"""A block of a page -> whether the words of a list stand in its reach: beside it, in its table, in its section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.caveats import LIMITS_HEADINGS
from checker.nearby import around
from checker.view import PageView
from checker.wordlists import is_used
from claims.model import Block


@dataclass(frozen=True)
class Reach:
    """What stands within reach on one page; each table and section is read once for each list."""

    view: PageView
    _known: dict[tuple[object, ...], bool] = field(default_factory=dict)

    def is_near(self, block: Block, name: str, key: str = "words", markers: tuple[str, ...] = ()) -> bool:
        """Whether a word stands in a block, its headings, its table, or the notes that their markers lead to."""
        blocks = self.view.surroundings.blocks
        if any(is_used(text, name, key) for text in around(self.view, block, markers)):
            return True
        if any(is_used(blocks[index].text, name, key) for index in block.trail if index in blocks):
            return True
        if block.cell is None:
            return False
        return self._once(("table", block.cell.table, name, key), self._with_notes(self._table(block)), name, key)

    def is_in_section(self, block: Block, name: str, key: str = "words", markers: tuple[str, ...] = ()) -> bool:
        """Whether it stands near, under the same heading, or in the limitations right behind that section."""
        if self.is_near(block, name, key, markers):
            return True
        heading = self.view.surroundings.heading_of(block)
        return self._once(("section", heading, name, key), self._with_notes(self._section(block)), name, key)

    def _once(self, at: tuple[object, ...], texts: Iterator[str], name: str, key: str) -> bool:
        if at not in self._known:
            self._known[at] = any(is_used(text, name, key) for text in texts)
        return self._known[at]

    def _table(self, block: Block) -> Iterator[Block]:
        yield from self.view.surroundings.table_of(block)

    def _section(self, block: Block) -> Iterator[Block]:
        yield from self.view.surroundings.section_of(block)
        yield from self.view.surroundings.limits_behind(block, LIMITS_HEADINGS)

    def _with_notes(self, blocks: Iterator[Block]) -> Iterator[str]:
        for block in blocks:
            yield block.text
            yield from (note.text for note in self.view.surroundings.notes_of(block))
