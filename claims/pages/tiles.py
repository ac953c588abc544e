"""Finds stat tiles: a big number that stands alone, and the label beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from claims.model import Block, Cell, Kind
from claims.pages.flattened_rows import is_label
from claims.pages.headings import SETS_APART, is_value

TILES = 0  # the table number of stat tiles: a big number with its label, no table at all
RESULT = re.compile(
    r"(?<![<>≤≥\d.])(?<![<>≤≥]\s)\d+(?:\.\d+)?\s?%(?!\sC)|\bHR\b(?=\s?[=:,(]?\s?\d)|\bP\s?[=<≤]|\d\s?/\s?(?:year|month|patient|person)"
    r"|^\d[\d.]*\s?%\s(?:less|lower|fewer|reduc|higher|greater|more|improve)"
)
NAMES_RATIO = re.compile(
    r"(?:stratified |adjusted )?(?:HR|OR|RR|(?:hazard|odds|risk|rate) ratio)\b(?!.*\d)", re.IGNORECASE
)
BARE_DECIMAL = re.compile(r"\d?\.\d+(?!\s?%)(?:\W*$|\n|\s?[(\[])")
AGAINST = re.compile(r"(?:vs\.?|versus)\s\d")  # the value that a tile's is set against
LONGEST_NUMBER = 24  # characters of the first line of a tile's number; its interval may stand below


def restore_tiles(blocks: Sequence[Block]) -> Iterator[Block]:
    """The same blocks, each number that stands alone as a cell headed by the label beside it.

    A tile shows its number first; only where the run ends with a number do labels stand above their numbers.
    """
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and (
            _is_tile_value(blocks[end]) or (_near_value(blocks, end) and _is_tile_label(blocks[end]))
        ):
            end += 1
        end = _without_next_title(blocks, at, end)
        run = blocks[at:end]
        if not any(_is_tile_value(block) for block in run):
            yield blocks[at]
            at += 1
            continue
        is_led = _is_led_by_a_label(blocks, at, end)
        step = -1 if is_led or _is_tile_value(run[-1]) else 1
        label_of = {i: _label_at(run, i, step) for i, block in enumerate(run) if _is_tile_value(block)}
        value_of = {label: i for i, label in label_of.items() if 0 <= label < len(run) and label not in label_of}
        for i, block in enumerate(run):
            if label_of.get(i) in value_of and value_of[label_of[i]] == i:
                label = _without_statistics(run[label_of[i]].text).replace("\n", " ")
                yield replace(block, cell=Cell(TILES, at + i, 1, row_heads=(label,)))
            elif i in value_of:
                yield replace(block, cell=Cell(TILES, at + value_of[i], 0, header=True))
            else:
                yield block
        at = end


# A line with its label and its value: `Elbows 72%`, `Face: 27%`.
LABELLED_LINE = re.compile(r"[A-Z][a-z][\w /-]{1,40}:?\s[~<>≤≥]?\d[\d.,]*\s?%?")


def _is_led_by_a_label(blocks: Sequence[Block], at: int, end: int) -> bool:
    """Whether labels stand above their numbers although a run ends with a label: that one stands over further lines.

    `Median age`, `47 years`, `Male`, `64%`, `Areas affected`, `Elbows 72%`.
    """
    run = blocks[at:end]
    if len(run) < FEWEST_PAIRED or end == len(blocks) or not LABELLED_LINE.fullmatch(blocks[end].text):
        return False
    takes_turns = all(_is_tile_value(block) == bool(i % 2) for i, block in enumerate(run))
    return takes_turns and len(run) % 2 == 1 and len({block.group for block in blocks[at : end + 1]}) == 1


def _without_next_title(blocks: Sequence[Block], at: int, end: int) -> int:
    """Where a run of tiles ends before the title of what comes next: behind labels and their numbers without a blank line
    between them one more label behind a blank line, which no number follows."""
    if end - at < FEWEST_PAIRED or _is_tile_value(blocks[at]) or _is_tile_value(blocks[end - 1]):
        return end
    is_parted = blocks[end - 1].group != blocks[end - 2].group and _is_tile_value(blocks[end - 2])
    is_whole = len({block.group for block in blocks[at : end - 1]}) == 1
    is_over = [_is_tile_value(block) for block in blocks[at : end - 1]]
    is_labelled = not any(map(all, pairwise(is_over)))  # a title may stand over a label: `VGPR or better`, `EXEMPLAR`
    return end - 1 if is_parted and is_whole and is_labelled else end


FEWEST_PAIRED = 5  # blocks of two labels, their numbers and a title


def _label_at(run: Sequence[Block], i: int, step: int) -> int:
    """Where in a run of tiles the label of a number stands: on the side of its run, a ratio's name always above it."""
    is_ratio = i > 0 and NAMES_RATIO.match(run[i - 1].text) and BARE_DECIMAL.match(run[i].text)
    return i - 1 if is_ratio else i + step


# The interval or p value of a tile's number, on a line of its own below the arm that the label names.
STATISTIC_LINE = re.compile(
    r"\(?[Pp]\s?[<=≤]\s?[\d.]{1,8}(?:\s(?:vs\.?|versus|compared with)\s[^()\n]{3,40})?\)?\W{0,2}|"
    r"[(\[]?(?:9\d|80)(?:\.\d)?\s?% C(?:I|rI)\b[^A-Za-z\n]{3,40}(?:to\s[^A-Za-z\n]{1,20})?|[(\[]?(?:9\d)\s?% CI:?\s[\d.,]{1,8}[^\n]{1,4}(?:NE|NR)[)\]]?"
)


def _without_statistics(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(line for i, line in enumerate(lines) if not i or not STATISTIC_LINE.fullmatch(line.strip()))


def _is_tile_label(block: Block) -> bool:
    """Whether a block may say what a big number is: short words with no result of their own."""
    if block.kind is not Kind.PARAGRAPH:
        return False
    if "\n" in block.text:
        block = replace(block, text=_without_statistics(block.text))
    return (
        is_label(block)
        and not RESULT.search(block.text)
        and not SETS_APART.fullmatch(block.text.strip())
        and not AGAINST.match(block.text)
    )


def _is_tile_value(block: Block) -> bool:
    text = block.text
    return (
        block.kind is Kind.PARAGRAPH
        and text[:1] not in "Pp"
        and block.cell is None
        and len(text.partition("\n")[0]) <= LONGEST_NUMBER
        and is_value(text)
        and text[-1:] not in "—–-"
    )


def _near_value(blocks: Sequence[Block], at: int) -> bool:
    return any(0 <= i < len(blocks) and _is_tile_value(blocks[i]) for i in (at - 1, at + 1))
