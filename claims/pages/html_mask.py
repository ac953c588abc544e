"""HTML source -> the same source with all that is no content blanked, every offset kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.model import Problem

BLANK = "\x00"  # never written into a block's text
_LONGEST_TAG = 2_000
_LONGEST_TEMPLATE = 5_000
_OPENING = re.compile(r"<!--|<!\[CDATA\[|<!|<\?|<%|\{\{|\{%|<(?P<raw>script|style)(?=[\s/>])", re.IGNORECASE)
_TAG_REST = re.compile(r"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>""")
_TYPE = re.compile(r"""\btype\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_OPEN_PHP = "template left-over <?php opened here is never closed; what follows was not read"
_TEMPLATE_TYPE = re.compile(r"template|handlebars|mustache|text/html|x-tmpl|ng-", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_TEMPLATES = {"{{": "}}", "{%": "%}", "<%": "%>"}


@dataclass(frozen=True, slots=True)
class Masked:
    """What is left to parse (same length as the source), the JSON-LD stretches, and what was not read."""

    text: str
    structured: tuple[tuple[int, int], ...]
    is_xml: bool
    problems: tuple[Problem, ...]


class _Masker:
    """Goes over the source once, from opening to opening."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.is_xml = source.lstrip("\ufeff \t\r\n")[:5] == "<?xml"
        self.parts: list[str] = []
        self.structured: list[tuple[int, int]] = []
        self.problems: list[Problem] = []
        self.done = 0  # all before this offset is in parts
        self.reported: set[str] = set()
        self.absent: set[str] = set()  # closings that do not come any more: searched for once

    def run(self) -> Masked:
        at = 0
        while opening := _OPENING.search(self.source, at):
            at = self._past(opening)
        self.parts.append(self.source[self.done :])
        return Masked("".join(self.parts), tuple(self.structured), self.is_xml, tuple(self.problems))

    def _past(self, opening: re.Match[str]) -> int:
        """Blank what opens here; the offset to go on from."""
        start, opened = opening.start(), opening[0].upper()
        if opening["raw"]:
            return self._raw_text(start, opening.end(), opening["raw"])
        if opened in _TEMPLATES:
            closing = "--}}" if self.source.startswith("{{!--", start) else _TEMPLATES[opened]
            end = self.source.find(closing, start + 2, start + _LONGEST_TEMPLATE)
            if end < 0:
                return start + 2
            self._problem(opened, start, f"template left-over {opened} {_TEMPLATES[opened]} not read")
            return self._blank(start, end + len(closing))
        if opened == "<!--":
            return self._comment(start)
        if opened == "<?":
            return self._instruction(start)
        if opened == "<![CDATA[":
            end = self._find("]]>", start)
            if end >= 0 and self.is_xml:
                self._blank(start, start + len(opened))
                return self._blank(end, end + 3)
            return self._blank(start, end + 3 if end >= 0 else start + len(opened))
        end = self._find(">", start)
        return self._blank(start, end + 1 if end >= 0 else start + len(opened))

    def _comment(self, start: int) -> int:
        for short in ("<!-->", "<!--->"):
            if self.source.startswith(short, start):
                return self._blank(start, start + len(short))
        end = self._find("-->", start + 4)
        if end >= 0:
            return self._blank(start, end + 3)
        self._problem("comment", start, "comment opened here is never closed; what follows was read as content")
        return self._blank(start, start + 4)

    def _instruction(self, start: int) -> int:
        head = self.source[start + 2 : start + 6].lower()
        is_template = head.startswith(("php", "=", " ", "\n"))
        end = self._find("?>" if is_template or head.startswith("xml") else ">", start)
        if is_template:
            what = "template left-over <?php ?> not read" if end >= 0 else _OPEN_PHP
            self._problem("<?" if end >= 0 else "open <?", start, what, is_unread=end < 0)
            return self._blank(start, end + 2 if end >= 0 else len(self.source))
        if end < 0:
            return start + 2
        return self._blank(start, end + (1 if self.source[end] == ">" else 2))

    def _raw_text(self, start: int, at: int, name: str) -> int:
        tag = _TAG_REST.match(self.source, at, at + _LONGEST_TAG)
        opened = tag.end() if tag else self._find(">", at) + 1
        if not opened:
            return at
        if self.source[opened - 2] == "/":
            return opened
        closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.source, opened)
        if not closing:
            what = f"{name} element opened here is never closed; what follows was not read"
            self._problem(name, start, what, is_unread=bool(self.source[opened:].strip()))
        end = closing.start() if closing else len(self.source)
        kind = _TYPE.search(self.source, at, opened)
        if kind and kind[1].lower() == "application/ld+json":
            self.structured.append((opened, end))
        elif kind and _TEMPLATE_TYPE.search(kind[1]) and _DIGIT.search(self.source, opened, end):
            self._problem("script template", start, f"template in a script of type {kind[1][:40]} not read")
        return self._blank(opened, end)

    def _find(self, closing: str, start: int) -> int:
        if closing in self.absent:
            return -1
        end = self.source.find(closing, start)
        if end < 0:
            self.absent.add(closing)
        return end

    def _blank(self, start: int, end: int) -> int:
        self.parts += (self.source[self.done : start], BLANK * (end - start))
        self.done = end
        return end

    def _problem(self, kind: str, at: int, message: str, *, is_unread: bool = False) -> None:
        if kind not in self.reported:
            self.reported.add(kind)
            self.problems.append(problem_at(self.source, at, message, is_unread=is_unread))


def problem_at(source: str, at: int, message: str, *, is_unread: bool = False) -> Problem:
    """A problem at an offset into the source."""
    line, column = source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)
    return Problem(message, line, column, is_unread=is_unread)


def mask(source: str) -> Masked:
    """Blank comments, declarations, scripts, styles and template left-overs; offsets into the source stay as they are.

    The parser then meets only tags and text, so that it reads a page alike in every Python version.
    """
    return _Masker(source).run()
