"""A page as read: its blocks with their markers and cells, and what could not be read."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from claims.model.places import Layout, Place


class Kind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    CELL = "table cell"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    REFERENCES = "reference list"
    ABBREVIATIONS = "abbreviations"
    INDICATION = "indication"
    BOILERPLATE = "boilerplate"


class Section(StrEnum):
    """Where a claim stands, in the words of the contract."""

    BODY = "body"
    TABLE = "table"
    FOOTNOTE = "footnote"
    SAFETY = "safety"
    BOILERPLATE = "boilerplate"


class Carrier(StrEnum):
    """What carries the words: visible text, or something else that a reader may meet."""

    TEXT = "text"
    HIDDEN = "hidden"
    ALT = "alt"
    SVG = "svg"
    META = "meta"
    STRUCTURED = "structured"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Mark:
    """A superscript, subscript or reference marker that was lifted out of a block's text.

    `at` is the offset in the block's text that it stands behind; `text` is what is printed (`1-7`, `*`, `a`).
    """

    at: int
    text: str
    start: int
    end: int
    kind: str = "super"  # super: raised or glued to a word · sub: lowered · bracket: [1] or (1) written as a citation


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a block stands in a table, with the headings that govern it, outermost first."""

    table: int
    row: int
    column: int
    header: bool = False
    row_heads: tuple[str, ...] = ()
    column_heads: tuple[str, ...] = ()
    stub: str = ""  # what heads the column of row labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One heading, paragraph, list item, cell or note: its clean text and where each character came from.

    `spots[i]` is the source offset of `text[i]`; one more entry at the end is the offset behind the last character.
    """

    index: int
    kind: Kind
    text: str
    spots: array[int]
    marks: tuple[Mark, ...] = ()
    trail: tuple[int, ...] = ()  # indexes of the headings above it, outermost first
    level: int = 0  # headings: rank, 1 outermost; list items: depth
    section: Section = Section.BODY
    carrier: Carrier = Carrier.TEXT
    cell: Cell | None = None
    marker: str | None = None  # a footnote's own marker, as printed
    group: int = 0  # blocks of one list, table or run of lines share it


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image: what a reader sees of it, where it leads or what file it shows, offsets in the source."""

    text: str  # a link's words, its label where it has none; an image's alternative text
    target: str
    start: int
    end: int
    is_image: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something on a page that could not be read or decided: a result, never silence."""

    message: str
    line: int = 1
    column: int = 1
    page: int | None = None
    is_unread: bool = False  # a part of the page that no one has looked at: the run cannot call the page clean


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A page that could not be read at all, and why."""

    path: str
    reason: str


@dataclass(frozen=True)
class Page:
    """A draft as read: its decoded source and its blocks in page order.

    The source of a PDF or office file is its text as it was read, and its layout says where that is printed.
    """

    path: str
    format: str
    source: str
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
    layout: Layout | None = None
    is_flattened: bool = False  # text without its markup: headings and tables were told by their shape
    links: tuple[Link, ...] = ()  # and images, in page order; none in formats that have no links

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, at = [0], self.source.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.source.find("\n", at + 1)
        return starts

    @cached_property
    def _block_starts(self) -> tuple[list[int], list[int]]:
        starts = sorted((block.spots[0], block.index) for block in self.blocks)
        return [start for start, _ in starts], [index for _, index in starts]

    def block_at(self, offset: int) -> int:
        """Index of the block that a source offset lies in."""
        starts, indexes = self._block_starts
        return indexes[max(0, bisect_right(starts, offset) - 1)]

    def place(self, start: int, end: int) -> Place:
        """Offsets into the source as lines and columns, and where that is printed."""
        line = bisect_right(self._line_starts, start)
        end_line = bisect_right(self._line_starts, max(start, end - 1))
        return Place(
            block=self.block_at(start) + 1 if self.layout and self.blocks else None,
            page=self.layout.page(start) if self.layout else None,
            box=self.layout.box(start, end) if self.layout else None,
            line=line,
            column=start - self._line_starts[line - 1] + 1,
            end_line=end_line,
            end_column=end - self._line_starts[end_line - 1] + 1,
            start=start,
            end=end,
        )

    def located(self, place: Place) -> str:
        """A place with the page's path: `draft.html:12:3`, or `draft.pdf, page 3` where nobody has lines."""
        return f"{self.path}:{place.line}:{place.column}" if place.block is None else f"{self.path}, {place.words}"

    def problem_at(self, problem: Problem) -> str:
        """Where a problem is, with the page's path."""
        if self.layout is None:
            return f"{self.path}:{problem.line}:{problem.column}"
        return self.path if problem.page is None else f"{self.path}, page {problem.page}"

    def line_place(self, line: int, column: int = 1) -> Place:
        """The place of a line and a column."""
        start = self._line_starts[min(line, len(self._line_starts)) - 1] + column - 1
        return self.place(start, start + 1)

    def spot(self, block: Block, start: int, end: int) -> Place:
        """A stretch of a block's text as a place in the source."""
        last = block.spots[end - 1] + 1 if end > start else block.spots[start]
        return self.place(block.spots[start], last)

    def line_text(self, line: int) -> str:
        """One line of the source, without its line break."""
        start = self._line_starts[line - 1]
        end = self._line_starts[line] if line < len(self._line_starts) else len(self.source)
        return self.source[start:end].rstrip("\r\n")
