"""A printed number and the registered one -> whether the difference flatters the product."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from claims.model import Claim
from references.index import Index
from references.model import Fact

ROUNDED = ("rounded the wrong way", "cut, not rounded")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def is_in_favour(claim: Claim, fact: Fact, index: Index) -> bool:
    """Whether the printed value is better for the product than the registered one; False where that is not certain."""
    if claim.value is None or fact.value is None or _is_control(fact, index):
        return False
    words = _data()
    more = claim.value.value > fact.value.value
    if fact.measure in words["less_is_better"]:
        return claim.value.value < fact.value.value
    if fact.measure in words["more_is_better"]:
        return more
    benefits = {index.endpoint_key(name) for name in words["benefits"]}
    return more and fact.measure in ("median_time", "rate") and index.endpoint_key(fact.endpoint) in benefits


def is_less_better(measure: str) -> bool:
    """Whether the smaller number of two of a measure is the better one."""
    return measure in _data()["less_is_better"]


def with_favour(slip: str | None, claim: Claim, fact: Fact, index: Index) -> str | None:
    """The kind of slip; of one in rounding also whether it flatters the product."""
    is_flattering = slip is not None and slip.startswith(ROUNDED) and is_in_favour(claim, fact, index)
    return f"rounding in favour: {slip}" if is_flattering else slip


def _is_control(fact: Fact, index: Index) -> bool:
    arm = index.arm(fact.trial, fact.arm)
    return arm is not None and arm.role in ("control", "reference")


@cache
def _data() -> dict[str, Any]:
    text = Path(__file__).with_name("favour.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.load(text, _LOADER)  # noqa: S506  (a safe loader)
    return data
