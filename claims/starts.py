"""Where patterns can begin in a text, found once for all of them: each is tried there and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from heapq import merge

# Each begins with one class of characters, which `re` skips to; what it looks back at stands behind that.
NUMERAL = re.compile(r"[-−–+<>≤≥~.\d](?<![\d.,].)(?:(?<=\d)\d*|(?=[-−–+.\s]{0,3}\d))")
DIGITS = re.compile(r"[.\d]\d*(?<=\d)")
WORD = re.compile(r"\w+")
KEPT = 16  # texts whose starts are kept: those of a block and of its neighbours


@lru_cache(maxsize=KEPT)
def numerals(text: str) -> tuple[int, ...]:
    """Where a number in digits may begin that is no part of another, with its sign or comparator."""
    return tuple([match.start() for match in NUMERAL.finditer(text)])


@lru_cache(maxsize=KEPT)
def digits(text: str) -> tuple[int, ...]:
    """Where any run of digits begins, with a point before it or without."""
    return tuple([match.start() for match in DIGITS.finditer(text)])


@lru_cache(maxsize=KEPT)
def words(text: str) -> Mapping[str, list[int]]:
    """Each word of a text, folded, and where it stands."""
    found: dict[str, list[int]] = {}
    for match in WORD.finditer(text):
        found.setdefault(match[0].casefold(), []).append(match.start())
    return found


def starts_of(text: str, first: Collection[str]) -> list[int]:
    """Where one of some words stands, in order of place."""
    standing = words(text)
    return sorted(at for word in first if word in standing for at in standing[word])


def sought(
    pattern: re.Pattern[str], text: str, *starts: Iterable[int], span: tuple[int, int] | None = None
) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin at some offsets, one behind the other as `finditer` finds them, of a stretch."""
    end, stop = span or (0, len(text))
    for start in merge(*starts) if len(starts) > 1 else starts[0]:
        if end <= start <= stop:
            match = pattern.match(text, start, stop)
            if match:
                yield match
                end = match.end()
