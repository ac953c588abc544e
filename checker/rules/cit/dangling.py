"""Every citation marker has an entry in the reference list.

What is required
    Each reference number that the text cites stands in the page's own list.

Why
    A marker without an entry is a claim without a source that looks like one with a source.

Source
    Follows from "clear references", ABPI Code 2015 clause 7.6 [R].

Passes
    Marker 3 on a page whose list has entries 1 to 12.

Fails
    Marker 14 on that page. A page with markers and no list at all has one finding, at its first marker; so has one
    whose list prints no numbers (warning, for pasting loses them). On a page of plain text, where markers are glued to
    words, a number at the end of a line ("Rd alone14") that is a little beyond the list.

Stays silent
    Exponents and units, isotopes, footnote letters and symbols, trademark signs; numbers that belong to a word (week12).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_place
from checker.model import Confidence, Finding, Rule, Severity
from checker.view import PageView
from claims.model import Kind, Marker

# A number at the end of a line, glued to a word of small letters or to the stop or bracket that closes a sentence.
GLUED = re.compile(
    r"(?:(?<![\w/.@-])(?P<word>[A-Za-z]?[a-z]{3,30})|(?<=[a-z)%\]])[.)%]|(?<=\d[)%])\.)(?:\d{1,2}[,\-–]){0,5}(?P<number>[1-9]\d?)(?=[ \t]*(?:\n|$))"
)
COUNTED = re.compile(
    r"(?:week|month|year|visit|cycle|phase|grade|stage|type|level|group|cohort|part|step|panel|table|figure|page|trial)s?",
    re.IGNORECASE,
)
BEYOND = 10  # by how many a number may be beyond the list and still be taken for a marker


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each missing number, at its first marker; one for the page where there is no list."""
    markers = sorted((m for m in view.extraction.markers if m.is_citation), key=lambda m: m.place.start)
    listed = {reference.number for reference in view.extraction.references}
    if not markers:
        return
    if not listed:
        numbers = ", ".join(dict.fromkeys(marker.text for marker in markers))
        if any(block.kind is Kind.REFERENCES for block in view.extraction.page.blocks):
            found = _found(view, markers[0], f"The page cites {numbers} and its reference list prints no numbers.")
            yield replace(found, severity=Severity.WARNING)
        else:
            yield _found(view, markers[0], f"The page cites {numbers} and has no reference list.")
        return
    missing: dict[str, Marker] = {}
    for marker in markers:
        if marker.text not in listed:
            missing.setdefault(marker.text, marker)
    for number, marker in missing.items():
        yield _found(view, marker, _unlisted(number, listed))
    for marker in _glued(view, max(map(int, listed))):
        if marker.text not in missing:
            missing[marker.text] = marker
            yield replace(_found(view, marker, _unlisted(marker.text, listed)), confidence=Confidence.MEDIUM)


def _unlisted(number: str, listed: set[str]) -> str:
    return f"Cites {number}; the reference list has {len(listed)} entries and none of that number."


def _glued(view: PageView, last: int) -> Iterator[Marker]:
    """Numbers of a plain text that stand as its glued markers do and are beyond the list."""
    page = view.extraction.page
    for block in page.blocks if page.is_flattened else ():
        for found in GLUED.finditer(block.text) if block.kind is not Kind.REFERENCES else ():
            if last < int(found["number"]) <= last + BEYOND and not COUNTED.fullmatch(found["word"] or ""):
                yield Marker(found["number"], block.index, page.spot(block, *found.span("number")), is_citation=True)


def _found(view: PageView, marker: Marker, message: str) -> Finding:
    block = view.surroundings.blocks.get(marker.block)
    found = about_place(RULE, view, marker.place, marker.text, message, sentence=block.text if block else "")
    return replace(found, said=marker.text)


RULE = Rule(
    id="cit.dangling",
    title="Every citation marker has an entry in the reference list",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
