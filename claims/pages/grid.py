"""A table's cells as written -> each cell's place in the grid with the headings that govern it."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from claims.model import Cell

_WIDEST = 1_000  # columns; HTML clamps colspan at the same number
_MOST_SLOTS = 200_000  # grid places one table may fill through its spans: a bound for hostile pages
_MOST_HEADS = 12  # headings over one column, or before one cell of a row
_LONGEST_HEAD = 300  # characters of a heading that its cells are given
_NUMBER = r"[-+−–]?\s?\d[\d,]*(?:[.·]\d+)?"
# What a result looks like at the start of its cell: 86.6%, 19 (2.2%), 0.55 (0.37-0.82), 11.5 months; not `10 mg`.
_DATA = re.compile(
    rf"""[<>≤≥~=≈\s]*(?:{_NUMBER}\s?%(?!\s?(?:CI|CrI)\b)
       | {_NUMBER}\s?[(\[]\s?{_NUMBER}
       | {_NUMBER}\s?/\s?\d+\s?[(\[]
       | [-+−–]?\s?\d[\d,]*[.·]\d+\s*(?:$|[(\[–\-;,*†‡]|to\b|months?\b|weeks?\b|days?\b|years?\b|vs\b))""",
    re.VERBOSE | re.IGNORECASE,
)
# What the numbers of a row are, at the end of its label: `Race, n (%)`, `Age, mean (years)`, `ECOG status (%)`.
_STATED = re.compile(
    r"(?:,\s|\()(?:n(?:o\.)?(?:\s?\(%\)|,\s?%)?|%|(?:mean|median|average)\b[^,;]{0,40}|(?:years?|months|kg|kg/m[2²]|mg/dL))\)?\W{0,3}$",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[<>≤≥~=≈\s]*[-+−–]?\d[\d,.·\s]*")


@dataclass(slots=True, eq=False)
class Slot:
    """A cell as written: its place, its spans, what the markup says it heads."""

    row: int
    column: int
    height: int = 1
    width: int = 1
    is_heading: bool = False
    scope: str = ""
    in_head: bool = False
    text: str = ""

    @property
    def said(self) -> str:
        """What it says as a heading."""
        return self.text[:_LONGEST_HEAD]

    @property
    def is_data(self) -> bool:
        """Whether it holds a result rather than a label."""
        return bool(_DATA.match(self.text))


@dataclass(slots=True)
class Grid:
    """A table in the making: gives each cell the next free place, as browsers do."""

    slots: list[Slot] = field(default_factory=list)
    row: int = -1
    in_head: bool = False
    _next: int = 0
    _taken: dict[int, int] = field(default_factory=dict)  # column -> first row in which it is free again
    _left: int = _MOST_SLOTS

    def open_row(self) -> None:
        """Go to the next row."""
        self.row += 1
        self._next = 0

    def open_group(self, *, in_head: bool) -> None:
        """Begin thead, tbody or tfoot: no rowspan reaches over it."""
        self.in_head = in_head
        self._taken.clear()

    def open_cell(self, *, is_heading: bool, width: int = 1, height: int = 1, scope: str = "") -> Slot:
        """Place the next cell of the row."""
        if self.row < 0:
            self.open_row()
        while self._taken.get(self._next, 0) > self.row:
            self._next += 1
        width = max(1, min(width, _WIDEST - self._next, self._left))
        height = max(1, min(height, self._left // width))
        slot = Slot(self.row, self._next, height, width, is_heading, scope, self.in_head)
        if slot.height > 1:
            for column in range(slot.column, slot.column + width):
                self._taken[column] = self.row + slot.height
        self._left = max(1, self._left - width * height + 1)
        self._next += width
        self.slots.append(slot)
        return slot

    @property
    def width(self) -> int:
        """Columns that the cells reach over."""
        return max((slot.column + slot.width for slot in self.slots), default=0)

    def cells(self, table: int) -> dict[int, Cell]:
        """Every slot's cell, by the slot's id()."""
        rows = [list(row) for _, row in groupby(self.slots, key=lambda slot: slot.row)]
        shape = _Shape(rows, self.width)
        labels = _label_columns(shape.body)
        if len(rows) > 1 and shape.kinds[:2] == ["heads", "heads"]:
            _reach_over(rows[0], rows[1])
        found: dict[int, Cell] = {}
        above = _Above()
        hanging: list[Slot] = []  # labels that a rowspan carries into the row
        group = ""
        for index, row in enumerate(rows):
            kind = shape.kinds[index]
            if kind == "heads":
                if index and shape.kinds[index - 1] != "heads":
                    above, group = _Above(), ""
                for slot in row:
                    found[id(slot)] = Cell(table, slot.row, slot.column, True, (), above.heads(slot))
                above.add(slot for slot in row if slot.text)
                if shape.kinds[index + 1 : index + 2] == ["heads"]:
                    for slot, column in _spread(row, rows[index + 1]):
                        above.put(slot, column)
                continue
            hanging = [slot for slot in hanging if slot.row + slot.height > row[0].row]
            if kind == "group":
                filled = next(slot for slot in row if slot.text)
                group = filled.said
                for slot in row:
                    heads = above.heads(slot) if slot is not filled else ()
                    found[id(slot)] = Cell(table, slot.row, slot.column, slot is filled, (), heads)
                continue
            if group and _STATED.search(group) and row[0].column == 0 and _STATED.search(row[0].said):
                group = ""  # what a group counts is said in its label: a row that says so itself is none of it
            before = sorted(hanging, key=lambda s: s.column)[:_MOST_HEADS]
            for slot in row:
                column_heads = above.heads(slot)
                is_label = bool(slot.text) and _is_label(slot, labels, column_heads)
                own = [label.said for label in before if label.column < slot.column]
                row_heads = tuple(dict.fromkeys(filter(None, (group, *own))))
                found[id(slot)] = Cell(table, slot.row, slot.column, is_label, row_heads, column_heads, above.stub)
                if is_label and len(before) < _MOST_HEADS:
                    insort(before, slot, key=lambda s: s.column)
                    if slot.height > 1:
                        hanging.append(slot)
        return found


def _reach_over(first: list[Slot], second: list[Slot]) -> None:
    """Let each head of a first row stand over the columns that it leaves empty behind it, where the second row heads them."""
    below = {slot.column for slot in second if slot.text}
    if any(slot.width > 1 for slot in first) or sum(bool(slot.text) for slot in first if slot.column) < _FEWEST_SPANS:
        return
    over: Slot | None = None
    for slot in first:
        if slot.text:
            over = slot if slot.column else None
        elif over is not None and slot.column in below:
            slot.text = over.text


_FEWEST_SPANS = 2  # heads of a first row that reach over others: one per arm


class _Above:
    """The heading cells over the rows that follow, by column, top row first."""

    def __init__(self) -> None:
        self._columns: dict[int, list[Slot]] = {}

    def add(self, row: Iterable[Slot]) -> None:
        for slot in row:
            for column in range(slot.column, slot.column + slot.width):
                self.put(slot, column)

    def put(self, slot: Slot, column: int) -> None:
        heads = self._columns.setdefault(column, [])
        if len(heads) < _MOST_HEADS:
            heads.append(slot)

    @property
    def stub(self) -> str:
        """What heads the first column, that of the row labels."""
        return " ".join(dict.fromkeys(head.said for head in self._columns.get(0, ())))

    def heads(self, slot: Slot) -> tuple[str, ...]:
        """Texts of the headings over a cell, outermost first."""
        if slot.width == 1:
            over = self._columns.get(slot.column, [])
        else:
            columns = range(slot.column, slot.column + slot.width)
            over = sorted((head for c in columns for head in self._columns.get(c, ())), key=lambda s: (s.row, s.column))
        return tuple(dict.fromkeys(head.said for head in over))


def _spread(row: list[Slot], below: list[Slot]) -> Iterator[tuple[Slot, int]]:
    """Heads and the empty columns at their right that they stand over too, where each column has a head of its own below.

    Markdown has no cells that span columns: `| | Exemplar | | placebo | |` over `| | any grade | grade 3 | ... |`.
    """
    named = {slot.column for slot in below if slot.text}
    left: Slot | None = None
    for slot in row:
        if slot.text or slot.width > 1:
            left = slot if slot.column and slot.width == 1 and slot.column in named else None
        elif left is not None and slot.column in named:
            yield left, slot.column
        else:
            left = None


def _is_label(slot: Slot, labels: int, above: Sequence[str]) -> bool:
    if slot.is_heading and slot.scope not in {"col", "colgroup"}:
        return not slot.is_data or slot.scope in {"row", "rowgroup"} or not above
    return slot.column < labels and (not slot.is_data or (not slot.column and _is_class(slot)))


# A class of a scale: `75% to <90%`, `≥50%`.
_CLASS = re.compile(r"[<>≥≤]\s?\d{1,3}\s?%?|[<>≥≤]?\s?\d{1,3}\s?%?\s?(?:to|[-–])\s?[<>≥≤]?\s?\d{1,3}\s?%?")


def _is_class(slot: Slot) -> bool:
    return bool(_CLASS.fullmatch(slot.text.strip()))


class _Shape:
    """Tells heading rows, group rows (one label over the rows below) and body rows apart."""

    def __init__(self, rows: list[list[Slot]], width: int) -> None:
        self.kinds: list[str] = list(self._kinds(rows, width))
        self.body = [row for row, kind in zip(rows, self.kinds, strict=True) if kind == "body"]

    def _kinds(self, rows: list[list[Slot]], width: int) -> Iterator[str]:
        is_top, is_named = True, False  # all rows so far are heads; one of them says something
        reach = 0  # first row below the rowspans that begin in the heading rows' first column
        for row in rows:
            filled = [slot for slot in row if slot.text]
            is_group = _spans(filled, row, width)
            if is_top and not is_named and _tells(row):
                is_heads = False  # Markdown has no table without a head: its first row may be one of results
                for slot in row[1:]:
                    slot.is_heading = False
            elif all(slot.in_head for slot in row) or (_all_heads(filled) and (is_top or not is_group)):
                is_heads = True
            elif is_top and not is_named:
                is_heads = _reads_as_heads(row, width, rows)
            else:
                is_heads = is_top and (row[0].row < reach or _continues_heads(row, filled, rows[0]))
            if is_heads:
                is_named = is_named or bool(filled)
                reach = max([reach, *(s.row + s.height for s in row if s.column == 0 and s.height < len(rows))])
            is_top = is_top and is_heads
            yield "heads" if is_heads else "group" if is_group else "body"


# A result with its range: `62 years (range: 29 to 88)`.
_RANGED = re.compile(r"[^()]{0,20}\d[^()]{0,12}\((?:range|IQR|SD|95% CI)\b", re.IGNORECASE)


def _tells(row: list[Slot]) -> bool:
    """Whether a row has a label and results behind it, and no column that only a head could hold."""
    rest = [slot for slot in row if slot.column and slot.text]
    return bool(row[0].text and rest) and all(slot.is_data or _RANGED.match(slot.text) for slot in rest)


def _all_heads(filled: list[Slot]) -> bool:
    return bool(filled) and all(slot.is_heading and not slot.scope.startswith("row") for slot in filled)


def _spans(filled: list[Slot], row: list[Slot], width: int) -> bool:
    """Whether one label stands for the whole row: it spans the table, or all beside it is empty."""
    if len(filled) != 1 or width < 2 or filled[0].is_data:
        return False
    return filled[0].width >= width or (filled[0].column == 0 and len(row) > 1)


def _reads_as_heads(row: list[Slot], width: int, rows: list[list[Slot]]) -> bool:
    """Whether a first row that no markup calls so is the head: no results in it, and more than bare numbers."""
    if len(rows) < 2 or width < 2 or (row[0].is_heading and width == 2):
        return False
    filled = [slot for slot in row if slot.text]
    if len(filled) == 1 and filled[0].width >= width:
        return not filled[0].is_data
    rest = [slot for slot in filled if slot.column > 0]
    if not rest or any(slot.is_data for slot in rest):
        return False
    if not all(_BARE_NUMBER.fullmatch(slot.text) for slot in rest):
        return True
    numbers = [int(slot.text) if slot.text.isdecimal() and len(slot.text) < 6 else -1 for slot in rest]
    return len(rest) >= 3 and numbers[0] >= 0 and all(a < b for a, b in pairwise(numbers))  # time points: 0, 4, 8


def _continues_heads(row: list[Slot], filled: list[Slot], first: list[Slot]) -> bool:
    """Whether a row under the heads goes on with them: nothing in front, or what the first row left empty there, no
    results, words behind."""
    is_split = not first[0].text and len(filled) > 1 + sum(bool(slot.text) for slot in first)
    if not filled or (row[0].text and not is_split) or row[0].column:
        return False
    return not any(slot.is_data or _BARE_NUMBER.fullmatch(slot.text) for slot in filled)


def _label_columns(body: list[list[Slot]]) -> int:
    """How many columns at the left hold labels: by th, else the first if it holds no results, and what it groups."""
    rows = [row for row in body if any(slot.text for slot in row)]
    if not rows or all(len(row) == 1 and row[0].column == 0 for row in rows):
        return 0
    if all(row[0].is_heading and row[0].column == 0 for row in rows):
        return 0  # th speaks for itself
    columns = 0
    while True:
        column = [slot for row in rows for slot in row if slot.column == columns and slot.text]
        behind = any(slot.column > columns for row in rows for slot in row)
        if (
            not column
            or not behind
            or 2 * sum(slot.is_data and (columns > 0 or not _is_class(slot)) for slot in column) > len(column)
        ):
            return columns
        columns += 1
        if not any(slot.height > 1 for slot in column):
            return columns
