"""Numbers of a claim against numbers of a fact: interval arithmetic at the precision that the page prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from checker.measures import RATIOS
from checker.model import Agreement, SlotMatch
from checker.scales import in_full, in_the_pages_scale
from checker.units import compare_units, plain_unit
from claims.model import Claim, ConfidenceInterval
from claims.quantity import Quantity
from references.model import Bounds, Fact

Compared = tuple[Agreement, str | None]

LIMITS_OF_P = frozenset(map(Decimal, ("0.1", "0.05", "0.025", "0.01", "0.005", "0.001", "0.0005", "0.0001", "0.00001")))
NEARLY = Decimal("0.05")  # what "about" may be off by, as a share of the registered value
SMALL_BASE = Decimal(5)  # percentage points that `6 out of 10` or `one in three` may be off by
SCALE_NOTE = "interval printed as proportions beside a percentage"

LESS = ("reduc", "decreas", "lower", "fell", "fall", "drop", "declin", "fewer", "less", "loss", "lost", "improve")
SIGNED = frozenset({"mean_change", "difference", "rate", "other"})


def compare_numbers(said: Quantity, known: Quantity, *, loosely: bool = False) -> Compared:
    """A printed number and a registered one -> agrees, rounded or differs, with a note where one helps a reader.

    `loosely` lets a wider limit stand for a narrower one, if it is a usual one: P<0.001 where P<0.0001 is registered.
    """
    match said.op:
        case "=":
            return _plain_against(said, known)
        case "~":
            return _about(said, known)
        case _:
            return _bounded(said, known, loosely=loosely)


def _plain_against(said: Quantity, known: Quantity) -> Compared:
    if known.op in ("<", "<=", ">", ">="):
        return Agreement.DIFFERS, f"registered as {known}: the page drops the sign"
    if known.op == "~" and said.value != known.value:
        return _about(said, known)
    return _exact(said, known)


def _exact(said: Quantity, known: Quantity) -> Compared:
    if said.value == known.value:
        return Agreement.AGREES, None
    if said.decimals < known.decimals and said.rounding.contains(known.value):
        if said.decimals == 0:
            return Agreement.ROUNDED, f"rounded to a whole number from {known.text}"
        return Agreement.AGREES, f"rounded from {known.text}"
    if said.decimals > known.decimals and known.rounding.contains(said.value):
        return Agreement.AGREES, f"more digits than registered ({known.text})"
    return Agreement.DIFFERS, None


def _about(said: Quantity, known: Quantity) -> Compared:
    if known.op in ("<", "<=", ">", ">="):
        return Agreement.DIFFERS, f"registered as {known}"
    if said.value == known.value or said.rounding.contains(known.value):
        return Agreement.AGREES, None
    if abs(said.value - known.value) <= NEARLY * abs(known.value):
        return Agreement.AGREES, f"within 5% of {known.text}"
    return Agreement.DIFFERS, None


def _bounded(said: Quantity, known: Quantity, *, loosely: bool) -> Compared:
    upward = said.op.startswith(">")
    if known.op not in ("=", "~") and known.op.startswith(">") != upward:
        return Agreement.DIFFERS, f"registered as {known}: the sign is turned round"
    ahead = known.value > said.value if upward else known.value < said.value
    if known.op in ("=", "~"):
        met = ahead or (len(said.op) == 2 and known.value == said.value)
        return (Agreement.AGREES if met else Agreement.DIFFERS), None
    if known.value == said.value:
        stricter = len(said.op) == 1 and len(known.op) == 2
        return (Agreement.DIFFERS if stricter else Agreement.AGREES), None
    usual = loosely and said.value in LIMITS_OF_P
    return (Agreement.AGREES if ahead and usual else Agreement.DIFFERS), f"registered as {known}"


def compare_intervals(said: ConfidenceInterval, known: Bounds, *, percent: bool) -> Iterator[SlotMatch]:
    """Two intervals, bound by bound; proportions beside percentages are one scale apart and agree with a note."""
    plain = tuple(_bound_slots(said, known))
    if percent and any(slot.agreement is Agreement.DIFFERS for slot in plain):
        scaled = tuple(_bound_slots(*on_one_scale(said, known)))
        if all(slot.agreement is not Agreement.DIFFERS for slot in scaled):
            for slot, unscaled in zip(scaled, plain, strict=True):
                yield replace(unscaled, agreement=_agrees_at_scale(slot.agreement), note=SCALE_NOTE)
            return
    yield from plain


def _agrees_at_scale(agreement: Agreement) -> Agreement:
    return Agreement.AGREES if agreement is Agreement.ROUNDED else agreement


def on_one_scale(said: ConfidenceInterval, known: Bounds) -> tuple[ConfidenceInterval, Bounds]:
    """Two intervals in percent, where one is printed as proportions and the other is not."""
    if is_proportions(said.low, said.high) and not is_proportions(known.low, known.high):
        return replace(said, low=_percent(said.low), high=_percent(said.high)), known
    if is_proportions(known.low, known.high) and not is_proportions(said.low, said.high):
        return said, replace(known, low=_percent(known.low), high=_percent(known.high))
    return said, known


def is_proportions(low: Quantity | None, high: Quantity | None) -> bool:
    """Whether the bounds can only be shares of one: all within 0 and 1, one at least written with decimals."""
    bounds = [bound for bound in (low, high) if bound is not None]
    return bool(bounds) and all(0 <= b.value <= 1 for b in bounds) and any(b.decimals for b in bounds)


def _percent(bound: Quantity | None) -> Quantity | None:
    return None if bound is None else bound.scaled(2)


def _bound_slots(said: ConfidenceInterval, known: Bounds) -> Iterator[SlotMatch]:
    open_as = known.open_as or "NR"
    for slot, one, other in (("ci.low", said.low, known.low), ("ci.high", said.high, known.high)):
        if one is None or other is None:
            agreement, note = (Agreement.AGREES if one is other else Agreement.DIFFERS), None
        else:
            agreement, note = compare_numbers(one, other)
        yield SlotMatch(slot, str(one or "NR"), str(other or open_as), agreement, note)


def compare_claim(claim: Claim, fact: Fact) -> tuple[SlotMatch, ...]:
    """Every number of a claim against the same number of a fact: value, high, unit, ci, p, n and of."""
    return tuple(_number_slots(claim, fact))


def said_value(claim: Claim) -> Quantity | None:
    """The claim's value with its comparator."""
    return None if claim.value is None else _with_op(claim.value, claim.op)


def known_value(fact: Fact) -> Quantity | None:
    """The fact's value with its comparator, in full where its unit is `million people`."""
    return None if fact.value is None else _with_op(in_full(fact.value, fact), fact.op)


def _with_op(quantity: Quantity, op: str) -> Quantity:
    return quantity if op == "=" else replace(quantity, op=op)


def natural_frequency(claim: Claim) -> bool:
    """Whether the rate is told as `6 out of 10`: a value of the page's own small base, not a count of patients."""
    return claim.of is not None and claim.of.value <= 10 and claim.n is not None


def _number_slots(claim: Claim, fact: Fact) -> Iterator[SlotMatch]:
    if claim.measure == "p_value" and fact.measure != "p_value":
        yield from _pair("p", said_value(claim), fact.p)  # a p value alone is that of the result, not the result
        return
    yield _value_slot(claim, fact)
    if claim.value is not None and fact.value is not None:
        agreement, note = compare_units(claim.unit, fact.unit)
        if claim.measure in RATIOS:
            agreement, note = Agreement.AGREES, None
        yield SlotMatch("unit", claim.unit, fact.unit, agreement, note)
    yield from _pair("high", claim.high, fact.high and in_the_pages_scale(fact.high, fact, claim))
    if claim.ci is not None and fact.ci is not None:
        yield from compare_intervals(claim.ci, fact.ci, percent="%" in (plain_unit(claim.unit), plain_unit(fact.unit)))
        yield from _pair("ci.level", claim.ci.level, fact.ci_level)
    elif claim.ci is not None:
        yield SlotMatch("ci", _interval_text(claim.ci), None, Agreement.UNREGISTERED)
    elif fact.ci is not None:
        yield SlotMatch("ci", None, _bounds_text(fact.ci), Agreement.UNSAID)
    yield from _pair("p", claim.p, fact.p)
    if not (natural_frequency(claim) and (fact.of is None or claim.of is None or fact.of.value != claim.of.value)):
        yield from _pair("n", claim.n, fact.n)
        yield from _pair("of", claim.of, fact.of)


def _value_slot(claim: Claim, fact: Fact) -> SlotMatch:
    said = said_value(claim)
    known = fact.value and _with_op(in_the_pages_scale(fact.value, fact, claim), fact.op)
    words = str(said) if said else claim.status
    registered = str(_with_op(fact.value, fact.op)) if fact.value else fact.status_value
    if said is None and known is None:
        if claim.status is None or fact.status_value is None:
            return SlotMatch("value", words, registered, Agreement.UNSAID)
        note = None if claim.status == fact.status_value else f"registered as {fact.status_value}"
        return SlotMatch("value", words, registered, Agreement.AGREES, note)
    if said is None and claim.status is None:
        return SlotMatch("value", words, registered, Agreement.UNSAID)
    if said is None or known is None:
        return SlotMatch("value", words, registered, Agreement.DIFFERS)
    agreement, note = compare_numbers(said, known)
    if agreement is Agreement.DIFFERS and _sign_is_in_words(claim, fact, said, known):
        agreement, note = compare_numbers(_absolute(said), _absolute(known))
        note = note or "the words carry the sign"
    is_near = abs(said.value - known.value) <= SMALL_BASE
    if agreement is Agreement.DIFFERS and natural_frequency(claim) and is_near:
        agreement, note = Agreement.ROUNDED, f"told in {claim.of}ths from {known.text}"
    return SlotMatch("value", words, registered, agreement, note)


def _sign_is_in_words(claim: Claim, fact: Fact, said: Quantity, known: Quantity) -> bool:
    if claim.measure not in SIGNED and fact.measure not in SIGNED:
        return False
    if (said.value < 0) == (known.value < 0):
        return False
    sentence = claim.sentence.casefold()
    return fact.direction == "lower" or any(stem in sentence for stem in LESS)


def _absolute(quantity: Quantity) -> Quantity:
    return replace(quantity, value=abs(quantity.value), text=quantity.text.lstrip("-"))


def _pair(slot: str, said: Quantity | None, known: Quantity | None) -> Iterator[SlotMatch]:
    if said is None and known is None:
        return
    if said is None:
        yield SlotMatch(slot, None, str(known), Agreement.UNSAID)
    elif known is None:
        yield SlotMatch(slot, str(said), None, Agreement.UNREGISTERED)
    else:
        agreement, note = compare_numbers(said, known, loosely=slot == "p")
        yield SlotMatch(slot, str(said), str(known), agreement, note)


def _interval_text(ci: ConfidenceInterval) -> str:
    return f"{ci.low or 'NR'} to {ci.high or 'NR'}"


def _bounds_text(ci: Bounds) -> str:
    return f"{ci.low or ci.open_as or 'NR'} to {ci.high or ci.open_as or 'NR'}"
