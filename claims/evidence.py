"""Which words of the page filled each slot of a claim, and by which pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from claims.citing import Cited
from claims.model import Block, Claim, Evidence, Kind, Mark
from claims.named import Named, Spot, spots_of
from claims.printed import Estimate
from claims.site import Site


@dataclass(frozen=True, slots=True)
class Filled:
    """What fills a slot, and the rule that chose it."""

    name: str | None = None
    how: str = ""


def evidence(site: Site, estimate: Estimate, filled: Mapping[str, Filled], cited: Cited) -> tuple[Evidence, ...]:
    """Evidence of every slot that is filled, in the order of the contract."""
    return tuple(sorted(_evidence(site, estimate, filled, cited), key=lambda one: ORDER[one.slot]))


ORDER = {
    slot: at
    for at, slot in enumerate(
        (
            *("measure", "endpoint", "value", "status", "high", "unit", "ci", "p", "n", "of"),
            *("arm", "versus", "population", "analysis", "timepoint", "trial", "citations", "footnotes"),
        )
    )
}


def _evidence(site: Site, estimate: Estimate, filled: Mapping[str, Filled], cited: Cited) -> Iterator[Evidence]:
    at = site.block.index
    own = (Spot(at, estimate.start, estimate.end),)
    elsewhere = {part.slot: part for part in estimate.read}
    for slot in ("value", "status", "high", "ci", "p", "n", "of"):
        if getattr(estimate, slot) is None:
            continue
        part = elsewhere.get(slot)
        if part:
            yield Evidence(slot, part.pattern, (Spot(at, part.start, part.end),))
        elif slot == "ci" and estimate.parts:
            yield Evidence(slot, f"notation {estimate.form}", (Spot(at, *estimate.parts[0]),))
        else:
            yield Evidence(slot, f"notation {estimate.form}", own)
    for slot, one in filled.items():
        if one.name is None:
            continue
        part = elsewhere.get(slot)
        if slot == "unit" and not spots_of(one.name):
            spot = (Spot(at, part.start, part.end),) if part else own
            yield Evidence(slot, part.pattern if part else f"notation {estimate.form}", spot)
        else:
            yield told(site, slot, one)
    yield from _marked(cited)


def _marked(cited: Cited) -> Iterator[Evidence]:
    if cited.citations:
        yield Evidence("citations", cited.how, cited.cited)
    if cited.footnotes:
        yield Evidence("footnotes", cited.noted_how, cited.noted)


def told(site: Site, slot: str, one: Filled) -> Evidence:
    """Evidence of one slot: the name's own places, and where they are from the number."""
    spots = spots_of(one.name)
    where = _where(site, spots[0]) if spots else "inferred"
    return Evidence(slot, f"{where}: {one.how}", spots)


def _where(site: Site, spot: Spot) -> str:
    """Where words stand, as seen from the number: its sentence, the sentence before, a heading."""
    block = site.block
    if spot.block == block.index:
        if spot.end <= site.segment[0]:
            return "carried from the sentence before"
        return ("cell" if block.cell else "sentence") if spot.start < site.segment[1] else "sentence behind"
    return _place_of(site.context.page.blocks[spot.block], site)


def _place_of(other: Block, site: Site) -> str:
    block = site.block
    if other.cell is not None and block.cell is not None and other.cell.table == block.cell.table:
        is_beside = other.cell.row == block.cell.row or other.cell.column < block.cell.column
        return "row stub" if is_beside and other.cell.column != block.cell.column else "table column head"
    if site.inherited.caption is not None and site.inherited.caption.block == other.index:
        return "caption"
    if site.inherited.lead is not None and site.inherited.lead.block == other.index:
        return "lead-in"
    if other.index in block.trail:
        return "page title" if other.index == block.trail[0] and other.level <= 1 else "heading"
    if other.kind is Kind.ABBREVIATIONS:
        return "page's abbreviation list"
    return {Kind.CAPTION: "caption", Kind.HEADING: "heading elsewhere on the page"}.get(
        other.kind, "elsewhere on the page"
    )


def evidence_of(slot: str, pattern: str, *read: Spot | Mark) -> Evidence:
    """One piece of evidence."""
    return Evidence(slot, pattern, tuple(dict.fromkeys(read)))


def refilled(site: Site, claim: Claim, slots: Mapping[str, Filled]) -> Claim:
    """A claim with some of its slots filled anew, or emptied."""
    kept = [one for one in claim.evidence if one.slot not in slots]
    kept += [told(site, slot, one) for slot, one in slots.items() if one.name is not None]
    names: Any = {slot: None if one.name is None else str(one.name) for slot, one in slots.items()}
    return replace(claim, evidence=_sorted(kept), **names)


def cited_anew(claim: Claim, numbered: Cited | None, noted: Cited | None) -> Claim:
    """A claim with the reference numbers and the footnotes of other markers, where there are any."""
    if numbered:
        claim = _with(claim, "citations", numbered.citations, Evidence("citations", numbered.how, numbered.cited))
    if noted:
        claim = _with(claim, "footnotes", noted.footnotes, Evidence("footnotes", noted.noted_how, noted.noted))
    return claim


def _with(claim: Claim, slot: str, value: Any, one: Evidence) -> Claim:
    kept = [other for other in claim.evidence if other.slot != slot]
    return replace(claim, evidence=_sorted([*kept, one]), **{slot: value})


def given(claim: Claim, slot: str, value: Any, pattern: str, *read: Spot) -> Claim:
    """A claim with a slot filled by words that stand in another place."""
    return _with(claim, slot, value, evidence_of(slot, pattern, *read))


def taken_from(claim: Claim, other: Claim, slot: str, pattern: str) -> Claim:
    """A claim with a slot of another claim, and the words that filled it there."""
    value = getattr(other, slot)
    kept = [one for one in claim.evidence if one.slot != slot]
    theirs = [
        replace(one, pattern=f"{pattern}: {one.pattern}")
        for one in other.evidence
        if one.slot == slot and value is not None
    ]
    return replace(claim, evidence=_sorted([*kept, *theirs]), **{slot: value})


def without(claim: Claim, slot: str) -> Claim:
    """A claim with an empty slot."""
    empty: Any = {slot: None}
    return replace(claim, evidence=tuple(one for one in claim.evidence if one.slot != slot), **empty)


def name_of(claim: Claim, slot: str) -> str | None:
    """What fills a slot, as a name that knows where it was read."""
    value: str | None = getattr(claim, slot)
    if value is None:
        return None
    read = (spot for one in claim.evidence if one.slot == slot for spot in one.read)
    return Named(value, *(spot for spot in read if isinstance(spot, Spot)))


def _sorted(found: list[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(found, key=lambda one: ORDER[one.slot]))
