"""Wordings to a normal form, so that one thing spelt in two ways is found by a dictionary."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DATA = yaml.load(Path(__file__).with_name("names.yaml").read_text("utf-8"), _LOADER)  # noqa: S506  (a safe loader)
_SPELLINGS: Mapping[str, str] = _DATA["spellings"]
_POLES = frozenset(word for words in _DATA["opposites"] for word in words)
_OPPOSITES = tuple(frozenset(words) for words in _DATA["opposites"])
KINDS: Mapping[str, tuple[str, ...]] = {kind: tuple(names) for kind, names in _DATA["kinds"].items()}

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("|®™℠©\u200b\u200c\u200d\u00ad\ufeff†‡§¶", ""),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("≥⩾≧", ">="),
        **dict.fromkeys("≤⩽≦", "<="),
        **dict.fromkeys("’‘ʼ`´", "'"),
        "&": " and ",
    }
)
_BRITISH = re.compile("|".join(sorted(map(re.escape, _SPELLINGS), key=len, reverse=True)))
_JOINERS = re.compile(rf"\b(?:{'|'.join(map(re.escape, _DATA['joiners']))})\b")
_AGE = r"(?:aged? )?(\d{1,3})(?: ?(?:years?|yrs?|y))?(?: (?:of age|old))?"
_OLDER = re.compile(rf"\b{_AGE} (?:and|or) (?:older|over|above)\b")
_YOUNGER_THAN = re.compile(r"\b(?:younger than|under) (?:the age of )?(\d{1,3})\b")
_OLDER_THAN = re.compile(r"\b(?:older than|over) (?:the age of )?(\d{1,3})\b")
_YEARS_BEHIND = re.compile(r"([<>]=? ?\d{1,3}) ?(?:years?|yrs?|y)\b(?: (?:of age|old)\b)?")
_DASH_APART = re.compile(r"(?<=\s)-(?=\s)")
_DASH_INSIDE = re.compile(r"(?<=\w)-(?=\w)")
_BETWEEN = re.compile(r"\s*(?:(?<=\s)\+|\+(?=\w))\s*|\s*([/=])\s*")  # a plus glued to its word alone is a sign: MRD+
_COMPARATOR = re.compile(r"\s*([<>]=?)\s*")
_PUNCTUATION = re.compile(r"[,;:()\[\]{}\"']|\.(?!\d)")
_PLURAL = re.compile(r"\b([^\W\d_]{2,})(ies)\b|\b([^\W\d_]{2,}[^\W\d_siu])s\b")
_SPACE = re.compile(r"\s+")
_AMOUNTS = re.compile(r"[<>]=?|\d+(?:\.\d+)?|[+-](?!\w)|\b(?:i{1,3}|iv|v)\b")  # stage II is not stage III
_TOKEN = re.compile(r"[^\s+/]+")


@lru_cache(maxsize=65536)
def normal(words: str) -> str:
    """Words in one spelling: small letters, plain dashes and signs, American, singular, no marks.

    `≥ 65 years` and `65 years of age and older` become `>=65`, `Ex‑Kd` becomes `ex kd`, `MRD–` keeps its sign.
    """
    text = unicodedata.normalize("NFKC", html.unescape(words).translate(_SIGNS)).casefold()
    text = _SPACE.sub(" ", _PUNCTUATION.sub(" ", text)).strip()
    text = _DASH_INSIDE.sub(" ", _DASH_APART.sub(" ", text))
    text = _OLDER.sub(r">=\1", text)
    text = _YOUNGER_THAN.sub(r"<\1", _OLDER_THAN.sub(r">\1", text))
    text = _YEARS_BEHIND.sub(r"\1", text)
    text = _BETWEEN.sub(lambda found: found[1] or "+", _COMPARATOR.sub(r" \1", _JOINERS.sub(" + ", text)))
    text = _BRITISH.sub(lambda found: _SPELLINGS[found[0]], text)
    text = _PLURAL.sub(lambda found: f"{found[1]}y" if found[2] else found[3], text)
    return _SPACE.sub(" ", text).strip()


def small(words: str) -> str:
    """Words in small letters without marks, else as they stand: enough to find names in a whole page, and quick."""
    return unicodedata.normalize("NFKC", words.translate(_SIGNS)).casefold()


def _around(kind: str) -> re.Pattern[str]:
    words = sorted({normal(word) for word in _DATA["around"][kind]}, key=len, reverse=True)
    return re.compile(rf"(?<![\w+/])(?:{'|'.join(map(re.escape, words))})(?![\w+/])")


_AROUND = {kind: _around(kind) for kind in _DATA["around"]}


@lru_cache(maxsize=65536)
def bare(words: str, kind: str) -> str:
    """The normal form without the words that only say what it is: `the EXAMPLE-1 study` becomes `example 1`.

    `kind` is arm, trial, analysis, population or endpoint. Words that say nothing else stay as they are.
    """
    whole = normal(words)
    return _SPACE.sub(" ", _AROUND[kind].sub(" ", whole)).strip() or whole


@lru_cache(maxsize=65536)
def amounts(words: str) -> tuple[str, ...]:
    """Numbers, comparators and signs of a normal form, sorted: what two names of one thing must share."""
    return tuple(sorted(_AMOUNTS.findall(words)))


@lru_cache(maxsize=65536)
def opposed(left: str, right: str) -> bool:
    """Whether two normal forms have different words of one set of opposites: `low` and `high`, not `low` and nothing."""
    ours, theirs = frozenset(_TOKEN.findall(left)), frozenset(_TOKEN.findall(right))
    return any(ours & pole and theirs & pole and ours & pole != theirs & pole for pole in _OPPOSITES)


@lru_cache(maxsize=65536)
def poles(words: str) -> frozenset[str]:
    """The words of a normal form that have an opposite."""
    return _POLES.intersection(_TOKEN.findall(words))


def tokens(words: str) -> list[str]:
    """The words of a normal form, without the signs that join them."""
    return _TOKEN.findall(words)


SMALL = frozenset(_DATA["small"])
UNSPECIFIC = frozenset(map(normal, _DATA["unspecific"]))
ROLES: Mapping[str, frozenset[str]] = {
    role: frozenset(form for name in names for form in (normal(name), bare(name, "arm")))
    for role, names in _DATA["roles"].items()
}


_WORDS = re.compile(r"[<>]=?|[^\s+/=<>]+")
_FILLERS = frozenset(_DATA["fillers"])


@lru_cache(maxsize=65536)
def worded(words: str) -> frozenset[str]:
    """The words of an endpoint's normal form."""
    return frozenset(_WORDS.findall(words))


@lru_cache(maxsize=65536)
def telling(words: str) -> frozenset[str]:
    """The words of an endpoint's normal form that say what was measured; all of them where none does."""
    found = worded(words)
    return found - _FILLERS or found


Shape: TypeAlias = tuple[object, ...]


@lru_cache(maxsize=65536)
def shape(words: str) -> Shape:
    """What two normal forms must share to be alike, as a key: all of them but the long words, and how many those are.

    Numbers, comparators, signs, short words and opposites are never slips of the pen.
    """
    short = sorted(word for word in _TOKEN.findall(words) if not _is_long(word))
    return amounts(words), poles(words), words.count("+"), tuple(short), len(_TOKEN.findall(words)) - len(short)


def alike(left: str, right: str) -> bool:
    """Whether two normal forms differ by no more than word order and slips of the pen in long words."""
    if left == right:
        return True
    if shape(left) != shape(right):
        return False
    ours, theirs = Counter(_TOKEN.findall(left)), Counter(_TOKEN.findall(right))
    rest, others = list((ours - theirs).elements()), list((theirs - ours).elements())
    for word in rest:
        near = max(others, key=lambda other: _nearness(word, other))
        if _nearness(word, near) < 85:
            return False
        others.remove(near)
    return True


def _is_long(word: str) -> bool:
    """Whether a word is long enough for a slip of the pen to leave no doubt what was meant."""
    return len(word) >= 6 and word.isalpha()


def _nearness(word: str, other: str) -> float:
    """Likeness of two long words in percent."""
    from rapidfuzz import fuzz  # noqa: PLC0415  (only words that no dictionary knows come here)

    return fuzz.ratio(word, other)
