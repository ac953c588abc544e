"""The words of a page of plain text -> the letters glued to them that can only be footnote marks: `standard regimensa`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from claims.model import Extraction, Kind, Marker

# A word that may end with a mark. Words in -d to -h are too often words themselves.
ENDING = re.compile(r"(?<![\w/.@-])(?P<base>[A-Za-z][A-Za-z-]{4,30})(?P<letter>[abc])(?![\w+\-/@]|\.\w)")
WORD = re.compile(r"(?<![\w-])[A-Za-z][A-Za-z-]{4,31}(?![\w-])")
FEWEST = 2  # times the page has the word alone, before a letter behind it is a mark


def letters_glued(extraction: Extraction) -> Iterator[Marker]:
    """Marks that the page has no note for, at each word that it has elsewhere without the letter and nowhere else with it.

    Only of a page whose markup was lost; a letter that a note has is read as its mark already.
    """
    page = extraction.page
    if not page.is_flattened:
        return
    known = {note.marker for note in extraction.notes}
    blocks = [block for block in page.blocks if block.kind not in (Kind.REFERENCES, Kind.ABBREVIATIONS)]
    found = [
        (block, match) for block in blocks for match in ENDING.finditer(block.text) if match["letter"] not in known
    ]
    if not found:
        return
    words = Counter(word for block in blocks for word in WORD.findall(block.text))
    for block, match in found:
        if words[match["base"]] >= FEWEST and words[match[0]] == 1:
            yield Marker(match["letter"], block.index, page.spot(block, *match.span("letter")), is_citation=False)
