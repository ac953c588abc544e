"""Words that facts themselves use for arms and populations: names as well, where no trial's record lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from references.model import Fact, Registry

_Key = tuple[str | None, str | None]  # product and trial


class UsedWords:
    """The arms and populations of facts, by product and trial, each in the order of the registry."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def arms_used(self, fact: Fact) -> tuple[str, ...]:
        """Arms (ids or words) of all facts of this fact's product and trial, compared ones too."""
        return tuple(self._used["arm"].get(_key(fact), ()))

    def controls_used(self, fact: Fact) -> tuple[str, ...]:
        """Of these, the arms that others are compared with and that are compared with none."""
        compared = self._used["compared"].get(_key(fact), {})
        return tuple(arm for arm in self._used["versus"].get(_key(fact), ()) if arm not in compared)

    def tested_used(self, fact: Fact) -> tuple[str, ...]:
        """Of these, the arms that are compared with another."""
        return tuple(self._used["compared"].get(_key(fact), ()))

    def arms_of_result(self, fact: Fact) -> frozenset[str]:
        """Arms of all facts of this fact's endpoint and measure in its trial."""
        return self._of_results[_result(fact)]

    def populations_used(self, fact: Fact) -> tuple[str, ...]:
        """Populations (ids or words) of all facts of this fact's product and trial."""
        return tuple(self._used["population"].get(_key(fact), ()))

    @cached_property
    def _used(self) -> dict[str, dict[_Key, dict[str, None]]]:
        tables: dict[str, dict[_Key, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        for fact in self.registry.facts:
            for slot, words in _words(fact):
                tables[slot][_key(fact)][words] = None
        return tables

    @cached_property
    def _of_results(self) -> dict[tuple[str | None, ...], frozenset[str]]:
        arms: dict[tuple[str | None, ...], set[str]] = defaultdict(set)
        for fact in self.registry.facts:
            arms[_result(fact)].update(arm for arm in (fact.arm, fact.versus) if arm)
        return {result: frozenset(known) for result, known in arms.items()}


def _result(fact: Fact) -> tuple[str | None, ...]:
    return (*_key(fact), fact.endpoint, fact.measure)


def _key(fact: Fact) -> _Key:
    return (fact.product, fact.trial)


def _words(fact: Fact) -> Iterator[tuple[str, str]]:
    if fact.arm:
        yield "arm", fact.arm
        if fact.versus:
            yield "compared", fact.arm
    if fact.versus:
        yield "arm", fact.versus
        yield "versus", fact.versus
    if fact.population:
        yield "population", fact.population
