"""Each footnote symbol leads to exactly one note, and each note has a symbol.

What is required
    A symbol that is used has a note, a note that is printed has a symbol, and within a section one symbol has one
    meaning.

Why
    A caveat that the reader cannot find has not been given.

Source
    21 CFR 202.1(e)(5)(iii), material facts; ABPI Code 2024 clause 6.1, unambiguous.

Passes
    "72%*" above "*At week 16."

Fails
    "72%*" with no * note anywhere; a note "†Post hoc." that no † leads to.

Stays silent
    The same letter defined again under another heading: tables number their notes anew. Star alleles, multiplication
    signs and citation numbers are no footnote symbols.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_place
from checker.model import Confidence, Finding, PageView, Rule, Severity
from claims.model import Marker, Note


def check(view: PageView) -> Iterator[Finding]:
    """Symbols without a note, notes without a symbol, symbols with two notes in one section."""
    extraction = view.extraction
    defined = {(note.block, note.marker) for note in extraction.notes}
    used = [m for m in extraction.markers if not m.is_citation and (m.block, m.text) not in defined]
    yield from _without_note(view, used)
    yield from _without_symbol(view, {marker.text for marker in used})
    yield from _with_two_notes(view)


def _without_note(view: PageView, used: list[Marker]) -> Iterator[Finding]:
    known = {note.marker for note in view.extraction.notes}
    first: dict[str, Marker] = {}
    for marker in used:
        if marker.text not in known:
            first.setdefault(marker.text, marker)
    for text, marker in first.items():
        block = view.surroundings.blocks.get(marker.block)
        yield _found(view, marker, text, f"Uses {text}; the page has no note {text}.", block.text if block else "")


def _without_symbol(view: PageView, used: set[str]) -> Iterator[Finding]:
    for note in view.extraction.notes:
        if note.marker not in used:
            yield _found(view, note, note.marker, f"Nothing on the page leads to note {note.marker}.", note.text)


def _with_two_notes(view: PageView) -> Iterator[Finding]:
    seen: dict[tuple[int | None, str], Note] = {}
    for note in view.extraction.notes:
        block = view.surroundings.blocks.get(note.block)
        section = view.surroundings.heading_of(block) if block else None
        first = seen.setdefault((section, note.marker), note)
        if first is not note and _plain(first.text) != _plain(note.text):
            message = f"{note.marker} has two notes in one section; the other is at {first.place.words}."
            yield _found(view, note, note.marker, message, note.text)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _found(view: PageView, at: Marker | Note, symbol: str, message: str, sentence: str) -> Finding:
    # A letter may be the last letter of a word in flattened text; a symbol cannot.
    sure = Confidence.MEDIUM if symbol.isalnum() else Confidence.HIGH
    found = about_place(RULE, view, at.place, symbol, message, sentence=sentence, confidence=sure)
    return replace(found, said=symbol)


RULE = Rule(
    id="cav.marker",
    title="Each footnote symbol leads to exactly one note, and each note has a symbol",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
