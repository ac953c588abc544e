"""An estimate of a table's cell to the same with the unit and the total that its headings give it."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.arm_heads import SIZE
from claims.endpoint_kinds import kind_of
from claims.head_units import SHARE_HEAD, unit_of_heads
from claims.named import like
from claims.printed import Estimate
from claims.tables import Headed


def with_headings(estimate: Estimate, told: Headed) -> Estimate:
    """An estimate of a cell with the unit its headings give it, and its share's total from the arm's size."""
    if estimate.form in ("interval", "cases (N)", "p"):
        return estimate
    unit = estimate.unit
    over_time = RATE_OVER_TIME.search(told.labels)
    is_ratio = bool(RATIO_WORD.search(told.labels))
    if unit is None and over_time:
        unit = like(told.labels, f"per {over_time['base'].replace(',', '')} {over_time['of']}")
    if unit is None and told.arm_head and SHARE_HEAD.search(SIZE.sub("", told.arm_head)):
        unit = like(told.arm_head, "%")
    if unit is None and estimate.form in ("number", "low-high", "(range)", "n (%)") and not is_ratio:
        unit = told.unit or unit_of_heads([told.caption])
        if unit in ("patients", "events") and (estimate.value is None or estimate.value.decimals):
            unit = None
    has_decimals = estimate.value is not None and estimate.value.decimals > 0
    is_response = told.code and kind_of(told.code) == "response" and not is_ratio
    if unit is None and is_response and has_decimals and estimate.form == "number":
        unit = like(told.code, "%")  # of a response nothing else has decimals
    of = estimate.of
    if unit == "%" and of is None and told.size is not None and not MEAN_LABEL.search(told.labels):
        of = told.size
    return replace(estimate, unit=unit, of=of)


MEAN_LABEL = re.compile(r"(?:^|[,(|]\s?)(?:LS\s|least[- ]squares\s)?(?:mean|median|average)\b", re.IGNORECASE)
RATIO_WORD = re.compile(r"\b(?:(?-i:HR|OR)|ratio|p[- ]?value)\b", re.IGNORECASE)  # `Grade 3 or higher` has none
RATE_OVER_TIME = re.compile(
    r"\b(?:per|/)\s?(?P<base>1,?000|100|10,000|100,000)\s?(?P<of>(?:person|patient|subject|participant)s?[- ]?years?|PYs?|PYE|PYR)",
    re.IGNORECASE,
)
