"""The page's own reference list: its numbered entries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.model import Block, Kind, Page, Reference
from claims.pages.listed import goes_on, passes_over

ENTRY = re.compile(r"(?:^|(?<=[\s.;]))(?:\[(?=\d{1,3}\]))?(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?\s?[.)\]]\s?(?=[^\W\d_])")
RAISED = re.compile(r"(\d{1,3})\s?(?=[^\W\d_])")  # the number of an entry that mark-up raised

RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
RAISED_SIGNS = re.compile(
    r"(?:^|(?<=[.;)]\s)|(?<=[.;)]))([⁰¹²³⁴-⁹]{1,3})\s?(?=[^\W\d_])"
)  # `¹ Doe A, ...` in raised signs

# How a list says where it starts: the start of an HTML list, the number that Markdown prints before an item.
STARTS = (
    re.compile(r"<ol\b[^>]{0,300}\bstart=[\"']?(\d{1,3})", re.IGNORECASE),
    re.compile(r"(?:^|\n)[ >]{0,12}(\d{1,3})[.)]\s{1,4}$"),
)
MOST_TOGETHER = 20  # numbers that one entry may have
LEAD = 800  # characters of mark-up before the first item that are looked into


def references_of(page: Page) -> tuple[Reference, ...]:
    """References in order, numbers rising from 1 in each list, mostly by one; items of an ordered list count themselves."""
    return tuple(_entries(page))


def _entries(page: Page) -> Iterator[Reference]:
    expecting = 1
    last: Block | None = None
    for block in page.blocks:
        if block.kind is not Kind.REFERENCES:
            continue
        if block.level and (last is None or block.group != last.group):
            expecting = _first_number(page, block, last) or expecting
        last = block
        starts: list[tuple[int, int, str]] = []
        together: dict[str, tuple[str, ...]] = {}  # further numbers that the same entry has
        matches = list(ENTRY.finditer(block.text))
        numbered = [(int(match[1]), match.start(1)) for match in matches]
        for place, match in enumerate(matches):
            if int(match[1]) == 1 and expecting > 1 and not starts:
                expecting = 1  # a second list on the page
            begins = int(match[1])
            leaves_out = goes_on(numbered[place:], block.text, expecting)
            if begins == expecting or leaves_out or passes_over(begins, match.start(1), block.text, expecting):
                starts.append((match.start(1), match.end(), match[1]))
                last_of_it = min(int(match[2] or begins), begins + MOST_TOGETHER)  # `2-4. See the full list`
                together[match[1]] = tuple(map(str, range(begins + 1, last_of_it + 1)))
                expecting = max(begins, last_of_it) + 1
        if not starts and RAISED_SIGNS.match(block.text):
            for match in RAISED_SIGNS.finditer(block.text):
                if int(match[1].translate(RAISED_DIGITS)) == expecting:
                    starts.append((match.start(1), match.end(), str(expecting)))
                    expecting += 1
        if not starts and (raised := RAISED.match(block.text)) and int(raised[1]) == expecting:
            starts.append((0, raised.end(), raised[1]))
            expecting += 1
        if not starts and block.level:
            yield Reference(str(expecting), block.text, page.spot(block, 0, len(block.text)))
            expecting += 1
        for i, (start, text_start, number) in enumerate(starts):
            end = starts[i + 1][0] if i + 1 < len(starts) else len(block.text)
            text = block.text[text_start:end].strip()
            for one in (number, *together.get(number, ())):
                yield Reference(one, text, page.spot(block, start, max(start + 1, end - 1)))


def _first_number(page: Page, block: Block, last: Block | None) -> int | None:
    """The number that the first item of a list has by its source; 1 of a further list with other text between."""
    start = block.spots[0]
    before = page.source[max(last.spots[-1] if last else 0, start - LEAD) : start]
    shown = next((found for pattern in STARTS if (found := pattern.search(before))), None)
    if shown:
        return int(shown[1])
    return 1 if last is not None and block.index > last.index + 1 else None
