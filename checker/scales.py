"""A number that a page tells in thousands, millions or billions -> the registered number, in the same."""

from __future__ import annotations

import re

from checker.unit_forms import unscaled
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Fact

SCALED = re.compile(r"[\s-]{0,2}([a-z]{1,10})\b", re.IGNORECASE)


def in_full(number: Quantity, fact: Fact) -> Quantity:
    """A fact's number, in full where its unit is `million people`."""
    power = _power_of(fact)
    return number.scaled(power) if power else number


def in_the_pages_scale(number: Quantity, fact: Fact, claim: Claim) -> Quantity:
    """A fact's number in the scale that the page prints its own in: 12 of 12000000 beside `12 million people`."""
    said, registered = power_told(claim), _power_of(fact)
    if said == registered:
        return number
    whole = in_full(number, fact)
    return whole.scaled(-said) if said else whole


def power_told(claim: Claim) -> int:
    """How many places the word behind the printed number moves it; none where the claim's value is the whole number."""
    if claim.value is None:
        return 0
    before, value, behind = claim.quote.partition(claim.value.text)
    word = SCALED.match(behind) if value and not before[-1:].isdigit() else None
    return unscaled(word[1].casefold())[0] if word else 0


def _power_of(fact: Fact) -> int:
    return unscaled((fact.unit or "").strip().casefold())[0]
