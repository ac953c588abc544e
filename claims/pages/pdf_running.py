"""Pages of a PDF -> the lines that run along their heads and feet: told once, and not between the words of two pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claims.pages.pdf_lines import Phrase

_MARGIN = 0.12  # of the page's height
_SAME_HEIGHT = 4.0  # points
_NUMBER = re.compile(r"\d{1,4}")
_PAGE = re.compile(r"(?:page\s)?[–—-]?\s?\d{1,4}\s?[–—-]?|(?:page\s)?\d{1,4}\s?(?:of|/)\s?\d{1,4}", re.IGNORECASE)
Key = tuple[str, int]


def running(pages: Sequence[tuple[int, float, Sequence[Phrase]]]) -> tuple[set[int], list[Phrase]]:
    """Ids of the phrases that run, and one phrase of each kind; pages come as number, height and phrases.

    A line runs if it stands at the same height on a good part of the pages with the same words, or with one number
    that counts the pages.
    """
    seen: dict[Key, dict[int, Phrase]] = {}
    for number, height, phrases in pages:
        for phrase in phrases:
            if phrase.base < _MARGIN * height or phrase.base > (1 - _MARGIN) * height:
                for key in _keys(phrase, number):
                    seen.setdefault(key, {})[number] = phrase
    needed = max(2, round(0.4 * len(pages)))
    ids: set[int] = set()
    shown: list[Phrase] = []
    said: set[int] = set()
    for key, by_page in sorted(seen.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(by_page) < needed and not _is_odd_or_even(by_page, len(pages)):
            continue
        first = next(iter(by_page.values()))
        if id(first) not in ids and not _PAGE.fullmatch(first.text) and id(first) not in said:
            shown.append(first)
        said.add(id(first))
        ids.update(id(phrase) for phrase in by_page.values())
        del key
    return ids, shown


def _keys(phrase: Phrase, page: int) -> Iterator[Key]:
    """What a line must have in common with those of other pages; each number once as one that counts pages."""
    text, height = phrase.text, round(phrase.base / _SAME_HEIGHT)
    yield text, height
    for match in list(_NUMBER.finditer(text))[:6]:
        yield f"{text[: match.start()]}<{int(match[0]) - page}>{text[match.end() :]}", height


def _is_odd_or_even(by_page: dict[int, Phrase], count: int) -> bool:
    """Whether a line stands on left or right pages only."""
    return count >= 6 and len(by_page) >= max(3, round(0.4 * count / 2)) and len({page % 2 for page in by_page}) == 1
