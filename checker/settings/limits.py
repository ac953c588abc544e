"""`limits:` of promocheck.yaml: what each may be set to and what it means."""

from __future__ import annotations

from dataclasses import dataclass

from references.compose import Node
from references.errors import quoted
from references.nodes import Log, Schema, Spot, text_of

MOST = 1_000_000
ABOUT = {
    "size": "MB of one file.",
    "text": "Million characters of text on one page.",
    "numbers": "Numbers on one page.",
    "parts": "Tags of an HTML page; lines and cells of Markdown and text.",
    "nesting": "HTML elements, lists and quotes within one another; Markdown counts at most 100.",
    "seconds": "Processor time for reading a page and its claims, and again for checking them.",
    "pages": "Pages of a PDF, slides of a presentation.",
    "memory": "MB for reading one PDF or office file.",
    "unpacked": "MB that an office file may unpack to.",
    "members": "Files inside an office file.",
    "ratio": "How many times its packed size a large file inside an office file may unpack to.",
}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from 1 to a million: no limit can be switched off."""

    def read(self, node: Node, spot: Spot, log: Log) -> int | None:
        """The number."""
        text = text_of(node, spot, log, "a whole number")
        if text is None:
            return None
        value = whole_number(text)
        if value is None:
            log.fault(spot, f"{quoted(text)} is no whole number from 1 to {MOST}")
        return value

    def schema(self) -> Schema:
        """An integer."""
        return {"type": "integer", "minimum": 1, "maximum": MOST}


def whole_number(text: str) -> int | None:
    """1 to a million, in plain digits; None for anything else."""
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(MOST)) or not 1 <= int(text) <= MOST:
        return None
    return int(text)
