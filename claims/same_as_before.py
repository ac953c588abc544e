"""Ratios, differences and values that name no endpoint of their own to that of the row above or the tile before."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.drafts import Draft
from claims.evidence import taken_from
from claims.model import Block, Claim
from claims.named import Spot
from claims.pages.headings import is_value
from claims.pages.tiles import TILES
from claims.sides import COMPARATIVE
from claims.statistic_heads import is_statistic


def with_endpoints(drafts: list[Draft]) -> list[Draft]:
    """Ratios and differences of a row that names only the statistic: they are of the endpoint in the row above."""
    result = list(drafts)
    above: dict[int, Claim] = {}
    for i, draft in enumerate(result):
        cell = draft.block.cell
        if cell is None or not cell.row_heads:
            continue
        known = above.get(cell.table)
        is_set_against = AGAINST.match(cell.row_heads[-1]) and known is not None and known.measure in DIFFER
        told = draft.claim.measure in COMPARATIVE or is_set_against
        if is_statistic(cell.row_heads[-1]) and known is not None and told:
            claim = taken_from(draft.claim, known, "endpoint", ROW_ABOVE)
            claim = replace(claim, measure="difference") if claim.measure not in COMPARATIVE else claim
            claim = claim if claim.population else taken_from(claim, known, "population", ROW_ABOVE)
            result[i] = replace(draft, claim=claim)
        elif not is_statistic(cell.row_heads[-1]):
            above[cell.table] = draft.claim
    return result


ROW_ABOVE = "as the row above"
AGAINST = re.compile(r"\W*(?:vs\.?|versus|compared (?:with|to)|over|against)\s", re.IGNORECASE)  # `vs placebo (95% CI)`
DIFFER = frozenset({"mean_change", "mean", "rate"})  # measures of two arms that a row below sets against each other


def with_tiles(drafts: list[Draft]) -> list[Draft]:
    """A tile whose label names an arm and nothing else is of what the tile before it is: `71% reached PASI 90 at week 16`,
    `vs`, `3% with placebo`."""
    result = list(drafts)
    for i in range(1, len(result)):
        before, draft = result[i - 1], result[i]
        if not _is_next_tile(before.block, draft.block) or not draft.claim.arm or _names_its_own(draft, before.block):
            continue
        if before.claim.unit == draft.claim.unit and before.claim.arm != draft.claim.arm:
            claim = draft.claim
            for slot in ("endpoint", "timepoint", "population", "measure"):
                claim = taken_from(claim, before.claim, slot, TILE_BEFORE)
            result[i] = replace(draft, claim=claim)
    return result


TILE_BEFORE = "as the tile before"
BETWEEN_TILES = 3  # blocks from a tile's number to that of the next: its label and `vs`


def _is_next_tile(before: Block, block: Block) -> bool:
    """Whether a tile follows another, which may be a number with its label below it in one block."""
    is_tile = block.cell is not None and block.cell.table == TILES
    is_number = before.cell.table == TILES if before.cell else is_value(before.text.partition("\n")[0])
    return is_tile and is_number and before.trail == block.trail and block.index - before.index <= BETWEEN_TILES


def _names_its_own(draft: Draft, before: Block) -> bool:
    """Whether an endpoint was read in the words of the tile itself: behind the tile before it."""
    told = (spot for one in draft.claim.evidence if one.slot == "endpoint" for spot in one.read)
    return any(isinstance(spot, Spot) and spot.block > before.index for spot in told)
