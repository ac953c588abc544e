"""A claim and many facts -> the few that share most with it, and how many share less and are not weighed one by one.

Where a registry has few facts of an endpoint all of them are weighed. Of many those are that have the claim's number, and
those that have what it names: first those that have nothing else in a slot that it fills, then those that share most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import chain, islice

from checker.compare import NEARLY, said_value
from checker.context import Setting
from checker.everyone import is_everyone
from checker.measures import COMPARISONS
from checker.postings import NAMED_AROUND, OPEN, SLOTS, Places, Postings, keys_of_words, numbers_of
from claims.model import Claim
from claims.quantity import Interval, Quantity
from references.model import Fact
from references.names import normal, telling

ALL = 16  # facts that are all weighed
FEW = 4  # of more, those that are, for the claim's number and once more for its words
STEPS = 128  # places that are looked through for them
OF_NUMBER = 24  # facts of one number, whatever their endpoint, that are all looked at
FEW_OF_NUMBER = 8
MANY_DIGITS = 20  # of a number that no fact has with fewer
FEW_OF_ANY = 1  # of each number that a slip may have come from
OF_ANY = 100  # facts of the numbers that a slip may have come from
Wish = list[Places]  # where any of the keys stands that a slot is asked for


@dataclass(frozen=True, slots=True)
class Few:
    """Facts in the order of the registry, and how many more there are."""

    facts: tuple[Fact, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of facts; what fewest have stands first."""

    named: list[Wish]  # where facts have what the claim names
    borne: list[Wish]  # the same, or where facts leave it open
    left_open: list[Wish]  # where facts have what stands around the claim, or leave open what it does


def of_subject(claim: Claim, setting: Setting, key: str, measure: str, *, by_number_alone: bool = False) -> Few:
    """Facts of one endpoint and measure: all, or the few that have the claim's number or share most of its words."""
    facts = setting.index.facts_for(key, measure)
    if len(facts) <= (FEW if by_number_alone else ALL):
        return Few(facts)
    postings = setting.index.kept(("postings", key, measure), lambda index: Postings(facts, index))
    wishes = _wishes(claim, setting, postings)
    places = {at for within in _of_its_number(claim, postings) for at in _best(within, wishes, FEW)}
    if not by_number_alone:
        places.update(_named(wishes, FEW) or range(FEW))
    return Few(tuple(facts[at] for at in sorted(places)), len(facts) - len(places))


def of_number(claim: Claim, setting: Setting, value: Quantity, measures: Sequence[str]) -> tuple[Fact, ...]:
    """Facts of some measures and this very number, whatever their endpoint: all, or the few that share most words."""
    if setting.index.count_near(value) <= OF_NUMBER:
        return tuple(fact for fact in setting.index.near(value) if fact.measure in measures)
    return _of_numbers(claim, setting, (value.rounding,), measures, FEW_OF_NUMBER)


def of_any(claim: Claim, setting: Setting, values: Iterable[Decimal], measures: Sequence[str]) -> tuple[Fact, ...]:
    """Facts of some measures that have one of many numbers: all, or of each number the few that share most words."""
    found = [(value, setting.index.facts_for_value(value)) for value in dict.fromkeys(values)]
    if sum(len(facts) for _, facts in found) <= OF_ANY:
        facts = dict.fromkeys(fact.id for _, known in found for fact in known)
        by_id = {fact.id: fact for _, known in found for fact in known}
        return tuple(by_id[id_] for id_ in facts if by_id[id_].measure in measures)
    return _of_numbers(
        claim, setting, [Interval(value, value) for value, facts in found if facts], measures, FEW_OF_ANY
    )


def _of_numbers(
    claim: Claim, setting: Setting, reaches: Iterable[Interval], measures: Sequence[str], most: int
) -> tuple[Fact, ...]:
    postings = setting.index.kept("postings", lambda index: Postings(index.registry.facts, index))
    words = sorted(telling(normal(claim.endpoint or setting.around)))
    worded = sorted(filter(None, (postings.having("word", (word,)) for word in words)), key=_size)
    wishes = _wishes(claim, setting, postings)
    wishes = Wishes([*worded, *wishes.named], wishes.borne, wishes.left_open)
    among = [of_measure for measure in measures for of_measure in postings.having("measure", (measure,))]
    found: set[int] = set()
    for reach in reaches:
        for of_measure in among:
            within = _Within(postings, "value", reach, of_measure)
            found.update(_best(within, wishes, most))
    return tuple(postings.facts[at] for at in sorted(found))


@dataclass(frozen=True)
class _Within:
    """Places of facts with a number of some kind within reach."""

    postings: Postings
    kind: str
    reach: Interval
    among: Places | None = None  # of these only

    def __iter__(self) -> Iterator[int]:
        places, start, end = self.postings.numbered(self.kind, self.reach)
        found = (places[at] for at in range(start, min(end, start + 2 * STEPS)))
        return found if self.among is None else (at for at in found if at in self.among)

    def __len__(self) -> int:
        _, start, end = self.postings.numbered(self.kind, self.reach)
        return end - start

    def __contains__(self, at: int) -> bool:
        near = any(self.reach.contains(number) for number in numbers_of(self.postings.facts[at], self.kind))
        return near and (self.among is None or at in self.among)


def _of_its_number(claim: Claim, postings: Postings) -> Iterator[_Within]:
    """Places of the claim's number, as it is rounded and as it would be with fewer digits, and of its interval."""
    value = said_value(claim)
    if value is not None:
        kind = "p" if claim.measure == "p_value" and postings.facts[0].measure != "p_value" else "value"
        steps = [Decimal(1).scaleb(-digits) for digits in range(value.decimals if len(value.text) < MANY_DIGITS else 0)]
        coarser = (value.value.quantize(step, rounding) for step in steps for rounding in (ROUND_FLOOR, ROUND_CEILING))
        nearly = Interval(value.value - NEARLY * abs(value.value), value.value + NEARLY * abs(value.value))
        for reach in (nearly if value.op == "~" else value.rounding, *(Interval(one, one) for one in coarser)):
            yield _Within(postings, kind, reach)
    if claim.ci is not None and claim.ci.low is not None:
        yield _Within(postings, "ci", claim.ci.low.rounding)


def _wishes(claim: Claim, setting: Setting, postings: Postings) -> Wishes:
    named, borne, left_open = [], [], []
    for slot in SLOTS:
        words = _said(slot, claim, setting)
        if slot == "versus" and claim.measure not in COMPARISONS:
            continue
        if words:
            if found := postings.having(slot, _keys(slot, words, setting)):
                named.append(found)
                borne.append([*found, *postings.having(slot, (OPEN,))])
            continue
        heard: Iterable[str] = postings.named_in(slot, normal(setting.around)) if slot in NAMED_AROUND else ()
        if slot == "timepoint":
            heard = keys_of_words(slot, setting.around)
        if found := postings.having(slot, (*heard, OPEN)):
            left_open.append(found)
    return Wishes(*(sorted(wishes, key=_size) for wishes in (named, borne, left_open)))


def _said(slot: str, claim: Claim, setting: Setting) -> str | None:
    words: str | None = getattr(claim, slot)
    if slot == "population" and is_everyone(words):
        return None
    return words or (setting.default_trial if slot == "trial" else None)


def _keys(slot: str, words: str, setting: Setting) -> Iterator[str]:
    for reading in setting.readings(words):
        yield from keys_of_words(slot, reading)
        if slot == "arm" and normal(reading) in setting.product_names:
            yield "role experimental"


def _size(wish: Wish) -> int:
    return sum(map(len, wish))


def _named(wishes: Wishes, most: int) -> list[int]:
    """Places that have something the claim names and nothing else in a slot that it fills; else that share most."""
    found: dict[int, None] = {}
    for wish in wishes.named:
        if len(found) < most:
            fitting = _borne(list(islice(chain.from_iterable(wish), STEPS)), wishes)
            found.update(dict.fromkeys(_preferred(fitting, wishes, most)))
    if not found:
        start = next(iter((*wishes.named, *wishes.left_open)), [])
        return _preferred(list(islice(chain.from_iterable(start), STEPS)), wishes, most)
    return list(found)[:most]


def _best(start: _Within, wishes: Wishes, most: int) -> list[int]:
    """Places of a number: first those that have nothing else in a slot that the claim fills, then those that share most."""
    current = list(dict.fromkeys(islice(start, STEPS)))
    rarest = next(iter(wishes.named), None)
    if len(start) > STEPS and rarest is not None and _size(rarest) < len(start):
        current = [at for at in islice(chain.from_iterable(rarest), STEPS) if at in start] or current
    if len(current) <= most:
        return current
    found = _preferred(_borne(current, wishes), wishes, most)
    rest = [at for at in current if at not in found] if len(found) < most else []
    return [*found, *_preferred(rest, wishes, most - len(found))]


def _borne(places: list[int], wishes: Wishes) -> list[int]:
    for wish in wishes.borne:
        places = _among(places, wish)
    return places


def _preferred(places: list[int], wishes: Wishes, most: int) -> list[int]:
    """Places that are left when one wish after the other is granted, as long as any are and they are too many."""
    for wish in (*wishes.named, *wishes.left_open):
        if len(places) <= most:
            break
        places = _among(places, wish) or places
    return places[:most]


def _among(current: list[int], wish: Wish) -> list[int]:
    """Those that stand where the wish is granted; it is mostly in one place or two, and asked of every candidate."""
    match wish:
        case [places]:
            return [at for at in current if at in places]
        case [places, others]:
            return [at for at in current if at in places or at in others]
    return [at for at in current if any(at in places for places in wish)]
