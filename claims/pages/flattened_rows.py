"""Lines of a flattened page to the rows of a table spread over them: labels, then as many values as there are columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.model import Block, Kind
from claims.pages.headings import is_value

SIZE_LINE = re.compile(
    r"(?:[a-z][a-z-]{3,20}\s)?\(?\s*[nN]\s?=\s?[\d, ]+(?:/\s?[\d, ]+)?\)?(?:\s*,?\s*(?:n\s?)?\(?%\)?)?"
)
LONGEST_LABEL = 90
MOST_COLUMNS = 16
MOST_LABELS = 4  # labels over one row of values: its groups and its own


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a spread table, as indexes of blocks."""

    labels: tuple[int, ...]
    first: int  # its first value
    count: int  # its values: one a column, or a single one that compares them


def rows_from(blocks: Sequence[Block], at: int, width: int, opening: tuple[int, ...]) -> list[Row]:
    """Rows: labels run until `width` values in a row follow; none where the first one's values are not at `opening`."""
    rows: list[Row] = []
    labels: list[int] = []
    while at < len(blocks):
        if labels and values_from(blocks, at) >= width and not is_bare_label(blocks, at, width):
            if not rows and at not in opening:
                return []
            rows.append(Row(tuple(labels), at, width))
            labels = []
            at += width
        elif rows and width > 2 and not labels and RATIO_LINE.match(blocks[at].text):
            rows.append(Row((), at, 1))  # of the row above
            at += 1
        elif len(labels) == 1 and rows and values_from(blocks, at) == 1 and compares(blocks[labels[0]].text):
            rows.append(Row(tuple(labels), at, 1))
            labels = []
            at += 1
        elif (is_label(blocks[at]) or is_bare_label(blocks, at, width)) and len(labels) < MOST_LABELS:
            labels.append(at)
            at += 1
        else:
            break
    return rows


RATIO_LINE = re.compile(r"(?:HR|OR|RR|[Hh]azard ratio)\s?[=:]\s?\d")


def compares(label: str) -> bool:
    """Whether a row's label names what is one number for all arms: a ratio, a difference, a p value."""
    return bool(re.search(r"\b(?:HR|OR|RR|ratio|difference|reduction|p[- ]?value)\b", label, re.IGNORECASE))


def is_bare_label(blocks: Sequence[Block], at: int, width: int) -> bool:
    """Whether a number labels a row: bare, before `width` values that are printed otherwise (`0` above `94 (49%)`)."""
    values = blocks[at + 1 : at + 1 + width]
    return (
        at < len(blocks)
        and bool(
            re.fullmatch(
                r"[<>≥≤]?\s?\d{1,2}|\d{1,2}\s?[-–]\s?\d{1,2}|\d{1,2}\s(?:years?|months?|weeks?)", blocks[at].text
            )
        )
        and len(values) == width
        and all(_is_value(value) and re.search(r"[%(]", value.text) for value in values)
    )


def is_label(block: Block) -> bool:
    """Whether a block may head a column, label a row or say what a number is: a short line, no sentence and no value."""
    text = block.text
    return (
        block.kind in (Kind.PARAGRAPH, Kind.ITEM)
        and block.cell is None
        and len(text) <= LONGEST_LABEL
        and ("\n" not in text or bool(SIZE_LINE.fullmatch(text.partition("\n")[2].strip())))
        and not text.endswith(".")
        and not is_value(text)
        and not P_VALUE.match(text)
    )


P_VALUE = re.compile(r"[Pp]\s?[<=≤]\s?0?\.\d+\s(?:for|vs\.?|versus)\s")  # it tests what stands above it


def _is_value(block: Block) -> bool:
    return block.kind in (Kind.PARAGRAPH, Kind.ITEM) and block.cell is None and is_value(block.text)


def values_from(blocks: Sequence[Block], at: int) -> int:
    """How many values stand in a row from here on."""
    count = 0
    while at + count < len(blocks) and count <= MOST_COLUMNS and _is_value(blocks[at + count]):
        count += 1
    return count
