"""Gives intervals and p values that stand in a cell or on a line of their own to the claims they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from claims.cell_statistics import with_cells, with_row_p_values
from claims.drafts import Draft
from claims.label_intervals import with_interval, with_labels
from claims.label_p_values import with_label_p_values
from claims.lone_p_values import with_lone_p_values, with_shared_p_values
from claims.model import Block
from claims.same_as_before import with_endpoints, with_tiles


def joined(
    drafts: Sequence[Draft],
    labels: Sequence[Block] = (),
    arms: Mapping[int, Block] = MappingProxyType({}),
    below: Mapping[int, Block] = MappingProxyType({}),
) -> list[Draft]:
    """The same drafts, those that are only an interval or a p value of a table or list given to their claims.

    `labels` are the labels of stat tiles and `arms` the blocks that name the arms of values alone, by their blocks: both
    may hold the interval of their number. `below` are the blocks that are no more than an interval, by the block above.
    """
    told = with_labels(with_cells(list(drafts)), labels)
    told = [with_interval(draft, arms.get(draft.block.index)) for draft in with_row_p_values(told)]
    told = [
        with_interval(draft, below.get(i)) if (i := draft.block.index) != after else draft
        for draft, after in _next(told)
    ]
    return with_lone_p_values(with_label_p_values(with_shared_p_values(with_tiles(with_endpoints(told)))))


def _next(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, int | None]]:
    """Each draft with the block of the one behind it."""
    after = [draft.block.index for draft in drafts[1:]]
    return zip(drafts, [*after, None], strict=False)  # none behind the last
