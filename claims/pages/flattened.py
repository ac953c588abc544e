"""Finds tables that flattening has spread over lines, one cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claims.lexicon import load
from claims.model import Block, Cell, Kind
from claims.pages.headings import is_value
from claims.pages.rowed import SIZED, with_heads

SPREAD = 1000  # table numbers from here on: cells that stood on one line each
SIZE_LINE = re.compile(
    r"(?:[a-z][a-z-]{3,20}\s)?\(?\s*[nN]\s?=\s?[\d, ]+(?:/\s?[\d, ]+)?\)?(?:\s*,?\s*(?:n\s?)?\(?%\)?)?"
)
UNIT_LINE = re.compile(r"(?:\(?%\)?|[nN]o?\.?\s?\(%\)|\(95% CI\)|\((?:months|weeks|years)\))")
STUB = re.compile(
    r"(?:first|any|adverse|solicited|laboratory|reactions?|events?|endpoints?|outcomes?|characteristics?|parameters?|measures?|subgroups?|"
    r"results?|efficacy|response|preferred|system|body|visit|time ?point)\b",
    re.IGNORECASE,
)
LABEL_HEAD = re.compile(
    r"(?:age|sub|patient|treatment)?\s?groups?|(?:efficacy\s|primary\s)?end\s?points?|outcomes?|characteristics?|parameters?|populations?"
    r"|(?:preferred\s)?terms?|adverse (?:reactions?|events?)",
    re.IGNORECASE,
)  # a line that can only head the label column, so heads begin with it
LONGEST_LABEL = 90
MOST_COLUMNS = 16
MOST_LABELS = 4  # labels over one row of values: its groups and its own
MOST_HEADS = 40  # lines of heads over a spread table


def restore_tables(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, those of a flattened table as cells with row and column headings."""
    return list(_spread(list(with_heads(blocks))))


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a spread table, as indexes of blocks."""

    labels: tuple[int, ...]
    first: int  # its first value
    count: int  # its values: one a column, or a single one that compares them


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


def _under_legend(blocks: Sequence[Block], legend: _Heads, rows: list[_Row], width: int, table: int) -> Iterator[Block]:
    yield from _row_cells(blocks, legend, rows, width, table)
    for column, index in enumerate(legend.blocks):
        yield replace(blocks[index], kind=Kind.CELL, cell=Cell(table, 0, column, header=True))


def _chart_at(blocks: Sequence[Block], at: int) -> tuple[_Heads, list[_Row], int] | None:
    """The legend and rows of a chart whose first label is at an index: `ORR`, a value for each arm, and the arms below."""
    if not is_label(blocks[at]) or at + 1 >= len(blocks):
        return None
    width = _values_from(blocks, at + 1)
    if not 2 <= width <= MOST_COLUMNS:
        return None
    rows = _rows(blocks, at, width, (at + 1,))
    if not rows or any(len(row.labels) > 1 or row.count != width for row in rows):
        return None
    end = rows[-1].first + width
    legend = _legend(blocks, end, width)
    if (
        legend is None and len(rows) > 1 and width > 2
    ):  # rows under each other: the labels head them, whoever the arms are
        legend = _Heads(tuple(() for _ in range(width)), "", (), end, False)
    return (legend, rows, width) if legend else None


def _table_at(blocks: Sequence[Block], at: int) -> tuple[_Heads, list[_Row], int] | None:
    """Heads, rows and number of columns of the spread table whose first line is at an index, if one is."""
    if not is_label(blocks[at]):
        return None
    first = at
    while first < len(blocks) and is_label(blocks[first]) and first - at < MOST_HEADS:
        first += 1
    width = _values_from(blocks, first)
    if not 2 <= width <= MOST_COLUMNS:
        return None
    lines = _merged(blocks, at, first)
    is_first = at == 0 or not is_label(blocks[at - 1]) or bool(LABEL_HEAD.fullmatch(blocks[at].text.strip()))
    for columns in (
        (width - 1, width) if _is_bare_label(blocks, first, width - 1) else (width, *_periods(blocks, first, width))
    ):
        is_over_times = _is_bare_label(blocks, first, columns)
        if is_over_times and len(lines) > columns and _is_one_alone(lines[-columns:]):
            continue  # titles above the arms are no heads
        heads = _sized_heads(lines, columns) or (_plain_heads(lines, columns) if is_first else None)
        heads = heads or (_bare_heads(lines, columns) if is_over_times else None)
        if heads is None:
            continue
        rows = _rows(blocks, heads.end, columns, (first, first + 1))
        if len(rows) > 1 or (rows and heads.is_sized):
            return heads, rows, columns
    return None


def _legend(blocks: Sequence[Block], at: int, width: int) -> _Heads | None:
    """The arms with their sizes that stand straight below a table, one for each of its columns."""
    end = at
    while end < len(blocks) and is_label(blocks[end]) and end - at < MOST_LABELS * width:
        end += 1
    lines = _merged(blocks, at, end)[:width] if end > at else []
    if len(lines) < width or not all(line.is_sized for line in lines):
        return None
    return _Heads(tuple((line.text,) for line in lines), "", tuple(range(at, lines[-1].end)), lines[-1].end, True)


def _periods(blocks: Sequence[Block], first: int, width: int) -> Iterator[int]:
    """Fewer columns that the first values in a row may be cut into: bare row labels stand among them, or before them too."""
    if width > 2:
        yield from (
            columns
            for columns in range(width - 1, 1, -1)
            if width % (columns + 1) == columns
            or (width % (columns + 1) == 0 and _is_bare_label(blocks, first, columns))
        )


def _values_from(blocks: Sequence[Block], at: int) -> int:
    """How many values stand in a row from here on."""
    count = 0
    while at + count < len(blocks) and count <= MOST_COLUMNS and _is_value(blocks[at + count]):
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class _Heads:
    """The heads of a spread table: for each column its texts, outermost first, and the blocks they stand in."""

    columns: tuple[tuple[str, ...], ...]
    stub: str
    blocks: tuple[int, ...]
    end: int  # index behind the last head
    is_sized: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A head with the sizes and units that stand on lines of their own beneath it."""

    text: str
    start: int
    end: int

    @property
    def is_sized(self) -> bool:
        return bool(SIZED.fullmatch(self.text))


def _merged(blocks: Sequence[Block], at: int, end: int) -> list[_Line]:
    lines: list[_Line] = []
    for index in range(at, end):
        text = blocks[index].text.strip().replace("\n", " ")
        if lines and (SIZE_LINE.fullmatch(text) or UNIT_LINE.fullmatch(text)):
            lines[-1] = _Line(f"{lines[-1].text} {text}", lines[-1].start, index + 1)
        else:
            lines.append(_Line(text, index, index + 1))
    return lines


def _sized_heads(lines: list[_Line], width: int) -> _Heads | None:
    """Heads that open the lines and name arms with their sizes, one a column or over heads that repeat; the head of the
    label column may stand before them."""
    stub = 0 if lines[0].is_sized else 1
    sized = 0
    while stub + sized < len(lines) and lines[stub + sized].is_sized:
        sized += 1
    if sized < 2 or (stub and not STUB.match(lines[0].text)):
        return None
    if sized >= width:
        over = [(line.text,) for line in lines[stub : stub + width]]
        return _made(lines, stub, over, stub + width, is_sized=True)
    heads = lines[stub : stub + width]
    if len(heads) == width and all(line.is_sized or _compares(line.text) for line in heads):
        return _made(lines, stub, [(line.text,) for line in heads], stub + width, is_sized=True)
    return _two_rows(lines, stub, sized, width, is_sized=True)


def _plain_heads(lines: list[_Line], width: int) -> _Heads | None:
    """Heads without sizes: as many lines as columns, or arms over heads that repeat, and one label of the first row."""
    for arms in range(2, width // 2 + 1):
        for stub in (0, 1):
            if len(lines) == stub + arms + width + 1:
                found = _two_rows(lines, stub, arms, width, is_sized=False)
                if found:
                    return found
    cuts = [
        (stub, labels)
        for labels in (1, 2)
        for stub in (0, 1)
        if len(lines) == stub + width + labels and len({line.text for line in lines[stub : stub + width]}) == width
    ]
    if not cuts:
        return None
    # A group may stand over the first row's label: then the heads are those among which a comparator is.
    stub, labels = next((one for one in cuts if _names_control(lines[one[0] : one[0] + width])), cuts[0])
    if labels > 1 and not _names_control(lines[stub : stub + width]):
        return None
    end = stub + width
    return _made(lines, stub, [(line.text,) for line in lines[stub:end]], end, is_sized=False)


def _bare_heads(lines: list[_Line], width: int) -> _Heads | None:
    """Arms over rows that bare times label: `Exemplar + AI`, `AI alone`, `6 months`, `77%`, `61%`."""
    if len(lines) != width or not (_is_one_alone(lines) or _names_control(lines)):
        return None
    columns = tuple((line.text,) for line in lines)
    return _Heads(columns, "", tuple(range(lines[0].start, lines[-1].end)), lines[-1].end, False)


def _is_one_alone(heads: Sequence[_Line]) -> bool:
    """Whether one of some heads is another one without its partner: `Exemplar + AI` and `AI alone`."""
    alone = [line.text.removesuffix(" alone") for line in heads if line.text.endswith(" alone")]
    return any(one in line.text and not line.text.endswith(" alone") for one in alone for line in heads)


def _names_control(heads: Sequence[_Line]) -> bool:
    """Whether one of some heads is a comparator, and none tells how a value is stated."""
    told = any(STATED.search(line.text) or LABEL_HEAD.fullmatch(line.text) for line in heads)
    return not told and any(line.text.casefold().startswith(tuple(load("arms")["controls"])) for line in heads)


PART = re.compile(r"[^()]{2,40}\s\([nN]\)")
STATED = re.compile(r"\((?:%|n|months|DCO[^)]*)\)$|^n$")


def _two_rows(lines: list[_Line], stub: int, arms: int, width: int, *, is_sized: bool) -> _Heads | None:
    each, over = width // arms, lines[stub : stub + arms]
    below = [line.text for line in lines[stub + arms : stub + arms + width]]
    if width % arms or len(below) < width or below != below[:each] * arms or len(set(below)) != each:
        return None
    columns = [(over[i // each].text, below[i]) for i in range(width)]
    return _made(lines, stub, columns, stub + arms + width, is_sized=is_sized)


def _made(
    lines: list[_Line], stub: int, columns: Sequence[tuple[str, ...]], end: int, *, is_sized: bool
) -> _Heads | None:
    if end >= len(lines) and not is_sized:
        return None
    behind = lines[end - 1].end
    head = lines[0].text if stub else ""
    return _Heads(tuple(columns), head, tuple(range(lines[0].start, behind)), behind, is_sized)


def _rows(blocks: Sequence[Block], at: int, width: int, opening: tuple[int, ...]) -> list[_Row]:
    """Rows: labels run until `width` values in a row follow; none where the first one's values are not at `opening`."""
    rows: list[_Row] = []
    labels: list[int] = []
    while at < len(blocks):
        if labels and _values_from(blocks, at) >= width and not _is_bare_label(blocks, at, width):
            if not rows and at not in opening:
                return []
            rows.append(_Row(tuple(labels), at, width))
            labels = []
            at += width
        elif rows and width > 2 and not labels and RATIO_LINE.match(blocks[at].text):
            rows.append(_Row((), at, 1))  # of the row above
            at += 1
        elif len(labels) == 1 and rows and _values_from(blocks, at) == 1 and _compares(blocks[labels[0]].text):
            rows.append(_Row(tuple(labels), at, 1))
            labels = []
            at += 1
        elif (is_label(blocks[at]) or _is_bare_label(blocks, at, width)) and len(labels) < MOST_LABELS:
            labels.append(at)
            at += 1
        else:
            break
    return rows


RATIO_LINE = re.compile(r"(?:HR|OR|RR|[Hh]azard ratio)\s?[=:]\s?\d")


def _compares(label: str) -> bool:
    """Whether a row's label names what is one number for all arms: a ratio, a difference, a p value."""
    return bool(re.search(r"\b(?:HR|OR|RR|ratio|difference|reduction|p[- ]?value)\b", label, re.IGNORECASE))


def _is_bare_label(blocks: Sequence[Block], at: int, width: int) -> bool:
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


def _cells(blocks: Sequence[Block], heads: _Heads, rows: list[_Row], width: int, table: int) -> Iterator[Block]:
    for column, index in enumerate(heads.blocks):
        yield replace(blocks[index], kind=Kind.CELL, cell=Cell(table, 0, column, header=True))
    yield from _row_cells(blocks, heads, rows, width, table)


def _row_cells(blocks: Sequence[Block], heads: _Heads, rows: list[_Row], width: int, table: int) -> Iterator[Block]:
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
