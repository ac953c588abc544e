"""The grade that a list or a title of reactions tells once for all of them."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.named import Named, Spot, like_all
from claims.printed import Estimate
from claims.site import Chosen, Site

GRADE = (
    r"[Gg]rades?\s?(?:[≥>]\s?|>=\s?)?\d(?:\s?(?:/|-|–|to|or|and)\s?\d)?(?:\s(?:or\s(?:higher|above|greater|worse)))?"
)
REACTIONS = r"(?:adverse|reactions?|events?|AEs?|ADRs?|ARs?|TEAEs?|toxicit\w+|side effects?)\b"
# `Most common grade 3/4 adverse reactions`
TITLE = re.compile(rf"(?:[^.;:%\d]{{0,60}}\s)?(?P<grade>{GRADE})\s(?:[\w-]+\s){{0,2}}{REACTIONS}")
# `Grade 3 or 4 in >3%: neutropenia (21%), pneumonia (14%)`
LIST = re.compile(rf"(?P<grade>{GRADE})\b(?!\sin\s\d)[^.:;()]{{0,60}}:\s[^.;:]*$")
OTHER = re.compile(r"\bgrades?\b|\bserious\b|\bfatal\b|\bdiscontinu", re.IGNORECASE)
NAMED = re.compile(r"\bgrade\b", re.IGNORECASE)
EVERY = re.compile(r"\b(?:all|any)[- ]grades?\b", re.IGNORECASE)
LONGEST_LINE = 120  # characters of a line that stands under a title


def graded(found: Chosen, site: Site, estimate: Estimate) -> Chosen:
    """An endpoint with the grade of the list or title that it stands under, where it is a reaction told as a share."""
    if not found.name or estimate.unit != "%" or OTHER.search(found.name):
        return found
    block = site.block
    told = LIST.search(block.text, site.segment[0], estimate.start)
    if told:
        return _with(found, told["grade"], Spot(block.index, *told.span("grade")))
    if len(block.text) > LONGEST_LINE:
        return found
    over = site.inherited.lead or (site.inherited.headings[0] if site.inherited.headings else None)
    above = _titles(over.text) if over else None
    return _with(found, above["grade"], Spot(over.block, *above.span("grade"))) if over and above else found


def graded_name(name: str | None, caption: str) -> str | None:
    """The endpoint of a cell with the grade that its table's caption tells."""
    above = _titles(caption) if name and not OTHER.search(name) else None
    return (
        like_all((name, caption), f"{above['grade'][0].lower()}{above['grade'][1:]} {name}") if name and above else name
    )


def has_grade(name: str | None) -> bool:
    """Whether an endpoint tells its grade itself."""
    return bool(name and NAMED.search(name))


def _titles(text: str) -> re.Match[str] | None:
    return None if EVERY.search(text) else TITLE.match(text)


def _with(found: Chosen, grade: str, spot: Spot) -> Chosen:
    return replace(found, name=Named(f"{grade[0].lower()}{grade[1:]} {found.name}", spot))
