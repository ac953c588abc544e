"""Ties values on lines of their own to the time that stands below them alone: the label of a group of bars."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.model import Block, Kind
from claims.named import Named, Spot
from claims.words import Words

VALUE = re.compile(r"\W{0,2}\d[\d.]*\s?%\W{0,2}")
LENGTH = re.compile(r"\d[\d.]*[\s-](?:days?|weeks?|months?|years?)|(?:[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear)\s\d+")
MOST = 6  # values over one time


def times_below(blocks: Sequence[Block], words: Sequence[Words]) -> dict[int, Named]:
    """Blocks that are a share and no more, each with the time below it in the same group: `41%`, `19%`, `6 months`."""
    found: dict[int, Named] = {}
    for i, block in enumerate(blocks):
        if block.kind is not Kind.PARAGRAPH or block.cell is not None or not LENGTH.fullmatch(block.text.strip()):
            continue
        j = i - 1
        while j >= max(0, i - MOST) and blocks[j].group == block.group and VALUE.fullmatch(blocks[j].text.strip()):
            if not words[j].timepoints:
                found[blocks[j].index] = Named(block.text.strip(), Spot(block.index, 0, len(block.text)))
            j -= 1
    return found
