"""The table elements of a Word document -> rows, cells with their widths, and how many rows merged cells reach over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from claims.pages.docx_runs import INSERTED
from claims.pages.docx_styles import W

if TYPE_CHECKING:
    from lxml.etree import _Element

# What stands around blocks, rows and cells without being any of them.
WRAPPERS = INSERTED | {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag"}


def rows_of(table: _Element) -> Iterable[_Element]:
    """Rows, those in content controls and insertions too."""
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in WRAPPERS:
            yield from rows_of(child)


def cells_of(row: _Element) -> Iterable[tuple[_Element, int]]:
    """Cells of a row with the columns each reaches over."""
    for child in row:
        if child.tag == f"{W}tc":
            span = child.find(f"{W}tcPr/{W}gridSpan")
            width = (span.get(f"{W}val") or "1") if span is not None else "1"
            yield child, int(width) if width.isdecimal() and len(width) < 5 else 1
        elif child.tag in WRAPPERS:
            yield from cells_of(child)


def heights_of(rows: list[_Element]) -> dict[tuple[int, int], int]:
    """For cells that are merged downwards how many rows each reaches over: 0 for those that only go on."""
    heights: dict[tuple[int, int], int] = {}
    begun: dict[int, tuple[int, int]] = {}  # column -> the cell that is being gone on with
    for number, row in enumerate(rows):
        column = 0
        for at, (cell, width) in enumerate(cells_of(row)):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val") != "restart" and column in begun:
                heights[number, at] = 0
                heights[begun[column]] += 1
            elif merge is not None:
                begun[column] = number, at
                heights[number, at] = 1
            else:
                begun.pop(column, None)
            column += width
    return heights
