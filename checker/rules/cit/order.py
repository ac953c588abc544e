"""References are numbered in the order of their first mention.

What is required
    The first marker of the running text is 1, the next new one 2, and so on.

Why
    A number out of turn mostly means that text was moved, or that a reference was put in without numbering anew; the
    markers behind it then lead to the wrong entries.

Source
    ICMJE recommendations; Vancouver style [R].

Passes
    1, 2, 3, 1. Entry 4 first mentioned in a table, whose place is that of the table's own first mention.

Fails
    1, 3, 2: one finding, at the first marker that comes before its turn.

Stays silent
    Pages with tabs, accordions or carousels, which are not read in the order of their source; pages with a second list,
    as for the safety information; lists in alphabetical order; numbers that tables, captions, notes or safety
    information cite; markers without an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from checker.findings import about_place
from checker.model import Confidence, Finding, Rule, Severity
from checker.view import PageView
from claims.model import Block, Carrier, Kind, Marker, Section

NOT_IN_ORDER = re.compile(
    r"\brole=[\"']?tab|<details\b|\baria-expanded=|accordion|carousel|swiper|slick-|data-(?:bs-)?toggle=|tab-(?:pane|panel|content)",
    re.IGNORECASE,
)
RUNNING = (Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM)
FEWEST = 4  # entries from which alphabetical order is no chance


def check(view: PageView) -> Iterator[Finding]:
    """One finding for the page: the first marker whose number comes before a lower one has been mentioned."""
    numbers = [reference.number for reference in view.extraction.references]
    if len(numbers) != len(set(numbers)) or _is_alphabetical(view) or NOT_IN_ORDER.search(view.extraction.page.source):
        return
    markers = [marker for marker in view.extraction.markers if marker.is_citation and marker.text in set(numbers)]
    elsewhere = {marker.text for marker in markers if not _is_running(view.surroundings.blocks.get(marker.block))}
    running = [marker for marker in markers if marker.text not in elsewhere]
    waiting = sorted({int(marker.text) for marker in running})
    for _, group in groupby(
        sorted(running, key=lambda marker: marker.place.start), key=lambda marker: marker.place.start
    ):
        together = list(group)
        new = {int(marker.text) for marker in together} & set(waiting)
        early = [number for number in waiting if number < max(new, default=0) and number not in new]
        if early:
            yield _found(view, next(m for m in together if int(m.text) == max(new)), early)
            return
        waiting = [number for number in waiting if number not in new]


def _is_running(block: Block | None) -> bool:
    """Whether a block is read in turn."""
    return (
        block is not None
        and block.kind in RUNNING
        and block.cell is None
        and block.section is Section.BODY
        and block.carrier is Carrier.TEXT
    )


def _is_alphabetical(view: PageView) -> bool:
    entries = [reference.text.casefold() for reference in view.extraction.references]
    return len(entries) >= FEWEST and all(one <= other for one, other in pairwise(entries))


def _found(view: PageView, marker: Marker, early: list[int]) -> Finding:
    block = view.surroundings.blocks.get(marker.block)
    skipped = ", ".join(map(str, early))
    message = f"Reference {marker.text} is first mentioned before {skipped}."
    found = about_place(RULE, view, marker.place, marker.text, message, sentence=block.text if block else "")
    return replace(found, said=marker.text, expected=str(early[0]), confidence=Confidence.MEDIUM)


RULE = Rule(
    id="cit.order",
    title="References are numbered in the order of their first mention",
    severity=Severity.NOTE,
    check=check,
    manual=__doc__,
)
