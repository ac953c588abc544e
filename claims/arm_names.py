"""Compiles what a page calls its treatments into one pattern."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.dose_arms import DOSE
from claims.lexicon import load
from claims.starts import First, first_of

NOT_GENERIC = r"(?:co-?|key\s)?(?:primary|secondary|exploratory|post[\s-]hoc|nominal|adjusted|unadjusted|difference|relative|absolute|both|all|not|for|in|at|see|per|and|vs|versus|median|mean|range|each|doses?|pooled|combined)\b"
WORD = re.compile(r"(?<![\w-])([A-Za-z]+)(?:-[a-z]{4})?(?!\w)")
BEGINS = re.compile(r"\w+")
LETTERS = re.compile(r"[^\W\d_]+")
GIVEN_WITH = re.compile(r"(?:\s(?:was|were|is))?(?:\s(?:given|administered|used|taken))?\sin combination with")
# Where a name ends: citations may be glued to a word in small letters (`with docetaxel3`).
ENDS = r"(?:(?!\w)|(?<=[a-z]{4})(?=\d{1,2}(?:[,–-]\d{1,2}){0,4}(?![\w%]|[.,]\d)))"
WORDS = 4096  # whose ends are known
DOSE_OF = r"(?i:(?:low|high|standard|reduced|full|fixed)-dose)"  # `+ low-dose steroids`
OF_CHOICE = r"(?:(?<=choice)\sof\s(?:[a-z]+\s(?:therapy|treatment|regimen)|[A-Z]{2,4}\b|chemotherapy|therapy|treatment))?"  # `physician's choice of ET`
CONJUGATES = "vedotin|deruxtecan|govitecan|emtansine|mafodotin|tesirine|ozogamicin|soravtansine|ravtansine|tirumotecan|alfa|pegol|besylate|mesylate"


@dataclass(frozen=True, slots=True)
class Arms:
    """How one page names treatments."""

    names: re.Pattern[str]  # any treatment, with its joined partners
    first: First  # what those begin with
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
CARE = re.compile(r"\b(?:chemo)?therap(?:y|ies)$|\bcare$|\btreatment$")  # `best available therapy`, `standard of care`


@cache
def _folded_treatments() -> frozenset[str]:
    return frozenset(map(str.casefold, known_treatments()))


def is_treatment(long: str) -> bool:
    """Whether the long form of an abbreviation is a medicine, a combination of them or a comparator."""
    words = long.strip(" .").casefold()
    if words in load("arms")["controls"] or words in _folded_treatments() or CARE.search(words):
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
    """Those of the lexicon's names whose words a page prints: a pattern of all takes longer to compile than to read by."""
    printed = set(LETTERS.findall(text.casefold()))
    return (name for name, letters in _listed() if letters <= printed)


def name_pattern(
    names: Counter[str], text: str, trials: Collection[str] = (), others: Collection[str] = ()
) -> tuple[re.Pattern[str], First]:
    """Names that a page gives its treatments -> the pattern of any of them, with joined partners and dose, and what
    each begins with; `others` are the short forms that the page has for something else."""
    controls = load("arms")["controls"]
    treated = load("arms")["treated"]
    regimens = [
        name for name in load("arms")["regimens"] if name.isalpha() and name in others
    ]  # the FC of a functional class
    every = sorted({*names, *_printed(text)}.difference(regimens), key=len, reverse=True)
    folded = {name for name in every if name in controls or name in treated or (name.islower() and len(name) > 4)}
    one = "|".join(rf"(?i:{re.escape(name)})" if name in folded else re.escape(name) for name in every) or "(?!)"
    places = f"(?:{'|'.join(load('arms')['places'])})"
    no_trial = "".join(rf"(?!{re.escape(trial)}\b)" for trial in sorted(trials))
    one = rf"(?<![\w+\-])(?:{one})[®™▼]{{0,2}}{OF_CHOICE}(?:\s(?:{CONJUGATES}))?(?:\s\((?:(?!{NOT_GENERIC})[a-z][a-z\- ]{{4,30}}|{no_trial}(?!{places}\b)[A-Z][A-Za-z]+[®™▼]{{0,2}})\))?{ENDS}{DOSE}?"
    joiner = rf"(?:\s?[+±]\s?|\splus\s|,?\sand\s|{GIVEN_WITH.pattern}\s|\scombined with\s|,?\s(?:and\s)?(?:followed by|then)\s|\s?→\s?|\swith\s|\s?/\s?|,\s(?=(?:[\w+®-]+(?:\s\d+\s?mg)?,\s){{0,3}}and\s[\w-]))(?:either\s)?"
    tail = r"(?:[\s-](?:alone|monotherapy|only)\b|-containing regimens?\b|\scombination(?:\s(?:regimen|therapy|treatment))?\b)?"
    partner = rf"(?:{one}|(?<=[+±])[A-Z][\w-]{{1,20}}|(?<=\+\s){DOSE_OF}\s[a-z][a-z-]{{3,}}|(?<=\+\s)[A-Za-z][\w-]{{2,}}(?:\s(?:therapy|acetate))?)"
    begun = [BEGINS.match(name.casefold()) or name[:1] for name in every]
    # a citation may be glued to a name: such a word is none of the page's by itself
    first = first_of(("<lettered>", *(begin if isinstance(begin, str) else begin[0] for begin in begun)))
    return re.compile(
        rf"(?:{one})(?:{joiner}{partner})*{tail}(?:\s\({no_trial}(?!{places}\b)(?P<short>[A-Z][\w+\-]{{1,11}})\))?"
    ), first
