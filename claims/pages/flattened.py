"""Finds tables that flattening has spread over lines, one cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.model import Block, Cell, Kind
from claims.pages.flattened_heads import LABEL_HEAD, Heads, bare_heads, is_one_alone, merged, plain_heads, sized_heads
from claims.pages.flattened_rows import MOST_COLUMNS, MOST_LABELS, Row, is_bare_label, is_label, rows_from, values_from
from claims.pages.rowed import with_heads

SPREAD = 1000  # table numbers from here on: cells that stood on one line each
MOST_HEADS = 40  # lines of heads over a spread table


def restore_tables(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, those of a flattened table as cells with row and column headings."""
    return list(_spread(list(with_heads(blocks))))


def _spread(blocks: Sequence[Block]) -> Iterator[Block]:
    at, table = 0, SPREAD
    while at < len(blocks):
        found = _table_at(blocks, at)
        chart = None if found else _chart_at(blocks, at)
        if chart is not None:
            table += 1
            yield from _under_legend(blocks, *chart, table)
            at = chart[0].end
            continue
        if found is None:
            yield blocks[at]
            at += 1
            continue
        heads, rows, width = found
        table += 1
        end = rows[-1].first + rows[-1].count
        legend = None if heads.is_sized else _legend(blocks, end, width)
        if legend is None:
            yield from _cells(blocks, heads, rows, width, table)
            at = end
            continue
        yield from blocks[at : heads.end]  # the title of a chart, whose arms are named below it
        yield from _under_legend(blocks, legend, rows, width, table)
        at = legend.end


def _under_legend(blocks: Sequence[Block], legend: Heads, rows: list[Row], width: int, table: int) -> Iterator[Block]:
    yield from _row_cells(blocks, legend, rows, width, table)
    for column, index in enumerate(legend.blocks):
        yield replace(blocks[index], kind=Kind.CELL, cell=Cell(table, 0, column, header=True))


def _chart_at(blocks: Sequence[Block], at: int) -> tuple[Heads, list[Row], int] | None:
    """The legend and rows of a chart whose first label is at an index: `ORR`, a value for each arm, and the arms below."""
    if not is_label(blocks[at]) or at + 1 >= len(blocks):
        return None
    width = values_from(blocks, at + 1)
    if not 2 <= width <= MOST_COLUMNS:
        return None
    rows = rows_from(blocks, at, width, (at + 1,))
    if not rows or any(len(row.labels) > 1 or row.count != width for row in rows):
        return None
    end = rows[-1].first + width
    legend = _legend(blocks, end, width)
    if (
        legend is None and len(rows) > 1 and width > 2
    ):  # rows under each other: the labels head them, whoever the arms are
        legend = Heads(tuple(() for _ in range(width)), "", (), end, False)
    return (legend, rows, width) if legend else None


def _table_at(blocks: Sequence[Block], at: int) -> tuple[Heads, list[Row], int] | None:
    """Heads, rows and number of columns of the spread table whose first line is at an index, if one is."""
    if not is_label(blocks[at]):
        return None
    first = at
    while first < len(blocks) and is_label(blocks[first]) and first - at < MOST_HEADS:
        first += 1
    width = values_from(blocks, first)
    if not 2 <= width <= MOST_COLUMNS:
        return None
    lines = merged(blocks, at, first)
    is_first = at == 0 or not is_label(blocks[at - 1]) or bool(LABEL_HEAD.fullmatch(blocks[at].text.strip()))
    for columns in (
        (width - 1, width) if is_bare_label(blocks, first, width - 1) else (width, *_periods(blocks, first, width))
    ):
        is_over_times = is_bare_label(blocks, first, columns)
        if is_over_times and len(lines) > columns and is_one_alone(lines[-columns:]):
            continue  # titles above the arms are no heads
        heads = sized_heads(lines, columns) or (plain_heads(lines, columns) if is_first else None)
        heads = heads or (bare_heads(lines, columns) if is_over_times else None)
        if heads is None:
            continue
        rows = rows_from(blocks, heads.end, columns, (first, first + 1))
        if len(rows) > 1 or (rows and heads.is_sized):
            return heads, rows, columns
    return None


def _legend(blocks: Sequence[Block], at: int, width: int) -> Heads | None:
    """The arms with their sizes that stand straight below a table, one for each of its columns."""
    end = at
    while end < len(blocks) and is_label(blocks[end]) and end - at < MOST_LABELS * width:
        end += 1
    lines = merged(blocks, at, end)[:width] if end > at else []
    if len(lines) < width or not all(line.is_sized for line in lines):
        return None
    return Heads(tuple((line.text,) for line in lines), "", tuple(range(at, lines[-1].end)), lines[-1].end, True)


def _periods(blocks: Sequence[Block], first: int, width: int) -> Iterator[int]:
    """Fewer columns that the first values in a row may be cut into: bare row labels stand among them, or before them too."""
    if width > 2:
        yield from (
            columns
            for columns in range(width - 1, 1, -1)
            if width % (columns + 1) == columns
            or (width % (columns + 1) == 0 and is_bare_label(blocks, first, columns))
        )


PART = re.compile(r"[^()]{2,40}\s\([nN]\)")


def _cells(blocks: Sequence[Block], heads: Heads, rows: list[Row], width: int, table: int) -> Iterator[Block]:
    for column, index in enumerate(heads.blocks):
        yield replace(blocks[index], kind=Kind.CELL, cell=Cell(table, 0, column, header=True))
    yield from _row_cells(blocks, heads, rows, width, table)


def _row_cells(blocks: Sequence[Block], heads: Heads, rows: list[Row], width: int, table: int) -> Iterator[Block]:
    group: list[str] = []
    texts: list[str] = []
    of_part: list[str] = []  # the part of the patients whose number the last row told: `HRRm (n)`
    for number, row in enumerate(rows, start=1):
        texts = [blocks[label].text for label in row.labels] or texts
        if row.labels and texts[:-1]:
            group, of_part = texts[:-1], []
        elif of_part and PART.fullmatch(texts[-1]):
            of_part = []
        # a flattened table has lost its indents: one label stays in the group above it
        above, group = group, [*group, *of_part]
        for label in row.labels:
            place = Cell(table, number, 0, header=True, row_heads=tuple(group), stub=heads.stub)
            yield replace(blocks[label], kind=Kind.CELL, cell=place)
        for column in range(row.count):
            place = Cell(
                table,
                number,
                column + 1,
                row_heads=(*group, texts[-1]),
                column_heads=heads.columns[column] if row.count == width else (),
                stub=heads.stub,
            )
            yield replace(blocks[row.first + column], kind=Kind.CELL, cell=place)
        group = above
        if PART.fullmatch(texts[-1]):
            of_part = [texts[-1]]
