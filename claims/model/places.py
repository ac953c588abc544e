"""Where something stands: in a source file, on a printed page, in a drawing of it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass


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
