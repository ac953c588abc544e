"""Many facts -> where each word of a slot and each number stands among them, so that few are looked at for a claim."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from checker.compare import known_value
from checker.moments import times
from checker.naming import JOINED
from claims.quantity import Interval
from references.index import Index
from references.model import Fact
from references.names import ROLES, bare, normal, telling
from references.phrases import WORDS_AND_SIGNS, Phrases

OPEN = ""  # where a slot is not filled
SLOTS = ("trial", "arm", "versus", "population", "analysis", "timepoint")
NAMED_AROUND = ("population", "analysis")  # a page names them in a heading
NUMBERS = ("value", "p", "ci")
KINDS = {"versus": "arm"}
Places = Mapping[int, None]  # in the order of the registry, and quick to ask


@dataclass(frozen=True)
class Postings:
    """Some facts of a registry by the keys of their slots and by their numbers; every table is made when asked for."""

    facts: tuple[Fact, ...]
    index: Index

    def having(self, slot: str, keys: Iterable[str]) -> list[Places]:
        """Where the facts stand that have one of the keys in a slot, one list for each key that any of them has."""
        table = self._by_slot[slot]
        return [table[key] for key in dict.fromkeys(keys) if key in table]

    def named_in(self, slot: str, text: str) -> Iterator[str]:
        """Keys of a slot that stand in the normal form of some words."""
        for _, _, keys in self._phrases[slot].found(text):
            yield from keys

    def numbered(self, kind: str, reach: Interval) -> tuple[list[int], int, int]:
        """All places by size of a number there, and from where to where it is within reach, or its negative is."""
        numbers, places = self._by_number[kind]
        low, high = (reach.low, reach.high) if reach.high >= 0 else (-reach.high, -reach.low)
        return places, bisect_left(numbers, low), bisect_right(numbers, high)

    @cached_property
    def _by_slot(self) -> dict[str, dict[str, dict[int, None]]]:
        tables: dict[str, dict[str, dict[int, None]]] = {s: defaultdict(dict) for s in (*SLOTS, "word", "measure")}
        known: dict[tuple[str | None, ...], tuple[str, ...]] = {}
        for at, fact in enumerate(self.facts):
            for slot in SLOTS:
                words = getattr(fact, slot)
                what = (slot, fact.trial, words)
                if what not in known:
                    known[what] = tuple(dict.fromkeys(keys_of_fact(slot, words, fact, self.index)))
                for key in known[what]:
                    tables[slot][key][at] = None
            what = ("word", None, fact.endpoint)
            if what not in known:
                names = (fact.endpoint, *self.index.names_of_endpoint(self.index.endpoint_key(fact.endpoint)))
                known[what] = tuple(dict.fromkeys(word for name in names for word in telling(normal(name))))
            for key in known[what]:
                tables["word"][key][at] = None
            tables["measure"][fact.measure][at] = None
        return {slot: dict(table) for slot, table in tables.items()}

    @cached_property
    def _phrases(self) -> dict[str, Phrases[str]]:
        return {
            slot: Phrases(((key, key) for key in self._by_slot[slot] if key), WORDS_AND_SIGNS) for slot in NAMED_AROUND
        }

    @cached_property
    def _by_number(self) -> dict[str, tuple[list[Decimal], list[int]]]:
        tables = {}
        for kind in NUMBERS:
            pairs = {(abs(one), at) for at, fact in enumerate(self.facts) for one in numbers_of(fact, kind)}
            ordered = sorted(pairs)
            tables[kind] = ([number for number, _ in ordered], [at for _, at in ordered])
        return tables


def numbers_of(fact: Fact, kind: str) -> Iterator[Decimal]:
    """The numbers of one kind that a fact has: its value and upper end, its p, the lower bound of its interval."""
    low = fact.ci.low if fact.ci is not None else None
    told = {"value": (fact.value, fact.high, known_value(fact)), "p": (fact.p,), "ci": (low,)}[kind]
    return (number.value for number in told if number is not None)


def keys_of_fact(slot: str, words: str | None, fact: Fact, index: Index) -> Iterator[str]:
    """What a slot of a fact may be asked for by: every name, each part of a combination, its role, its times."""
    if words is None:
        yield OPEN
        return
    match slot:
        case "trial":
            names = _names_of_trial(words, index)
        case "arm" | "versus":
            names = index.names_of_arm(fact.trial, words)
        case "population":
            names = index.names_of_population(fact.trial, words)
        case "analysis":
            names = index.names_of_analysis(fact.trial, words)
        case _:
            names = (words,)
    for name in names:
        yield from keys_of_words(slot, name)
    if KINDS.get(slot, slot) == "arm":
        yield from (part.strip() for name in names for part in JOINED.split(bare(name, "arm")) if part.strip())
        arm = index.arm(fact.trial, words)
        if arm is not None and arm.role is not None:
            yield f"role {'control' if arm.role == 'reference' else arm.role}"


def keys_of_words(slot: str, words: str) -> Iterator[str]:
    """The keys of one wording of a slot."""
    kind = KINDS.get(slot, slot)
    if kind == "timepoint":
        told = times(words)
        yield from (f"{number} {unit}" for number, unit in told) if told else (normal(words),)
        return
    plain = bare(words, kind)
    yield plain.replace(" ", "") if kind == "trial" else plain
    if kind == "arm":
        yield from (f"role {role}" for role, names in ROLES.items() if plain in names or normal(words) in names)


def _names_of_trial(words: str, index: Index) -> tuple[str, ...]:
    known = index.registry.trial_by_id.get(words)
    return (words, *(known.names if known else ()))
