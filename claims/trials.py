"""Finds the trials that a page names, by the shape of their names and by where only a trial can stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from claims.lexicon import load
from claims.mention import Mention
from claims.model import Block, Kind
from claims.pipeline import abbreviated
from claims.starts import capitals, sought, standing, starts_of

TRIAL_BEFORE = re.compile(
    r"\b(?P<name>[A-Z][A-Za-z]*[A-Z0-9][\w]*(?:[- ](?:MM|[A-Z]+|\d{1,4})){0,6}|[A-Z]{3,}(?:[- ](?:[A-Z]{2,}|\d{1,4})){0,6})(?:\)|\s)?\s?(?:\w+\s){0,2}?(?:trials?|stud(?:y|ies))\b"
)
TRIAL_AFTER = re.compile(
    r"\b(?:trials?|stud(?:y|ies))\s\(?(?P<name>[A-Z]{3,}[\w\-]*(?:\s\d{1,4}|\s(?:Induction|Sustain|Maintenance|Open)(?:\s\d)?)?)"
)
TRIAL_INTRODUCED = re.compile(
    r"\b(?P<name>[A-Z]{3,}[A-Za-z]*(?:-[A-Z0-9]{1,12}){0,4}|[A-Z][A-Za-z]+-?\d{1,4})(?:\s[1-9])?\s(?:\(NCT\d+\)|(?:\([^)]{0,30}\)\s)?(?:was|is)\san?\s[^.]{0,80}?\b(?:trial|study)\b)"
)
TRIAL_WORDS = frozenset({"trial", "study"})
SAYS_TRIAL = re.compile(r"trial|stud[yi]|NCT|Check")  # a text without has no name that stands beside such a word
TRIAL_SERIES = re.compile(
    r"\b[A-Z]{4,}\s(?:Induction|Sustain|Maintenance|Extend|Open)(?:\s\d(?:\sand\s\d)?)?|\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*[-\s]?\d{2,4}\b(?=\s(?:trial|study))|\bCheckMate\s\d{3}\b|\bKEYNOTE-\d{3}\b|\b(?!COVID|PASI|EASI|ACR|HIV)[A-Z]{4,}-\d{1,2}\b(?!-)|\b(?!COVID)[A-Z]{5,}-[A-Z]\d{1,3}\b"
)
TRIAL_LIST = re.compile(r"\((?P<names>[A-Z][\w-]+(?:,\s[A-Z][\w-]+)*,?\sand\s[A-Z][\w-]+)\)")
# A name in capitals where only a trial can stand: `In NAME, ...`, `Week 32 of NAME`, `NAME enrolled`, `NAME (N=506)`,
# `NAME, a phase 3 trial`, `the results of NAME`. Its number may follow it: `NAME I`, `NAME 2`.
_CAPITALS = r"(?P<name>(?:[A-Z]-)?[A-Z]{4,}(?:-(?:[A-Z][a-z]+\d{1,3}|[A-Z0-9]{1,12})|\d{1,2})?)"
_NUMBER = r"(?:\s(?:I{1,3}|IV|[1-9])(?:\s?(?:&|and|or|/)\s?(?:I{1,3}|IV|[1-9]))?(?![\w.%]))?"
_MIXED = r"(?P<name>[A-Z][a-z]+[A-Z]{2,}[a-z]{0,3})"
_TRIAL = r"(?:\b(?:randomi[sz]ed|double-blind|open-label|single-arm)\b|\b(?i:trial|study|results|survival)\b)"
# Each with signs, one of which a text that has such a place holds.
TRIAL_PLACES = (
    (("In",), re.compile(rf"(?:^|[.:;(|]\s?)In\s(?:the\s)?{_CAPITALS}{_NUMBER}(?=,|\s?$|\s\()")),
    (
        ("eek", "nalys"),
        re.compile(rf"(?:\b[Ww]eeks?(?:\s\d{{1,3}})?\s(?:of|in)|\banalys[ei]s\sof)\s{_CAPITALS}{_NUMBER}(?![®™\w])"),
    ),
    (
        ("=", "enrolled", "randomi", "compared", "evaluated"),
        re.compile(rf"\b{_CAPITALS}{_NUMBER}(?:\s\(?N\s?=|\s(?:enrolled|randomi[sz]ed|compared|evaluated)\b)"),
    ),
    ((":",), re.compile(rf"^(?:[#>\s]{{0,4}}){_CAPITALS}{_NUMBER}:(?=[^.\n]{{0,60}}{_TRIAL})", re.MULTILINE)),
    ((":",), re.compile(rf"^{_MIXED}:(?=[^.\n]{{0,60}}(?i:{_TRIAL}))", re.MULTILINE)),
    (
        ("hase", "trial", "stud"),
        re.compile(
            rf"\b{_CAPITALS}{_NUMBER},\s(?:an?|one\sof\s(?:the|two|three))\s(?:[\w-]{{1,20}},?\s){{0,6}}?(?:[Pp]hase\s\d|trials?\b|stud(?:y|ies)\b)"
        ),
    ),
    (
        ("results", "data", "findings", "extension", "paper", "design", "part", "entry", "look"),
        re.compile(
            rf"\b(?:results|data|findings|extension|paper|design|part|entry|look)\s(?:of|from|to|at)\s(?:the\s)?{_CAPITALS}{_NUMBER}(?![®™\w])"
        ),
    ),
    (
        ("II", "1", "2"),
        re.compile(rf"\b{_CAPITALS}\s(?:I\s?(?:&|and|or|/)\s?II|[12]\s?(?:&|and|or|/)\s?[23])\b(?![\w.%])"),
    ),
    (("trials,", "studies,"), re.compile(rf"\b(?:trials|studies),\s(?:both\s)?{_CAPITALS}{_NUMBER}(?=,|\sand\b)")),
)
HAS_CAPITALS = re.compile(r"[A-Z](?:[A-Z]{3}|[a-z]+[A-Z]{2})")  # a text without has no name in any of these places
# A name where a trial may stand, but a disease as well: it takes several to tell.
MAYBE_IN = re.compile(
    rf"\b[Ii]n\s(?:the\s|both\s)?{_CAPITALS}{_NUMBER}(?=[,;:().]|\s?$|\s(?:and|the|at|it|was|were|with|[a-z]{{6,}})\b)"
)
# `EXAMPLE 6: A vs B` titles what it found, where the page says `in EXAMPLE 6` too.
MAYBE_TITLED = re.compile(rf"^{_CAPITALS}\s[1-9]:\s(?=\S)")
MAYBE_BRACKETED = re.compile(rf"\({_CAPITALS}{_NUMBER}(?=[):,;])")
PLACES_THAT_TELL = 2
# `Trial 2` is a name where a page numbers its trials.
NUMBERED_TRIAL = re.compile(r"\b(?:Trial|Study)\s[1-9]\b(?![.,]\d)")
TRIAL_MIXED = re.compile(
    r"\b(?P<name>(?:(?=[A-Za-z]{5,}-)[A-Z][A-Za-z]*[a-z][A-Za-z]*[A-Z][A-Za-z]*-(?:\d|[A-Z]\d)[A-Z\d]{0,3}|[A-Z]{2}[a-z][A-Z][A-Za-z]*-[A-Z]{1,3}\d))\b(?!-)"
)
GIVEN = re.compile(r"[®™]|\s(?:\+|plus|mg|dose|therapy|treatment|tablets?|injection|group|arm)\b|-(?:treated|naive)")
NO_TRIAL = frozenset(load("context")["not_trials"])


def discover_trials(blocks: Iterable[Block], short: Mapping[str, str]) -> tuple[str, ...]:
    """The trials that a page names, in order of first mention; what it explains as a short form is none of them."""
    names: dict[str, None] = {}
    placed: dict[str, None] = {}
    maybe: Counter[str] = Counter()
    bracketed: Counter[str] = Counter()
    numbered: Counter[str] = Counter()
    texts = [block.text.replace(HARD_HYPHEN, "-") for block in blocks if block.kind is not Kind.REFERENCES]
    for said in texts:
        says, shouts = SAYS_TRIAL.search(said), HAS_CAPITALS.search(said)
        for finder in (TRIAL_BEFORE, TRIAL_AFTER, TRIAL_INTRODUCED) if says else ():
            for match in finder.finditer(said):
                name = PHASE.sub("", match["name"].strip())
                if name not in NO_TRIAL and len(name) >= 4 and not name.isdigit():
                    names.setdefault(name)
        for finder in (*((TRIAL_SERIES,) if says or shouts else ()), *((TRIAL_MIXED,) if "-" in said else ())):
            names.update(dict.fromkeys(match[0] for match in sought(finder, said, capitals(said))))
        if shouts:
            names.update(dict.fromkeys(_in_two_parts(said)))
            for signs, finder in TRIAL_PLACES:
                if any(sign in said for sign in signs):
                    placed.update(dict.fromkeys([match["name"] for match in finder.finditer(said)]))
            maybe.update(match["name"] for match in MAYBE_IN.finditer(said))
            bracketed.update(match["name"] for match in MAYBE_BRACKETED.finditer(said))
            bracketed.update(match["name"] for match in MAYBE_TITLED.finditer(said))
        numbered.update(match[0] for match in sought(NUMBERED_TRIAL, said, starts_of(said, TRIAL_WORDS)))
        for match in TRIAL_LIST.finditer(said):
            parts = re.split(r",\s(?:and\s)?|\sand\s", match["names"])
            if any(part in names or part.isupper() for part in parts):
                names.update(dict.fromkeys(part for part in parts if len(part) > 3))
    told = (name for name in maybe if maybe[name] + bracketed[name] >= PLACES_THAT_TELL and name not in short)
    placed.update(dict.fromkeys(told))
    names.update(dict.fromkeys(name for name, times in numbered.items() if times >= PLACES_THAT_TELL))
    text = "\n".join(texts)
    known = [*names, *placed]
    placed.update(dict.fromkeys(_partners(known, text)))
    whole = dict.fromkeys(form for name in placed for form in _forms(name, text))
    names = {name: None for name in names if not name.startswith("NCT")} or names
    names = {name: None for name in names if not _is_measured(name, short)}
    ill = {match["name"] for match in DISEASE.finditer(text)}
    return (
        *(name for name in names if name not in ill),
        *(n for n in whole if n not in names and n not in NO_TRIAL and n not in ill and not _is_given(n, text)),
    )


# `transthyretin amyloid cardiomyopathy (ATTR-CM)`: the short form of a disease.
DISEASE = re.compile(
    r"(?:[a-z]{3,}(?:osis|itis|oma|pathy|a?emia|iasis|trophy|plasia|penia)|disease|syndrome|cancers?|disorder|failure|infection|hypertension|fibrosis)"
    r"\s\((?P<name>[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)?)\)"
)


def _is_measured(name: str, short: Mapping[str, str]) -> bool:
    """Whether a numbered name is that of a scale or an endpoint, by the lexicon or by what the page says it is short for."""
    stem = NUMBER_BEHIND.sub("", name)
    told = short.get(name, short.get(stem, ""))
    return stem != name and (stem in abbreviated() or bool(told and not OF_TRIAL.search(told)))


NUMBER_BEHIND = re.compile(r"[-\s]\d{1,2}$")
OF_TRIAL = re.compile(r"trial|study|efficacy|evaluation|safety", re.IGNORECASE)
PHASE = re.compile(r"^(?:I{1,3}|IV)[a-c]?\s")  # `phase III EXAMPLE`
HARD_HYPHEN = "\u2011"


def _partners(known: list[str], text: str) -> Iterator[str]:
    """Names joined to those of trials that are known: `in EXAMPLE and SAMPLE`."""
    read = 0
    for start, end in standing(text, known):
        match = JOINED.match(text, end) if start >= read else None
        if match:
            read = match.end()
            yield match["name"]


JOINED = re.compile(rf"(?:\s[a-z]+)?,?\s(?:and|or)\s{_CAPITALS}(?![®™\w-])")


# `EXAMPLE Bladder 100`, `EXAMPLE PSO-1`, of which the last part may stand alone where the first has been said.
IN_TWO_PARTS = re.compile(r"\b[A-Z]{4,}[®™]?\s(?:[A-Z][a-z]+\s\d{2,3}|(?P<last>[A-Z]{2,4}-\d{1,3}))\b(?![-.]\w)")


def _in_two_parts(text: str) -> Iterator[str]:
    for match in sought(IN_TWO_PARTS, text, capitals(text)):
        yield match[0]
        if match["last"]:
            yield match["last"]


NUMBERED = 3  # times that a page prints a name with its digit, where it prints it without as well


def _forms(name: str, text: str) -> tuple[str, ...]:
    """A name without the digit that may be a glued citation; with it too where the page keeps printing it so."""
    plain = name.rstrip("0123456789")
    glued = plain != name and not plain.endswith("-") and re.search(rf"\b{plain}\b(?!-)", text)
    if not glued:
        return (name,)
    return (plain, name) if len(re.findall(rf"\b{name}\b", text)) >= NUMBERED else (plain,)


def _is_given(name: str, text: str) -> bool:
    """Whether a page uses a name in capitals as that of a medicine: `NAME®`, `NAME 5 mg`, `NAME-treated`."""
    used = re.compile(
        rf"\b{re.escape(name)}(?:{GIVEN.pattern})|\b(?i:with|on|receiving|for|take|taking)\s{re.escape(name)}\b"
    )
    return used.search(text) is not None


def trial_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the trials, alone or in a list as printed: `ICARIA-MM, IKEMA, and IMROZ`."""
    forms = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    if not forms:
        return None
    forms = forms.replace(r"\-", f"[-{HARD_HYPHEN}]")
    one = rf"(?:{forms})(?:\s(?:I{{1,3}}|IV|[1-9])(?:(?:\s(?:and|or|&)\s|/)(?:I{{1,3}}|IV|[1-9]))?(?![\w%]|\.\d))?"
    return re.compile(rf"(?<![\w-])(?:{one})(?:(?:,\s|,?\sand\s)(?:{one}))*(?![\w-])(?!\s(?:[a-z]+\s){{0,2}}program)")


def trial_mentions(text: str, names: re.Pattern[str] | None) -> tuple[Mention, ...]:
    """Where a text names a trial."""
    return tuple(Mention(m.start(), m.end(), "trial", m[0]) for m in names.finditer(text)) if names else ()
