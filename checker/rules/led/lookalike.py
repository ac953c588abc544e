"""Numbers and names are written in the signs that they seem to be written in.

What is required
    Digits are the ten plain ones, a Latin word has Latin letters only, and no sign turns the order of a line round.

Why
    ４１.７ and 41.7 look alike and are found by no search; a Cyrillic letter in a name makes it another name; a sign of
    direction shows 14 where the file says 41.

Source
    Unicode Technical Standard 39, confusables; Unicode Technical Report 36, bidirectional text [K].

Passes
    "41.7 months"; "IFN-γ", "β-blocker", "5 µg": Greek letters that are meant as such.

Fails
    "４１.７ months"; "ЕXEMPLAR" with a Cyrillic first letter; "(U+202E)41 months".

Stays silent
    Greek letters that look like no Latin one; words wholly in another script; superscripts and fractions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_place
from checker.lookalikes import lookalikes
from checker.model import Finding, Rule, Severity
from checker.view import PageView


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each such word, number or sign in each block."""
    page = view.extraction.page
    for block in page.blocks:
        for found in lookalikes(block.text):
            words = block.text[found.start : found.end]
            shown = f"“{words}”" if found.plain else "The line"
            meant = f"; plain it is “{found.plain}”" if found.plain else ""
            place = page.spot(block, found.start, found.end)
            finding = about_place(RULE, view, place, words, f"{shown} has {found.kind}{meant}.", sentence=block.text)
            yield replace(finding, said=words, expected=found.plain or None)


RULE = Rule(
    id="led.lookalike",
    title="Numbers and names are written in the signs that they seem to be written in",
    severity=Severity.WARNING,
    check=check,
    manual=__doc__,
)
