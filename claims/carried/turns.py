"""Where a page turns from results to safety, to the design of a trial or to how a medicine is given."""

from __future__ import annotations

from claims.lexicon import pattern
from claims.model import Block, Kind, Section

OPENING = 90  # characters of a paragraph that say what it is about


def turns(block: Block) -> bool:
    """Whether a block opens another subject than the results above it."""
    if block.kind in (Kind.FOOTNOTE, Kind.ITEM) or block.section not in (Section.BODY, Section.TABLE):
        return False
    if block.cell is not None and not (block.cell.header and block.cell.row == 0):
        return False
    is_title = block.kind in (Kind.HEADING, Kind.CAPTION) or block.cell is not None
    return pattern("context", "turns_title" if is_title else "turns").search(block.text[:OPENING]) is not None
