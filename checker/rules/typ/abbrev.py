"""Each abbreviation is expanded once, in one way, and each one listed is used.

What is required
    An abbreviation is expanded at its first use or in a list on the page; it has one meaning on the page; the list
    holds none that the page does not use.

Why
    A reader who takes PFS for a prefilled syringe reads another claim.

Source
    AMA Manual of Style, abbreviations [K]; ABPI Code 2024 clause 6.1, unambiguous [R].

Passes
    "Progression-free survival (PFS)"; "PFS=progression-free survival" in a list at the foot of the page.

Fails
    VTE without an expansion anywhere (a note that lists all such); PFS explained as progression-free survival and as
    prefilled syringe (a warning for each); ISS in the list and nowhere else (a note).

Stays silent
    What every reader knows (wordlists/abbreviations.yaml, `universal`), genes, trials, brands, arms, titles of the
    reference list, lines in capitals; long forms that differ in endings or small words. Short forms that neither the
    lexicon nor the list knows are told only where they look like nothing else. Where the page shows images a listed
    short form may stand in one of them, so the confidence is low.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_place
from checker.model import Confidence, Finding, Rule, Severity
from checker.short_forms import ShortForms, mean_the_same
from checker.view import PageView
from checker.wording import page_place, some_of
from checker.wordlists import words_of
from claims.abbreviations import Definition, is_spelt_by
from claims.model import Block, Carrier, Kind, Place
from claims.segments import segments

IMAGES = re.compile(r"<(?:img|picture|svg|canvas|object|iframe|video)\b|!\[", re.IGNORECASE)
MOST = 40  # short forms that one finding lists


def check(view: PageView) -> Iterator[Finding]:
    """All that are never expanded in one finding; each with two meanings; for each list those never used."""
    forms = ShortForms(view)
    yield from _unexplained(view, forms)
    yield from _ambiguous(view, forms)
    yield from _unused(view, forms)


def _unexplained(view: PageView, forms: ShortForms) -> Iterator[Finding]:
    found = forms.unexplained
    if not found:
        return
    first = found[0]
    shorts = some_of([usage.short for usage in found], most=MOST)
    message = f"Used without an expansion: {shorts}."
    end = first.start + len(first.short)
    yield replace(_found(view, first.block, first.start, end, message), said=shorts)


def _ambiguous(view: PageView, forms: ShortForms) -> Iterator[Finding]:
    """Short forms that are explained in two ways, or used in another sense than the page's other uses."""
    first: dict[str, Definition] = {}
    told: set[str] = set()
    for one in forms.definitions:
        if not one.is_listed and not is_spelt_by(one.short, one.long):
            continue  # the words in front of a bracket may be no long form
        known = first.setdefault(one.short, one)
        if one.short in told or mean_the_same(known.long, one.long):
            continue
        told.add(one.short)
        message = f"{one.short} stands for “{one.long}” here and for “{known.long}” at {_place(view, known).words}."
        found = _found(view, one.block, one.start, one.end, message, severity=Severity.WARNING)
        related = (page_place(view.extraction.page.path, _place(view, known), f"{known.short}: {known.long}"),)
        yield replace(found, said=one.long, expected=known.long, related=related)
    for short, senses in words_of("abbreviations")["senses"].items():
        if short not in told:
            yield from _by_sense(view, forms, short, senses)


def _by_sense(view: PageView, forms: ShortForms, short: str, senses: dict[str, list[str]]) -> Iterator[Finding]:
    pattern = re.compile(rf"(?<![\w-]){re.escape(short)}s?(?![\w-])")
    meant: dict[str, tuple[Block, int]] = {}
    for one in forms.definitions:
        sense = (
            next((sense for sense in senses if mean_the_same(sense, one.long)), None) if one.short == short else None
        )
        if sense:
            meant.setdefault(sense, (one.block, one.start))
    for block in view.extraction.page.blocks:
        if block.carrier is not Carrier.TEXT or block.kind in (Kind.REFERENCES, Kind.ABBREVIATIONS):
            continue
        for match in pattern.finditer(block.text):
            sense = _sense_of(block.text, match.start(), short, senses)
            if sense:
                meant.setdefault(sense, (block, match.start()))
    if len(meant) < 2:
        return
    (sense, (at, start)), (other, (block, behind)) = sorted(
        list(meant.items())[:2], key=lambda item: (item[1][0].index, item[1][1])
    )
    where = view.extraction.page.spot(at, start, start + len(short)).words
    message = f"{short} is used for {other} here and for {sense} at {where}."
    found = _found(view, block, behind, behind + len(short), message, severity=Severity.WARNING)
    yield replace(found, confidence=Confidence.MEDIUM, said=other, expected=sense)


def _sense_of(text: str, at: int, short: str, senses: dict[str, list[str]]) -> str | None:
    """The only sense whose words stand in the sentence of a short form."""
    start, end = next((span for span in segments(text) if span[0] <= at < span[1]), (0, len(text)))
    around = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", " ", text[start:end]).casefold()
    spoken = [sense for sense, cues in senses.items() if any(_says(around, cue) for cue in cues)]
    return spoken[0] if len(spoken) == 1 else None


def _says(text: str, cue: str) -> bool:
    words = re.escape(cue).replace(r"\*", r"\w*")
    return bool(re.search(rf"(?<!\w){words}(?!\w)", text))


def _unused(view: PageView, forms: ShortForms) -> Iterator[Finding]:
    unseen = IMAGES.search(view.extraction.page.source)
    for entries in forms.lists.values():
        unused = [entry for entry in entries if not forms.is_used(entry)]
        if not unused:
            continue
        shorts = some_of([entry.short for entry in unused], most=MOST)
        message = f"Listed and used nowhere on the page: {shorts}."
        found = _found(view, unused[0].block, unused[0].start, unused[0].end, message)
        yield replace(found, said=shorts, confidence=Confidence.LOW if unseen else Confidence.HIGH)


def _place(view: PageView, one: Definition) -> Place:
    return view.extraction.page.spot(one.block, one.start, one.end)


def _found(
    view: PageView, block: Block, start: int, end: int, message: str, *, severity: Severity | None = None
) -> Finding:
    place = view.extraction.page.spot(block, start, end)
    return about_place(RULE, view, place, block.text[start:end], message, sentence=block.text, severity=severity)


RULE = Rule(
    id="typ.abbrev",
    title="Each abbreviation is expanded once, in one way, and each one listed is used",
    severity=Severity.NOTE,
    check=check,
    manual=__doc__,
)
