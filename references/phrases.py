"""Phrases in running words: all that occur are found in one pass, however many are looked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

_Meaning = TypeVar("_Meaning")

WORDS_AND_SIGNS = re.compile(r"\w+|[^\w\s]")
LETTERS_OR_DIGITS = re.compile(r"[^\W\d_]+|\d+")  # EXAMPLE1 is two, as EXAMPLE-1 and EXAMPLE 1 are


class Phrases(Generic[_Meaning]):
    """Phrases with what they mean; only what `word` finds in them counts."""

    def __init__(self, meant: Iterable[tuple[str, _Meaning]], word: re.Pattern[str]) -> None:
        self._word = word
        self._meant: dict[tuple[str, ...], list[_Meaning]] = defaultdict(list)
        lengths: dict[str, set[int]] = defaultdict(set)
        for phrase, meaning in meant:
            words = tuple(word.findall(phrase))
            if words:
                self._meant[words].append(meaning)
                lengths[words[0]].add(len(words))
        self._lengths = {first: sorted(known, reverse=True) for first, known in lengths.items()}

    def found(self, text: str) -> Iterator[tuple[int, int, tuple[_Meaning, ...]]]:
        """Start, end and meanings of every phrase in the text, from left to right, of one start the longest first."""
        places = [(found.start(), found.end()) for found in self._word.finditer(text)]
        words = [text[start:end] for start, end in places]
        for at, first in enumerate(words):
            for length in self._lengths.get(first, ()):
                meanings = self._meant.get(tuple(words[at : at + length]))
                if meanings is not None and at + length <= len(words):
                    yield places[at][0], places[at + length - 1][1], tuple(meanings)

    def replaced(self, text: str) -> str:
        """The text with the first meaning of each phrase in its place, the longest phrase where several begin."""
        parts, done = [], 0
        for start, end, meanings in self.found(text):
            if start >= done:
                parts += [text[done:start], str(meanings[0])]
                done = end
        return "".join((*parts, text[done:]))
