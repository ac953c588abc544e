"""Slips of omission: a caveat that the registry asks for, the note that a marker leads to."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from checker.caveats import owed, standing
from checker.drill.ground import Ground
from checker.drill.model import Edit, Kind, Slip

CAVEAT = Kind(
    name="caveat removed", rules=("cav",), told_by=("caveat missing", "caveat outside its scope"), everywhere=True
)
NOTE = Kind(name="footnote removed", rules=("cav",), everywhere=True)
REACH = 40  # characters in front of a note that hold its marker


def caveat_removed(ground: Ground, _: Random) -> Iterator[Slip]:
    """The blocks that hold a caveat which a result owes, blanked."""
    for debt in owed(ground.view):
        blocks = standing(ground.view, debt)
        if blocks and debt.block not in blocks:
            edits = tuple(edit for block in blocks for edit in ground.places.blank(block))
            line = ground.view.extraction.page.spot(blocks[0], 0, 1).line
            yield Slip(kind=CAVEAT, edits=edits, line=line, was=debt.caveat.id, said="nothing")


def note_removed(ground: Ground, _: Random) -> Iterator[Slip]:
    """A note that the text leads to, blanked with its marker."""
    extraction = ground.view.extraction
    defined = {(note.block, note.marker) for note in extraction.notes}
    markers = (marker for marker in extraction.markers if not marker.is_citation)
    used = {marker.text for marker in markers if (marker.block, marker.text) not in defined}
    source = extraction.page.source
    for note in extraction.notes:
        block = ground.view.surroundings.blocks.get(note.block)
        if block is None or note.marker not in used or sum(n.marker == note.marker for n in extraction.notes) > 1:
            continue
        start = block.text.find(note.text)
        if start < 0:
            continue
        edits = list(ground.places.blank(block, start, start + len(note.text)))
        at = source.rfind(note.marker, max(0, note.place.start - REACH), note.place.start)
        edits += [Edit(at, at + len(note.marker), " " * len(note.marker))] if at >= 0 else []
        yield Slip(kind=NOTE, edits=tuple(edits), line=note.place.line, was=note.marker, said="nothing")
