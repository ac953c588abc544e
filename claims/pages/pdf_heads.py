"""Heads of a table at the foot of a page -> the table that begins at the top of the next one."""

from __future__ import annotations

from collections.abc import Sequence

from claims.pages.pdf_cells import FoundTable, Row, holds_data, rows_of
from claims.pages.pdf_columns import in_order
from claims.pages.pdf_lines import Phrase
from claims.pages.pdf_paint import Painted

_MOST = 5  # lines of heads
_NEAR = 2.6  # of the size: lines of heads stand nearer to each other


def with_heads(
    above: list[Phrase], page: int, below: list[Phrase], painted: Sequence[Painted]
) -> tuple[list[Phrase], list[Phrase]]:
    """Both pages' phrases, the heads moved down where they make a table with what stands there."""
    heads = _at_foot(above)
    if not heads or not below:
        return above, below
    top = min(below, key=lambda phrase: phrase.base)
    first = next(in_order(below, painted), None)
    if not isinstance(first, FoundTable) or first.top > top.base or _has_heads(first):
        return above, below
    shift = max(phrase.base for phrase in heads) - top.base + 1.8 * top.size
    moved = [Phrase(phrase.words, phrase.base - shift, phrase.size, page) for phrase in heads]
    together = next(in_order([*moved, *below], painted), None)
    if not isinstance(together, FoundTable) or together.top > min(phrase.base for phrase in moved):
        return above, below
    taken = set(map(id, heads))
    return [phrase for phrase in above if id(phrase) not in taken], [*moved, *below]


def _at_foot(phrases: list[Phrase]) -> list[Phrase]:
    """The lowest lines of a page as far as they may be heads: no results, one of them at least in columns."""
    found: list[Row] = []
    for row in reversed(rows_of(phrases)):
        last = found[-1] if found else None
        if len(found) == _MOST or holds_data(row) or (last and last.base - row.base > _NEAR * max(row.size, last.size)):
            break
        if last is not None and len(row.phrases) == 1 and len(last.phrases) > 1 and row.phrases[0].is_bold:
            break  # the title of the table
        found.append(row)
    while found and len(found[-1].phrases) == 1:
        found.pop()
    return [phrase for row in found for phrase in row.phrases]


def _has_heads(table: FoundTable) -> bool:
    return not any(cell.is_data for cell in table.rows[0] if cell.column > 0)
