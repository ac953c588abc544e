"""HTML source -> raw blocks: what a reader of the page sees and, marked as such, what else the page carries."""

from __future__ import annotations

from bisect import bisect_right
from html.parser import HTMLParser
from itertools import islice

from claims.model import Problem
from claims.pages.html_carriers import attribute_blocks, json_ld_blocks
from claims.pages.html_elements import VOID, is_hidden
from claims.pages.html_links import Links
from claims.pages.html_mask import BLANK, Masked, mask, problem_at
from claims.pages.html_outline import Outline
from claims.pages.html_tables import Draft, settle
from claims.pages.limits import DEFAULT, Limits, setting, too_long
from claims.pages.raw import RawBlock, RawPage
from claims.pages.refused import Refused

_MOST_UNCLOSED_TAGS = 5  # each costs the parser a look at the whole rest of the page


class _Parser(HTMLParser):
    """Tells an outline what stands where.

    html.parser, because it is lenient, has no dependencies, and is the only well-kept parser that gives exact
    positions (getpos); lxml and html5lib know lines at best. It is fed the masked source with ampersands blanked:
    character references are decoded by runs.py, which knows their offsets, and html.parser (3.11) reads the rest of
    a page as raw text after a lone `&#`.
    """

    def __init__(self, masked: Masked, limits: Limits) -> None:
        super().__init__(convert_charrefs=False)
        self.readable = masked.text
        self.is_xml = masked.is_xml
        self.outline = Outline(masked.text, limits.nesting)
        self._limits = limits
        self._length = 0  # characters of text so far
        self.links = Links()
        self.problems: list[tuple[str, int]] = []  # with its offset
        self._fed = masked.text.replace("&", "\x01")
        self._base = 0
        self._lines = [0]

    def read(self) -> list[RawBlock]:
        """All blocks, in source order."""
        at = self.readable.find("\n")
        while at >= 0:
            self._lines.append(at + 1)
            at = self.readable.find("\n", at + 1)
        unclosed = 0
        while self._base < len(self._fed):
            self.feed(self._fed[self._base :])
            stuck = self._at()
            if stuck >= len(self._fed) or self._fed[stuck] == BLANK:  # at the end, or in a script that has none
                break
            unclosed += 1
            flat = unclosed > _MOST_UNCLOSED_TAGS
            message = "tags are never closed; the rest was read as plain text" if flat else "tag is never closed"
            self.problems.append((message, stuck))
            self._base = len(self._fed) if flat else stuck + 1
            self.outline.text(stuck, self._base)
            self.reset()
        self.outline.flush()
        self.links.end("a", 0)
        if self.outline.deep_at is not None:
            message = (
                f"elements nested more than {self.outline.deepest} deep; read flat from here ({setting('nesting')})"
            )
            self.problems.append((message, self.outline.deep_at))
        return settle(self.outline.drafts)

    def handle_data(self, data: str) -> None:
        start = self._at()
        self._length += len(data) - data.count(BLANK)
        if self._length > self._limits.text * 1_000_000:
            raise Refused(too_long(self._length, self._limits))
        self.outline.text(start, start + len(data))
        self.links.text(self.readable[start : start + len(data)], start + len(data))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, closed=tag in VOID)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # <div/> is a start tag to browsers, but closed in XML and in drawings.
        self._start(tag, attrs, closed=tag in VOID or self.is_xml or self.outline.is_drawing)

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            self.outline.line_break(self._at())
        elif tag not in VOID:
            self.outline.end(tag)
            if tag == "a":
                self.links.end(tag, self.readable.find(">", self._at()) + 1)

    def _start(self, tag: str, attrs: list[tuple[str, str | None]], *, closed: bool) -> None:
        attributes: dict[str, str] = {}
        for name, value in attrs:
            attributes.setdefault(name, (value or "").replace("\x01", "&"))
        at = self._at()
        if tag == "br":
            self.outline.line_break(at)
        self.outline.start(tag, attributes, at, closed=closed)
        end = at + len(self.get_starttag_text() or "")
        hidden = self.outline.is_hidden or is_hidden(tag, attributes)
        self.links.start(tag, attributes, at, end, is_hidden=hidden)
        for block in attribute_blocks(self.readable, tag, attributes, at, end, self.outline.hint):
            self.outline.drafts.append(Draft(block))

    def _at(self) -> int:
        """The parser's position as an offset into the source."""
        line, column = self.getpos()
        if line == 1:
            return self._base + column
        return self._lines[bisect_right(self._lines, self._base) + line - 2] + column


def read_html(source: str, limits: Limits = DEFAULT) -> RawPage:
    """Raw blocks of an HTML page."""
    page = read_fragment(source, limits)
    if page.blocks:
        return page
    return RawPage((), (*page.problems, Problem("no text on this page")), links=page.links)


def read_fragment(source: str, limits: Limits = DEFAULT) -> RawPage:
    """Raw blocks of a piece of HTML, which may be none."""
    masked = mask(source)
    parser = _Parser(masked, limits)
    blocks = parser.read()
    for start, end in masked.structured:
        blocks += islice(json_ld_blocks(source, start, end), max(0, limits.parts - len(blocks)) + 1)
    if len(blocks) > limits.parts:
        raise Refused(f"holds more than {limits.parts} values, which is the most that is read ({setting('parts')})")
    blocks.sort(key=lambda block: block.spots[0])
    problems = [*masked.problems, *(problem_at(source, at, message) for message, at in parser.problems)]
    links = tuple(sorted(parser.links.done, key=lambda link: (link.start, link.end)))
    return RawPage(tuple(blocks), tuple(sorted(problems, key=lambda p: (p.line, p.column, p.message))), links=links)
