"""Texts and patterns in small letters: read so, a pattern of many words takes a third of the time that it takes without regard to case."""

from __future__ import annotations

import re
from functools import cache

from claims.lexicon import load

# Of a pattern's source what is no letter to be read: an escape, the head of a group.
SOURCE = re.compile(r"\\.|\(\?P[<=]?|.", re.DOTALL)
WORD_START = r"\b"
OWN_CASE = re.compile(r"\(\?-?i")
NOTHING = r"(?!)"


def small(text: str) -> str:
    """A text in small letters, each in its place: of the one that would be two the first."""
    folded = text.lower()
    return folded if len(folded) == len(text) else "".join(letter.lower()[0] for letter in text)


def small_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern that finds in a text in small letters what one finds in it without regard to case."""
    if OWN_CASE.search(source):
        raise ValueError(f"a part of {source!r} has its own regard to case")
    return re.compile(SOURCE.sub(lambda part: part[0].lower() if len(part[0]) == 1 else part[0], source), flags)


def has_cue(name: str, key: str, text: str) -> bool:
    """Whether any alternative under a key of a lexicon file stands in a text."""
    in_small, as_printed = _cues(name, key)
    return bool(in_small.search(small(text)) or (as_printed and as_printed.search(text)))


@cache
def _cues(name: str, key: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """Those alternatives in small letters; and those of which a part must be printed as it is told: `(?-i:VE)`."""
    items = [f"(?:{item})" for item in load(name)[key]]
    as_printed = [item for item in items if OWN_CASE.search(item)]
    in_small = [item for item in items if item not in as_printed]
    words = [item for item in in_small if item.startswith(f"(?:{WORD_START}")]  # together: their start is sought once
    others = [item for item in in_small if item not in words]
    return (
        small_pattern("|".join((*([f"(?:{'|'.join(words)})"] if words else ()), *others)) or NOTHING),
        re.compile("|".join(as_printed), re.IGNORECASE) if as_printed else None,
    )
