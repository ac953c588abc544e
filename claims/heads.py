"""The headings over and beside a table's cell as names that know where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from claims.context import PART_OF_ARM, PageContext
from claims.model import Block, Cell
from claims.named import Named, Spot


def row_heads(block: Block, context: PageContext) -> tuple[str, ...]:
    """The labels that head a cell's row, outermost first."""
    return tuple(_named(head, block, context) for head in block.cell.row_heads) if block.cell else ()


def column_heads(block: Block, context: PageContext) -> tuple[str, ...]:
    """What heads a cell's column, outermost first; the arm of the column before where its own tells but a grade."""
    if block.cell is None:
        return ()
    own = tuple(_named(head, block, context) for head in block.cell.column_heads)
    is_part = len(own) == 1 and PART_OF_ARM.fullmatch(own[0].strip()) is not None
    arm = context.spanning.get((block.cell.table, block.cell.column)) if is_part else None
    return (arm, *own) if arm else own


def stub(block: Block, context: PageContext) -> str:
    """What heads the column of row labels."""
    return _named(block.cell.stub, block, context) if block.cell and block.cell.stub else ""


def _named(head: str, block: Block, context: PageContext) -> str:
    """A head with the blocks that hold it: a flattened table may have spread one over several lines."""
    cell = block.cell
    known = context.heads.get(cell.table) if cell else None
    if cell is None or not known:
        return head
    words = " ".join(head.split())
    exact = known.get(words)
    if exact:
        return Named(head, _whole(_nearest(exact, cell)))
    return Named(
        head, *(_whole(other) for part, others in known.items() if part and part in words for other in others[:1])
    )


def _whole(block: Block) -> Spot:
    return Spot(block.index, 0, len(block.text))


def _nearest(same: Sequence[Block], cell: Cell) -> Block:
    """Heads of the cell's own row or column come first, then the nearest row above; `same` is in the table's order."""
    at = bisect_left(same, cell.row, key=_row)
    if at < len(same) and _row(same[at]) == cell.row:
        return same[at]
    above = same[:at] if at <= MOST_ABOVE else same[at - MOST_ABOVE : at]
    return min(above or same[:1], key=lambda other: _distance(other, cell))


def _row(head: Block) -> int:
    return head.cell.row if head.cell else 0


def _distance(head: Block, cell: Cell) -> tuple[bool, int]:
    at = head.cell
    if at is None:
        return True, 0
    return at.row > cell.row or (at.row != cell.row and at.column != cell.column), abs(cell.row - at.row)


MOST_ABOVE = 200  # heads with the same words that are asked which is nearest
