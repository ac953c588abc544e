"""What tables of a print are made of: rows of phrases as printed, cells and tables as found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from claims.pages.pdf_lines import Phrase, Word

EDGE = 3.0  # points: edges that differ by less are one
NARROWEST = 2.0  # points between columns
DATA = re.compile(
    r"[<>≤≥~≈±+−–-]?\s?\d[\d,.·]*\s?(?:%|\(|/|to\b|[–-]|months?\b|weeks?\b|days?\b|years?\b|$)|(?:NR|NE|NA|N/A|—|–|-)$",
    re.IGNORECASE,
)
CLOSE = 1.45  # of the size: lines as near as those of one paragraph


@dataclass(slots=True)
class FoundCell:
    """A cell's lines, its first column and how many it reaches over."""

    column: int
    width: int
    lines: list[Phrase]

    @property
    def text(self) -> str:
        """Its lines as one."""
        return " ".join(line.text for line in self.lines)

    @property
    def is_data(self) -> bool:
        """Whether it holds a value."""
        return bool(DATA.match(self.text))


@dataclass(slots=True)
class FoundTable:
    """Rows of cells, with the left edges of the columns."""

    rows: list[list[FoundCell]]
    edges: list[float]
    top: float
    bottom: float

    def goes_on(self, other: FoundTable) -> bool:
        """Whether another is this one's rest on the next page."""
        return len(self.edges) == len(other.edges) and all(
            abs(a - b) < 4 * EDGE for a, b in zip(self.edges[1:], other.edges[1:], strict=True)
        )


@dataclass(slots=True)
class Row:
    """Phrases on one line."""

    phrases: list[Phrase]
    base: float
    size: float


def rows_of(phrases: Iterable[Phrase]) -> list[Row]:
    """Phrases by the line they stand on, from top to bottom."""
    rows: list[Row] = []
    for phrase in sorted(phrases, key=attrgetter("base", "left")):
        if rows and phrase.base - rows[-1].base <= 0.3 * min(phrase.size, rows[-1].size):
            rows[-1].phrases.append(phrase)
            rows[-1].size = max(rows[-1].size, phrase.size)
        else:
            rows.append(Row([phrase], phrase.base, phrase.size))
    for row in rows:
        row.phrases.sort(key=attrgetter("left"))
    return rows


def holds_data(row: Row) -> bool:
    """Whether a value stands in a row behind its label."""
    return len(row.phrases) > 1 and any(DATA.match(phrase.text) for phrase in row.phrases[1:])


def part_of(phrase: Phrase, words: list[Word]) -> Phrase:
    """Some words of a phrase as one of its own."""
    return Phrase(words, phrase.base, phrase.size, phrase.page)


def together(one: Phrase, other: Phrase) -> Phrase:
    """Two phrases of one line as one."""
    return Phrase([*one.words, *other.words], one.base, max(one.size, other.size), one.page)
