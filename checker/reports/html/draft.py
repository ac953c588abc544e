"""A page as read and what was found on it -> its blocks with the stretches of claims and findings, ready to be shown."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from checker.model import Finding, PageReport
from checker.reports.html.anchors import claim_anchor, finding_anchor
from checker.reports.worded import CARRIERS
from claims.model import Block, Carrier, Kind, Mark, Page, Place

NOTES = (Kind.FOOTNOTE, Kind.REFERENCES, Kind.ABBREVIATIONS, Kind.BOILERPLATE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look: plain, raised or lowered, of the claim or finding that `target` names."""

    text: str
    target: str = ""
    is_first: bool = False  # of its target: it carries the anchor
    is_last: bool = False
    mark: str = ""  # super, sub or bracket


@dataclass(frozen=True, slots=True)
class Shown:
    """One block: its pieces, and what the reader is told of it besides."""

    block: Block
    pieces: tuple[Piece, ...]
    tag: str = ""  # hidden text, page metadata
    sheet: int | None = None  # the printed page that begins here


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that are shown as one: a list, a table with its rows, or a single block."""

    kind: str  # heading, paragraph, note, list, table
    shown: tuple[Shown, ...] = ()
    rows: tuple[tuple[tuple[Shown, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a block's text that belong to a claim or finding."""

    start: int
    end: int
    target: str


def groups(report: PageReport, number: int) -> Iterator[Group]:
    """The page's blocks in page order, lists and tables put together again."""
    page = report.extraction.page
    stretches = _stretches(report, number)
    shown = _shown(page, stretches)
    for (kind, _), members in groupby(shown, key=lambda one: _kind(one.block)):
        together = tuple(members)
        if kind == "table":
            yield Group(kind, rows=_rows(together))
        else:
            yield Group(kind, together)


def shown_as(report: PageReport, number: int) -> dict[str, str]:
    """By the anchor of a claim or finding, whose stretch is seen at its words: its own, or the one painted over it."""
    blocks = report.extraction.page.blocks
    own: set[str] = set()
    seen: dict[str, str] = {}
    for index, stretches in _stretches(report, number).items():
        targets = _targets(blocks[index], stretches)
        own.update(targets)
        for stretch in stretches:
            seen.setdefault(stretch.target, targets[stretch.start])
    return {target: target if target in own else over for target, over in seen.items()}


def _kind(block: Block) -> tuple[str, int]:
    """What a block is shown as, and what it is shown together with."""
    if block.kind is Kind.CELL and block.cell is not None:
        return "table", block.cell.table
    if block.kind is Kind.ITEM:
        return "list", block.group
    if block.kind is Kind.HEADING:
        return "heading", block.index
    return ("note" if block.kind in NOTES else "paragraph"), block.index


def _shown(page: Page, stretches: dict[int, list[Stretch]]) -> Iterator[Shown]:
    sheet, begun = 0, set[str]()
    for block in page.blocks:
        tag = "" if block.carrier is Carrier.TEXT else CARRIERS[block.carrier]
        now = (page.layout.page(block.spots[0]) if page.layout else None) or sheet
        pieces = tuple(_pieces(block, stretches.get(block.index, []), begun))
        yield Shown(block, pieces, tag, now if now != sheet else None)
        sheet = now


def _rows(cells: Sequence[Shown]) -> tuple[tuple[tuple[Shown, ...], ...], ...]:
    """Rows of a table, each with its cells by column; a place that no block fills is empty."""
    at: dict[int, dict[int, list[Shown]]] = {}
    for one in cells:
        if one.block.cell is not None:
            at.setdefault(one.block.cell.row, {}).setdefault(one.block.cell.column, []).append(one)
    columns = sorted({column for row in at.values() for column in row})
    return tuple(tuple(tuple(at[row].get(column, ())) for column in columns) for row in sorted(at))


# --- which words belong to which claim or finding ---------------------------------------------------------------


def _stretches(report: PageReport, number: int) -> dict[int, list[Stretch]]:
    """By block, what stands in it: findings first, claims over them, the longer below the shorter."""
    page = report.extraction.page
    claims = {match.claim.id for match in report.matches}
    found: dict[int, list[Stretch]] = {}
    alone = (one for one in report.findings if one.claim not in claims)
    told = [(one.place, finding_anchor(one)) for one in sorted(alone, key=_length, reverse=True)]
    by_length = sorted(report.matches, key=lambda match: match.claim.place.start - match.claim.place.end)
    told += [(match.claim.place, claim_anchor(number, match.claim.id)) for match in by_length]
    for place, target in told:
        for block in _blocks(page, place):
            start, end = _within(block, place)
            if start < end:
                found.setdefault(block.index, []).append(Stretch(start, end, target))
    return found


def words_at(page: Page, place: Place) -> str:
    """The words of a place as a reader sees them, on one line; nothing where it lies outside of what was read."""
    words = []
    for block in _blocks(page, place):
        start, end = _within(block, place)
        words.append(block.text[start:end])
    return " ".join(" ".join(words).split())


def _within(block: Block, place: Place) -> tuple[int, int]:
    """The characters of a block's text that lie in a place of the source."""
    return bisect_left(block.spots, place.start), bisect_left(block.spots, place.end, hi=len(block.text))


def _length(finding: Finding) -> int:
    return finding.place.end - finding.place.start


def _blocks(page: Page, place: Place) -> Iterator[Block]:
    """The blocks that a place runs through."""
    if not page.blocks:
        return
    first, last = page.block_at(place.start), page.block_at(max(place.start, place.end - 1))
    for index in range(min(first, last), max(first, last) + 1):
        yield page.blocks[index]


def _targets(block: Block, stretches: list[Stretch]) -> list[str]:
    """For each character of the block what it belongs to; of several the last."""
    targets = [""] * len(block.text)
    for stretch in stretches:
        targets[stretch.start : stretch.end] = [stretch.target] * (stretch.end - stretch.start)
    return targets


def _pieces(block: Block, stretches: list[Stretch], begun: set[str]) -> Iterator[Piece]:
    """The block's text, cut where a stretch begins or ends or a mark was lifted out, with the marks back in place."""
    text = block.text
    if not stretches and not block.marks:
        yield Piece(text)
        return
    targets = _targets(block, stretches)
    marks: dict[int, list[Mark]] = {}
    for mark in block.marks:
        marks.setdefault(min(max(mark.at, 0), len(text)), []).append(mark)
    last = {target: at for at, target in enumerate(targets)}
    start = 0
    for at in range(len(text) + 1):
        if at < len(text) and at not in marks and (at == 0 or targets[at] == targets[at - 1]):
            continue
        if start < at:
            target = targets[start]
            yield Piece(text[start:at], target, bool(target) and target not in begun, last[target] == at - 1)
            begun.add(target)
            start = at
        for mark in marks.get(at, ()):
            yield Piece(mark.text, mark=mark.kind)
