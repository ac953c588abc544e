"""Finds times and groups that a sentence lists: `at 12 and 24 months`, `patients with and without liver metastases`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.numerals import PLAIN
from claims.starts import digits, sought, starts_of

AND = r"(?:,\s(?:and\s)?|\sand\s)"
UNIT = r"(?:hour|day|week|month|year)"
WHO = r"(?:patients|people|participants|subjects|adults|children|women|men|those|tumou?rs|disease)"
STATE = r"(?:positive|negative|na[iï]ve|experienced|refractory|sensitive|resistant|eligible|ineligible|high|low|mutated|exposed)"
UNITS = frozenset({"hours", "days", "weeks", "months", "years"})
GROUPS = frozenset(
    {
        "patients",
        "people",
        "participants",
        "subjects",
        "adults",
        "children",
        "women",
        "men",
        "those",
        "tumors",
        "tumours",
        "disease",
    }
)
RANKS = frozenset({"stage", "stages", "grade", "grades", "cohort", "cohorts"})
# Each form: the words it may begin with where it does not begin with digits, and the list as a whole.
FORMS: tuple[tuple[str, frozenset[str], re.Pattern[str]], ...] = (
    # `at weeks 12, 24 and 52`
    ("unit first", UNITS, re.compile(rf"\b(?P<unit>{UNIT})s\s(?P<list>{PLAIN}(?:{AND}{PLAIN}){{1,4}})(?!\s?%|[\d.])", re.IGNORECASE)),
    # `at 12 and 24 months`
    ("unit behind", frozenset({"at", "after", "over", "through"}), re.compile(rf"\b(?:at|after|over|through)\s(?P<list>{PLAIN}(?:{AND}{PLAIN}){{1,4}})\s(?P<unit>{UNIT}s)\b", re.IGNORECASE)),
    # `12-month and 24-month overall survival`, `12- and 24-month`
    ("unit joined", frozenset(), re.compile(rf"(?<![\d.])(?P<list>{PLAIN}-(?:{UNIT})?(?:{AND}{PLAIN}-(?:{UNIT})?){{0,3}}{AND}{PLAIN}-)(?P<unit>{UNIT})\b", re.IGNORECASE)),
    # `patients with and without liver metastases`
    ("with and without", GROUPS, re.compile(rf"\b(?P<who>{WHO})\s(?P<list>with\sand\swithout|without\sand\swith)\s(?P<what>[^,.;:()\d]{{3,60}}?)(?=\s(?:was|were|had|achieved|treated|receiving|who|at|respectively|on|in)\b|[,.;:()]|$)", re.IGNORECASE)),
    # `patients with liver metastases and without liver metastases`
    ("with, and without", GROUPS, re.compile(rf"\b(?P<who>{WHO})\s(?P<list>with\s(?P<what>[^,.;:()\d]{{3,40}}?)\sand\s(?:those\s)?without)(?:\s(?P=what)|\s(?:it|them|such\s\w+))?(?![\w-])", re.IGNORECASE)),
    # `HR-positive and HR-negative patients`
    ("joined state", frozenset(), re.compile(rf"(?<![\w-])(?P<list>[\w+-]{{1,24}}-{STATE}{AND}[\w+-]{{1,24}}-{STATE})(?:\s(?P<who>{WHO}|populations?|subgroups?|cohorts?))?", re.IGNORECASE)),
    # `patients aged <65 and ≥65 years`
    ("aged", GROUPS, re.compile(rf"\b(?P<who>{WHO})\s(?P<how>aged\s)?(?P<list>[<>≥≤]\s?\d+(?:\sto\s[<≤]?\d+)?{AND}[<>≥≤]?\s?\d+)\s(?P<unit>years)(?:\sof\sage|\sold)?", re.IGNORECASE)),
    # `in stage I, II and III disease`
    ("stage", RANKS, re.compile(rf"\b(?P<unit>stages?|grades?|cohorts?)\s(?P<list>[IVX\d]{{1,4}}[A-C]?(?:{AND}[IVX\d]{{1,4}}[A-C]?){{1,4}})(?![\w%.]|\s?%)")),
    # `in men and women`
    ("plain", frozenset({"in", "among", "for"}), re.compile(r"\b(?:in|among|for)\s(?P<list>(?:men|women|adults|adolescents|children|infants|boys|girls)(?:,\s(?:and\s)?|\sand\s)(?:men|women|adults|adolescents|children|infants|boys|girls))\b", re.IGNORECASE)),
)  # fmt: skip
TIMES = frozenset({"unit first", "unit behind", "unit joined"})
MEMBER = re.compile(rf"{AND}")


@dataclass(frozen=True, slots=True)
class Listing:
    """Times or groups that stand in a list."""

    start: int
    end: int
    slot: str
    names: tuple[str, ...]


def listings(text: str, start: int = 0, end: int | None = None) -> Iterator[Listing]:
    """The times and groups that a stretch of text lists, form by form."""
    if " and " not in text:
        return  # a list ends so
    span = start, len(text) if end is None else end
    for form, first, pattern in FORMS:
        if form == "joined state":
            found = pattern.finditer(text, *span) if text.count("-", *span) > 1 else iter(())
        else:
            found = sought(pattern, text, starts_of(text, first) if first else digits(text), span=span)
        for match in found:
            slot = "timepoint" if form in TIMES else "population"
            yield Listing(*match.span(), slot, tuple(_members(form, match)))


def _members(form: str, match: re.Match[str]) -> Iterator[str]:
    named = match.groupdict()
    parts = MEMBER.split(match["list"])
    if form == "unit first":
        yield from (f"{match['unit']} {part}" for part in parts)
    elif form == "unit behind":
        yield from (f"{part} {match['unit']}" for part in parts)
    elif form == "unit joined":
        yield from (f"{part.partition('-')[0]} {match['unit'].rstrip('s')}s" for part in parts)
    elif form in ("with and without", "with, and without"):
        ways = ("without", "with") if match["list"].casefold().startswith("without") else ("with", "without")
        yield from (f"{match['who']} {way} {match['what']}" for way in ways)
    elif form == "joined state":
        yield from (f"{part} {named['who'] or 'patients'}" for part in parts)
    elif form == "aged":
        yield from (f"{match['who']} {named['how'] or ''}{part} {match['unit']}" for part in parts)
    elif form == "stage":
        yield from (f"{match['unit'].rstrip('s')} {part}" for part in parts)
    else:
        yield from parts
