"""Endpoints by every name that the built-in list and the registry give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from references.model import Endpoint, Registry
from references.names import amounts, bare, normal, poles, telling, tokens
from references.phrases import WORDS_AND_SIGNS, Phrases

_BEGINNING = 4  # letters of a word that a slip of the pen or another ending leaves alone
_LONG = 6  # letters of a word that may have a slip of the pen
_UNSURE = 85.0  # of 100 at most, where a short word is another
_MOST = 2000  # wordings that are compared; a word that more of them share tells none from another


class EndpointNames:
    """Wordings of endpoints to their keys: a canonical code, a registry id, or words in normal form."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._endpoint_keys: dict[str, str] = {}
        self._similar: dict[str, tuple[tuple[str, float], ...]] = {}

    def endpoint_key(self, words: str) -> str:
        """The canonical code or registry id that the words name, else their normal form."""
        key = self._endpoint_keys.get(words)
        if key is None:
            plain = normal(words)
            key = self._codes.get(plain) or self._codes.get(bare(words, "endpoint")) or plain
            self._endpoint_keys[words] = key
        return key

    def endpoint(self, key: str) -> Endpoint | None:
        """The registry's own entry for an endpoint."""
        return self._endpoints.get(key)

    def names_of_endpoint(self, key: str) -> tuple[str, ...]:
        """All names of an endpoint, the code first."""
        return self._names_of_codes.get(key, (key,))

    def endpoints_in(self, text: str) -> tuple[str, ...]:
        """Keys of the endpoints with facts whose names occur in running words, in the order of the words."""
        found: dict[str, None] = {}
        done = 0
        for start, end, keys in self._wordings_in.found(normal(text)):
            if start >= done:
                found.update(dict.fromkeys(keys))
                done = end
        return tuple(found)

    def similar_endpoints(self, words: str, limit: int = 5) -> tuple[tuple[str, float], ...]:
        """Keys of registered facts in similar words with their likeness in percent, best first.

        Numbers, comparators and opposites in the words must be the same: PASI 75 is not like PASI 90.
        """
        found = self._similar.get(words)
        if found is None:
            found = self._similar[words] = tuple(self._alike_endpoints(normal(words)))
        return found[:limit]

    def _alike_endpoints(self, plain: str) -> list[tuple[str, float]]:
        from rapidfuzz import fuzz, process  # noqa: PLC0415  (only words that no dictionary knows come here)

        best: dict[str, float] = {}
        near = process.extract(
            plain, self._sharing_a_word(plain), scorer=fuzz.token_sort_ratio, score_cutoff=60, limit=50
        )
        for name, score, _ in near:
            key = self._known_wordings[name]
            likeness = min(score, _UNSURE) if _short_apart(plain, name) else score
            best[key] = max(likeness, best.get(key, 0))
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))

    def _sharing_a_word(self, plain: str) -> list[str]:
        """Known wordings of the same numbers and opposites that share the beginning of a word; the rarest word first."""
        found: dict[str, None] = {}
        for sharing in sorted((self._by_word.get(key, ()) for key in _word_keys(plain)), key=len):
            if len(found) + len(sharing) > _MOST:
                break
            found.update(dict.fromkeys(sharing))
        return list(found)

    @cached_property
    def _endpoints(self) -> dict[str, Endpoint]:
        return {self.endpoint_key(endpoint.id): endpoint for endpoint in self.registry.endpoints}

    @cached_property
    def _codes(self) -> dict[str, str]:
        """Normal form of every name to its code; the registry's names win."""
        codes: dict[str, str] = {}
        built_in = _built_in()
        for code, names in built_in.items():
            for name in (code, *names):
                codes.setdefault(normal(name), code)
        codes.update((normal(code), code) for code in built_in)
        own = dict(codes)  # an endpoint of the registry under any name of a built-in one gives it more names
        for endpoint in self.registry.endpoints:
            code = own.get(normal(endpoint.id), endpoint.id)
            codes.update((normal(name), code) for name in (endpoint.id, *endpoint.names))
        return codes

    @cached_property
    def _names_of_codes(self) -> dict[str, tuple[str, ...]]:
        names: dict[str, dict[str, None]] = defaultdict(dict)
        for code, known in _built_in().items():
            names[code].update(dict.fromkeys((code, *known)))
        for key, endpoint in self._endpoints.items():
            names[key].update(dict.fromkeys((key, endpoint.id, *endpoint.names)))
        return {key: tuple(known) for key, known in names.items()}

    @cached_property
    def _known_wordings(self) -> dict[str, str]:
        """Normal form of every name of every endpoint that has facts, to its key; words alone are their own key."""
        keys = dict.fromkeys(self.endpoint_key(fact.endpoint) for fact in self.registry.facts)
        wordings: dict[str, str] = {}
        for key in keys:
            names = self._names_of_codes.get(key)
            wordings.update(dict.fromkeys(map(normal, (*names, key)) if names else (key,), key))
        return wordings

    @cached_property
    def _wordings_in(self) -> Phrases[str]:
        return Phrases(self._known_wordings.items(), WORDS_AND_SIGNS)

    @cached_property
    def _by_word(self) -> dict[tuple[object, ...], list[str]]:
        table: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for name in self._known_wordings:
            for key in _word_keys(name):
                table[key].append(name)
        return dict(table)


def _short_apart(plain: str, name: str) -> bool:
    """Whether each of two wordings has a short word that the other has not: OS is no slip of the pen for PFS."""
    ours, theirs = ({word for word in telling(words) if len(word) < _LONG} for words in (plain, name))
    return bool(ours - theirs) and bool(theirs - ours)


def _word_keys(plain: str) -> set[tuple[object, ...]]:
    """What another wording must share with this one, once for the beginning of each of its words."""
    same = (amounts(plain), poles(plain))
    return {(*same, word[:_BEGINNING]) for word in tokens(plain)}


def _built_in() -> Mapping[str, tuple[str, ...]]:
    """The canonical codes of the claims side with their names; none where that list is not installed."""
    try:
        from claims.lexicon import endpoint_names  # noqa: PLC0415  (read when the first endpoint is looked up)
    except ImportError:
        return {}
    return endpoint_names()
