"""Two values in a row to the measure that the second shares with the first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.printed import Estimate
from claims.sides import FOLLOWERS
from claims.units import dimension

GOES_ON = frozenset({"risk_reduction", "mean_change"})
UNTOLD = frozenset({"rate", "other", "time"})  # what a value is taken for whose own words tell nothing
LEVELS = frozenset({"mean", "median", "median_time"})
RANGE_TO = re.compile(
    r"\s(?:with\s[\w®™+ -]{1,40}\s)?to\s|,?\s(?:down|up)\sfrom\s"
)  # `from a median of 5 months to 11 months`
RATIOS = frozenset({"hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio"})
# `HRs were 0.71 (OS) and 0.52 (PFS)`, `for death: 0.71; for progression: 0.52`
NEXT_RATIO = re.compile(
    r"\s?(?:\([^()]{1,40}\)|for\s[\w -]{2,40}?)?[;,]?\s(?:and\s)?(?:for\s[\w -]{2,40}(?::|,)?\s(?:was\s|were\s)?)?"
)
FARTHEST = 4  # values back to the one of the same unit
ARM = r"(?:(?:in|with|for|after|at|on|of)\s(?:the\s)?(?:[\w®™+ -]|\d\.(?=\d)){1,60}?)?"
AND = r"(?:and|but|(?:those|patients)\s(?:on|with|given|taking|in)\s[\w®™+ -]{1,30}?|(?:whereas|while)(?:\s[\w®™+-]{1,20}){0,4}|vs\.?|versus|compared\s(?:with|to)|against|to|or)"
# Between two values that say the same of two arms or times: `reduced by 48% in the 5 mg group and 46% in ...`.
ALIKE = re.compile(rf"\s?(?:\([^()]*\)\s?)?{ARM}\s?(?:\([^()]*\)\s?)?,?\s?{AND}\s(?:by\s|only\s|just\s|in\s)*")
# `by 3.1 points (placebo: 1.8 points)`
IN_BRACKETS = re.compile(r"\s?\((?:vs\.?\s|compared with\s)?[A-Za-z][\w®™+ -]{1,30}(?::|,)?\s")
# Between two differences: `-1.5% for the 5 mg dose and -1.8% for the 15 mg dose`.
AND_ALIKE = re.compile(
    r"\s?(?:\([^()]*\)\s?)?(?:(?:in|with|for|on)\s(?:the\s)?[\w®™+ -]{1,40}?,?\sand\s|and\s(?:the\s)[\w®™+ -]{1,40}?\sby\s)"
)
# `56% achieved an improvement of at least four points, compared to 21%`
AGAINST = re.compile(r",\s(?:vs\.?|versus|compared (?:with|to)|against)\s(?:only\s|just\s)?$")
SAME_IN = re.compile(r"\s?\(|\.?\s(?:or|and)\s|\s?[/,]\s?")  # `15.7% (34.4 lb or 15.6 kg)`: one change in other units
TOLD_BEHIND = re.compile(
    r"[^.;,(\d]{0,40}\b(?:loss|reduction|decrease|increase|gain|change|improvement|decline)\b", re.IGNORECASE
)


def measure_beside(measure: str, place: int, measures: Sequence[str], estimates: Sequence[Estimate], text: str) -> str:
    """The measure of a value, or that of the one before it where nothing but an arm parts them."""
    estimate = estimates[place]
    if not place or estimate.n is not None or estimate.form in FOLLOWERS:
        return measure
    gap = text[estimates[place - 1].end : estimate.start]
    before = measures[place - 1]
    if (
        before in ("mean_change", "difference")
        and measure == "other"
        and _is_converted(estimates[place - 1], estimate, gap)
    ):
        return before
    same = next(
        (
            i
            for i in range(place - 1, max(-1, place - 1 - FARTHEST), -1)
            if estimates[i].unit == estimate.unit and measures[i] != "threshold"
        ),
        None,
    )
    if same is None:
        return measure
    before, gap = measures[same], text[estimates[same].end : estimate.start]
    is_untold = measure in UNTOLD or (measure == "difference" and estimate.unit == "percentage points")
    if is_untold and before in GOES_ON and (ALIKE.fullmatch(gap) or IN_BRACKETS.fullmatch(gap)):
        return before
    if before == "difference" and measure in ("rate", "mean_change") and AND_ALIKE.fullmatch(gap):
        return before
    if measure == "other" and before in RATIOS and NEXT_RATIO.fullmatch(gap):
        return before
    if measure in UNTOLD and before in LEVELS and RANGE_TO.fullmatch(gap):
        return before
    is_against = AGAINST.search(gap) is not None
    if before == "rate" and measure == "difference" and is_against:
        return before
    if before == "rate" and measure == "mean_change" and (is_against or ALIKE.fullmatch(gap)):
        return measure if TOLD_BEHIND.match(text, estimate.end) else before
    return measure


def _is_converted(before: Estimate, estimate: Estimate, gap: str) -> bool:
    levels = dimension(estimate.unit) == "level" and (dimension(before.unit) == "level" or before.unit == "%")
    return levels and before.unit != estimate.unit and bool(SAME_IN.fullmatch(gap))
