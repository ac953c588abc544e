"""Tells words that stand where the name of an arm can, and name none: trials, endpoints, groups of patients."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

from claims.arm_names import is_treatment
from claims.lexicon import endpoint_names, load, pattern

NOT_ARMS = re.compile(
    r"(?:with|without|patients|women|men|aged|prior|that|this|those|any|no|many|most|some|high|low|high-\w+|low-\w+|clinical|control|active|open-label|dose|entire|overall|target|comparison|reference|historical|the|a|an|both|treatment|two|three|each|either|age|all|other|study|patient|several|these|those|subgroup|risk|different|respective|same|first|second|third|larger|smaller|trial|working|ethnic|racial|between|within|single-agent|across|investigators?|previously|pre-?treated|untreated|treatment-na[iï]ve)\b.*",
    re.IGNORECASE,
)
NO_SHORT_FORM = frozenset({"arm", "arms", "group", "groups", "regimen"})  # `control arm = placebo + docetaxel`
NEVER_IN_ARMS = re.compile(
    r"\b(?:age|treatment|between|various|of|and the|population|study|who|were|was)\b", re.IGNORECASE
)


def of_something_else(short: Mapping[str, str]) -> set[str]:
    """Abbreviations that the page or the lexicon defines and that name no treatment: HHF, ORR."""
    return {word for word, long in short.items() if not is_treatment(long)} | _endpoints_in_capitals()


MARKED_GROUP = re.compile(r".*\w[+−–-]")  # `BM+`, `in the BM- group`: patients with a marker and without


def is_no_arm(name: str) -> bool:
    """Whether a name is that of patients with a marker, of a number, or a word that never names an arm."""
    is_word = any(map(str.isalpha, name)) and not MARKED_GROUP.fullmatch(name)
    return not is_word or name in load("arms")["places"] or bool(pattern("arms", "no_arms").fullmatch(name))


@cache
def _endpoints_in_capitals() -> frozenset[str]:
    return frozenset(name for names in endpoint_names().values() for name in names if name.isupper())


def names_trial(name: str, trials: frozenset[str]) -> bool:
    """Whether a name is that of a trial or the front of one: VIVID-1, the KEYNOTE of KEYNOTE-A39."""
    return any(trial.startswith(name) and (len(trial) > len(name) or "-" in name) for trial in trials)


def without_trial(names: Collection[str], trials: Collection[str]) -> dict[str, str]:
    """Names with that of a trial before them (`EXAMPLE-1 placebo`, as a head says) -> the same without it."""
    told = {name: next((trial for trial in trials if name.startswith(f"{trial} ")), None) for name in names}
    return {name: name.removeprefix(f"{trial} ") for name, trial in told.items() if trial}
