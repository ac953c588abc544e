"""The values that the page side hands on: places, blocks, pages, claims, the ledger."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from claims.named import Spot
from claims.quantity import Quantity


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
class Box:
    """A rectangle of a printed page: points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the source: 1-based line and column, character offsets, end exclusive.

    A PDF or office file has no source that anyone could open: there the source is its text as it was read, the block
    (from 1) says which heading, paragraph or cell of it is meant, the page and the box where it is printed, if known.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    block: int | None = None
    page: int | None = None
    box: Box | None = None

    @property
    def words(self) -> str:
        """Where it is, in words for a reader of the page."""
        return place_words(self.line, self.page, self.block)


def place_words(line: int, page: int | None, block: int | None) -> str:
    """`page 3` of what is printed, `block 12` of what is only written, `line 5` of a source."""
    if page is not None:
        return f"page {page}"
    return f"line {line}" if block is None else f"block {block}"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the pieces of a text stand on paper: for each its offset, its page (0: not known) and, if known, its box."""

    starts: array[int]
    pages: array[int]
    boxes: array[float]  # left, top, right, bottom of each piece; empty where boxes are not known

    def page(self, offset: int) -> int | None:
        """The page that the character at an offset is printed on."""
        at = bisect_right(self.starts, offset) - 1
        return self.pages[at] or None if at >= 0 else None

    def boxes_of(self, start: int, end: int) -> tuple[tuple[int, Box], ...]:
        """The page and the box of each piece of a stretch, as far as they are known."""
        at = range(*self._pieces(start, end)) if self.boxes else ()
        return tuple((self.pages[one], Box(*self.boxes[4 * one : 4 * one + 4])) for one in at if self.pages[one])

    def _pieces(self, start: int, end: int) -> tuple[int, int]:
        return max(0, bisect_right(self.starts, start) - 1), bisect_right(self.starts, max(start, end - 1))

    def box(self, start: int, end: int) -> Box | None:
        """The box around the pieces of a stretch that stand on its first page."""
        first, last = self._pieces(start, end)
        around = [
            self.boxes[4 * at : 4 * at + 4]
            for at in range(first, last)
            if self.boxes and self.pages[at] == self.pages[first]
        ]
        if not around:
            return None
        lefts, tops, rights, bottoms = zip(*around, strict=True)
        return Box(min(lefts), min(tops), max(rights), max(bottoms))


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


@dataclass(frozen=True, slots=True)
class ConfidenceInterval:
    """The bounds as printed; a bound that is not reached is None."""

    low: Quantity | None
    high: Quantity | None
    level: Quantity | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which words filled a slot, as stretches of blocks or as markers, and by which pattern; no words: inferred."""

    slot: str
    pattern: str
    read: tuple[Spot | Mark, ...] = ()


TOLD_OF = "which a result is told of"  # ends the pattern of an arm that no words near the result name
ABOUT = "trial named above, or the one that the page is about"  # ends the pattern of a trial that none of them name


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One printed estimate with what belongs to it."""

    id: str
    quote: str
    place: Place
    block: int
    measure: str
    endpoint: str | None = None
    value: Quantity | None = None
    status: str | None = None  # NR | NE
    high: Quantity | None = None
    unit: str | None = None
    op: str = "="
    ci: ConfidenceInterval | None = None
    p: Quantity | None = None
    n: Quantity | None = None
    of: Quantity | None = None
    arm: str | None = None
    versus: str | None = None
    population: str | None = None
    analysis: str | None = None
    timepoint: str | None = None
    trial: str | None = None
    citations: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    section: Section = Section.BODY
    carrier: Carrier = Carrier.TEXT
    sentence: str = ""  # the sentence, line or cell it stands in, clean
    evidence: tuple[Evidence, ...] = ()


class Bucket(StrEnum):
    """Where a numeral of the page ends: exactly one of these."""

    CLAIM = "claim"
    PART = "part of a claim"
    CITATION = "citation"
    FOOTNOTE = "footnote"
    REFERENCES = "reference list"
    NAME = "name"
    DATE = "date or version"
    EXCLUDED = "excluded"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Entry:
    """One numeral of the page and its bucket; `reason` says why where the bucket alone does not."""

    text: str
    place: Place
    bucket: Bucket
    reason: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the page's own reference list."""

    number: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's definition on the page."""

    marker: str
    text: str
    block: int
    place: Place


@dataclass(frozen=True, slots=True)
class Marker:
    """A footnote or citation marker where it is used on the page."""

    text: str  # one marker: "3", "*", "a"
    block: int
    place: Place
    is_citation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was found on one page."""

    page: Page
    claims: tuple[Claim, ...]
    ledger: tuple[Entry, ...]
    references: tuple[Reference, ...] = ()
    notes: tuple[Note, ...] = ()
    markers: tuple[Marker, ...] = ()
    abbreviations: dict[str, str] = field(default_factory=dict)
    generics: dict[str, str] = field(default_factory=dict)  # brand names that the page explains: EXEMPLAR (examplimab)
    problems: tuple[Problem, ...] = ()

    @property
    def unread(self) -> tuple[Problem, ...]:
        """Parts of the page that nobody has looked at."""
        return tuple(problem for problem in (*self.page.problems, *self.problems) if problem.is_unread)
