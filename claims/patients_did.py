"""A share of patients to what they did: `9% of patients stopped treatment`."""

from __future__ import annotations

import re

from claims.around import LABELLED, Around
from claims.phrases import predicate
from claims.site import Chosen

OF_THE_LABEL = re.compile(r"\b(?:it|them|so|this)$")  # `Normal function: 22% were able to resume it`
DIED_OF_IT = re.compile(r"died (?:of|from) (?:it|them|this|these)")


# `27% of treated patients and 62% of those who had chemotherapy`: whom a share is of, not what they did.
OF_THOSE_WHO = re.compile(
    r"[^.;]{0,40}?\b(?:of|in)\s(?:the\s)?(?:[\w®™+-]+\s){0,4}?(?:those|patients|people|participants|women|men|adults)\s(?:who|whose)\s"
)
# From one share to the next of the same series: `in 27% of A and in 62% of those who ...`.
NEXT_SHARE = re.compile(r"(?:,|\band|\bvs\.?|\bversus|\bcompared\s(?:with|to)|\bagainst)\s(?:in\s|by\s|only\s)?$")


def did(around: Around) -> Chosen | None:
    """What the patients of a share did, by the words behind it."""
    words = predicate(around.after)
    is_next = around.is_later and around.previous and NEXT_SHARE.search(around.raw_before)
    if words and is_next and around.previous and around.previous.name and OF_THOSE_WHO.match(around.after):
        return Chosen(around.previous.name, f"same as before ({around.previous.pattern})")
    if words and OF_THE_LABEL.search(words) and LABELLED.match(around.all_before):
        return None
    if words and DIED_OF_IT.fullmatch(words) and around.previous and around.previous.name:
        return Chosen(f"fatal {around.previous.name}", "how bad what was named before was")
    return Chosen(words, "what the patients did") if words else None


DID_WHAT = re.compile(
    r"(?<!\bwho )(?<!\bwho had )\b(?P<did>(?:discontinued|stopped|died|experienced|reported|achieved|developed|had)\b[^.:;]{3,80}):\s*$"
)


def did_list(around: Around) -> Chosen | None:
    """What the patients did, before the colon of a list of shares."""
    match = DID_WHAT.search(around.all_before)
    return Chosen(match["did"].strip(), "what the patients did") if match else None
