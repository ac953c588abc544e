"""An element inside another -> what both do to the text in it."""

from __future__ import annotations

from dataclasses import dataclass

from claims.model import Carrier, Kind
from claims.pages import html_elements as elements
from claims.pages.grid import Slot
from claims.pages.html_tables import Table
from claims.pages.runs import Run

SVG_TEXT = frozenset({"text", "title", "desc"})
_FRESH_START = elements.SECTIONING | {"table", "figure", "dialog", "dt", "dd", "search"} | elements.LISTS


@dataclass(slots=True, eq=False)
class Element:
    """An open element with what it hands down to the text in it."""

    tag: str
    serial: int = 0
    is_block: bool = False
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    depth: int = 0  # lists around it
    outer_list: int = 0
    is_hidden: bool = False
    svg: str = ""  # "" outside of drawings, "shape", or "text" in their text, title or desc
    is_meta: bool = False
    raised: str | None = None
    pre: bool = False
    words: str = ""
    landmarks: str = ""
    table: Table | None = None
    slot: Slot | None = None
    is_titled: bool = False  # called a title by its author, and no heading
    note: tuple[Run | None, int] | None = None  # of a link to a note: the run and where in it its text begins

    @property
    def carrier(self) -> Carrier | None:
        """What carries its text; None where there is none to read, as between the shapes of a drawing."""
        if self.svg == "shape":
            return None
        if self.is_meta:
            return Carrier.META
        if self.is_hidden:
            return Carrier.HIDDEN
        return Carrier.SVG if self.svg else Carrier.TEXT

    def child(self, tag: str, attributes: elements.Attributes, serial: int) -> Element:
        """An element that opens inside this one."""
        kind, level = (Kind.PARAGRAPH, 0) if tag in _FRESH_START else (self.kind, self.level)
        depth = self.depth + (tag in elements.LISTS)
        if heading := elements.heading_level(tag, attributes):
            kind, level = Kind.HEADING, heading
        elif tag == "li":
            kind, level = Kind.ITEM, max(1, depth)
        elif tag in {"caption", "figcaption"}:
            kind, level = Kind.CAPTION, 0
        is_landmark = tag in elements.LANDMARKS and tag not in self.landmarks.split()
        return Element(
            tag,
            serial,
            elements.is_block(tag, attributes),
            kind,
            level,
            depth,
            self.outer_list or (serial if tag in elements.LISTS else 0),
            is_hidden=self.is_hidden or elements.is_hidden(tag, attributes),
            svg=self._svg_of(tag),
            is_meta=self.is_meta or (tag == "title" and not self.svg),
            raised=self.raised or elements.raised_by(tag, attributes),
            is_titled=elements.is_titled(tag, attributes),
            pre=self.pre or tag in {"pre", "textarea"},
            words=elements.own_words(tag, attributes),
            landmarks=f"{self.landmarks} {tag}" if is_landmark else self.landmarks,
            table=self.table,
            slot=self.slot,
        )

    def _svg_of(self, tag: str) -> str:
        if not self.svg:
            return "shape" if tag == "svg" else ""
        if tag == "foreignobject":
            return ""
        return "text" if tag in SVG_TEXT else self.svg
