"""Reads the names of treatments in a text, each with the partners that are joined to it and its dose."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from claims.dose_arms import DOSE
from claims.lexicon import load
from claims.starts import first_of

NOT_GENERIC = r"(?:co-?|key\s)?(?:primary|secondary|exploratory|post[\s-]hoc|nominal|adjusted|unadjusted|difference|relative|absolute|both|all|not|for|in|at|see|per|and|vs|versus|median|mean|range|each|doses?|pooled|combined)\b"
CONJUGATES = "vedotin|deruxtecan|govitecan|emtansine|mafodotin|tesirine|ozogamicin|soravtansine|ravtansine|tirumotecan|alfa|pegol|besylate|mesylate"
GIVEN_WITH = re.compile(r"(?:\s(?:was|were|is))?(?:\s(?:given|administered|used|taken))?\s(?i:in combination with)")
# Where a name ends: citations may be glued to a word in small letters (`with docetaxel3`).
ENDS = r"(?:(?!\w)|(?<=[a-z]{4})(?=\d{1,2}(?:[,–-]\d{1,2}){0,4}(?![\w%]|[.,]\d)))"
OF_CHOICE = r"(?:(?<=choice)\sof\s(?:[a-z]+\s(?:therapy|treatment|regimen)|[A-Z]{2,4}\b|chemotherapy|therapy|treatment))?"  # `physician's choice of ET`
MARKED = rf"[®™▼]{{0,2}}{OF_CHOICE}(?:\s(?:{CONJUGATES}))?"
NO_PLACE = rf"(?!(?:{'|'.join(load('arms')['places'])})\b)"
OTHER_NAME = rf"\s\((?:(?!{NOT_GENERIC})[a-z][a-z\- ]{{4,30}}|{NO_PLACE}(?P<brand>[A-Z][A-Za-z]+)[®™▼]{{0,2}})\)"
# What a name may have behind it, with and without its other name in brackets.
BEHIND = re.compile(rf"{MARKED}(?:{OTHER_NAME})?{ENDS}{DOSE}?")
BARELY_BEHIND = re.compile(rf"{MARKED}{ENDS}{DOSE}?")
NEXT = r"(?:followed by|then)\s"
# How it is given, in brackets before its partner: `EXEMPLAR (60 mg tablets, twice daily) in combination with ABC`.
DOSED_SO = (
    r"\s\(\d[\d.,]*\s?(?:mg|mcg|µg|g|units|IU|mL)\b[^()]{0,60}\)(?=\s(?i:\+|plus|in combination with|combined with)\s)"
)
JOINER = re.compile(
    rf"(?:{DOSED_SO})?(?:\s?[+±→/]\s?|\s(?i:plus)\s|,?\sand\s(?!{NEXT})|{GIVEN_WITH.pattern}\s|\scombined with\s|\swith\s"
    rf"|,?\s(?:and\s)?{NEXT}|,\s(?=(?:[\w+®-]+(?:\s\d+\s?mg)?,\s){{0,3}}and\s[\w-]))(?P<either>either\s)?"
)
# A partner that is no name of the page's: what a sign of addition joins.
DOSE_OF = r"(?i:(?:low|high|standard|reduced|full|fixed)-dose)"  # `+ low-dose steroids`
DOSE_BEFORE = re.compile(rf"(?<![\w-]){DOSE_OF}\s(?=\w)")  # `high-dose dex` beside `EXEMPLAR + low-dose dex`
LONGEST_DOSE = len("standard-dose ")
ADDED = re.compile(
    rf"(?<=[+±])[A-Z][\w-]{{1,20}}|(?<=\+\s){DOSE_OF}\s[a-z][a-z-]{{2,}}|(?<=\+\s)[A-Za-z][\w-]{{2,}}(?:\s(?:therapy|acetate))?"
)
TAIL = re.compile(
    r"(?:[\s-](?:alone|monotherapy|only)\b|-containing regimens?\b|\scombination(?:\s(?:regimen|therapy|treatment))?\b)?"
    rf"(?:\s\({NO_PLACE}(?P<short>[A-Z][\w+\-]{{1,11}})\))?"
)
WORD = re.compile(r"\w+")
WITHIN_NAME = re.compile(r"[\w+\-]")
BOUNDARY = re.compile(r"\b")
FIGURES = "0123456789"
SHORTEST_FOLDED = 5  # letters of a name in small letters that may be printed with capitals


@dataclass(frozen=True, slots=True)
class Treatment:
    """A stretch of a text that names a treatment, and the short form that it gives in brackets."""

    start: int
    end: int
    short: str | None


class Treatments:
    """The names that a page gives its treatments: each is tried where its first word stands, the longest first."""

    def __init__(self, names: Iterable[str], trials: Collection[str] = ()) -> None:
        either_case = {*load("arms")["controls"], *load("arms")["treated"]}
        self._names: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
        for name in sorted(names, key=len, reverse=True):
            is_folded = name in either_case or (name.islower() and len(name) >= SHORTEST_FOLDED)
            self._names[_first_word(name.casefold(), 0)].append((name.lower() if is_folded else name, is_folded))
        self._trials = tuple(trials)
        # a citation may be glued to a name: such a word is none of the page's by itself
        self._first = first_of(("<lettered>", *self._names))

    def named_in(self, text: str) -> Iterator[Treatment]:
        """The treatments that a text names, one behind the other."""
        done = 0
        for start in self._first.starts(text):
            end = self._one(text, start) if start >= done else None
            if end is not None:
                while (joined := self._partner(text, end)) is not None:
                    end = joined
                found = self._with_tail(text, _with_its_dose(text, start, done), end)
                yield found
                done = found.end

    def _one(self, text: str, at: int) -> int | None:
        """The end of one name that begins at an offset, with its marks, its other name and its dose."""
        if at and WITHIN_NAME.match(text[at - 1]):
            return None
        word = _first_word(text, at).casefold()
        for name, is_folded in self._names.get(word) or self._names.get(word.rstrip(FIGURES)) or ():
            end = at + len(name)
            printed = text[at:end]
            if (printed.lower() if is_folded else printed) == name:
                behind = BEHIND.match(text, end)
                if behind and behind["brand"] and self._is_trial(text, behind.start("brand")):
                    behind = BARELY_BEHIND.match(text, end)
                if behind:
                    return behind.end()
        return None

    def _partner(self, text: str, at: int) -> int | None:
        """The end of a partner that is joined to what ends at an offset."""
        joiner = JOINER.match(text, at)
        for begin in (joiner.end(), joiner.start("either")) if joiner else ():
            if begin >= 0:
                dose = DOSE_BEFORE.match(text, begin)
                end = self._one(text, dose.end() if dose else begin)
                if end is not None:
                    return end
                added = ADDED.match(text, begin)
                if added:
                    return added.end()
        return None

    def _with_tail(self, text: str, start: int, end: int) -> Treatment:
        tail = TAIL.match(text, end)
        short = tail["short"] if tail else None
        if tail and short and self._is_trial(text, tail.start("short")):
            return Treatment(start, tail.start("short") - len(" ("), None)
        return Treatment(start, tail.end() if tail else end, short)

    def _is_trial(self, text: str, at: int) -> bool:
        """Whether what begins at an offset is the name of a trial."""
        if not text.startswith(self._trials, at):
            return False
        return any(text.startswith(trial, at) and BOUNDARY.match(text, at + len(trial)) for trial in self._trials)


def _with_its_dose(text: str, start: int, done: int) -> int:
    """Where a name begins whose dose stands in front of it in words, behind what was read before."""
    at = max(done, start - LONGEST_DOSE)
    return next((dose.start() for dose in DOSE_BEFORE.finditer(text, at, start + 1) if dose.end() == start), start)


def _first_word(text: str, at: int) -> str:
    """The word that begins at an offset, or the sign that stands there."""
    word = WORD.match(text, at)
    return word[0] if word else text[at : at + 1]
