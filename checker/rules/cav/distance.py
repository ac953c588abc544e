"""A caveat stands with its claim, not a screen away.

What is required
    The note that limits a claim stands in the same block or right below it; at least in the same section.

Why
    A reader who misses the asterisk has read another claim.

Source
    PMCPA AUTH/2791 (Xarelto) and AUTH/3215 (Eliquis), footnote missed [R]; FDA letters on supers in small print [R].

Passes
    A headline with an asterisk, and the note under it.

Fails
    A headline in the first section whose * note stands in a panel at the foot of the page, or in text that is hidden
    until it is opened.

Stays silent
    Notes right under the table, figure or paragraph that they belong to; markers in tables whose notes close the
    section; notes that only expand abbreviations or name a source. A note in the same section, but with other claims
    in between, is no more than a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_sentence
from checker.model import Finding, Rule, Severity
from checker.sentences import Sentence
from checker.view import PageView
from checker.wording import page_place
from checker.wordlists import is_used
from claims.model import Block, Carrier, Kind, Note

CLAIMING = (("benefit",), ("benefit", "comparative"), ("first_only",), ("superlative",), ("absolute",), ("safe",))
BESIDE = (Kind.FOOTNOTE, Kind.ABBREVIATIONS, Kind.CAPTION)


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each note that is far from the first claim it limits."""
    told: set[int] = set()
    for sentence in view.sentences.promotional:
        for note in _notes(view, sentence):
            if note.block in told:
                continue
            found = _distance(view, sentence, note)
            if found is not None:
                told.add(note.block)
                yield found


def _notes(view: PageView, sentence: Sentence) -> tuple[Note, ...]:
    """The notes that limit a claim of the sentence: one with a number, or with words of benefit or comparison."""
    marks = {mark.text for mark in sentence.block.marks if sentence.start < mark.at <= sentence.end}
    if not marks or sentence.block.cell is not None:
        return ()
    claims = view.spoken.matches_in(sentence) or any(is_used(sentence.text, *words) for words in CLAIMING)
    notes = (note for note in view.surroundings.notes_of(sentence.block) if note.marker in marks)
    return tuple(note for note in notes if is_used(note.text, "limits")) if claims else ()


def _distance(view: PageView, sentence: Sentence, note: Note) -> Finding | None:
    blocks = view.surroundings.blocks
    block = blocks.get(note.block)
    if block is None or block.index == sentence.block.index:
        return None
    if block.carrier is Carrier.HIDDEN and sentence.block.carrier is not Carrier.HIDDEN:
        where, severity = "in text that is hidden at first", Severity.WARNING
    elif not _is_same_section(view, sentence.block, block):
        where, severity = "in another section", Severity.WARNING
    elif _has_claims_between(view, sentence.block, block):
        where, severity = "behind other claims of the section", Severity.NOTE
    else:
        return None
    message = f"The note {note.marker} to this claim stands {where}, at {note.place.words}: “{_short(note.text)}”."
    found = about_sentence(RULE, view, sentence, message, severity=severity)
    related = page_place(view.extraction.page.path, note.place, f"note {note.marker}")
    return replace(found, said=note.marker, diagnosis="caveat at a distance", related=(related,))


def _is_same_section(view: PageView, claim: Block, note: Block) -> bool:
    """Under the same heading; a headline over a whole page is no section of all that stands below it."""
    return view.surroundings.heading_of(claim) == view.surroundings.heading_of(note)


def _has_claims_between(view: PageView, claim: Block, note: Block) -> bool:
    if note.index < claim.index:
        return False
    table = claim.group
    return any(
        view.spoken.matches_of(index)
        for index in range(claim.index + 1, note.index)
        if (between := view.surroundings.blocks.get(index)) is not None
        and between.kind not in BESIDE
        and not (table and between.group == table)
    )


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


RULE = Rule(
    id="cav.distance",
    title="A caveat stands with its claim, not a screen away",
    severity=Severity.WARNING,
    check=check,
    manual=__doc__,
)
