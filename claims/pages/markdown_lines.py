"""A Markdown file's lines -> the source offset of every character that the parser hands on without offsets."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")


@dataclass(frozen=True, slots=True)
class Located:
    """A block's Markdown with the source offset of every character, and one for the end."""

    text: str
    spots: array[int]


class Lines:
    """The source line by line; numbers count from 0, as in token.map."""

    def __init__(self, source: str) -> None:
        self.text: list[str] = []
        self.starts: list[int] = []
        for match in _LINE.finditer(source):
            self.text.append(match[1].replace("\x00", "\ufffd"))  # as the parser does
            self.starts.append(match.start())

    def number(self, offset: int) -> int:
        """The line that an offset is on."""
        return bisect_right(self.starts, offset) - 1

    def block(self, token: Token) -> Located:
        """An inline token's Markdown."""
        spots = array("q")
        lines = token.content.split("\n")
        first = self._first_with(lines[0].strip(), token)
        end = 0
        for number, line in enumerate(lines, first):
            if number > first:
                spots.append(end)
            # A block's words stand at the end of their line: in front are list marks, quote marks and indents.
            written = line.strip()
            at = max(0, self.text[number].rfind(written)) + self.starts[number]
            lead = len(line) - len(line.lstrip())
            spots.extend(max(0, at - lead + i) for i in range(len(line)))
            end = at + len(written)
        spots.append(end)
        return Located(token.content, spots)

    def _first_with(self, words: str, token: Token) -> int:
        """The first line of a block that holds its first words: the parser strips lines of no-break spaces in front."""
        number, last = token.map or (0, 1)
        while number + 1 < last and words not in self.text[number]:
            number += 1
        return number

    def cell(self, token: Token, behind: int) -> Located:
        """A table cell's Markdown, looked for from the offset `behind` the cell before; its pipes are escaped."""
        number = first_line(token)
        base, content = self.starts[number], token.content
        written = content.replace("|", "\\|")
        at = self.text[number].find(written, behind - base)
        if at < 0:
            written = content
            at = max(0, self.text[number].find(written, behind - base))
        spots = array("q", range(base + at, base + at + len(written) + 1))
        if written != content:
            for position in reversed([match.start() for match in re.finditer(r"\\(?=\|)", written)]):
                del spots[position]
        return Located(content, spots)

    def each(self, token: Token, *, skip: bool = False) -> Iterator[tuple[int, str]]:
        """A code or HTML block's content line by line, each with its offset; `skip` leaves out a fence's first line."""
        first = first_line(token) + skip
        for number, line in enumerate(token.content.split("\n")[: len(self.text) - first], first):
            written = line.rstrip()
            if self.text[number].rfind(written) < 0:  # its indent had a tab
                written = written.lstrip()
            at = self.text[number].rfind(written)
            if written and at >= 0:
                yield self.starts[number] + at, written


def first_line(token: Token) -> int:
    """The line that a token begins on."""
    return token.map[0] if token.map else 0
