"""Data on file names its holder, its document and its date.

What is required
    "Data on file" comes with company, document id and date, and the document is registered with its stored copy.

Why
    What is on file must be supplied at once when it is asked for; without an id nobody knows what to ask for.

Source
    ABPI Code 2015 clause 7.7, 2024 clauses 14.3 and 18.2 [R]; FDA letter on Hemady, 2025, which tested the file [R].

Passes
    "Data on file. EX-2024-017, Example Inc., 3 March 2024."

Fails
    "Data on file." in the list, or as the only source of a note or a sentence. A complete entry that is no registered
    source, or whose registered source names no document.

Stays silent
    The words in a text whose marker leads to a list entry, for the entry itself is checked; in boilerplate and where
    data of persons are on file, as in a privacy notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_place, about_words
from checker.model import Finding, Rule, Severity
from checker.sources_cited import CitedEntry
from checker.view import PageView
from checker.wording import source_place
from claims.model import Block, Carrier, Kind, Section

PHRASE = re.compile(r"\bdata (?:held )?on file\b", re.IGNORECASE)
# From the phrase to the end of its sentence or bracket; a stop within an abbreviation or an id does not end it.
TOLD = re.compile(r"\bdata (?:held )?on file\b[^()\[\]]{0,160}", re.IGNORECASE)
OF_PERSONS = re.compile(
    r"\b(?:personal|privacy|your|consent|patient'?s? records?|gdpr|cookies?|keep|retain|we hold)\b", re.IGNORECASE
)
LIST = (Kind.REFERENCES, Kind.BOILERPLATE, Kind.ABBREVIATIONS)


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each entry, and for each text without a marker, that says too little of what is on file."""
    for entry in view.cited.entries:
        if PHRASE.search(entry.reference.text):
            yield from _of_entry(view, entry)
    cited = {marker.block for marker in view.extraction.markers if marker.is_citation}
    for block in view.extraction.page.blocks:
        if block.index not in cited and _may_be_a_source(block):
            yield from _of_text(view, block)


def _of_entry(view: PageView, entry: CitedEntry) -> Iterator[Finding]:
    from references.findable import missing_of_file  # noqa: PLC0415 - only pages with data on file need it

    reference, missing = entry.reference, missing_of_file(entry.reference.text)
    if missing:
        message = f"Reference {reference.number} is data on file with no {' and no '.join(missing)}."
        yield replace(about_place(RULE, view, reference.place, reference.text, message), expected=", ".join(missing))
    elif not entry.is_known and view.registry.sources:
        message = f"Reference {reference.number} is data on file that no registered source is."
        yield replace(about_place(RULE, view, reference.place, reference.text, message), expected="a registered source")
    elif entry.is_known and not any(source.document for source in entry.tied.sources):
        source = entry.tied.sources[0]
        message = f"Reference {reference.number} is {source.id}, which is registered without its document."
        found = about_place(RULE, view, reference.place, reference.text, message)
        yield replace(found, related=(source_place(source),))


def _may_be_a_source(block: Block) -> bool:
    return (
        block.kind not in LIST
        and block.section is not Section.BOILERPLATE
        and block.carrier is Carrier.TEXT
        and bool(PHRASE.search(block.text))
        and not OF_PERSONS.search(block.text)
    )


def _of_text(view: PageView, block: Block) -> Iterator[Finding]:
    from references.findable import missing_of_file  # noqa: PLC0415 - only pages with data on file need it

    told = TOLD.search(block.text)
    missing = missing_of_file(told[0]) if told else ()
    if told and missing:
        phrase = told[0][: len("data on file")]
        yield replace(
            about_words(RULE, view, block, phrase, f"Data on file with no {' and no '.join(missing)}."),
            expected=", ".join(missing),
        )


RULE = Rule(
    id="cit.data-on-file",
    title="Data on file names its holder, its document and its date",
    severity=Severity.WARNING,
    check=check,
    manual=__doc__,
)
