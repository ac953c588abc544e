"""What a reader of one file format hands to the structure pass: blocks with raised and lowered stretches."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace

from claims.model import Carrier, Cell, Kind, Layout, Link, Problem


@dataclass(frozen=True, slots=True)
class Raised:
    """A stretch of a raw block's text that the markup raises (super), lowers (sub) or links as a note (note)."""

    start: int
    end: int
    kind: str = "super"  # super | sub | note


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlock:
    """A block as its format shows it, before anything is known of its role on the page.

    `text` has entities decoded and white space collapsed; a line break that the author set is a newline.
    `spots[i]` is the source offset of `text[i]`; one more entry stands for the end.
    """

    kind: Kind  # HEADING, PARAGRAPH, ITEM, CELL or CAPTION
    text: str
    spots: array[int]
    raised: tuple[Raised, ...] = ()
    level: int = 0
    carrier: Carrier = Carrier.TEXT
    cell: Cell | None = None
    group: int = 0  # blocks of one list, table or paragraph run share it
    hint: str = ""  # class, id and role words of the elements around it, lower case: what the author called it

    def joined_with(self, other: RawBlock) -> RawBlock:
        """This block and the one behind it as two lines of one."""
        at = len(self.text) + 1
        raised = tuple(Raised(r.start + at, r.end + at, r.kind) for r in other.raised)
        return replace(
            self,
            text=f"{self.text}\n{other.text}",
            spots=self.spots + other.spots,  # the first one's end stands for the line break
            raised=self.raised + raised,
        )


@dataclass(frozen=True, slots=True)
class RawPage:
    """All raw blocks of one file, with what could not be read."""

    blocks: tuple[RawBlock, ...]
    problems: tuple[Problem, ...] = ()
    layout: Layout | None = None
    is_flattened: bool = False  # its headings and tables have still to be told by their shape
    links: tuple[Link, ...] = ()
