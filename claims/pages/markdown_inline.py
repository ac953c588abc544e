"""The inline tokens of one Markdown block -> its text with offsets, raised stretches and hidden or spoken parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token

from claims.model import Carrier, Kind, Link
from claims.pages import html_elements as elements
from claims.pages.markdown_lines import Located
from claims.pages.markdown_marks import without_marks
from claims.pages.raw import RawBlock
from claims.pages.runs import Run

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)")
_ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_NUMBER = re.compile(r"\d|\S\s+\S")  # a spoken text is worth a block if it holds a digit or more than one word


@dataclass(slots=True)
class _Open:
    hidden: bool
    note_at: int | None


class InlineText:
    """Finds each token's words in the block's own Markdown, from a pointer that only moves forward."""

    def __init__(self, located: Located, hint: str) -> None:
        self.text, self.spots = located.text, located.spots
        self.hint = hint
        self.at = 0
        self.runs: dict[Carrier, Run] = {}
        self.spoken: list[RawBlock] = []
        self.open: dict[str, list[_Open]] = {}  # by name, innermost last
        self.raising: dict[int, str] = {}  # of the open elements that raise or lower, by id(), outermost first
        self.hiding = 0  # open elements that hide
        self.left_over: list[tuple[str, int]] = []
        self.links: list[Link] = []  # and images
        self.anchors: list[tuple[str, int, int]] = []  # of the open links: target, offset, length of the text so far

    def begin_with_marker(self, marker: str, at: int) -> None:
        """Write a footnote's marker in front."""
        run = self._run()
        run.spell(marker, range(at, at + len(marker)), at + len(marker), "super")
        run.put(" ", at + len(marker), at + len(marker) + 1)

    def read(self, tokens: Sequence[Token]) -> list[RawBlock]:
        """The block's text, and its hidden text if any; `spoken` then holds images' texts and notes in the line."""
        for token in tokens:
            self._token(token)
        blocks: list[RawBlock] = []
        for carrier, run in self.runs.items():
            text, spots, raised = run.close()
            block = RawBlock(
                kind=Kind.PARAGRAPH, text=text, spots=spots, raised=raised, carrier=carrier, hint=self.hint
            )
            block, left_over = without_marks(block)
            self.left_over += left_over
            blocks.append(block)
        return [block for block in blocks if block.text]

    def _token(self, token: Token) -> None:
        match token.type:
            case "text" | "text_special" if token.content == token.markup or token.type == "text":
                self._write(token.content, self._find(token.content))  # an escape that escapes nothing is text
            case "text_special":
                at = self._find(token.markup)
                run = self._run()
                run.put(token.content, self.spots[at], self.spots[at + len(token.markup)], self._raised())
                self.at = at + len(token.markup)
            case "softbreak" | "hardbreak":
                at = self._find("\n")
                if token.type == "hardbreak":
                    self._newline(self.spots[at])
                else:
                    self._run().put(" ", self.spots[at], self.spots[at] + 1)
                self.at = at + 1
            case "code_inline":
                self._code(token)
            case "html_inline":
                at = self._find(token.content)
                self.at = at + len(token.content)
                self._html(token.content, at)
            case "footnote_ref":
                self._footnote(token)
            case "link_open":
                at = self._find("<" if token.markup == "autolink" else "[")
                self.anchors.append((str(token.attrGet("href") or ""), self.spots[at], len(self._run())))
            case "link_close":
                if token.markup == "autolink":
                    self.at = self._find(">") + 1
                else:
                    self._past_target()
                self._link_end()
            case "image":
                self._image(token)

    def _write(self, words: str, at: int) -> None:
        self.at = at + len(words)
        self._run().spell(words, self.spots[at : self.at], self.spots[self.at - 1] + 1, self._raised())

    def _code(self, token: Token) -> None:
        at = self._find(token.markup) + len(token.markup)
        end = re.compile(rf"(?<!`){token.markup}(?!`)").search(self.text, at)
        behind = end.start() if end else len(self.text)
        inside = self.text[at:behind].replace("\n", " ")
        lead = inside.find(token.content)
        self._write(token.content, at + max(0, lead))
        self.at = end.end() if end else behind

    def _footnote(self, token: Token) -> None:
        label = token.meta.get("label")
        if label is None:  # ^[a note in the line]
            at = self._find("^[")
            end = _closing(self.text, at + 1)
            run = Run("")
            run.spell(self.text[at + 2 : end], self.spots[at + 2 : end], self.spots[end], None)
            text, spots, _ = run.close()
            self.spoken.append(RawBlock(kind=Kind.PARAGRAPH, text=text, spots=spots, hint="footnote"))
            self.at = end + 1
            return
        at = self._find(f"[^{label}]")
        self.at = at + len(label) + 3
        run = self._run()
        start = len(run)
        run.spell(label, self.spots[at + 2 : self.at - 1], self.spots[self.at - 1], self._raised())
        run.note(start, len(run))

    def _link_end(self) -> None:
        if self.anchors:
            target, start, length = self.anchors.pop()
            words = " ".join(self._run().text(length).split())
            self.links.append(
                Link(words, target, start, self.spots[max(0, self.at - 1)] + 1, is_hidden=self.hiding > 0)
            )

    def _image(self, token: Token) -> None:
        at = self._find("![")
        end = at + 2 + len(token.content)
        inner = InlineText(Located(self.text[at + 2 : end], self.spots[at + 2 : end + 1]), self.hint)
        for block in inner.read(token.children or ()):
            if _NUMBER.search(block.text):
                self.spoken.append(
                    RawBlock(kind=Kind.PARAGRAPH, text=block.text, spots=block.spots, carrier=Carrier.ALT)
                )
        self.at = end
        self._past_target()
        source = str(token.attrGet("src") or "")
        self.links.append(Link(token.content, source, self.spots[at], self.spots[self.at - 1] + 1, is_image=True))

    def _past_target(self) -> None:
        """From inside a link's or image's text to behind its `](target "title")` or `][label]`."""
        at = self.text.find("]", self.at)
        if at < 0:
            return
        self.at = at + 1
        if self.text.startswith("(", self.at):
            target = parseLinkDestination(self.text, _past_space(self.text, self.at + 1), len(self.text))
            at = _past_space(self.text, target.pos if target.ok else self.at + 1)
            title = parseLinkTitle(self.text, at, len(self.text))
            at = _past_space(self.text, title.pos if title.ok else at)
            if self.text.startswith(")", at):
                self.at = at + 1
        elif self.text.startswith("[", self.at):
            end = self.text.find("]", self.at)
            self.at = end + 1 if end >= 0 else self.at

    def _html(self, tag: str, at: int) -> None:
        match = _TAG.match(tag)
        if not match:
            return
        name = match["name"].lower()
        if name == "br":
            self._newline(self.spots[at])
        elif match["end"]:
            self._close(name)
        elif name == "img":
            attributes = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag, match.end())}
            alternative, source = attributes.get("alt", ""), attributes.get("src", "")
            self.links.append(
                Link(alternative, source, self.spots[at], self.spots[at + len(tag) - 1] + 1, is_image=True)
            )
        elif name not in elements.VOID and not tag.endswith("/>"):
            attributes = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag, match.end())}
            if name == "a" and "href" in attributes:
                self.anchors.append((attributes["href"], self.spots[at], len(self._run())))
            note_at = len(self._run()) if elements.links_note(name, attributes) else None
            element = _Open(elements.is_hidden(name, attributes), note_at)
            self.open.setdefault(name, []).append(element)
            self.hiding += element.hidden
            if raised := elements.raised_by(name, attributes):
                self.raising[id(element)] = raised

    def _close(self, name: str) -> None:
        if not self.open.get(name):
            return
        element = self.open[name].pop()
        if name == "a":
            self._link_end()
        self.hiding -= element.hidden
        self.raising.pop(id(element), None)
        run = self._run()
        if element.note_at is not None and elements.is_marker(run.text(element.note_at).strip()):
            run.note(element.note_at, len(run))

    def _raised(self) -> str | None:
        return next(iter(self.raising.values()), None)

    def _run(self) -> Run:
        carrier = Carrier.HIDDEN if self.hiding else Carrier.TEXT
        return self.runs.setdefault(carrier, Run(""))

    def _newline(self, at: int) -> None:
        for run in self.runs.values():
            run.newline(at)

    def _find(self, words: str) -> int:
        at = self.text.find(words, self.at)
        return at if at >= 0 else min(self.at, len(self.text) - 1)


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\n":
        at += 1
    return at


def _closing(text: str, at: int) -> int:
    """Where the bracket that opens at `at` closes."""
    depth = 0
    for position in range(at, len(text)):
        depth += {"[": 1, "]": -1}.get(text[position], 0)
        if not depth:
            return position
    return len(text) - 1
