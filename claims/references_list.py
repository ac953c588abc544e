"""The page's own reference list: its numbered entries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.model import Kind, Page, Reference

ENTRY = re.compile(r"(?:^|(?<=[\s.;]))(\d{1,3})\s?[.)]\s?(?=[^\W\d_])")


def references_of(page: Page) -> tuple[Reference, ...]:
    """References in order, numbers rising by one from 1 in each list; items of an ordered list count themselves."""
    return tuple(_entries(page))


def _entries(page: Page) -> Iterator[Reference]:
    expecting = 1
    for block in page.blocks:
        if block.kind is not Kind.REFERENCES:
            continue
        starts: list[tuple[int, int, str]] = []
        for match in ENTRY.finditer(block.text):
            if int(match[1]) == 1 and expecting > 1 and not starts:
                expecting = 1  # a second list on the page
            if int(match[1]) == expecting:
                starts.append((match.start(1), match.end(), match[1]))
                expecting += 1
        if not starts and block.level:
            yield Reference(str(expecting), block.text, page.spot(block, 0, len(block.text)))
            expecting += 1
        for i, (start, text_start, number) in enumerate(starts):
            end = starts[i + 1][0] if i + 1 < len(starts) else len(block.text)
            text = block.text[text_start:end].strip()
            yield Reference(number, text, page.spot(block, start, max(start + 1, end - 1)))
