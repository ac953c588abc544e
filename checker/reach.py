"""A block of a page -> the words in its reach: beside it, in its table, its section, the limitations behind it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import PageView
from checker.nearby import around
from claims.model import Block


def near(view: PageView, block: Block, markers: tuple[str, ...] = ()) -> Iterator[str]:
    """A block's words, its headings, the notes that its markers lead to, all of its table with the table's notes."""
    blocks = view.surroundings.blocks
    yield from around(view, block, markers)
    yield from (blocks[index].text for index in block.trail if index in blocks)
    for cell in view.surroundings.table_of(block):
        yield cell.text
        yield from (note.text for note in view.surroundings.notes_of(cell))


def section(view: PageView, block: Block, markers: tuple[str, ...] = ()) -> Iterator[str]:
    """What is near, the section under the same heading, and the limitations right behind it."""
    yield from near(view, block, markers)
    own = view.surroundings.section_of(block)
    yield from (one.text for one in own)
    for one in own:
        yield from (note.text for note in view.surroundings.notes_of(one))
    yield from (one.text for one in view.surroundings.limits_behind(block))
