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
from claims.units import canonical, dimension

LABEL = re.compile(
    r"(?P<what>[^.;:\d]{1,60}?)(?:(?:,|\sin)\s(?P<unit>months|weeks|years|days))?\s?[(\[](?P<level>\d\d(?:\.\d)?)\s?%\s?(?:CI|confidence interval)[)\]]:?"
)
# `Annual rate of FVC decline (mL/year) over 52 weeks`: a title with the unit of the values below it.
TITLE = re.compile(r"[^.;:()\d]{4,70}\((?P<unit>[^()\d\s][^()]{0,19})\)[^.;:()%]{0,40}")
# `EXEMPLAR -115 (n=309)`, `Difference: 125 (95% CI: 78, 173)`: whose value it is, and the value.
VALUE_LINE = re.compile(r"[^\W\d][^\d.;:()]{1,40}:?\s[-−–+]?\d[\d.,]*(?:\s?\([^()]{1,60}\))?[\W\d]{0,6}")
LONGEST_ITEM = 80  # characters of a value with the name of its arm


@dataclass(frozen=True, slots=True)
class Stated:
    """What a label says of the numbers below it."""

    label: Block
    level: Quantity | None
    unit: str | None
    of_lines: bool = False  # of lines that name an arm and its value, also below titles within it


def stated_by(block: Block) -> Stated | None:
    """What a block states of the numbers below it, if it is no more than a label: `Median OS in months (95% CI)`."""
    match = LABEL.fullmatch(block.text.strip()) if block.cell is None and block.text.endswith((")", "]", ":")) else None
    if match is None:
        return _titled(block)
    unit = Named(match["unit"], Spot(block.index, *match.span("unit"))) if match["unit"] else None
    return Stated(block, quantity(match["level"]), unit)


def _titled(block: Block) -> Stated | None:
    """What a title with a unit of measurement states of the lines below it."""
    match = TITLE.fullmatch(block.text.strip()) if block.kind is Kind.HEADING and "(" in block.text else None
    unit = canonical(match["unit"])[0] if match else ""
    if match is None or dimension(unit) not in ("level", "time", "share"):
        return None
    return Stated(block, None, Named(unit, Spot(block.index, *match.span("unit"))), of_lines=True)


def holds_for(stated: Stated, block: Block) -> bool:
    """Whether a block is still among the items that a label stands over."""
    label = stated.label
    if stated.of_lines:
        return block.cell is None and len(block.text) <= LONGEST_ITEM
    if block.cell is not None or block.trail != label.trail or len(block.text) > LONGEST_ITEM:
        return False
    return block.kind is Kind.ITEM and (label.kind is not Kind.ITEM or block.level >= label.level)


def with_unit(stated: Stated, estimates: Sequence[Estimate], text: str) -> tuple[Estimate, ...]:
    """Bare values with the unit that their label states."""
    if stated.of_lines and not VALUE_LINE.fullmatch(text):
        return tuple(estimates)
    return tuple(
        replace(one, unit=stated.unit) if stated.unit and one.unit is None and one.form == "number" else one
        for one in estimates
    )
