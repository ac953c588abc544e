"""A page with its matches -> every slip that could be planted on it, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from random import Random

from checker.compare import plain_unit
from checker.drill.digits import changed, point_moved, transposed, zero_lost
from checker.drill.model import Edit, Kind, Slip
from checker.drill.places import Places
from checker.model import Match, PageView, Verdict
from claims.model import Claim, Place
from claims.numerals import quantity
from claims.quantity import Quantity
from references.model import Fact

Changes = Callable[[str, Random], Iterator[str]]
NUMBERS = ("sub", "sta")
NEAR = 6  # blocks between two results that a writer may confuse
OTHER_UNIT = {"month": "week", "week": "month", "day": "week", "year": "month", "hour": "minute", "minute": "hour"}
UNIT = re.compile(rf"\b({'|'.join(OTHER_UNIT)})(?=s?\b)", re.IGNORECASE)
SUBJECT = ("endpoint", "measure", "trial", "arm", "versus", "population", "analysis", "timepoint", "unit")


@dataclass(frozen=True)
class Ground:
    """What slips are planted on: the audited page, and where its numbers stand."""

    view: PageView
    places: Places

    @property
    def sound(self) -> tuple[Match, ...]:
        """Claims that the registry bears out: only they can be made wrong."""
        return tuple(m for m in self.view.matches if m.verdict in (Verdict.SUPPORTED, Verdict.DERIVED))

    def written(self, place: Place) -> str:
        """The source at a place."""
        return self.view.extraction.page.source[place.start : place.end]

    def is_free(self, claim: Claim, number: str) -> bool:
        """Whether no fact of the claim's measure has a number, so that a slip to it is one beyond doubt."""
        said = quantity(number)
        return not any(fact.measure == claim.measure for fact in self.view.index.near(said))


def _of_numeral(kind: Kind, slots: tuple[str, ...], changes: Changes) -> Callable[[Ground, Random], Iterator[Slip]]:
    """Slips in one numeral of a claim."""

    def found(ground: Ground, chance: Random) -> Iterator[Slip]:
        for match in ground.sound:
            places = ground.places.of(match.claim)
            for slot in slots:
                if slot in places and (match.fact is not None and _is_compared(match, slot)):
                    slip = _first(ground, match.claim, places[slot], changes, kind, chance)
                    if slip is not None:
                        yield slip

    return found


def _is_compared(match: Match, slot: str) -> bool:
    """Whether the registry has this number at all."""
    return any(s.slot == slot and s.said and s.known for s in match.slots) or (
        match.verdict is Verdict.DERIVED and slot == "value"
    )


def _first(ground: Ground, claim: Claim, place: Place, changes: Changes, kind: Kind, chance: Random) -> Slip | None:
    text = ground.written(place)
    if not re.fullmatch(r"\d[\d,]*(?:\.\d+)?", text):
        return None
    number = next((other for other in changes(text, chance) if ground.is_free(claim, other)), None)
    if number is None:
        return None
    edit = Edit(place.start, place.end, number)
    return Slip(kind=kind, edits=(edit,), line=place.line, was=text, said=number, claim=claim.id)


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
            if None in subjects or subjects[0] == subjects[1] or _value(one) == _value(other):
                continue
            ours, theirs = ground.places.of(one.claim), ground.places.of(other.claim)
            slots = [slot for slot in ("value", "ci.low", "ci.high", "n") if slot in ours and slot in theirs]
            if "value" in slots and ours["value"].start != theirs["value"].start:
                yield _exchanged(ground, kind, one.claim, [(ours[slot], theirs[slot]) for slot in slots])


def _value(match: Match) -> object:
    return match.claim.value.value if match.claim.value else None


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
            news = _numbers_of(other)
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


def _numbers_of(fact: Fact) -> dict[str, str]:
    pairs: list[tuple[str, Quantity | None]] = [("value", fact.value)]
    if fact.ci is not None:
        pairs += [("ci.low", fact.ci.low), ("ci.high", fact.ci.high)]
    return {slot: number.text for slot, number in pairs if number is not None}


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

KINDS: tuple[tuple[Kind, Callable[[Ground, Random], Iterator[Slip]]], ...] = (
    (DIGIT, _of_numeral(DIGIT, ("value",), changed)),
    (TRANSPOSED, _of_numeral(TRANSPOSED, ("value",), transposed)),
    (POINT, _of_numeral(POINT, ("value",), point_moved)),
    (BOUND, _of_numeral(BOUND, ("ci.low", "ci.high"), changed)),
    (BOUNDS_SWAPPED, swapped_bounds),
    (P_VALUE, _of_numeral(P_VALUE, ("p",), lambda text, chance: iter((*zero_lost(text), *changed(text, chance))))),
    (COUNT, _of_numeral(COUNT, ("n", "of"), changed)),
    (ARMS_SWAPPED, swapped_arms),
    (ENDPOINTS_SWAPPED, swapped_endpoints),
    (OTHER_ANALYSIS, other_analysis),
    (WRONG_UNIT, wrong_units),
)
