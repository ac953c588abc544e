"""Finds tables and stat tiles that flattening has spread over lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.model import Block, Cell, Kind
from claims.pages.headings import is_value

ARM_HEAD = re.compile(r"(?P<arm>.{1,80}?)\s*\(\s*[nN]\s?=\s?[\d, ]+\)\s*\S{0,3}")
LONGEST_LABEL = 90
MOST_ARMS = 8
TILES = 0  # the table number of stat tiles: a big number with its label, no table at all


def restore_tables(blocks: Sequence[Block]) -> Iterator[Block]:
    """The same blocks, those of a flattened table as cells with row and column headings."""
    at, table = 0, 1000
    while at < len(blocks):
        heads = _column_heads(blocks, at)
        rows = _rows(blocks, at + len(heads), len(heads)) if len(heads) >= 2 else []
        if not rows:
            yield blocks[at]
            at += 1
            continue
        table += 1
        yield from _cells(blocks, at, heads, rows, table)
        at = rows[-1][1] + len(heads)


def _column_heads(blocks: Sequence[Block], at: int) -> list[str]:
    """Arm headings with their sizes, one a block: `Exemplar + Rd (n=179)`, `Rd (n=123)`."""
    heads: list[str] = []
    while (
        len(heads) < MOST_ARMS
        and at < len(blocks)
        and blocks[at].kind is Kind.PARAGRAPH
        and "\n" not in blocks[at].text
    ):
        match = ARM_HEAD.fullmatch(blocks[at].text)
        if not match:
            break
        heads.append(blocks[at].text)
        at += 1
    return heads


def _rows(blocks: Sequence[Block], at: int, width: int) -> list[tuple[list[int], int]]:
    """Rows as (label blocks, first value block): labels run until `width` values in a row follow."""
    rows: list[tuple[list[int], int]] = []
    labels: list[int] = []
    while at < len(blocks):
        if labels and _has_values(blocks, at, width) and not _is_bare_label(blocks, at, width):
            rows.append((labels, at))
            labels = []
            at += width
        elif _is_label(blocks[at]) and len(labels) < 4:
            labels.append(at)
            at += 1
        else:
            break
    return rows


def _has_values(blocks: Sequence[Block], at: int, width: int) -> bool:
    values = blocks[at : at + width]
    return len(values) == width and all(is_value(block.text) for block in values)


def _is_bare_label(blocks: Sequence[Block], at: int, width: int) -> bool:
    """Whether a number labels a row: bare, before `width` values that are printed otherwise (`0` above `94 (49%)`)."""
    values = blocks[at + 1 : at + 1 + width]
    return (
        bool(re.fullmatch(r"\d{1,2}", blocks[at].text))
        and len(values) == width
        and all(is_value(value.text) and re.search(r"[%(]", value.text) for value in values)
    )


def _is_label(block: Block) -> bool:
    text = block.text
    return (
        block.kind in (Kind.PARAGRAPH, Kind.ITEM)
        and len(text) <= LONGEST_LABEL
        and "\n" not in text
        and not text.endswith(".")
    )


def _cells(
    blocks: Sequence[Block], at: int, heads: list[str], rows: list[tuple[list[int], int]], table: int
) -> Iterator[Block]:
    for column, _ in enumerate(heads):
        yield replace(blocks[at + column], kind=Kind.CELL, cell=Cell(table, 0, column + 1, header=True))
    group: list[str] = []
    deeper: list[str] = []
    for number, (labels, first) in enumerate(rows, start=1):
        texts = [blocks[label].text for label in labels]
        group, deeper = _groups(texts, group, deeper)
        for label in labels:
            yield replace(
                blocks[label], kind=Kind.CELL, cell=Cell(table, number, 0, header=True, row_heads=tuple(group))
            )
        heads_of_row = (*group, *deeper, texts[-1])
        for column, head in enumerate(heads):
            cell = Cell(table, number, column + 1, row_heads=heads_of_row, column_heads=(head,))
            yield replace(blocks[first + column], kind=Kind.CELL, cell=cell)


def _groups(texts: list[str], group: list[str], deeper: list[str]) -> tuple[list[str], list[str]]:
    """The group labels that govern a row: several labels before one row open a new group.

    A flattened table has lost its indents, so a row with one label stays in the group above it.
    """
    if len(texts) >= 2:
        return texts[:-1], []
    return group, deeper


def restore_tiles(blocks: Sequence[Block]) -> Iterator[Block]:
    """The same blocks, each number that stands alone as a cell headed by the label beside it.

    A tile shows its number first; only where the run ends with a number do labels stand above their numbers.
    """
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and (
            _is_tile_value(blocks[end]) or (_is_label(blocks[end]) and _near_value(blocks, end))
        ):
            end += 1
        run = blocks[at:end]
        if not any(_is_tile_value(block) for block in run):
            yield blocks[at]
            at += 1
            continue
        step = -1 if _is_tile_value(run[-1]) else 1
        labels = {i + step for i, block in enumerate(run) if _is_tile_value(block) and 0 <= i + step < len(run)}
        for i, block in enumerate(run):
            if _is_tile_value(block) and i + step in labels and not _is_tile_value(run[i + step]):
                yield replace(block, cell=Cell(TILES, at + i, 1, row_heads=(run[i + step].text,)))
            elif i in labels and not _is_tile_value(block):
                yield replace(block, cell=Cell(TILES, at + i - step, 0, header=True))
            else:
                yield block
        at = end


def _is_tile_value(block: Block) -> bool:
    text = block.text
    return (
        block.kind is Kind.PARAGRAPH
        and block.cell is None
        and len(text) <= 24
        and is_value(text)
        and text[-1:] not in "—–-"
    )


def _near_value(blocks: Sequence[Block], at: int) -> bool:
    return any(0 <= i < len(blocks) and _is_tile_value(blocks[i]) for i in (at - 1, at + 1))
