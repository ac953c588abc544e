"""A printed number that no fact has -> the facts whose number one slip of the pen makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from checker.candidates import RELATED, Candidate, weigh
from checker.context import Setting
from checker.diagnose import digits, significant
from checker.shortlist import of_any
from checker.units import COUNTED, TIMES, plain_unit
from checker.worth import numbers_agreeing
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Fact
from references.names import normal, telling

MOST_DIGITS = 7
PLACES = (-2, -1, 1, 2)
DISTINCTIVE = 3  # significant digits of a number that hardly stands for two things


def meant_by_slip(claim: Claim, setting: Setting) -> Candidate | None:
    """The one fact that a slip of the pen explains best; None where nothing but the digits speaks for it.

    Its endpoint stands in the words around the claim, or its interval or count is the printed one, or the number has
    digits enough. Looked up by the few numbers that a slip may have come from, not by a scan.
    """
    if claim.value is None:
        return None
    return min(_slips_of(claim, claim.value, setting), key=lambda c: _doubt(c, setting), default=None)


def _slips_of(claim: Claim, value: Quantity, setting: Setting) -> Iterator[Candidate]:
    measures = (claim.measure, *RELATED.get(claim.measure, ()))
    has_others = claim.ci is not None or claim.n is not None  # numbers that may show which fact is meant
    for fact in of_any(claim, setting, sources_of(value), measures):
        speaks_for_it = significant(value) >= DISTINCTIVE or _is_named(fact, setting)
        if fact.status == "withdrawn" or not (speaks_for_it or has_others):
            continue
        if _is_same_unit(claim.unit, fact.unit) and digits(claim, fact):
            candidate = weigh(claim, fact, setting)
            if not candidate.apart and (speaks_for_it or numbers_agreeing(candidate) > 0):
                yield candidate


def sources_of(printed: Quantity) -> Iterator[Decimal]:
    """Numbers that one slip turns into the printed one: a digit, two digits exchanged, the decimal point."""
    text = printed.text.lstrip("-")
    sign = -1 if printed.value < 0 else 1
    at = [place for place, letter in enumerate(text) if letter.isdigit()]
    if len(at) > MOST_DIGITS:
        return
    for place in at:
        yield from (sign * Decimal(text[:place] + digit + text[place + 1 :]) for digit in "0123456789")
    for one, other in combinations(at, 2):
        letters = list(text)
        letters[one], letters[other] = letters[other], letters[one]
        yield sign * Decimal("".join(letters))
    yield from (printed.value.scaleb(power) for power in PLACES)


def _is_same_unit(said: str | None, known: str | None) -> bool:
    ours, theirs = plain_unit(said), plain_unit(known)
    return not ours or not theirs or ours == theirs or (ours in COUNTED and theirs in COUNTED and ours not in TIMES)


def _is_named(fact: Fact, setting: Setting) -> bool:
    """Whether every telling word of one of the endpoint's names stands in the sentence, its heads or its headings."""
    around = telling(normal(setting.around)) | telling(normal(setting.titles))
    names = (fact.endpoint, *setting.index.names_of_endpoint(setting.index.endpoint_key(fact.endpoint)))
    return any(telling(normal(name)) <= around for name in names)


def _doubt(candidate: Candidate, setting: Setting) -> tuple[object, ...]:
    return (
        -numbers_agreeing(candidate),
        not _is_named(candidate.fact, setting),
        not candidate.same_measure,
        len(candidate.unknown),
        candidate.fact.id,
    )
