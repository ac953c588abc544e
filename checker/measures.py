"""Measures and endpoints -> what they tell: of one arm, of two arms together, a time, a response, a level, an event."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from claims.lexicon import load

RATIOS = frozenset({"hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio"})
ABSOLUTE = frozenset({"rate", "count", "mean", "mean_change", "median_time", "median"})  # what one arm came to
COMPARED = RATIOS | {"risk_reduction", "difference", "fold"}  # what two arms came to together
COMPARISONS = COMPARED | {"p_value"}
NO_RESULTS = frozenset({"threshold", "dose", "time"})  # what was done to whom, not what came of it


def kind_of(endpoint: str) -> str | None:
    """What an endpoint of the lexicon measures: time, response, level or event; None for all others."""
    return _kinds().get(endpoint)


@cache
def _kinds() -> Mapping[str, str]:
    return {str(entry["id"]): str(entry["kind"]) for entry in load("endpoints")["endpoints"]}
