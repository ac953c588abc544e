"""Every citation marker has an entry in the reference list.

What is required
    Each reference number that the text cites stands in the page's own list.

Why
    A marker without an entry is a claim without a source that looks like one with a source.

Source
    Follows from "clear references", ABPI Code 2015 clause 7.6.

Passes
    Marker 3 on a page whose list has entries 1 to 12.

Fails
    Marker 14 on that page. A page with markers and no list at all has one finding, at its first marker; so has one
    whose list prints no numbers (warning, for pasting loses them).

Stays silent
    Exponents and units, isotopes, footnote letters and symbols, trademark signs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_place
from checker.model import Finding, PageView, Rule, Severity
from claims.model import Kind, Marker


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
        message = f"Cites {number}; the reference list has {len(listed)} entries and none of that number."
        yield _found(view, marker, message)


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
