"""Tags and text in page order -> the page's links and images: their words, where they lead, where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape

from claims.model import Link
from claims.pages.html_elements import Attributes

_LONGEST_TEXT = 400  # characters of a link's words that are kept


@dataclass(slots=True)
class _Anchor:
    target: str
    label: str
    start: int
    end: int
    is_hidden: bool
    words: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, words: str) -> None:
        if self.length < _LONGEST_TEXT:
            self.words.append(words)
            self.length += len(words)


class Links:
    """The link that is open, and those that are done."""

    def __init__(self) -> None:
        self.done: list[Link] = []
        self._open: _Anchor | None = None

    def start(self, tag: str, attributes: Attributes, at: int, end: int, *, is_hidden: bool) -> None:
        """A start tag, source[at:end]."""
        if tag in ("a", "area") and "href" in attributes:
            self.end("a", at)
            label = attributes.get("aria-label") or attributes.get("title") or attributes.get("alt", "")
            self._open = _Anchor(attributes["href"], label, at, end, is_hidden)
            if tag == "area":
                self.end("a", end)
        elif tag == "img":
            alternative = _plain(attributes.get("alt", ""))
            source = unescape(attributes.get("src", ""))
            self.done.append(Link(alternative, source, at, end, is_image=True, is_hidden=is_hidden))
            self.text(f" {alternative} ", end)
        elif tag == "br":
            self.text(" ", end)

    def text(self, words: str, end: int) -> None:
        """Text that ends at an offset."""
        if self._open is not None:
            self._open.add(words)
            self._open.end = end

    def end(self, tag: str, at: int) -> None:
        """An end tag; `at` is the offset behind it."""
        anchor = self._open
        if tag != "a" or anchor is None:
            return
        words = _plain("".join(anchor.words)) or _plain(anchor.label)
        self._open = None
        self.done.append(
            Link(words, unescape(anchor.target), anchor.start, max(anchor.end, at), False, anchor.is_hidden)
        )


def _plain(words: str) -> str:
    return " ".join(unescape(words).split())
