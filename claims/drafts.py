"""A claim in the making: where it stands, what it lacks, and an interval or p value of another place given to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from claims.evidence import given
from claims.model import Block, Claim
from claims.named import Spot
from claims.printed import Estimate


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making, with where it stands in its block."""

    block: Block
    estimate: Estimate
    claim: Claim
    parts: tuple[tuple[int, int, int], ...] = ()  # (block, start, end) of what belongs to it in other cells


def parts_of(draft: Draft) -> Iterator[tuple[int, int, int]]:
    """(block, start, end) of everything that belongs to a claim beside its value."""
    yield from ((draft.block.index, start, end) for start, end in draft.estimate.parts)
    yield from draft.parts


def lacks(draft: Draft | None, is_p: bool) -> bool:
    """Whether a value lacks a p value or an interval; an interval, a p value or a size alone lacks neither."""
    if draft is None or draft.estimate.form in ("interval", "p", "n="):
        return False
    return draft.claim.p is None if is_p else draft.claim.ci is None


def with_part(owner: Draft, part: Draft) -> Draft:
    """A value with the interval or p value that a part of it holds."""
    spot = (part.block.index, part.estimate.start, part.estimate.end)
    of = "p value" if part.estimate.form == "p" else "interval"
    pattern = f"{of} {_apart(owner.block, part.block)}"
    if part.estimate.form == "p":
        claim = given(owner.claim, "p", part.estimate.value, pattern, Spot(*spot))
    else:
        claim = given(owner.claim, "ci", part.estimate.ci, pattern, Spot(*spot))
    return replace(owner, claim=claim, parts=(*owner.parts, spot))


def _apart(owner: Block, part: Block) -> str:
    """Where a part stands that has a cell or block of its own."""
    if owner.cell is None or part.cell is None:
        return "alone in its block"
    if owner.cell.row != part.cell.row:
        return "in the cell below"
    return "in the cell beside"
