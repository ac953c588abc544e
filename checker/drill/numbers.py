"""Slips in numbers: digits, intervals, p values, counts, units, and results told of something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

from checker.compare import compare_numbers
from checker.drill.ground import Ground
from checker.drill.model import Edit, Kind, Slip
from checker.drill.places import numbers, numbers_of_fact
from checker.model import Agreement, Match, Verdict
from checker.units import plain_unit
from claims.model import Claim, Place
from claims.numerals import quantity
from claims.quantity import Quantity
from references.model import Fact

Changes = Callable[[str, Random], Iterator[str]]
# That a number rests on a draft says nothing of a slip; that one is not read any more does.
NUMBERS = (
    "sub.value",
    "sub.context",
    "sub.unregistered",
    "sub.rounding",
    "sub.conflict",
    "sub.derived",
    "sub.pooled",
    "sub.superseded",
    "sta",
    "led",
)
NEAR = 6  # blocks between two results that a writer may confuse
OTHER_UNIT = {"month": "week", "week": "month", "day": "week", "year": "month", "hour": "minute", "minute": "hour"}
UNIT = re.compile(rf"\b({'|'.join(OTHER_UNIT)})(?=s?\b)", re.IGNORECASE)
SUBJECT = ("endpoint", "measure", "trial", "arm", "versus", "population", "analysis", "timepoint", "unit")


def of_numeral(kind: Kind, slots: tuple[str, ...], changes: Changes) -> Callable[[Ground, Random], Iterator[Slip]]:
    """Slips in one numeral of a claim."""

    def found(ground: Ground, chance: Random) -> Iterator[Slip]:
        for match in ground.sound:
            places = ground.places.of(match.claim)
            for slot in slots:
                if slot in places and (match.fact is not None and _is_compared(match, slot)):
                    slip = _first(ground, match, slot, places[slot], changes, kind, chance)
                    if slip is not None:
                        yield slip

    return found


def _is_compared(match: Match, slot: str) -> bool:
    """Whether the registry has this number at all."""
    return any(s.slot == slot and s.said and s.known for s in match.slots) or (
        match.verdict is Verdict.DERIVED and slot == "value"
    )


def _first(
    ground: Ground, match: Match, slot: str, place: Place, changes: Changes, kind: Kind, chance: Random
) -> Slip | None:
    """The first change that no registered number explains."""
    text, claim = ground.written(place), match.claim
    if not re.fullmatch(r"\d[\d,]*(?:\.\d+)?", text):
        return None
    made = (other for other in changes(text, chance) if ground.is_free(claim, other))
    number = next((other for other in made if _is_wrong(match, slot, quantity(other))), None)
    if number is None:
        return None
    edit = Edit(place.start, place.end, number)
    return Slip(kind=kind, edits=(edit,), line=place.line, was=text, said=number, claim=claim.id)


def _is_wrong(match: Match, slot: str, number: Quantity) -> bool:
    """Whether a number in the slot is not the fact's: `P<0.001` is true where `P<0.0001` is registered."""
    printed = dict(numbers(match.claim)).get(slot)
    known = dict(numbers_of_fact(match.fact)).get(slot) if match.fact else None
    if printed is None or known is None or match.verdict is Verdict.DERIVED:
        return True
    op = match.claim.op if slot == "value" else printed.op
    return compare_numbers(replace(number, op=op), known, loosely=slot == "p")[0] is Agreement.DIFFERS


def swapped_bounds(ground: Ground, _: Random) -> Iterator[Slip]:
    """Low and high of an interval exchanged."""
    for match in ground.sound:
        places = ground.places.of(match.claim)
        if "ci.low" in places and "ci.high" in places and match.fact and match.fact.ci:
            yield _exchanged(ground, BOUNDS_SWAPPED, match.claim, [(places["ci.low"], places["ci.high"])])


def swapped_arms(ground: Ground, _: Random) -> Iterator[Slip]:
    """Two arms' results of one endpoint exchanged."""
    yield from _swapped(ground, ARMS_SWAPPED, "arm", ("versus",))


def swapped_endpoints(ground: Ground, _: Random) -> Iterator[Slip]:
    """Two endpoints' results of one arm exchanged."""
    yield from _swapped(ground, ENDPOINTS_SWAPPED, "endpoint", ("versus",))


def _swapped(ground: Ground, kind: Kind, apart: str, open_slots: tuple[str, ...]) -> Iterator[Slip]:
    groups: dict[tuple[object, ...], list[Match]] = {}
    for match in ground.sound:
        if match.fact is not None and match.verdict is Verdict.SUPPORTED and match.claim.value is not None:
            same = [slot for slot in SUBJECT if slot != apart and slot not in open_slots]
            groups.setdefault(tuple(getattr(match.fact, slot) for slot in same), []).append(match)
    for matches in groups.values():
        for one, other in combinations(matches, 2):
            if one.fact is None or other.fact is None or abs(one.claim.block - other.claim.block) > NEAR:
                continue
            subjects = getattr(one.fact, apart), getattr(other.fact, apart)
            if None in subjects or subjects[0] == subjects[1] or _may_be_one(one.claim, other.claim):
                continue
            if apart == "arm" and one.fact.measure == "dose":
                continue  # arms are named by their doses: exchanged, they are the same two arms
            ours, theirs = ground.places.of(one.claim), ground.places.of(other.claim)
            slots = [slot for slot in ("value", "ci.low", "ci.high", "n") if slot in ours and slot in theirs]
            if "value" in slots and ours["value"].start != theirs["value"].start:
                yield _exchanged(ground, kind, one.claim, [(ours[slot], theirs[slot]) for slot in slots])


def _may_be_one(one: Claim, other: Claim) -> bool:
    """Whether two values may be one number, printed with more digits and with fewer: 14 and 13.9."""
    if one.value is None or other.value is None:
        return True
    return one.value.rounding.contains(other.value.value) or other.value.rounding.contains(one.value.value)


def _exchanged(ground: Ground, kind: Kind, claim: Claim, pairs: list[tuple[Place, Place]]) -> Slip:
    edits = [
        Edit(at.start, at.end, ground.written(source))
        for one, other in pairs
        for at, source in ((one, other), (other, one))
    ]
    first, second = pairs[0]
    was, said = ground.written(first), ground.written(second)
    return Slip(kind=kind, edits=tuple(edits), line=first.line, was=was, said=said, claim=claim.id)


def other_analysis(ground: Ground, _: Random) -> Iterator[Slip]:
    """The value (and interval) that another analysis gave for the same thing."""
    for match in ground.sound:
        fact, places = match.fact, ground.places.of(match.claim)
        if fact is None or fact.analysis is None or "value" not in places or match.verdict is not Verdict.SUPPORTED:
            continue
        for other in ground.view.index.facts_for(ground.view.index.endpoint_key(fact.endpoint), fact.measure):
            if (
                other.value is None
                or not _is_other_analysis(fact, other)
                or (fact.value is not None and other.value.value == fact.value.value)
            ):
                continue
            news = {slot: number.text for slot, number in numbers_of_fact(other)}
            edits = [
                Edit(places[s].start, places[s].end, news[s])
                for s in ("value", "ci.low", "ci.high")
                if s in places and s in news
            ]
            place = places["value"]
            yield Slip(
                kind=OTHER_ANALYSIS,
                edits=tuple(edits),
                line=place.line,
                was=ground.written(place),
                said=news["value"],
                claim=match.claim.id,
            )


def _is_other_analysis(fact: Fact, other: Fact) -> bool:
    same = [slot for slot in SUBJECT if slot != "analysis"]
    return (
        other.analysis is not None
        and other.analysis != fact.analysis
        and all(getattr(fact, slot) == getattr(other, slot) for slot in same)
    )


def wrong_units(ground: Ground, _: Random) -> Iterator[Slip]:
    """Weeks for months."""
    for match in ground.sound:
        claim, place = match.claim, match.claim.place
        if (
            match.fact is None
            or plain_unit(match.fact.unit) not in {f"{unit}s" for unit in OTHER_UNIT}
            or claim.value is None
        ):
            continue
        found = UNIT.search(ground.written(place))
        if found is not None:
            start = place.start + found.start(1)
            other = OTHER_UNIT[found[1].casefold()]
            yield Slip(
                kind=WRONG_UNIT,
                edits=(Edit(start, start + len(found[1]), other),),
                line=place.line,
                was=found[1],
                said=other,
                claim=claim.id,
            )


DIGIT = Kind(name="digit changed", rules=NUMBERS, told_by=("one digit changed", "does not follow"))
TRANSPOSED = Kind(name="digits transposed", rules=NUMBERS, told_by=("transposed digits", "does not follow"))
POINT = Kind(name="decimal point moved", rules=NUMBERS, told_by=("decimal point moved", "does not follow"))
BOUND = Kind(name="CI bound changed", rules=NUMBERS, told_by=("one digit changed",))
BOUNDS_SWAPPED = Kind(name="CI bounds swapped", rules=NUMBERS, told_by=("CI bounds swapped",))
P_VALUE = Kind(name="p value changed", rules=NUMBERS, told_by=("one digit changed", "decimal point moved"))
COUNT = Kind(name="n or N changed", rules=NUMBERS, told_by=("one digit changed", "sum does not come out"))
ARMS_SWAPPED = Kind(name="arms swapped", rules=NUMBERS, told_by=("swapped arms", "other arm's value", "wrong arm"))
ENDPOINTS_SWAPPED = Kind(
    name="endpoints swapped", rules=NUMBERS, told_by=("swapped endpoints", "other endpoint's value")
)
OTHER_ANALYSIS = Kind(name="other analysis", rules=NUMBERS, told_by=("other analysis", "superseded", "the newer value"))
WRONG_UNIT = Kind(name="unit changed", rules=NUMBERS, told_by=(" for ", "wrong unit"))
