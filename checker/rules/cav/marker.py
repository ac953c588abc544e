"""Each footnote symbol leads to exactly one note, and each note has a symbol.

What is required
    A symbol that is used has a note, a note that is printed has a symbol, and one symbol has one meaning on the page.

Why
    A caveat that the reader cannot find has not been given.

Source
    21 CFR 202.1(e)(5)(iii), material facts [K]; ABPI Code 2024 clause 6.1, unambiguous [R].

Passes
    "72%*" above "*At week 16."

Fails
    "72%*" with no * note anywhere; in plain text, a letter glued to a word that the page has elsewhere without it
    ("standard regimensa", a warning); a note "†Post hoc." that no † leads to; two notes a with different words under one
    heading, or on one page (a warning).

Stays silent
    Tables, which number their notes anew; a note that is printed again. Star alleles, multiplication signs and citation
    numbers are no footnote symbols. A note whose symbol may stand in a figure that cannot be read is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from checker.findings import about_place
from checker.letters_glued import letters_glued
from checker.model import Confidence, Finding, Rule, Severity
from checker.view import PageView
from checker.wording import some_of
from claims.model import Carrier, Marker, Note
from references.names import amounts

EMPHASIS = frozenset({"*", "**"})  # around a whole text they are no symbols
MOST_COMPARED = 30  # meanings of one symbol that a note is compared with
NEAR = 15  # blocks above a note in which its figure stands
ALIKE = 90  # of 100: the same note, printed again with another verb
FIGURE = re.compile(
    r"<(?:img|picture|svg|canvas|object|iframe)\b|!\[|\b(?:graph|plot|curves?|chart|figure|diagram|image|infographic|study design)"
    r"\s(?:shows?|compares?|depicts?|illustrates?|displays?|of)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A note with the symbols that lead to it: those between it and the note of the same symbol above."""

    note: Note
    uses: tuple[Marker, ...]
    begin: int  # block of the note of the same symbol above
    meaning: int  # notes of the same symbol that say the same share it


def check(view: PageView) -> Iterator[Finding]:
    """Symbols without a note, notes without a symbol, symbols with several meanings."""
    extraction = view.extraction
    defined = {(note.block, note.marker) for note in extraction.notes}
    used = [m for m in extraction.markers if not m.is_citation and (m.block, m.text) not in defined]
    emphasised = {(m.block, m.text) for m in extraction.markers if m.text in EMPHASIS} & defined
    notes = [note for note in extraction.notes if (note.block, note.marker) not in emphasised]
    yield from _without_note(view, used)
    yield from _glued_without_note(view, {marker.text for marker in used})
    for symbol in dict.fromkeys(note.marker for note in notes):
        readings = _readings(
            [note for note in notes if note.marker == symbol], [marker for marker in used if marker.text == symbol]
        )
        yield from _without_symbol(view, readings)
        yield from _with_several_meanings(view, symbol, readings)


def _readings(notes: list[Note], uses: list[Marker]) -> list[_Reading]:
    """The notes of one symbol in page order, each with its uses; those below the last note are its own."""
    found, begin, at = [], -1, 0
    meanings = _meanings(notes)
    for note in notes:
        first = at
        while at < len(uses) and (uses[at].block <= note.block or note is notes[-1]):
            at += 1
        found.append(_Reading(note, tuple(uses[first:at]), begin, meanings[_plain(note.text)]))
        begin = note.block
    return found


def _meanings(notes: list[Note]) -> dict[str, int]:
    """Note texts to a number for what they mean; texts that differ by a verb or a stop mean the same."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - start-up stays light

    found: dict[str, int] = {}
    first: list[str] = []  # of each meaning
    for note in notes:
        words = _plain(note.text)
        if words in found:
            continue
        same = (
            at
            for at, known in enumerate(first[:MOST_COMPARED])
            if amounts(known) == amounts(words) and ratio(known, words) >= ALIKE
        )
        found[words] = next(same, len(first))
        if found[words] == len(first):
            first.append(words)
    return found


def _without_note(view: PageView, used: list[Marker]) -> Iterator[Finding]:
    known = {note.marker for note in view.extraction.notes}
    yield from _unexplained(view, (marker for marker in used if marker.text not in known))


def _glued_without_note(view: PageView, told: set[str]) -> Iterator[Finding]:
    """Letters glued to words of a page that lost its markup."""
    glued = (marker for marker in letters_glued(view.extraction) if marker.text not in told)
    for found in _unexplained(view, glued):
        yield replace(found, severity=Severity.WARNING, confidence=Confidence.MEDIUM)


def _unexplained(view: PageView, markers: Iterable[Marker]) -> Iterator[Finding]:
    """One finding for each symbol, at its first use."""
    first: dict[str, Marker] = {}
    for marker in markers:
        first.setdefault(marker.text, marker)
    for text, marker in first.items():
        block = view.surroundings.blocks.get(marker.block)
        yield _found(view, marker, text, f"Uses {text}; the page has no note {text}.", block.text if block else "")


def _without_symbol(view: PageView, readings: list[_Reading]) -> Iterator[Finding]:
    clash = _in_one_section(view, readings)
    led_to = {reading.meaning for reading in readings if reading.uses}
    is_used = bool(led_to)
    for reading in readings:
        note = reading.note
        if reading.meaning in led_to or (clash is not None and note in clash):
            continue  # printed again, or told as one of two notes of one symbol
        led_to.add(reading.meaning)
        above = view.surroundings.blocks.get(reading.begin)
        place = view.extraction.page.spot(above, 0, len(above.text)).words if above else ""
        where = f"between the note {note.marker} at {place} and here" if place else "above it"
        if not is_used:
            where = "on the page"
        found = _found(view, note, note.marker, f"Nothing {where} leads to note {note.marker}.", note.text)
        if _has_figure(view, reading):
            found = replace(found, severity=Severity.WARNING, confidence=Confidence.LOW)
        yield found


def _has_figure(view: PageView, reading: _Reading) -> bool:
    """Whether a figure in which the symbol may stand lies above the note, or the page only tells of one."""
    if _is_of_table(view, reading):
        return False
    first = max(reading.begin + 1, reading.note.block - NEAR)
    blocks = [view.surroundings.blocks[at] for at in range(first, reading.note.block) if at in view.surroundings.blocks]
    if any(b.carrier in (Carrier.ALT, Carrier.SVG) or FIGURE.search(b.text) for b in blocks):
        return True
    begin = blocks[0].spots[0] if blocks else 0
    return any(link.is_image and begin <= link.start <= reading.note.place.start for link in view.extraction.page.links)


def _with_several_meanings(view: PageView, symbol: str, readings: list[_Reading]) -> Iterator[Finding]:
    """One finding for a symbol: an error where two of its notes stand under one heading, else a warning."""
    clash = _in_one_section(view, readings)
    if clash is not None:
        first, note = clash
        message = f"{symbol} has two notes in one section; the other is at {first.place.words}."
        yield _found(view, note, symbol, message, note.text)
        return
    kept: dict[int, Note] = {}
    for reading in readings:
        if not _is_of_table(view, reading):
            kept.setdefault(reading.meaning, reading.note)
    meanings = list(kept.values())
    if len(meanings) > 1:
        places = some_of([note.place.words for note in meanings], most=8)
        message = f"{symbol} has {len(meanings)} meanings on the page: the notes at {places}."
        found = _found(view, meanings[1], symbol, message, meanings[1].text)
        yield replace(found, severity=Severity.WARNING, confidence=Confidence.MEDIUM)


def _in_one_section(view: PageView, readings: list[_Reading]) -> tuple[Note, Note] | None:
    seen: dict[int | None, _Reading] = {}
    for reading in readings:
        block = view.surroundings.blocks.get(reading.note.block)
        section = view.surroundings.heading_of(block) if block else None
        first = seen.setdefault(section, reading)
        if first.meaning != reading.meaning and not _is_of_table(view, reading):
            return first.note, reading.note
    return None


def _is_of_table(view: PageView, reading: _Reading) -> bool:
    """Whether a note belongs to a table: symbols in cells lead to it, or nothing does and a table stands above it."""
    blocks = view.surroundings.blocks
    cells = [use for use in reading.uses if use.block in blocks and blocks[use.block].cell is not None]
    if reading.uses:
        return bool(cells)
    above = (blocks[at] for at in range(reading.note.block - 1, -1, -1) if at in blocks)
    nearest = next((block for block in above if block.marker is None), None)
    return nearest is not None and nearest.cell is not None


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
