"""What a page calls its treatments, and which words are names of medicines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.lexicon import load
from claims.treatments import Treatments

WORD = re.compile(r"(?<![\w-])([A-Za-z]+)(?:-[a-z]{4})?(?!\w)")
LETTERS = re.compile(r"[^\W\d_]+")
WORDS = 4096  # whose ends are known


@dataclass(frozen=True, slots=True)
class Arms:
    """How one page names treatments."""

    names: Treatments
    heads: tuple[str, ...]  # arms that head a table
    brands: tuple[str, ...]  # the product's names, most printed first
    generic_of: dict[str, str]
    doses: tuple[str, ...] = ()  # of the product, where the page compares several
    dosed: str = ""  # the product's name that they stand behind most
    called: str | None = None  # the name that the page gives its product most: brand or generic
    schedules: tuple[str, ...] = ()  # of the product, where the page compares several
    known: frozenset[str] = frozenset()  # every name that the page gives a treatment

    @property
    def product(self) -> tuple[str, ...]:
        """The names of the page's product: its brand, its substance."""
        return tuple(name for brand in self.brands[:1] for name in (brand, self.generic_of.get(brand)) if name)


@cache
def known_treatments() -> tuple[str, ...]:
    """The lexicon's treatments and regimens, longest first."""
    arms = load("arms")
    return tuple(sorted({*map(str, arms["names"]), *map(str, arms["regimens"])}, key=len, reverse=True))


@cache
def stemmed() -> re.Pattern[str]:
    """A word that ends on the stem of an international nonproprietary name, with the word before it."""
    stems = "|".join(sorted(load("arms")["stems"], key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:[A-Za-z]+[- ])?[A-Za-z]{{2,}}(?:{stems})(?:-[a-z]{{4}})?(?![\w])")


@cache
def stems() -> tuple[str, ...]:
    """The stems of international nonproprietary names: `-mab`, `-tinib`."""
    return tuple(load("arms")["stems"])


@lru_cache(maxsize=WORDS)
def ends_on_stem(word: str) -> bool:
    """Whether a word ends so."""
    return word.endswith(stems())


@cache
def not_medicines() -> frozenset[str]:
    """Words that end on such a stem and name no medicine."""
    return frozenset(load("arms").get("not_medicines", ()))


OF_PART = re.compile(r"(?:cohort|part) (?:\d{1,2}|[A-D])[:,]?\s(?=[A-Z])(?!vs\b)", re.IGNORECASE)  # before an arm
# `EXEMPLAR plus ADDITOR RAPID`, of names that no stem tells
JOINED_NAMES = re.compile(
    r"[A-Z][A-Z-]{3,}[®™▼]{0,2}(?:\s[A-Z][A-Z-]{2,}[®™▼]{0,2})?(?:\s(?:plus|\+|and)\s[A-Za-z][\w®™-]{2,}(?:\s[A-Z][A-Z-]{2,}[®™▼]{0,2})?){1,2}"
)
CARE = re.compile(r"\b(?:chemo)?therap(?:y|ies)$|\bcare$|\btreatment$")  # `best available therapy`, `standard of care`


@cache
def _folded_treatments() -> frozenset[str]:
    return frozenset(map(str.casefold, known_treatments()))


def is_treatment(long: str) -> bool:
    """Whether the long form of an abbreviation is a medicine, a combination of them or a comparator."""
    words = long.strip(" .").casefold()
    if words in load("arms")["controls"] or words in _folded_treatments() or CARE.search(words):
        return True
    if JOINED_NAMES.fullmatch(long.strip(" .")):
        return True
    return any(
        match[1].casefold().endswith(stems()) and len(match[0]) >= 6 and match[0].casefold() not in not_medicines()
        for match in WORD.finditer(long)
    ) and not re.search(r"\b(?:inhibitor|receptor|trial|study|index|score|criteria|deficiency|syndrome)s?\b", words)


def has_stem(words: str) -> bool:
    """Whether one of some words is a nonproprietary name by its stem."""
    return any(word.endswith(stems()) and word not in not_medicines() for word in words.casefold().split())


@cache
def _listed() -> tuple[tuple[str, frozenset[str]], ...]:
    """Every name of the lexicon that may be an arm, with its letters, folded."""
    arms = load("arms")
    names = dict.fromkeys((*known_treatments(), *arms["controls"], *arms["treated"]))
    return tuple((name, frozenset(LETTERS.findall(name.casefold()))) for name in names)


def _printed(text: str) -> Iterator[str]:
    """Those of the lexicon's names whose words a page prints: few of all stand on one."""
    printed = set(LETTERS.findall(text.casefold()))
    return (name for name, letters in _listed() if letters <= printed)


def treatments(
    names: Iterable[str], text: str, trials: Collection[str] = (), others: Collection[str] = ()
) -> Treatments:
    """Names that a page gives its treatments, with those of the lexicon that it prints, ready to be read; `others` are
    the short forms that the page has for something else."""
    meant = {
        name for name in load("arms")["regimens"] if name.isalpha() and name in others
    }  # the FC of a functional class
    return Treatments({*names, *_printed(text)} - meant, trials)
