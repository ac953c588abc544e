"""Ties a value that stands on a line of its own to the arm that the block below or above it is the label of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from claims.model import Block, Kind
from claims.pages.tiles import TILES
from claims.words import Words

VALUE = re.compile(
    r"(?:\A|\n)(?:[A-Za-z][A-Za-z ]{1,30}:\s?)?(?:[<>≤≥~]\s?)?(?:\d[\d.,]*\s?(?:%|months?|mos?\.?|weeks|years|days|kg|points)?|NE|NR|[Nn]ot reached)(?:(?<=%)[a-h](?![a-z]))?\W{0,2}"
    r"(?:\s{0,2}\((?:95|99|90)(?:\.\d)?\s?% C[^()]{1,40}\))?(?:\n[Pp]\s?[<=≤]\s?[\d.]{1,8}\W{0,2})?\Z"
)
# A value over what it is of and its interval, in a tile whose first line is its arm: `1.9`, `months median PFS`, `(95% CI: ...)`
IN_TILE = re.compile(r"\d[\d.,]*\s?%?\n[A-Za-z][A-Za-z -]{2,40}(?:\n\(?(?:95|99|90)(?:\.\d)?\s?% C[^()]{1,40}\)?)?")
INTERVAL = re.compile(r"\(?(?:95|99|90)(?:\.\d)?\s?% C[^()]{1,40}\)?")
LEADS_IN = re.compile(r"\W{0,3}(?:(?:on|with|for|in|of|taking|receiving)\s(?:the\s)?)?")
ENDS_LABEL = re.compile(r"[®™▼]*(?:\s(?:arm|group))?(?:\s?\([nN]\s?=\s?[\d,]+\))?(?:\W{0,3}$|\n|\s[a-z])")
TESTED = re.compile(
    r"\n\(?[Pp]\s?[<=≤]\s?[\d.]{1,8}[^()\n]{0,40}\)?\Z"
)  # `Exemplar 200 mg` over `(p<0.001 vs placebo)`
RESULT = re.compile(r"\d\s?%(?!\s?C)|\d\s(?:months|weeks|years)")


def arms_below(blocks: Sequence[Block], words: Sequence[Words]) -> dict[int, str]:
    """Arms by the blocks whose value they are: `96.7%` over `on Exemplar (n=622)`, or under it.

    Where arms stand above their values, the block below names that of the next one.
    """
    found: dict[int, str] = {}
    taken: set[int] = set()
    for i, block in enumerate(blocks):
        in_table = block.cell is not None and block.cell.table != TILES
        if words[i].arms or in_table:
            continue
        if not VALUE.search(block.text):
            in_tile = i > 0 and blocks[i - 1].group == block.group and IN_TILE.fullmatch(block.text)
            arm = _label(blocks[i - 1], words[i - 1]) if in_tile else None
            is_legend = i > 1 and _label(blocks[i - 2], words[i - 2]) is not None  # two arms in a row head no tile
            if arm is not None and not is_legend:
                found[block.index] = arm
            continue
        above, below = _beyond_interval(blocks, i, -1), _beyond_interval(blocks, i, 1)
        is_open = above is not None and above not in taken
        is_under_its_label = _label(blocks[above], words[above]) if is_open and above is not None else None
        if above is not None and is_under_its_label:
            found[block.index] = is_under_its_label
            continue
        arm = _label(blocks[below], words[below]) if below is not None else None
        if arm is not None and below is not None:
            found[block.index] = arm
            taken.add(below)
    return found


def intervals_below(blocks: Sequence[Block]) -> dict[int, Block]:
    """Blocks that are no more than an interval, by the block above whose value it is of: `57% ORR`, `(95% CI: 49, 65)`;
    the label of a stat tile may stand between them."""
    found: dict[int, Block] = {}
    for above, block in pairwise(blocks):
        if block.cell is not None or not INTERVAL.fullmatch(block.text):
            continue
        if above.cell is None:
            found[above.index] = block
        elif above.cell.table == TILES:
            found[above.cell.row] = block
    return found


def _beyond_interval(blocks: Sequence[Block], i: int, step: int) -> int | None:
    """The place of the next block that is no interval alone, and not what the value's own tile says that it is."""
    j = i + step
    while 0 <= j < len(blocks) and abs(j - i) <= FARTHEST and _is_of(blocks[j], blocks[i]):
        j += step
    return j if 0 <= j < len(blocks) else None


def _is_of(block: Block, value: Block) -> bool:
    if INTERVAL.fullmatch(block.text):
        return True
    tile, cell = value.cell, block.cell
    return tile is not None and cell is not None and cell.header and (cell.table, cell.row) == (tile.table, tile.row)


LONGEST_LABEL = 120
FARTHEST = 2  # blocks between a value and its arm


def _label(block: Block, words: Words) -> str | None:
    """The arm that a block is the label of, if it tells nothing else."""
    is_sentence = len(block.text) > LONGEST_LABEL or block.text.rstrip()[-1:] == "."
    tested = TESTED.search(block.text)
    arms = [arm for arm in words.arms if tested is None or arm.start < tested.start()]
    if block.kind not in (Kind.PARAGRAPH, Kind.HEADING) or len(arms) != 1 or is_sentence:
        return None
    if RESULT.search(block.text):
        return None
    arm = arms[0]
    is_label = LEADS_IN.fullmatch(block.text, 0, arm.start) and ENDS_LABEL.match(block.text, arm.end)
    return arm.id if is_label else None
