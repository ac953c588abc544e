"""Blocks of a print page by page -> the same, those put together that only the end of a page parts."""

from __future__ import annotations

from collections.abc import Iterator

from claims.model import Kind
from claims.pages.pdf_cells import FoundTable
from claims.pages.pdf_paragraphs import Piece

Told = Piece | FoundTable | str  # a string: words that are read out for a figure


def joined(told: Iterator[tuple[Told, int]]) -> Iterator[tuple[Told, int]]:
    """Blocks, with those put together that only the end of a page parts."""
    last: tuple[Told, int] | None = None
    ends = 0  # the page that the last one ends on
    for piece, page in told:
        if last is not None and page == ends + 1 and _runs_on(last[0], piece):
            ends = page
            continue
        if last is not None:
            yield last
        last, ends = (piece, page), page
    if last is not None:
        yield last


def _runs_on(above: Told, below: Told) -> bool:
    """Whether a page's first block goes on with the last one of the page before; if so it is added to it."""
    if isinstance(above, FoundTable) and isinstance(below, FoundTable):
        if not above.goes_on(below):
            return False
        heads = [cell.text for cell in above.rows[0]]
        again = bool(below.rows) and [cell.text for cell in below.rows[0]] == heads
        above.rows += below.rows[again:]
        return True
    if isinstance(above, Piece) and isinstance(below, Piece):
        last, first = above.lines[-1], below.lines[0]
        goes_on = (
            above.kind in (Kind.PARAGRAPH, Kind.ITEM)
            and below.kind is Kind.PARAGRAPH
            and above.style == below.style
            and not first.phrase.words[0].lift
            and last.text[-1:] not in ".!?:;"
            and (first.text[:1].islower() or first.text[:1] in "(,;" or first.text[:1].isdigit())
            and last.is_full_before(first)
        )
        if goes_on:
            last.is_full = True
            above.lines += below.lines
        return goes_on
    return False
