"""Whose markers cover a block that has none: those of its lead-in, of its table's title, of a heading above."""

from __future__ import annotations

import re

from claims.carried.analyses import OUTSIDE
from claims.carried.trials import OF_SAFETY
from claims.carried.turns import turns
from claims.citing import ends_in_title
from claims.model import Block, Kind, Page, Section
from claims.pages.headings import is_value
from claims.words import Words, parts_by_group


class CitingAbove:
    """The heading whose markers reach down to where the page has been read."""

    def __init__(self, page: Page, words: list[Words], title: int) -> None:
        self._page, self._words, self._title = page, words, title
        self._heading: int | None = None

    def read(self, block: Block) -> None:
        """Goes on to the next block, whose own markers may take the place of those above."""
        if block.kind is Kind.HEADING:
            self._read_heading(block)
        first, _, label = block.text.partition("\n")
        is_tile = bool(label) and is_value(first)  # whose markers are those of its own number
        is_plain = block.kind is Kind.PARAGRAPH and block.section is Section.BODY and not is_tile
        if not self._page.is_flattened:
            return
        if is_plain and ends_in_title(block) and ("\n" in block.text or self._is_beside_heading(block)):
            self._heading = block.index
        elif turns(block) and block.kind is not Kind.HEADING and not self._has_turned(block):
            self._heading = block.index if has_citations(block) else None

    def _is_beside_heading(self, block: Block) -> bool:
        """Whether a line stands straight below or above a heading."""
        beside = self._page.blocks[max(0, block.index - 1) : block.index + 2]
        return any(other.kind is Kind.HEADING for other in beside)

    def _has_turned(self, block: Block) -> bool:
        """Whether the markers in force are those of the subject itself that a block turns to, or of the title straight
        above it."""
        if self._heading == block.index - 1 and self._page.blocks[block.index - 1].group == block.group:
            return True
        over = (i for i in block.trail if turns(self._page.blocks[i]))
        return self._heading is not None and self._heading >= next(over, len(self._page.blocks))

    def _read_heading(self, block: Block) -> None:
        if has_citations(block):
            self._heading = block.index
            return
        above = next((i for i in reversed(block.trail) if self._reaches_down(i)), None)
        if not self._page.is_flattened:
            self._heading = above
            return
        # The markers of a line that makes a claim of its own stand for that one.
        above = None if above is not None and states_a_result(self._words[above].text) else above
        title = self._words[self._heading].text.rpartition("\n")[2] if self._heading is not None else ""
        if states_a_result(title):
            self._heading = None
        if above is not None or not self._goes_on(block):
            self._heading = above

    def _reaches_down(self, heading: int) -> bool:
        return (self._page.is_flattened or heading > self._title) and has_citations(self._page.blocks[heading])

    def _goes_on(self, block: Block) -> bool:
        """Whether a heading without markers leaves those above in force: a flattened page has lost its ranks."""
        own = self._words[block.index]
        opens_part = own.has_number and not block.trail  # a result that titles a part of the page
        is_other = own.analyses or opens_part or turns(block) or DOSING.search(own.text) or OF_SAFETY.match(own.text)
        by_group = self._heading is not None and parts_by_group(self._page.blocks[self._heading].text)
        return block.section is Section.BODY and not is_other and not by_group

    def of(self, block: Block, lead: Block | None, title: int | None) -> int | None:
        """The block whose markers cover one without its own: its table's title, its lead-in, else a heading; the safety
        information and the boilerplate have their own ones."""
        if title is not None and has_citations(self._page.blocks[title]):
            return title
        if lead is not None and has_citations(lead):
            return lead.index
        if self._heading is None:
            return None
        is_apart = block.cell is None and block.section in OUTSIDE
        return None if is_apart and self._page.blocks[self._heading].section is not block.section else self._heading


def states_a_result(heading: str) -> bool:
    """Whether a heading makes a claim of its own; how long patients were followed is none."""
    return bool(RESULT.search(FOLLOWED.sub("", heading)))


def has_citations(block: Block) -> bool:
    """Whether a block carries reference numbers."""
    return any(character.isdigit() for mark in block.marks for character in mark.text)


RESULT = re.compile(r"\d\s?%|=\s?\d|\d\smonths\b")
FOLLOWED = re.compile(
    r"\(?(?:with\s(?:an?\s)?)?(?:median\s|minimum\s)?follow-?up(?:\s(?:of|was|time))?[\s:,]{1,3}\d[\d.]*\s(?:months|years)\)?|\bat\s\d+\smonths\b",
    re.IGNORECASE,
)
DOSING = re.compile(
    r"\b(?:dos(?:e|es|age|ing)|monitoring)\b(?! (?:reduc|modif|interr|intens))", re.IGNORECASE
)  # cites for itself
