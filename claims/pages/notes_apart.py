"""Notes and lists that run on in one block -> a block each: `*Of all patients. †By central review. References: 1. Doe J.`"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from claims.model import Kind
from claims.pages.raw import RawBlock

SIGNS = "*†‡§¶‖ǁ"
OPENS = re.compile(rf"[{re.escape(SIGNS)}]{{1,3}}\s?(?=[^\W_])|(?P<letter>[a-g])(?=[A-Z][a-z])")
NEXT_SIGN = re.compile(rf"(?<=[.;)\]])\s(?=(?P<sign>[{re.escape(SIGNS)}]{{1,3}}|\|\|)\s?[A-Z\d(])")
NEXT_LETTER = re.compile(r"(?<=[.;)\]])\s(?=(?P<sign>[b-h])[A-Z][a-z])")
# A list that goes on in the paragraph of the notes, as lines of Markdown without a blank line between them do.
LISTED = re.compile(r"(?<=[.;)\]])\s(?=(?i:references?)\s?:\s?\[?1[.)\]]\s|(?i:abbreviations)\s?:\s)")


def notes_apart(blocks: Iterable[RawBlock]) -> Iterator[RawBlock]:
    """The same blocks; one that begins with the sign of a note is cut where a sentence ends and the next sign follows,
    any where a list with its title does."""
    for block in blocks:
        cuts = _cuts(block) if block.kind in (Kind.PARAGRAPH, Kind.ITEM) and block.cell is None else []
        if not cuts:
            yield block
            continue
        for start, end in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(block.text)], strict=True):
            raised = tuple(
                replace(stretch, start=stretch.start - start, end=min(stretch.end, end) - start)
                for stretch in block.raised
                if start <= stretch.start < end
            )
            yield replace(block, text=block.text[start:end], spots=block.spots[start : end + 1], raised=raised)


def _cuts(block: RawBlock) -> list[int]:
    """Where the blanks before further notes and lists stand."""
    return sorted({*_notes(block), *(match.start() for match in LISTED.finditer(block.text))})


def _notes(block: RawBlock) -> list[int]:
    """Where the blanks before further notes stand; those by letter go on in order."""
    opening = OPENS.match(block.text)
    if opening is None:
        return []
    if not opening["letter"]:
        return [match.start() for match in NEXT_SIGN.finditer(block.text)]
    found: list[int] = []
    expected = chr(ord(opening["letter"]) + 1)
    for match in NEXT_LETTER.finditer(block.text):
        if match["sign"] == expected:
            found.append(match.start())
            expected = chr(ord(expected) + 1)
    return found
