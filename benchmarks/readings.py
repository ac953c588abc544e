"""An annotation's equally right readings -> the things that they name, each with one id and its other names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from references.names import amounts, normal

EVERYONE = ""  # what a slot that may stay empty names


@dataclass(frozen=True, slots=True)
class Names:
    """Things by each of their names."""

    by_id: Mapping[str, tuple[str, ...]]
    ids: Mapping[str, str]  # normal forms of ids, also of those that are another's alias

    def id_of(self, words: str | None) -> str | None:
        """The id of the thing that is called so first; of unknown words, and of none, they themselves."""
        return words if words is None else self.ids.get(normal(words), words)

    def others_of(self, id_: str) -> tuple[str, ...]:
        """Further names of the thing of that id."""
        return self.by_id.get(id_, ())


def readings(value: Any) -> list[Any]:
    """All equally right readings of a slot."""
    return list(value["any"]) if isinstance(value, dict) and "any" in value else [value]


def first(value: Any) -> Any:
    """The first of several equally right readings; a null among them leaves the slot open."""
    told = readings(value)
    return None if None in told else told[0]


def named(value: Any) -> Any:
    """The first reading that says something: a page may leave out what its annotation knows."""
    return next((reading for reading in readings(value) if reading), None)


def things(told: Iterable[tuple[str | None, Sequence[Any]]], *, shared: bool = False) -> Names:
    """Names of things from what each claim calls one of them (nothing: everyone) and all its readings.

    Two ids are one thing where each is a reading of the other: `Ex-Kd` or `the combination`, elsewhere the reverse.
    A name that several could have belongs to all of them if `shared`, but for those of another dose, else to none.
    """
    spelt: dict[str, dict[str, None]] = defaultdict(dict)  # normal forms as they are written
    called: dict[str, dict[str, None]] = {}
    for words, every in told:
        owner = called.setdefault(normal(words or EVERYONE), {})
        for reading in filter(None, (words, *every)):
            spelt[normal(reading)][reading] = None
            owner[normal(reading)] = None
    same = {own: _first_of_the_same(own, called) for own in called}
    together: dict[str, dict[str, None]] = defaultdict(dict)
    for own, names in called.items():
        together[same[own]].update(names)
    owners: dict[str, set[str]] = defaultdict(set)
    for own, names in together.items():
        for name in names:
            owners[name].add(own)
    by_id, ids = {}, {}
    for own, names in together.items():
        if own == EVERYONE or EVERYONE in owners[own]:
            continue
        id_ = next(iter(spelt[own]))
        kept = [
            name
            for name in names
            if owners[name] == {own} or same.get(name) == own or (shared and _may_share(own, name))
        ]
        ids.update({name: id_ for name in kept if same.get(name) == own})
        by_id[id_] = tuple(word for name in kept for word in spelt[name] if word != id_)
    return Names(by_id, ids)


def _may_share(own: str, name: str) -> bool:
    """Whether a name that several have may be this one's too: not that of another dose."""
    ours, theirs = amounts(own), amounts(name)
    return not ours or not theirs or ours == theirs


def _first_of_the_same(own: str, called: Mapping[str, Mapping[str, None]]) -> str:
    """Of all ids that are one thing with this one the first."""
    same, left = {own}, [own]
    while left:
        one = left.pop()
        found = {name for name in called[one] if name in called and one in called[name]} - same
        same |= found
        left += sorted(found)
    return next(id_ for id_ in called if id_ in same)
