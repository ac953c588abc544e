"""Says which arm an estimate is set against, where the page sets it against one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.printed import Estimate
from claims.sides import COMPARATIVE, ITS_OWN, SETS_AGAINST, Pair, Sides, is_control


def with_versus(
    estimates: Sequence[Estimate],
    measures: Sequence[str],
    sides: list[Sides],
    text: str,
    pair: Pair | None,
    product: Sequence[str],
) -> list[Sides]:
    """Sides with the arm that each is set against, where the page sets it against one."""
    result = list(sides)
    for i, (estimate, side) in enumerate(zip(estimates, sides, strict=True)):
        if side.pattern == ITS_OWN:
            continue
        if measures[i] in COMPARATIVE:
            ours = _under_study(sides[:i], product)
            is_theirs = side.arm is not None and not any(name in side.arm for name in product)
            if is_theirs and ours and side.pattern.startswith(BEHIND_VALUES) and (not pair or side.arm not in pair):
                result[i] = Sides(ours, side.arm, "the arm under study, behind the values of both", side.pattern)
            elif pair is None and side.arm and product and is_control(side.arm):
                result[i] = Sides(product[0], side.arm, "the product against a comparator", side.pattern)
            elif pair:
                arm = pair[0] if side.arm is None or side.arm == pair[1] else side.arm
                told = f"pair: {pair[0]} vs {pair[1]}"
                how = side.pattern if side.arm and arm == side.arm else told
                result[i] = Sides(arm, pair[1] if arm != pair[1] else pair[0], how, told)
            continue
        other = side.versus or side.arm
        if measures[i] == "p_value" and other and _is_set_against(other, estimate, text):
            result[i] = Sides(None, None, "", side.pattern)
            continue
        if i + 1 == len(estimates) or side.arm is None or sides[i + 1].arm in (None, side.arm):
            continue
        behind = estimates[i + 1]
        if behind.unit == estimate.unit and SETS_AGAINST.search(text[estimate.end : behind.start]):
            result[i] = Sides(side.arm, sides[i + 1].arm, side.pattern, f"value behind: {sides[i + 1].pattern}")
    return result


BEHIND_VALUES = ("named before", "as before")  # patterns of a number behind the values that it compares


def _under_study(sides: Sequence[Sides], product: Sequence[str]) -> str | None:
    """The last arm with the product that values of a sentence belong to."""
    ours = (side.arm for side in reversed(sides) if side.arm and any(name in side.arm for name in product))
    return next(ours, None)


def _is_set_against(arm: str, estimate: Estimate, text: str) -> bool:
    """`P<0.001 vs placebo`: the arm behind a p value is the one that it was tested against."""
    return bool(
        re.match(
            rf"\s?(?:for\s[^.;]{{1,40}}\s)?(?:vs\.?|versus|compared (?:with|to))\s(?:the\s)?{re.escape(arm[:12])}",
            text[estimate.end : estimate.end + 90],
        )
    )
