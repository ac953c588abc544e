"""Stretches of a source file -> one block's text, with the source offset of every character."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from html import unescape
from html.entities import html5

from claims.pages.raw import Raised

# Characters that no reader sees: blanked source (NUL), soft hyphens, joiners, direction marks, byte order marks.
UNSEEN = "\x00\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_TOKEN = re.compile(
    rf"""(?P<words>[^&\s{UNSEEN}]++(?:[ ][^&\s{UNSEEN}]++)*+)
       | (?P<space>\s+)
       | (?P<entity>&(?:\#[0-9]{{1,8}};?|\#[xX][0-9a-fA-F]{{1,8}};?|[A-Za-z][A-Za-z0-9]{{1,31}};?))
       | (?P<amp>&)
       | (?P<unseen>[{UNSEEN}]+)""",
    re.VERBOSE,
)
_PIECE = re.compile(rf"(?P<words>[^\s{UNSEEN}]+)|(?P<space>\s+)|[{UNSEEN}]+")
_PRE_SPACE = re.compile(r"\r\n?|\n|.", re.DOTALL)
_LONGEST_MARKER = 40  # a raised stretch longer than this is small print set in sup, not a marker
_POWER = re.compile(r"[-−–]\d{1,2}")  # what is raised behind it is a marker: 10 to the -5, note a
_BLANK_LINES = 2


def decode_entity(token: str) -> tuple[str, int]:
    """A character reference such as `&le;` -> its characters and how many source characters it takes; ("", 0) if none.

    Names may lack their semicolon where HTML allows it (`&lt5` is `<5`).
    """
    if token.startswith("&#"):
        return unescape(token), len(token)
    if token[1:] in html5:
        return html5[token[1:]], len(token)
    for length in range(len(token) - 1, 2, -1):
        if token[1:length] in html5:
            return html5[token[1:length]], length
    return "", 0


class Run:
    """A block's text in the making: entities decoded, white space collapsed, ends trimmed.

    Positions are offsets into the source; nothing is read but what `add` names, so markup between two stretches
    leaves them glued, as a browser shows them.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._spots = array("q")
        self._raised: list[Raised] = []
        self._gap: list[tuple[str, int]] = []  # white space that is written only if more text follows
        self._gap_kind: str | None = None
        self._lifted = ""  # text of the last raised stretch
        self._end = 0

    def __len__(self) -> int:
        return len(self._spots)

    def add(self, start: int, end: int, raised: str | None = None, *, pre: bool = False) -> None:
        """Append source[start:end]; `raised` is super or sub, `pre` keeps white space as it stands."""
        at = start
        while at < end:
            token = _TOKEN.match(self._source, at, end)
            assert token  # noqa: S101 - the alternatives cover every character
            at = token.end()
            match token.lastgroup:
                case "words":
                    self._write(token[0], range(token.start(), at), at, raised)
                case "space":
                    self._space(token[0], token.start(), raised, pre)
                case "entity":
                    at = self._entity(token[0], token.start(), raised)
                case "amp":
                    self._write("&", (token.start(),), at, raised)

    def put(self, text: str, at: int, end: int, raised: str | None = None) -> None:
        """Append decoded characters that all stand for source[at:end]."""
        self.spell(text, [at] * len(text), end, raised)

    def spell(self, text: str, spots: Sequence[int], end: int, raised: str | None = None) -> None:
        """Append characters that need no decoding, each with its own offset; `end` is the offset behind the last."""
        for piece in _PIECE.finditer(text):
            at, behind = piece.span()
            if piece.lastgroup == "space":
                self._space(" ", spots[at], raised, pre=False)
            elif piece.lastgroup == "words":
                self._write(piece[0], spots[at:behind], spots[behind] if behind < len(spots) else end, raised)

    def newline(self, at: int) -> None:
        """A line break that the author set."""
        if self._gap and self._gap[0][0] == " ":
            self._gap = []
        if len(self._spots) and len(self._gap) < _BLANK_LINES:
            self._gap.append(("\n", at))
            self._gap_kind = None

    def gap(self, at: int) -> None:
        """A space that only the style of the page shows."""
        self._space(" ", at, None, pre=False)

    def note(self, start: int, end: int) -> None:
        """Mark text[start:end] as a link to a note, unless it is raised already."""
        if end > start and not (self._raised and self._raised[-1].end > start):
            self._raised.append(Raised(start, end, "note"))

    def text(self, start: int = 0) -> str:
        """What has been written from this position on."""
        tail: list[str] = []
        left = len(self._spots) - start
        for part in reversed(self._parts):
            if left <= 0:
                break
            tail.append(part)
            left -= len(part)
        return "".join(reversed(tail))[-left if left < 0 else 0 :]

    def close(self) -> tuple[str, array[int], tuple[Raised, ...]]:
        """Text, spots (one more than characters) and raised stretches."""
        spots = self._spots[:]
        spots.append(self._end)
        return "".join(self._parts), spots, tuple(r for r in self._raised if r.end - r.start <= _LONGEST_MARKER)

    def _entity(self, token: str, at: int, raised: str | None) -> int:
        decoded, length = decode_entity(token)
        if not length:
            self._write("&", (at,), at + 1, raised)
            return at + 1
        self.put(decoded, at, at + length, raised)
        return at + length

    def _space(self, white: str, at: int, raised: str | None, pre: bool) -> None:
        if not len(self._spots):
            return
        if pre:
            for space in _PRE_SPACE.finditer(white):
                self._gap.append(("\n" if space[0][0] in "\r\n" else space[0], at + space.start()))
        elif not self._gap:
            self._gap.append((" ", at))
        self._gap_kind = raised

    def _write(self, text: str, spots: Iterable[int], end: int, raised: str | None) -> None:
        glued = not self._gap or self._gap_kind == raised
        before = len(self._spots)
        for space, at in self._gap:
            self._parts.append(space)
            self._spots.append(at)
        self._gap = []
        start = len(self._spots)
        self._parts.append(text)
        self._spots.extend(spots)
        self._end = end
        if raised:
            last = self._raised[-1] if self._raised else None
            if last and glued and last.kind == raised and last.end == before and not _POWER.fullmatch(self._lifted):
                self._raised[-1] = Raised(last.start, len(self._spots), raised)
                self._lifted = (self._lifted + text)[:_LONGEST_MARKER]
            else:
                self._lifted = text
                self._raised.append(Raised(start, len(self._spots), raised))
