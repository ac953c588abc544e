"""A claim -> the two values that are set against each other right behind it: `10% lower dose, 0.39 vs 0.43 U/kg`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.printed_beside import spot_of
from checker.surroundings import Surroundings
from claims.model import Claim

OPENS = re.compile(r"[^().;\d]{0,120}[(\[]")
AGAINST = re.compile(r"\s?(?:vs\.?|versus|compared (?:with|to))\s")


def pair_behind(
    claim: Claim, beside: Sequence[Claim], surroundings: Surroundings, by: re.Pattern[str] = OPENS
) -> tuple[Claim, Claim] | None:
    """The next two values of the block, if the words before them are those and `vs` alone is between them."""
    block, own = surroundings.blocks.get(claim.block), spot_of(claim, "value")
    if block is None or own is None:
        return None
    behind = [other for other in beside if (spot := spot_of(other, "value")) and spot.start >= own.end][:2]
    if len(behind) < 2:
        return None
    one, two = (spot_of(other, "value") for other in behind)
    if one is None or two is None or one.block != own.block or not by.fullmatch(block.text, own.end, one.start):
        return None
    alike = behind[0].unit == behind[1].unit and all(other.op == "=" and other.value for other in behind)
    return (behind[0], behind[1]) if alike and AGAINST.fullmatch(block.text, one.end, two.start) else None
