"""Says which arm an estimate is set against, where the page sets it against one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.printed import Estimate
from claims.sides import COMPARATIVE, SETS_AGAINST, Pair, Sides, is_control


def with_versus(
    estimates: Sequence[Estimate],
    measures: Sequence[str],
    sides: list[Sides],
    text: str,
    pair: Pair | None,
    product: str | None,
) -> list[Sides]:
    """Sides with the arm that each is set against, where the page sets it against one."""
    result = list(sides)
    for i, (estimate, side) in enumerate(zip(estimates, sides, strict=True)):
        if measures[i] in COMPARATIVE:
            if pair is None and side.arm and product and is_control(side.arm):
                result[i] = Sides(product, side.arm, "the product against a comparator", side.pattern)
            elif pair:
                arm = pair[0] if side.arm is None or side.arm == pair[1] else side.arm
                told = f"pair: {pair[0]} vs {pair[1]}"
                how = side.pattern if side.arm and arm == side.arm else told
                result[i] = Sides(arm, pair[1] if arm != pair[1] else pair[0], how, told)
            continue
        if measures[i] == "p_value" and side.arm and _is_set_against(side.arm, estimate, text):
            result[i] = Sides(None, None, "", side.pattern)
            continue
        if i + 1 == len(estimates) or side.arm is None or sides[i + 1].arm in (None, side.arm):
            continue
        behind = estimates[i + 1]
        if behind.unit == estimate.unit and SETS_AGAINST.search(text[estimate.end : behind.start]):
            result[i] = Sides(side.arm, sides[i + 1].arm, side.pattern, f"value behind: {sides[i + 1].pattern}")
    return result


def _is_set_against(arm: str, estimate: Estimate, text: str) -> bool:
    """`P<0.001 vs placebo`: the arm behind a p value is the one that it was tested against."""
    return bool(
        re.match(
            rf"\s?(?:for\s[^.;]{{1,40}}\s)?(?:vs\.?|versus|compared (?:with|to))\s(?:the\s)?{re.escape(arm[:12])}",
            text[estimate.end : estimate.end + 90],
        )
    )
