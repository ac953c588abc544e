"""Endpoints told in more or fewer words: a wording to the endpoints that hold all of its words, or whose words it holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from references.model import Registry
from references.names import normal, telling


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
        said = telling(normal(words))
        table = self._by_measure.get(measure)
        if not said or table is None:
            return ()
        rarest = min(said, key=lambda word: (table.frequency[word], word))
        longer = (key for known, key in table.having[rarest] if said <= known)
        shorter = (key for word in sorted(said) for known, key in table.led_by[word] if known <= said)
        return tuple(dict.fromkeys((*longer, *shorter)))

    @cached_property
    def _by_measure(self) -> dict[str, _Table]:
        keys: dict[str, dict[str, None]] = defaultdict(dict)
        for fact in self.registry.facts:
            keys[fact.measure][self.endpoint_key(fact.endpoint)] = None
        return {
            measure: _Table((n, key) for key in known for n in self.names_of_endpoint(key))
            for measure, known in keys.items()
        }


class _Table:
    """Names of one measure's endpoints, by every word of theirs and by their rarest."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        worded = [(telling(normal(name)), key) for name, key in names]
        self.frequency = Counter(word for words, _ in worded for word in words)
        self.having: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
        self.led_by: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
        for words, key in worded:
            for word in words:
                self.having[word].append((words, key))
            if words:
                self.led_by[min(words, key=lambda word: (self.frequency[word], word))].append((words, key))
