"""The trial that a block which names none speaks of: that of its heading, else that of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from claims.carried.analyses import OUTSIDE
from claims.carried.arms import scope_below, scope_of
from claims.lexicon import pattern
from claims.model import Block, Kind, Page, Section
from claims.words import KEPT, Words

OF_SAFETY = re.compile(r"[^.;:\d]{0,60}\b(?:safety|tolerab\w+|adverse)\b", re.IGNORECASE)  # opens another subject
OF_DOSING = re.compile(
    r"\W{0,3}(?:recommended\s|how\sto\s|simple\s)?(?:dos(?:e|es|ing|age)|administ\w+)\b.{0,40}$", re.IGNORECASE
)
OURS = (Section.BODY, Section.TABLE, Section.FOOTNOTE)  # sections that the page's own trial reaches into


class TrialsAbove:
    """The trials that a page has named up to where it has been read."""

    def __init__(self, page: Page, words: list[Words]) -> None:
        self._page, self._words = page, words
        self.of_page, self._from = _page_trial(page, words)
        self._said: tuple[int, str] | None = None  # heading, trial

    @property
    def last(self) -> str | None:
        """The one named last, else the page's own."""
        return self._said[1] if self._said else self.of_page

    def of(self, block: Block, headings: Sequence[Words]) -> str | None:
        """The trial of a block."""
        of_all = self.of_page is None and bool(OF_SAFETY.match(block.text))  # the safety of several trials
        if self._said and self._said[0] == scope_of(block) and not of_all:
            return self._said[1]
        for heading in reversed(block.trail):
            is_ours = self._page.blocks[heading].section is block.section or block.section not in OUTSIDE
            if is_ours and self._words[heading].trials:
                return self._words[heading].trials[-1].id
        is_reached = block.index >= self._from and block.section in OURS
        return self.of_page if is_reached and not _is_elsewhere(headings) else None

    def read(self, block: Block) -> None:
        """Goes on below a block, with the trials that it names."""
        own = self._words[block.index]
        if own.trials and block.kind is not Kind.FOOTNOTE:
            named = [mention.id for mention in own.trials]
            told = next((name for name in reversed(named) if name == self.of_page), named[-1])
            self._said = scope_below(block), told


def _is_elsewhere(headings: Sequence[Words]) -> bool:
    """Whether headings lead away from the page's own trial: to other studies, to how the medicine is given."""
    if any(_speaks_of_others(heading.text) for heading in headings):
        return True
    return bool(headings) and bool(OF_DOSING.match(headings[0].text))


@lru_cache(maxsize=KEPT)
def _speaks_of_others(heading: str) -> bool:
    return pattern("context", "elsewhere").search(heading) is not None


def _page_trial(page: Page, words: list[Words]) -> tuple[str | None, int]:
    """The trial that the page is about, the only one or the one that most of its body names, and from which block on:
    what stands before it where several are named may be of another one."""
    counts: Counter[str] = Counter()
    first_named: dict[str, int] = {}
    for block, own in zip(page.blocks, words, strict=True):
        for mention in own.trials:
            first_named.setdefault(mention.id, block.index)
        if block.section is not Section.SAFETY:
            counts.update(mention.id for mention in own.trials)
    if not counts:
        return None, 0
    (first, most), *rest = counts.most_common(2)
    if rest and most < 3 * rest[0][1]:
        return None, 0
    return first, first_named[first] if len(first_named) > 1 else 0
