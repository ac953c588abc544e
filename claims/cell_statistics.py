"""Gives the intervals and p values that have a table's cell of their own to the values that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.drafts import Draft, lacks, with_part
from claims.evidence import taken_from, without
from claims.pages.tiles import TILES
from claims.sides import COMPARATIVE


def with_cells(drafts: list[Draft]) -> list[Draft]:
    """An interval goes to the value before it in its row, a p value to the row's ratio or else its first value; where
    there is none, both go to what stands above them in their column."""
    result: list[Draft | None] = list(drafts)
    tested = _tested(drafts)
    beside: dict[tuple[int, int], list[int]] = {}  # values passed so far that lack an interval, by row
    above: dict[tuple[int, int, bool], list[int]] = {}  # those that lack an interval, and those that lack a p value
    for i, draft in enumerate(drafts):
        cell = draft.block.cell
        if cell is None:
            continue
        if draft.estimate.form not in ("interval", "p"):
            beside.setdefault((cell.table, cell.row), []).append(i)
            for lacks_p in (False, True):
                above.setdefault((cell.table, cell.column, lacks_p), []).append(i)
            continue
        is_p = draft.estimate.form == "p"
        row = tested.get((cell.table, cell.row), []) if is_p else beside.get((cell.table, cell.row), [])
        column = above.get((cell.table, cell.column, is_p), [])
        at = _last_lacking(row, result, is_p=is_p)
        at = _last_lacking(column, result, is_p=is_p) if at is None else at
        owner = None if at is None else result[at]
        if at is not None and owner is not None:
            result[at] = with_part(owner, draft)
            result[i] = None
    return [draft for draft in result if draft is not None]


def with_row_p_values(drafts: list[Draft]) -> list[Draft]:
    """A p value on a line of its own under the last value of a row compares the row: `47%`, `26%`, `P<0.001`."""
    result = list(drafts)
    tested = _tested(drafts)
    for i, draft in enumerate(drafts):
        cell, p = draft.block.cell, draft.estimate.p
        if cell is None or cell.table == TILES or p is None or draft.claim.measure in COMPARATIVE:
            continue
        if not any(draft.block.text[start - 1 : start] == "\n" for start, _ in draft.estimate.parts if start):
            continue
        first = _last_lacking(list(tested[(cell.table, cell.row)]), result, is_p=True)
        if first is not None and first != i and result[first].claim.unit == draft.claim.unit:
            owner = taken_from(result[first].claim, draft.claim, "p", "p value in the cell beside")
            result[first] = replace(result[first], claim=owner)
            result[i] = replace(draft, claim=without(draft.claim, "p"))
    return result


def _tested(drafts: Sequence[Draft]) -> dict[tuple[int, int], list[int]]:
    """For each row the values that its p values may test, the first choice last: a ratio or difference, then in order."""
    rows: dict[tuple[int, int], list[int]] = {}
    for i, draft in enumerate(drafts):
        cell = draft.block.cell
        if cell is not None:
            rows.setdefault((cell.table, cell.row), []).append(i)
    for row in rows.values():
        row.sort(key=lambda i: (drafts[i].claim.measure not in COMPARATIVE, i), reverse=True)
    return rows


def _last_lacking(places: list[int], drafts: Sequence[Draft | None], *, is_p: bool) -> int | None:
    """The last of some places whose value lacks a p value or an interval; those that do not any more are dropped."""
    while places and not lacks(drafts[places[-1]], is_p):
        places.pop()
    return places[-1] if places else None
