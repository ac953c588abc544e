"""Blocks of a file without a readable source, one by one -> its text as one source that the blocks have their places in."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from claims.model import Box, Carrier, Kind, Layout, Link, Problem
from claims.pages.raw import Raised, RawBlock, RawPage
from claims.pages.runs import Run

BESIDE = " | "  # between the cells of a row


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file's text with its blocks; `flat` characters at its front are flattened text, whose blocks are still to be told."""

    source: str
    page: RawPage
    flat: int = 0


@dataclass(slots=True)
class Said:
    """A block's words before they have a place."""

    text: str = ""
    raised: tuple[Raised, ...] = ()
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    carrier: Carrier = Carrier.TEXT
    hint: str = ""
    links: tuple[tuple[int, int, str], ...] = ()  # stretches of the text that lead somewhere, and where
    pages: array[int] = field(default_factory=lambda: array("q"))  # of each piece, see Rendering
    starts: array[int] = field(default_factory=lambda: array("q"))  # of each piece in the text
    boxes: array[float] = field(default_factory=lambda: array("d"))

    @classmethod
    def of(cls, run: Run, **about: object) -> Said:
        """Words as a run collected them."""
        text, _, raised = run.close()
        return replace(cls(text, raised), **about)  # type: ignore[arg-type]


class Rendering:
    """The text in the making: a block a line, the cells of a table's row on one line."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._lines = 1
        self._starts = array("q")
        self._pages = array("q")
        self._boxes = array("d")
        self.problems: list[Problem] = []
        self.links: list[Link] = []

    @property
    def length(self) -> int:
        """Characters written so far."""
        return self._length

    def write(self, said: Said, *, group: int, page: int = 0, is_beside: bool = False) -> RawBlock:
        """A block on a line of its own, or beside the cell before it."""
        if self._length:
            self._put(BESIDE if is_beside else "\n")
        start = self._length
        if said.carrier is Carrier.ALT:
            self.links.append(Link(said.text, "", start, start + len(said.text), is_image=True))
        for first, end, target in said.links:
            words = said.text[first:end]
            at = first + len(words) - len(words.lstrip())
            hidden = said.carrier is Carrier.HIDDEN
            self.links.append(Link(" ".join(words.split()), target, start + at, start + end, is_hidden=hidden))
        if said.starts:
            self._starts.extend(start + at for at in said.starts)
            self._pages.extend(said.pages)
            self._boxes.extend(said.boxes)
        else:
            self._starts.append(start)
            self._pages.append(page)
        self._put(said.text)
        return RawBlock(
            kind=said.kind,
            text=said.text,
            spots=array("q", range(start, start + len(said.text) + 1)),
            raised=said.raised,
            level=said.level,
            carrier=said.carrier,
            group=group,
            hint=said.hint,
        )

    def blank(self) -> None:
        """An empty line."""
        self._put("\n")

    def problem(self, message: str, *, page: int = 0, is_unread: bool = False) -> None:
        """Something that could not be read or decided, at the line that is being written."""
        self.problems.append(Problem(message, max(1, self._lines), 1, page or None, is_unread))

    def link_by_place(self, links: Mapping[int, Sequence[tuple[Box, str]]]) -> None:
        """Make links of the words that stand in boxes; boxes and where they lead by their page."""
        source = "".join(self._parts)
        for at, (start, page) in enumerate(zip(self._starts, self._pages, strict=True)):
            for box, target in links.get(page, ()):
                left, top, right, bottom = self._boxes[4 * at : 4 * at + 4]
                if not (box.left <= (left + right) / 2 <= box.right and box.top <= (top + bottom) / 2 <= box.bottom):
                    continue
                end = self._starts[at + 1] if at + 1 < len(self._starts) else len(source)
                end = start + len(source[start:end].rstrip(" \n|"))
                last = self.links[-1] if self.links else None
                if last is not None and last.target == target and not source[last.end : start].strip():
                    self.links.pop()
                    start = last.start  # noqa: PLW2901 - the words go on
                self.links.append(Link(" ".join(source[start:end].split()), target, start, end))
                break

    def close(self, blocks: tuple[RawBlock, ...], *, flat: int = 0) -> Rendered:
        """All that was written."""
        layout = Layout(self._starts, self._pages, self._boxes)
        links = tuple(sorted(self.links, key=lambda link: (link.start, link.end)))
        page = RawPage(blocks, tuple(self.problems), layout, links=links)
        return Rendered("".join(self._parts), page, flat)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._lines += text.count("\n")
