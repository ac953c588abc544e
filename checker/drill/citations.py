"""Slips in citing: a marker dropped, another number in its place, entries of the list exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random

from checker.drill.ground import Ground
from checker.drill.model import Edit, Kind, Slip
from checker.measures import NO_RESULTS
from checker.model import Match
from checker.sources_cited import CitedEntry
from claims.model import Kind as BlockKind
from claims.model import Marker, Section

RULES = ("cit", "src")
DROPPED = Kind(name="citation dropped", rules=RULES, everywhere=True)
WRONG = Kind(name="wrong citation", rules=RULES, everywhere=True)
BEYOND = Kind(
    name="citation beyond the list", rules=(*RULES, "led", "sub", "sta"), everywhere=True
)  # glued, it alters a number
RENUMBERED = Kind(name="references renumbered", rules=RULES, everywhere=True)


def dropped(ground: Ground, _: Random) -> Iterator[Slip]:
    """The only marker of a block with results taken away, where no heading or table lends another."""
    for match, marker in _cited_once(ground):
        if (
            match.claim.section is Section.BODY
            and match.claim.measure not in NO_RESULTS
            and not _is_lent(ground, match)
        ):
            yield _in_place_of(ground, DROPPED, match, marker, "")


def wrong(ground: Ground, chance: Random) -> Iterator[Slip]:
    """The number of a source that does not hold the result."""
    for match, marker in _cited_once(ground):
        others = [entry for entry in ground.view.cited.entries if _is_another(ground, entry, match)]
        if others and ground.view.held_by[match.claim.id] and match.claim.citations == (marker.text,):
            yield _in_place_of(ground, WRONG, match, marker, chance.choice(others).reference.number)


def beyond(ground: Ground, _: Random) -> Iterator[Slip]:
    """A number that the list does not have."""
    listed = [int(entry.reference.number) for entry in ground.view.cited.entries if entry.reference.number.isdecimal()]
    for match, marker in _cited_once(ground) if listed else ():
        yield _in_place_of(ground, BEYOND, match, marker, str(max(listed) + 1))


def renumbered(ground: Ground, _: Random) -> Iterator[Slip]:
    """Two entries of the list exchanged, where results rest on one of them and not on the other."""
    for one, other in combinations([entry for entry in ground.view.cited.entries if entry.is_known], 2):
        if one.source_ids & other.source_ids or not any(_rests_on(ground, match, one, other) for match in ground.sound):
            continue
        first, second = one.reference.place, other.reference.place
        texts = ground.written(first), ground.written(second)
        if any("\n" in text for text in texts):
            continue
        yield Slip(
            kind=RENUMBERED,
            edits=(Edit(first.start, first.end, texts[1]), Edit(second.start, second.end, texts[0])),
            line=first.line,
            was=f"{one.reference.number}, {other.reference.number}",
            said=f"{other.reference.number}, {one.reference.number}",
        )


def _cited_once(ground: Ground) -> Iterator[tuple[Match, Marker]]:
    """Sound claims whose block has one citation marker, with it; one claim for each block."""
    markers: dict[int, list[Marker]] = {}
    for marker in ground.view.extraction.markers:
        if marker.is_citation:
            markers.setdefault(marker.block, []).append(marker)
    seen: set[int] = set()
    for match in ground.sound:
        block = match.claim.block
        here = markers.get(block, ())
        if len(here) == 1 and here[0].text in match.claim.citations and block not in seen:
            seen.add(block)
            yield match, here[0]


def _is_lent(ground: Ground, match: Match) -> bool:
    """Whether a heading above, or the table, has a marker that would cover the claim as well."""
    block = ground.view.surroundings.blocks[match.claim.block]
    cited = {marker.block for marker in ground.view.extraction.markers if marker.is_citation}
    return block.cell is not None or block.kind is BlockKind.HEADING or not cited.isdisjoint(block.trail)


def _is_another(ground: Ground, entry: CitedEntry, match: Match) -> bool:
    if entry.reference.number in match.claim.citations or not entry.is_known or entry.is_vague:
        return False
    holding = ground.view.held_by[match.claim.id]
    return not any(ground.view.index.sources.versions(id_) & holding for id_ in entry.source_ids)


def _rests_on(ground: Ground, match: Match, one: CitedEntry, other: CitedEntry) -> bool:
    """Whether a claim cites one of two entries alone, and its number is held by that one's source alone."""
    holding = ground.view.held_by[match.claim.id]
    for entry, rival in ((one, other), (other, one)):
        if match.claim.citations == (entry.reference.number,):
            return bool(entry.source_ids & holding) and not rival.source_ids & holding
    return False


def _in_place_of(ground: Ground, kind: Kind, match: Match, marker: Marker, number: str) -> Slip:
    place = marker.place
    said = ground.written(place).replace(marker.text, number, 1)
    edit = Edit(place.start, place.end, said)
    return Slip(
        kind=kind, edits=(edit,), line=place.line, was=marker.text, said=number or "nothing", claim=match.claim.id
    )
