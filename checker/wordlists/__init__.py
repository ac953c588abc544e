"""Lists of words as data -> where a text uses them in the sense that is meant.

A list is a YAML file with `words` and `traps`. A word is one or more words in small letters; `*` stands for any ending
(`improv*`), any beginning (`*mab`) or any one word (`from * first dose`), `...` for up to five words of the same clause
(`only ... treatment`). Hyphens, spaces and line breaks between words are alike. A word with capitals alone (`NICE`) is
one only in capitals. A trap is a longer phrase, or a word beside it, in which the word means something else: `best` in
`best supportive care`. A file may have more lists, each under its name; traps of one list alone stand under its name
with `_traps`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every word is a word: `no` is not False
_GAP = r"[\s\u00a0‐‑–-]+"
_BETWEEN = rf"(?:[^\s\u00a0‐‑–.;:!?()\u2014-]{{1,40}}{_GAP}){{0,5}}?"  # `...`: a few words, none that ends a clause


@dataclass(frozen=True, slots=True)
class Use:
    """A word of a list where a text uses it: offsets, and the entry of the list that it is."""

    start: int
    end: int
    text: str
    entry: str


def uses(text: str, name: str, key: str = "words") -> Iterator[Use]:
    """Where a text uses the words under a key of a list, outside its traps; from left to right, the longest first."""
    words, traps = patterns(name, key)
    found = list(words.finditer(text))
    if not found:
        return
    caught = [match.span() for match in traps.finditer(text)] if traps else []
    for match in found:
        if not any(start < match.end() and match.start() < end for start, end in caught):
            yield Use(match.start(), match.end(), match[0], match[0].casefold())


def is_used(text: str, name: str, key: str = "words") -> bool:
    """Whether a text uses any of the words."""
    return next(uses(text, name, key), None) is not None


@cache
def words_of(name: str) -> Mapping[str, Any]:
    """The data file of a list."""
    text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506 - it makes strings only
    return data


@cache
def patterns(name: str, key: str = "words") -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """The words under a key, and the traps of the file, each as one pattern."""
    data = words_of(name)
    traps = [*data.get("traps", ()), *(data.get(f"{key}_traps", ()) if key != "words" else ())]
    return _pattern(data[key]), _pattern(traps) if traps else None


@cache
def pattern_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Phrases that no file lists under a key of its own, as one pattern of the same kind."""
    return _pattern(list(phrases))


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    alternatives = "|".join(_phrase(str(phrase)) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<![\w])(?:{alternatives})(?![\w])", re.IGNORECASE)


def _phrase(phrase: str) -> str:
    words = re.split(r"[\s-]+", phrase.strip())
    pattern = _GAP.join(re.escape(word).replace(r"\*", r"\w*").replace("'", "['’]") for word in words)
    pattern = pattern.replace(rf"\.\.\.{_GAP}", _BETWEEN)
    return f"(?-i:{pattern})" if phrase.isupper() else pattern
