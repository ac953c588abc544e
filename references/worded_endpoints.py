"""Endpoints told in more or fewer words: a wording to the endpoints that hold all of its words, or whose words it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from references.model import Registry
from references.names import normal, telling
from references.word_table import WordTable


class WordedEndpoints:
    """Look-up by the rarest word, so that a wording is compared with few endpoints of many."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def endpoint_key(self, words: str) -> str:
        """The key of an endpoint; given by the index that this is part of."""
        raise NotImplementedError

    def names_of_endpoint(self, key: str) -> tuple[str, ...]:
        """All names of an endpoint; given by the index that this is part of."""
        raise NotImplementedError

    def endpoints_worded_like(self, words: str, measure: str) -> tuple[str, ...]:
        """Keys of endpoints of the measure's facts, one of whose names holds the words or is held by them."""
        table = self._by_measure.get(measure)
        return table.like(telling(normal(words))) if table is not None else ()

    def endpoints_worded_within(self, words: Iterable[str], measure: str) -> tuple[str, ...]:
        """Keys of endpoints of the measure's facts, all words of one of whose names are among these."""
        table = self._by_measure.get(measure)
        return tuple(dict.fromkeys(table.within(words))) if table is not None else ()

    @cached_property
    def _by_measure(self) -> dict[str, WordTable[str]]:
        keys: dict[str, dict[str, None]] = defaultdict(dict)
        for fact in self.registry.facts:
            keys[fact.measure][self.endpoint_key(fact.endpoint)] = None
        return {
            measure: WordTable((telling(normal(name)), key) for key in known for name in self.names_of_endpoint(key))
            for measure, known in keys.items()
        }
