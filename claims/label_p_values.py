"""Gives a p value on the last line of a label to the value that the label stands under."""

from __future__ import annotations

import re

from claims.drafts import Draft, lacks, with_part
from claims.model import Block

# `Exemplar 200 mg` over `(p<0.001 vs placebo)`: the label says of its value that it was tested
TESTED = re.compile(
    r"[^\n]{2,80}\n\(?[Pp]\s?[<=≤]\s?[\d.]{1,8}(?:\s(?:vs\.?|versus|compared with)\s[^()\n]{3,40})?\)?\W{0,2}"
)


def with_label_p_values(drafts: list[Draft]) -> list[Draft]:
    """The same values, a p value that a label tells of the number above it with that number."""
    result: list[Draft] = []
    for draft in drafts:
        above = result[-1] if result else None
        is_told = draft.estimate.form == "p" and bool(TESTED.fullmatch(draft.block.text))
        if is_told and above is not None and lacks(above, is_p=True) and _is_straight_under(draft.block, above.block):
            result[-1] = with_part(above, draft)
        else:
            result.append(draft)
    return result


def _is_straight_under(label: Block, value: Block) -> bool:
    return label.group == value.group and label.index == value.index + 1
