"""Text of other people's pages -> text that cannot act: control and direction characters are made visible."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})  # controls, format and direction marks, line separators
HARMLESS = frozenset("\u00ad\u200b\u2060\ufeff")  # soft hyphens and joints that pages are full of: left out
REACH = 4  # widths; more of a line is never seen, unless it is full of what is left out
KEPT = frozenset("\t\n\u00a0") | HARMLESS  # what stays where text is kept as it stands


def visible(text: str) -> str:
    """One line of printable text: tabs and breaks are spaces, an escape is `<U+001B>`, a direction mark `<U+202E>`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def inert(text: str) -> str:
    """Text as it stands, line breaks too, but for the characters that a terminal or an editor would act on."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in KEPT else _shown(c) for c in text)


def _shown(character: str) -> str:
    if character in "\t\r\n\u00a0":
        return " "
    if character in HARMLESS:
        return ""
    return f"<U+{ord(character):04X}>" if unicodedata.category(character) in UNSEEN else character


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line cut around the place that matters: what stands before, the place itself, what stands behind."""

    before: str
    marked: str
    behind: str


def excerpt(line: str, start: int, end: int, width: int) -> Excerpt:
    """A source line and two offsets in it -> at most `width` characters around them, cut ends shown by `…`."""
    reach = REACH * width  # of a page on one line only what stands near is looked at
    before, behind = visible(line[max(0, start - reach) : start]).lstrip(), visible(line[end : end + reach]).rstrip()
    marked = visible(line[start : min(end, start + reach)])
    marked = marked if len(marked) <= width - 2 else marked[: width - 3] + "…"
    room = width - len(marked)
    left = min(len(before), max(room // 2, room - len(behind)))
    right = min(len(behind), room - left)
    if left < len(before) or start > reach:
        before = "…" + before[len(before) - max(0, left - 1) :]
    if right < len(behind) or len(line) > end + reach:
        behind = behind[: max(0, right - 1)] + "…"
    return Excerpt(before, marked, behind)
