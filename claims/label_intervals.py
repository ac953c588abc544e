"""Gives a value the interval that its label tells: on a line of its own, or in brackets behind all other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.drafts import Draft, lacks
from claims.evidence import given
from claims.model import Block
from claims.named import Spot
from claims.pages.tiles import TILES
from claims.parts import intervals_in
from claims.printed import Canvas


def with_interval(draft: Draft, label: Block | None) -> Draft:
    """A value that lacks its interval, with that on a line of its own in its label."""
    if label is None or not lacks(draft, is_p=False):
        return draft
    for (start, end), ci in intervals_in(Canvas(label.text, ())):
        if _opens_line(label.text, start) or _in_brackets_behind(label.text, start, end):
            claim = given(draft.claim, "ci", ci, "interval below the label of its tile", Spot(label.index, start, end))
            return replace(draft, claim=claim, parts=(*draft.parts, (label.index, start, end)))
    return draft


def _opens_line(text: str, at: int) -> bool:
    return text[:at].rpartition("\n")[2].strip(" ([") == ""


def _in_brackets_behind(text: str, start: int, end: int) -> bool:
    """Whether an interval is all that stands in brackets behind a label without numbers: `ORR (95% CI: 52, 70)`."""
    before, _, line = text[:start].rpartition("\n")
    is_bare = not before and line.rstrip().endswith("(") and not any(map(str.isdigit, line))
    return is_bare and text[end:].partition("\n")[0].strip() in ("", ")")


def with_labels(drafts: list[Draft], labels: Sequence[Block]) -> list[Draft]:
    """A tile's number has the interval on a line of its label: `37.9%`, `EXEMPLAR (n=58/153)`, `95% CI: 30.2-46.1`."""
    result = list(drafts)
    of_row = {
        draft.block.cell.row: i
        for i, draft in enumerate(drafts)
        if draft.block.cell and draft.block.cell.table == TILES and not draft.block.cell.header
    }
    for label in labels:
        at = of_row.get(label.cell.row) if label.cell else None
        if at is None:
            continue
        result[at] = with_interval(result[at], label)
    return result
