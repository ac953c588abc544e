"""Printed lines -> the words of a block with their boxes: hyphens at line ends undone, marks told from the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.model import Carrier, Kind
from claims.pages.pdf_lines import Word
from claims.pages.pdf_paragraphs import Habits, Line
from claims.pages.raw import Raised
from claims.pages.rendered import Said

_UNSEEN = dict.fromkeys([0x0, 0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)])


def said_of(
    lines: Sequence[Line],
    habits: Habits,
    *,
    skip: int = 0,
    kind: Kind = Kind.PARAGRAPH,
    level: int = 0,
    carrier: Carrier = Carrier.TEXT,
    hint: str = "",
) -> Said:
    """The words of some lines, without the first `skip`; `habits` are the document's."""
    said = Said(kind=kind, level=level, carrier=carrier, hint=hint)
    parts: list[str] = []
    raised: list[Raised] = []
    length = 0
    is_one_line = kind in (Kind.HEADING, Kind.CELL)
    for at, line in enumerate(lines):
        words = line.phrase.words[skip:] if not at else line.phrase.words
        for number, word in enumerate(words):
            text = word.text.translate(_UNSEEN)
            gap = "" if word.is_glued or not length else " "
            if number == 0 and at and length:
                before = lines[at - 1]
                gap, is_dropped = _between(before, word, habits, is_one_line=is_one_line)
                if is_dropped:
                    parts[-1] = parts[-1][:-1]
                    length -= 1
            parts.append(gap)
            length += len(gap)
            start = length
            parts.append(text)
            length += len(text)
            if word.lift:
                last = raised[-1] if raised else None
                if last and last.end == start and last.kind == word.lift:
                    raised[-1] = replace(last, end=length)
                else:
                    raised.append(Raised(start, length, word.lift))
            said.starts.append(start)
            said.pages.append(line.page)
            said.boxes.extend(
                (round(word.left, 1), round(word.top, 1), round(word.right, 1), round(word.base + 0.2 * word.size, 1))
            )
    said.text = "".join(parts)
    said.raised = tuple(raised)
    return said


def _between(above: Line, word: Word, habits: Habits, *, is_one_line: bool) -> tuple[str, bool]:
    """What stands between two lines, and whether the hyphen at the end of the first goes."""
    last, known = above.phrase.words[-1], habits.words
    plain = " " if above.is_full or is_one_line else "\n"
    ends = last.text[-1:]
    if not above.is_full and not is_one_line:
        return plain, False
    if ends == "-" and not last.lift and len(last.text) > 1:
        front, behind = last.text[:-1].casefold().lstrip('(“"'), word.text.casefold().rstrip('.,;:)”"')
        if known[f"{front}-{behind}"]:
            return "", False
        if known[front + behind]:
            return "", True
        if last.text[-2].isdigit() and behind[:1].isdigit():
            return "", False
        if not (last.text[-2].islower() and word.text[:1].islower()):
            return (" ", False) if known[f"{front}-"] > 1 else ("", False)
        return "", habits.breaks_words and not (known[front] and known[behind])
    if ends in "–—/" and len(last.text) > 1 and (ends == "/" or word.text[:1].isdigit()):
        return "", False
    return plain, False
