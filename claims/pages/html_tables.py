"""Blocks found inside tables -> one block a cell with its headings, or plain blocks where a table only lays out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from claims.model import Carrier, Kind
from claims.pages.grid import Grid, Slot
from claims.pages.raw import Raised, RawBlock

_LONG_CELL = 200  # characters: several paragraphs longer than this together are text, not a result
_MARKER = re.compile(r"[\s\d,;–-]+|[\s*†‡§¶‖#,]+|\s*[A-Za-z](?:,[A-Za-z])*\s*")
_POWER = re.compile(r"(?:(?<![\d.,])10|\b[ckdmµ]?m|\bR)[-−–+]?\d{1,2}$")  # 10 to the 5, m2, R2: no marker


@dataclass(slots=True, eq=False)
class Table:
    """One table element in the making."""

    number: int
    group: int
    grid: Grid = field(default_factory=Grid)
    only_lays_out: bool = False  # role=presentation, or another table inside


@dataclass(slots=True, eq=False)
class Draft:
    """A block as if it stood in no table, with the cell it was found in."""

    block: RawBlock
    table: Table | None = None
    slot: Slot | None = None


def settle(drafts: Sequence[Draft]) -> list[RawBlock]:
    """Decide every table and give its blocks their cells; all blocks in source order."""
    blocks = [draft.block for draft in drafts if draft.table is None or draft.slot is None]
    inside = [draft for draft in drafts if draft.table is not None and draft.slot is not None]
    by_table: dict[Table, list[Draft]] = {}
    for draft in inside:
        if draft.table:
            by_table.setdefault(draft.table, []).append(draft)
    for table, found in by_table.items():
        blocks += [draft.block for draft in found] if _lays_out(table, found) else _cells(table, found)
    return sorted(blocks, key=lambda block: block.spots[0])


def label(block: RawBlock) -> str:
    """A cell's text as a heading of others: on one line, without its footnote markers."""
    text = block.text
    for stretch in sorted(block.raised, key=lambda r: r.start, reverse=True):
        if stretch.kind != "sub" and _is_marker(text, stretch):
            text = text[: stretch.start] + text[stretch.end :]
    return " ".join(text.split())


def _is_marker(text: str, stretch: Raised) -> bool:
    return bool(_MARKER.fullmatch(text, stretch.start, stretch.end)) and not _POWER.search(
        text[max(0, stretch.start - 4) : stretch.end]
    )


def _lays_out(table: Table, found: Iterable[Draft]) -> bool:
    if table.only_lays_out:
        return True
    if any(slot.is_heading or slot.in_head for slot in table.grid.slots):
        return False
    if table.grid.width < 2:
        return True
    for _, group in groupby(found, key=lambda draft: id(draft.slot)):
        blocks = [draft.block for draft in group if draft.block.carrier in {Carrier.TEXT, Carrier.HIDDEN}]
        if any(block.kind in {Kind.HEADING, Kind.ITEM} for block in blocks):
            return True
        if len(blocks) > 1 and sum(len(block.text) for block in blocks) > _LONG_CELL:
            return True
    return False


def _cells(table: Table, found: Iterable[Draft]) -> list[RawBlock]:
    merged: dict[tuple[int, Carrier], RawBlock] = {}
    others: list[RawBlock] = []
    slots: dict[tuple[int, Carrier], Slot] = {}
    for draft in found:
        block, slot = draft.block, draft.slot
        if slot is None or block.carrier not in {Carrier.TEXT, Carrier.HIDDEN}:
            others.append(block)
            continue
        key = (id(slot), block.carrier)
        merged[key] = merged[key].joined_with(block) if key in merged else block
        slots[key] = slot
        if block.carrier is Carrier.TEXT or (id(slot), Carrier.TEXT) not in merged:
            slot.text = label(merged[key])
    cells = table.grid.cells(table.number)
    return others + [
        replace(block, kind=Kind.CELL, level=0, group=table.group, cell=cells[id(slots[key])])
        for key, block in merged.items()
    ]
