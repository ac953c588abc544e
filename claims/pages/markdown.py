"""Markdown source -> raw blocks, with the source offset of every character."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from claims.model import Kind, Link, Problem
from claims.pages.html import read_fragment
from claims.pages.html_tables import Draft, Table, settle
from claims.pages.limits import DEFAULT, Limits, setting
from claims.pages.markdown_inline import InlineText
from claims.pages.markdown_lines import Lines, first_line
from claims.pages.raw import RawBlock, RawPage

_DEEPEST = 100  # the parser calls itself for each level
_DEFINITION = re.compile(r"[\s>]*\[[^\]]+\]:")
# Not mdit_py_plugins' front matter: it also takes `- ---text` for one, or words between two rules, and drops them.
_FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?=\s*(?:[\w-]+[ \t]*:|#))(?:(?!---|\.\.\.).*\n)*+(?:---|\.\.\.)[ \t]*(?:\r?\n|$)"
)
_NOT_NEWLINE = re.compile(r"[^\r\n]")
_WORDY = re.compile(r"\w")


@cache
def _markdown(deepest: int) -> MarkdownIt:
    """CommonMark with tables, strikethrough and footnotes.

    text_join would melt escapes and entities into the words around them, whose offsets would be lost; footnote_tail
    would move the notes to the end, without those that nothing refers to.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": deepest}).enable(["table", "strikethrough"])
    return parser.use(footnote_plugin).disable(["text_join", "footnote_tail"])


@dataclass(slots=True)
class _Reader:
    """Goes over the parser's tokens once."""

    source: str
    lines: Lines
    limits: Limits
    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)  # lines that a token accounts for
    group: int = 0
    depth: int = 0  # lists around
    heading: int = 0
    tables: int = 0
    table: Table | None = None
    notes: list[str] = field(default_factory=list)  # labels of the footnotes around whose marker is still to be written
    in_note: int = 0
    row_at: int = 0  # offset behind the last cell read
    links: list[Link] = field(default_factory=list)

    def read(self) -> RawPage:
        front = _FRONT_MATTER.match(self.source)
        matter = front[0] if front else ""
        self.covered.update(range(len(matter.splitlines())))
        deepest = min(_DEEPEST, self.limits.nesting)
        tokens = _markdown(deepest).parse("\n" * matter.count("\n") + self.source[len(matter) :])
        at = 0
        while at < len(tokens):
            at = self._token(tokens, at)
        self._uncovered(is_deep=max((token.level for token in tokens), default=0) + 1 >= deepest)
        links = tuple(sorted(self.links, key=lambda link: (link.start, link.end)))
        return RawPage(tuple(settle(self.drafts)), tuple(self.problems), links=links)

    def _token(self, tokens: Sequence[Token], at: int) -> int:
        token = tokens[at]
        match token.type:
            case "heading_open":
                self.heading, self.group = int(token.tag[1]), self.group + 1
            case "heading_close":
                self.heading, self.group = 0, self.group + 1
            case "bullet_list_open" | "ordered_list_open":
                self.group += not self.depth
                self.depth += 1
            case "bullet_list_close" | "ordered_list_close":
                self.depth -= 1
                self.group += not self.depth
            case "footnote_reference_open":
                self.in_note += 1
                self.notes.append(str(token.meta["label"]))
            case "footnote_reference_close":
                self.in_note -= 1
                self.notes.clear()
            case "table_open":
                self.tables, self.group = self.tables + 1, self.group + 1
                self.table = Table(self.tables, self.group)
                self._cover(token)
            case "table_close":
                self.table, self.group = None, self.group + 1
            case "thead_open" | "tbody_open" if self.table:
                self.table.grid.open_group(in_head=token.type == "thead_open")
            case "tr_open" if self.table and token.map:
                self.table.grid.open_row()
                self.row_at = self.lines.starts[token.map[0]]
            case "tr_close":
                self._row_end()
            case "th_open" | "td_open":
                self._cell(tokens[at + 1], is_heading=token.type == "th_open")
                return at + 2
            case "inline":
                self._cover(token)
                self._inline(token)
            case "html_block":
                return self._html(tokens, at)
            case "fence" | "code_block":
                self._code(token)
            case "hr":
                self._cover(token)
        return at + 1

    def _inline(self, token: Token) -> None:
        if not token.map:
            return
        located = self.lines.block(token)
        kind, level = (Kind.HEADING, self.heading) if self.heading else (Kind.PARAGRAPH, 0)
        if self.depth and not self.heading:
            kind, level = Kind.ITEM, self.depth
        text = InlineText(located, "footnote" if self.in_note else "")
        if self.notes:
            self._marker(text, token.map[0])
        for block in text.read(token.children or ()):
            self.drafts.append(Draft(replace(block, kind=kind, level=level, group=self.group)))
        self._beside(text)

    def _marker(self, text: InlineText, line: int) -> None:
        """The label of the footnote that begins here, as its marker."""
        label = self.notes.pop()
        for number in range(line, max(-1, line - 3), -1):
            at = self.lines.text[number].find(f"[^{label}]:")
            if at >= 0:
                self.covered.add(number)
                text.begin_with_marker(label, self.lines.starts[number] + at + 2)
                return

    def _cell(self, token: Token, *, is_heading: bool) -> None:
        if not self.table or token.type != "inline":
            return
        slot = self.table.grid.open_cell(is_heading=is_heading)
        if not token.content or not token.map:
            return
        located = self.lines.cell(token, self.row_at)
        self.row_at = located.spots[-1]
        text = InlineText(located, "")
        for block in text.read(token.children or ()):
            self.drafts.append(Draft(block, self.table, slot))
        self._beside(text)

    def _row_end(self) -> None:
        line = self.lines.number(self.row_at)
        rest = self.lines.text[line][self.row_at - self.lines.starts[line] :]
        if _WORDY.search(rest):
            self.problems.append(
                Problem(
                    "cells beyond the columns of the table's head not read",
                    line + 1,
                    len(self.lines.text[line]) - len(rest) + 1,
                )
            )

    def _html(self, tokens: Sequence[Token], at: int) -> int:
        """HTML blocks that only blank lines part are read as one, or a table would fall apart."""
        last = at
        while last + 1 < len(tokens) and tokens[last + 1].type == "html_block":
            last += 1
        pieces: list[str] = []
        done = first = self.lines.starts[first_line(tokens[at])]
        for token in tokens[at : last + 1]:
            self._cover(token)
            for start, text in self.lines.each(token):
                pieces += (_NOT_NEWLINE.sub(" ", self.source[done:start]), text)
                done = start + len(text)
        raw = read_fragment("".join(pieces), self.limits)
        for block in raw.blocks:
            cell = replace(block.cell, table=block.cell.table + self.tables) if block.cell else None
            spots = array("q", (spot + first for spot in block.spots))
            self.drafts.append(Draft(replace(block, spots=spots, cell=cell, group=block.group + self.group)))
        self.tables += max((block.cell.table for block in raw.blocks if block.cell), default=0)
        self.group += max((block.group for block in raw.blocks), default=0) + 1
        for link in raw.links:
            self.links.append(replace(link, start=link.start + first, end=link.end + first))
        for problem in raw.problems:
            line = self.lines.number(first)
            self.problems.append(replace(problem, line=problem.line + line))
        return last + 1

    def _code(self, token: Token) -> None:
        self._cover(token)
        spots = array("q")
        text = ""
        lines = list(self.lines.each(token, skip=token.type == "fence"))
        for start, line in lines:
            if text:
                text += "\n"
                spots.append(spots[-1] + 1)
            text += line
            spots.extend(range(start, start + len(line)))
        if text.strip():
            lead = len(text) - len(text.lstrip())
            text = text.strip()
            spots = spots[lead : lead + len(text)]
            spots.append(spots[-1] + 1)
            kind, level = (Kind.ITEM, self.depth) if self.depth else (Kind.PARAGRAPH, 0)
            self.drafts.append(
                Draft(RawBlock(kind=kind, text=text, spots=spots, level=level, group=self.group, hint="code"))
            )

    def _beside(self, text: InlineText) -> None:
        """What an inline text holds beside its words."""
        self.drafts += (Draft(replace(block, group=self.group)) for block in text.spoken)
        self.links += text.links
        for what, at in text.left_over:
            message = f"template left-over {what} not read"
            if all(problem.message != message for problem in self.problems):
                line = self.lines.number(at)
                self.problems.append(Problem(message, line + 1, at - self.lines.starts[line] + 1))

    def _cover(self, token: Token) -> None:
        if token.map:
            self.covered.update(range(*token.map))

    def _uncovered(self, *, is_deep: bool) -> None:
        """Lines that no token accounts for: nothing of a page goes unread in silence."""
        for number, line in enumerate(self.lines.text):
            if number not in self.covered and _WORDY.search(line) and not _DEFINITION.match(line):
                deep = f": lists and quotes nested more than {min(_DEEPEST, self.limits.nesting)} deep ({setting('nesting')})"
                self.problems.append(Problem(f"line not read{deep if is_deep else ''}", number + 1, is_unread=True))
                return


def read_markdown(source: str, limits: Limits = DEFAULT) -> RawPage:
    """Raw blocks of a Markdown page."""
    page = _Reader(source, Lines(source), limits).read()
    if page.blocks:
        return page
    return RawPage((), (*page.problems, Problem("no text on this page")))
