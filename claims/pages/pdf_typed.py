"""Printed lines of a plain text -> the lines as they were typed, before the paper's width broke them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claims.pages.pdf_lines import bullet_of
from claims.pages.pdf_paragraphs import Habits, Line
from claims.pages.text import NOTE_LINE, SENTENCE_END

_APART = 1.5  # of the usual distance between lines: an empty line stands between
_COLUMN = 0.6  # of the size: how wide a blank of an indent is
_DEEPEST = 20
_SMALL = re.compile(r"(?:a|an|and|at|by|for|from|in|of|on|or|the|to|vs|with)\b", re.IGNORECASE)


def as_typed(lines: Sequence[Line], habits: Habits) -> Iterator[tuple[list[Line], bool, int]]:
    """Lines of the paper that are one line of the text, whether an empty one stands before it, blanks of its indent."""
    margin = min((line.phrase.left for line in lines), default=0.0)
    top = min((line.phrase.base for line in lines), default=0.0)
    bottom = max((line.phrase.base for line in lines), default=0.0)
    typed: list[Line] = []
    before: Line | None = None
    is_apart, indent = False, 0
    for line in lines:
        usual = habits.leading.get(round(line.phrase.size * 2) / 2, 1.3 * line.phrase.size)
        is_new_page = before is not None and line.page != before.page
        distance = line.phrase.base - (before.phrase.base if before and not is_new_page else top - usual)
        wide = before is not None and distance > _APART * usual
        is_full = before is not None and (before.is_full_before(line) if is_new_page else before.is_full)
        if is_new_page and before is not None and not is_full:  # an empty line at the foot of a page leaves a gap there
            wide = wide or before.phrase.base < bottom - 0.6 * usual
            wide = wide or bool(SENTENCE_END.search(before.text))
        if before is not None and is_full and not wide and not _begins(typed, line):
            before.is_full = True
            typed.append(line)
        else:
            if typed:
                yield typed, is_apart, indent
            typed, is_apart = [line], wide
            indent = min(_DEEPEST, round((line.phrase.left - margin) / (_COLUMN * line.phrase.size)))
        before = line
    if typed:
        yield typed, is_apart, indent


def _begins(above: list[Line], line: Line) -> bool:
    """Whether a line below a full one begins anew all the same: an item, a list of abbreviations, text under a title."""
    if bullet_of(line.text) or (len(above) == 1 and _is_title(above[0].text)):
        return True
    return bool(above) and bool(SENTENCE_END.search(above[-1].text)) and bool(NOTE_LINE.match(line.text))


def _is_title(text: str) -> bool:
    words = [word for word in text.split() if word[:1].isalpha() and not _SMALL.fullmatch(word)]
    return len(words) > 2 and all(word[0].isupper() for word in words) and text[-1:] not in ".,;:"
