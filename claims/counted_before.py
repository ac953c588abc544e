"""People who did something, before the share in brackets that they are -> one estimate: `1 patient died (0.3%)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claims.printed import Estimate, Part

REACH = 90  # characters between people and their share
PERSON = frozenset({"patients", "people", "women", "men", "children"})
# What a sentence says of them, up to the bracket of their share; how many there were of which others is told otherwise.
DID = re.compile(
    r"\s(?!(?:in|of|on|from|with|and|or|to|at|by)\b)(?!(?:were|was)\s(?:enrolled|randomi[sz]ed|assigned|treated|included|evaluated)\b)[^.;:()\d]{3,90}\($"
)
AMONG = re.compile(
    r"\b(?:in|of|among|for|from|with|to|the|these|all|both|across)\s$", re.IGNORECASE
)  # whom something befell
CLOSES = re.compile(r"[);,]")


def with_people(text: str, found: Sequence[Estimate]) -> list[Estimate]:
    """Each percentage that opens the bracket behind what some people did, with how many these were."""
    result: list[Estimate] = []
    for estimate in found:
        people = result[-1] if result else None
        if people is None or not _are_its_people(text, people, estimate):
            result.append(estimate)
            continue
        span = (people.start, people.end)
        read = (*estimate.read, Part("n", *span, "people before the bracket of their share"))
        result[-1] = replace(estimate, n=people.value, parts=(*estimate.parts, span), read=read)
    return result


def _are_its_people(text: str, people: Estimate, share: Estimate) -> bool:
    if share.unit != "%" or share.form != "number" or share.n is not None or people.unit not in PERSON:
        return False
    is_whole = people.value is not None and not people.value.decimals and people.op == "=" and people.of is None
    if not is_whole or people.form == "n=" or people.high is not None or share.start - people.end > REACH:
        return False
    if AMONG.search(text, max(0, people.start - 10), people.start):
        return False
    return bool(DID.fullmatch(text, people.end, share.start) and CLOSES.match(text, share.end))
