"""Where patterns can begin in a text, found once for all of them: each is tried there and nowhere else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

# Each begins with one class of characters, which `re` skips to; what it looks back at stands behind that.
NUMERAL = re.compile(r"[-−–+<>≤≥~.\d](?<![\d.,].)(?:(?<=\d)\d*|(?=[-−–+.\s]{0,3}\d))")
DIGITS = re.compile(r"[.\d](?:(?<=\d)\d*|(?=\d))")
CAPITAL = re.compile(r"[A-Z](?<!\w.)\w*")
WORD = re.compile(r"\w+")
DASHES = "-‑–"
KEPT = 128  # texts whose starts are kept, so that each pass over a page need not find them again


@lru_cache(maxsize=KEPT)
def numerals(text: str) -> tuple[int, ...]:
    """Where a number in digits may begin that is no part of another, with its sign or comparator."""
    return tuple([match.start() for match in NUMERAL.finditer(text)])


@lru_cache(maxsize=KEPT)
def digits(text: str) -> tuple[int, ...]:
    """Where any run of digits begins, and where a point stands before one."""
    return tuple([match.start() for match in DIGITS.finditer(text)])


@lru_cache(maxsize=KEPT)
def capitals(text: str) -> tuple[int, ...]:
    """Where a word with a capital in front begins."""
    return tuple([match.start() for match in CAPITAL.finditer(text)])


def _word_start(text: str, at: int, floor: int) -> int:
    while at > floor and (text[at - 1].isalnum() or text[at - 1] == "_"):
        at -= 1
    return at


@lru_cache(maxsize=KEPT)
def lettered(text: str) -> tuple[int, ...]:
    """Where a word begins that has a digit in it, and one that a dash joins to such a word."""
    found: set[int] = set()
    floor = begin = 0  # the digits before and the word that they stand in: what lies before is not gone over again
    for at in digits(text):
        word = _word_start(text, at, floor) if text[at] != "." else at
        begin = begin if floor and word == floor else word
        floor = at
        if begin < at:
            found.add(begin)
        if begin and text[begin - 1] in DASHES:
            found.add(_word_start(text, begin - 1, 0))
    return tuple(sorted(found))


@lru_cache(maxsize=KEPT)
def words(text: str) -> Mapping[str, list[int]]:
    """Each word of a text, folded, and where it stands."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    folded = text.casefold()
    if len(folded) == len(text):
        for match in WORD.finditer(folded):
            found[match[0]].append(match.start())
    else:  # a letter is two when it is folded
        for match in WORD.finditer(text):
            found[match[0].casefold()].append(match.start())
    return found


def starts_of(text: str, first: frozenset[str]) -> list[int]:
    """Where one of some words stands, in order of place."""
    standing = words(text)
    if first.isdisjoint(standing):
        return []
    return sorted([at for word in standing.keys() & first for at in standing[word]])


def standing(text: str, names: Sequence[str], *, either_case: bool = False) -> Iterator[tuple[int, int]]:
    """Start and end of each of some names that begins with a word and stands in a text; at one place in their order."""
    firsts = [match[0].casefold() for name in names if (match := WORD.match(name))]
    folded = [name.casefold() for name in names] if either_case else names
    for at in starts_of(text, frozenset(firsts)):
        for name in folded:
            printed = text[at : at + len(name)]
            if (printed.casefold() if either_case else printed) == name:
                yield at, at + len(name)


def sought(
    pattern: re.Pattern[str], text: str, *starts: Iterable[int], span: tuple[int, int] | None = None
) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin at some offsets, one behind the other as `finditer` finds them, of a stretch."""
    end, stop = span or (0, len(text))
    begins = pattern.match
    for start in sorted(chain(*starts)) if len(starts) > 1 else starts[0]:
        if end <= start <= stop:
            match = begins(text, start, stop)
            if match:
                yield match
                end = match.end()


@dataclass(frozen=True, slots=True)
class First:
    """What a pattern may begin with: words, signs, and kinds of places."""

    words: frozenset[str]
    signs: tuple[str, ...]
    places: tuple[Callable[[str], tuple[int, ...]], ...]

    def starts(self, text: str) -> Sequence[int]:
        """Where any of it stands in a text, in order of place."""
        if len(self.places) == 1 and not self.words and not self.signs:
            return self.places[0](text)
        found = starts_of(text, self.words) if self.words else []
        if not self.places and not self.signs:
            return found
        for places in self.places:
            found += places(text)
        for sign in self.signs:
            at = text.find(sign)
            while at >= 0:
                found.append(at)
                at = text.find(sign, at + 1)
        return sorted(found)


PLACES = {"<digits>": digits, "<capital>": capitals, "<lettered>": lettered}


def first_of(told: Iterable[str]) -> First:
    """What the lexicon lists as the first of a pattern."""
    kinds = [(one, bool(WORD.fullmatch(one))) for one in map(str, told)]
    return First(
        words=frozenset(one for one, is_word in kinds if is_word),
        signs=tuple(one for one, is_word in kinds if not is_word and one not in PLACES),
        places=tuple(PLACES[one] for one, _ in kinds if one in PLACES),
    )
