"""Labels above the items of a list to what they state of the items' numbers: their unit, the level of their intervals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.model import Block, Kind
from claims.named import Named, Spot
from claims.numerals import quantity
from claims.printed import Estimate
from claims.quantity import Quantity

LABEL = re.compile(
    r"(?P<what>[^.;:\d]{1,60}?)(?:(?:,|\sin)\s(?P<unit>months|weeks|years|days))?\s?[(\[](?P<level>\d\d(?:\.\d)?)\s?%\s?(?:CI|confidence interval)[)\]]:?"
)
LONGEST_ITEM = 80  # characters of a value with the name of its arm


@dataclass(frozen=True, slots=True)
class Stated:
    """What a label says of the numbers below it."""

    label: Block
    level: Quantity
    unit: str | None


def stated_by(block: Block) -> Stated | None:
    """What a block states of the numbers below it, if it is no more than a label: `Median OS in months (95% CI)`."""
    match = LABEL.fullmatch(block.text.strip()) if block.cell is None and block.text.endswith((")", "]", ":")) else None
    if match is None:
        return None
    unit = Named(match["unit"], Spot(block.index, *match.span("unit"))) if match["unit"] else None
    return Stated(block, quantity(match["level"]), unit)


def holds_for(stated: Stated, block: Block) -> bool:
    """Whether a block is still among the items that a label stands over."""
    label = stated.label
    if block.cell is not None or block.trail != label.trail or len(block.text) > LONGEST_ITEM:
        return False
    return block.kind is Kind.ITEM and (label.kind is not Kind.ITEM or block.level >= label.level)


def with_unit(stated: Stated, estimates: Sequence[Estimate]) -> tuple[Estimate, ...]:
    """Bare values with the unit that their label states."""
    return tuple(
        replace(one, unit=stated.unit) if stated.unit and one.unit is None and one.form == "number" else one
        for one in estimates
    )
