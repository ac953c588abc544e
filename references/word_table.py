"""Sets of words with what they mean: those that hold all words of another set, or are held by it, without a scan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

_Meaning = TypeVar("_Meaning")


class WordTable(Generic[_Meaning]):
    """Look-up by the rarest word, so that a set is compared with few of many; sets without words are never found."""

    def __init__(self, worded: Iterable[tuple[frozenset[str], _Meaning]]) -> None:
        pairs = list(worded)
        self._frequency = Counter(word for words, _ in pairs for word in words)
        self._having: dict[str, list[tuple[frozenset[str], _Meaning]]] = defaultdict(list)
        self._led_by: dict[str, list[tuple[frozenset[str], _Meaning]]] = defaultdict(list)
        for words, meaning in pairs:
            for word in words:
                self._having[word].append((words, meaning))
            if words:
                self._led_by[min(words, key=self._rarity)].append((words, meaning))

    def like(self, words: frozenset[str]) -> tuple[_Meaning, ...]:
        """What sets mean that hold all of these words, then what those mean that these hold; each once."""
        return tuple(dict.fromkeys((*self.holding(words), *self.within(words))))

    def holding(self, words: frozenset[str]) -> tuple[_Meaning, ...]:
        """What sets mean that hold all of these words."""
        if not words:
            return ()
        rarest = min(words, key=self._rarity)
        return tuple(meaning for known, meaning in self._having.get(rarest, ()) if words <= known)

    def within(self, words: Iterable[str]) -> tuple[_Meaning, ...]:
        """What sets mean all of whose words are among these."""
        said = frozenset(words)
        led = (self._led_by.get(word, ()) for word in sorted(said))
        return tuple(meaning for found in led for known, meaning in found if known <= said)

    def _rarity(self, word: str) -> tuple[int, str]:
        return self._frequency[word], word
