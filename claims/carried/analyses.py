"""The analysis that a block which names none speaks of: the one said above it, and how far that reaches."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.carried.arms import TITLES, scope_below, scope_of
from claims.carried.turns import turns
from claims.lexicon import load, pattern
from claims.model import Block, Kind, Page, Section
from claims.populations import says_in_whom
from claims.words import Words

OUTSIDE = frozenset({Section.SAFETY, Section.BOILERPLATE})  # sections that the page's own trial does not reach into
TELLS = re.compile(r"\b(?:was|were|had|showed|reached|achieved|reduced|improved)\b")
LOOKS = frozenset(load("context")["looks"])
ASIDE = re.compile(r"\b(?:limitations?|subgroups?)\b", re.IGNORECASE)
NEAR_START = 60  # characters from the start of a line within which it names the analysis that it is about
LONGEST_LOOK = 200  # characters of a line that names the analysis of what follows it
# `deepened to 69% from 58% at the primary analysis`: only of the value before
RATIO = re.compile(r"\b(?:hazard ratio|HR)$", re.IGNORECASE)  # `the final HR` is of one value too
OF_ONE_VALUE = re.compile(r"\d\s?%?\s(?:at|in)\s(?:the\s)?$")


class AnalysesAbove:
    """The analyses that a page has named up to where it has been read; `is_news` where it has hardly a heading, so that
    each paragraph speaks for itself, `title` with the last block of its title."""

    def __init__(self, page: Page, words: list[Words], title: int, *, opens_story: bool, is_news: bool) -> None:
        self._page, self._words = page, words
        self._title, self._opens_story, self._is_news = title, opens_story, is_news
        self._said: tuple[int, str, bool] | None = None  # heading, analysis, whether it was said of results of its own
        self._running: tuple[str, str | None] | None = None  # analysis and trial that a flattened page speaks of
        self._has_turned = False  # to safety or design under the last heading
        self._rank = TITLES  # of the heading that named it: one of a higher rank opens another part

    def of(self, block: Block, titled: int | None, last_trial: str | None, *, is_story: bool) -> str | None:
        """The analysis around a block; `titled` with the block that titles its table, `is_story` where it is running
        text that takes none from the last one named."""
        own, scope = self._words[block.index], scope_of(block)
        is_tabled = block.cell is not None and bool(block.cell.table)
        is_another = opens_another(block, own, last_trial)
        if is_another:
            self._said = self._running = None
        analysis = None
        if self._said and self._said[0] == scope and not (self._said[2] and is_tabled) and not is_story:
            analysis = self._said[1]
        if not is_another and analysis is None:
            over = tuple(i for i in block.trail if i > self._title) if is_tabled else block.trail  # it has its own look
            is_titled = is_tabled and titled is not None and titled not in block.trail
            analysis = _of_headings(over, self._words, is_titled=is_titled)
        self._has_turned = turns(block) or (self._has_turned and block.kind is not Kind.HEADING)
        if self._has_turned and analysis not in LOOKS:
            analysis = None  # an analysis of a result or two
        if block.kind is Kind.HEADING or block.section is not Section.BODY:
            names_group = own.populations or says_in_whom(own.text.partition(":")[0])
            is_part = block.level < self._rank and (names_group or own.trials) and not own.endpoints
            keeps_on = self._running is not None and _keeps_on(self._running[1], block, own)
            self._running = self._running if keeps_on and not is_part else None
        return analysis or (self._running[0] if self._running and not is_story else None)

    def read(self, block: Block, trial: str | None) -> None:
        """Goes on below a block of a trial, with the analysis that it opens with."""
        own = self._words[block.index]
        opening = [
            m for m in own.analyses if _opens_with(own.text, m.start) and not RATIO.search(own.text[m.start : m.end])
        ]
        if ANOTHER.match(own.text):
            self._said = self._running = None
        is_tabled = block.cell is not None and bool(block.cell.table)
        if not opening or block.kind is Kind.FOOTNOTE or is_tabled:  # a row's label speaks of its row
            return
        named = opening[-1 if block.kind is Kind.HEADING else 0].id
        tells = own.has_number and bool(TELLS.search(own.text))
        if named not in LOOKS and _speaks_for_itself(block):
            return
        self._said = scope_below(block), named, tells
        is_title = block.kind is Kind.HEADING or len(block.text) <= LONGEST_LOOK
        is_own = own.trials or not (self._opens_story and block.index <= self._title)
        if self._page.is_flattened and not self._is_news and not tells and named in LOOKS and is_title and is_own:
            self._rank = block.level if block.kind is Kind.HEADING else TITLES
            self._running = named, own.trials[-1].id if own.trials else trial


# `UPDATED EXPLORATORY ANALYSIS (N=921)`: one that the lexicon does not know ends the one above all the same.
ANOTHER = re.compile(r"\W*(?:[A-Za-z-]{3,20}\s){1,3}analys[ie]s(?=\W*(?:\n|$)|\s\([Nn]\s?=)", re.IGNORECASE)


def _opens_with(text: str, at: int) -> bool:
    """Whether an analysis named there is what a text goes on about: near the start of its line, of more than one value."""
    is_near = at - (text.rfind("\n", 0, at) + 1) < NEAR_START
    return is_near and not OF_ONE_VALUE.search(text, max(0, at - 20), at)


def _speaks_for_itself(block: Block) -> bool:
    """Whether a block is running text, which names an analysis of a result or two for itself alone."""
    return block.kind is not Kind.HEADING and bool(SENTENCE_ENDS.search(block.text))


SENTENCE_ENDS = re.compile(r"[\w)%][.!?](?:\W{0,3}$|\s+[A-Z])")


def _keeps_on(trial: str | None, block: Block, own: Words) -> bool:
    """Whether a heading leaves a page speaking of the same analysis: it names no other subject, trial or analysis."""
    other = trial is not None and own.trials and trial not in {mention.id for mention in own.trials}
    opens_anew = own.analyses or other or _is_new(own.text) or ASIDE.search(own.text)
    return not opens_anew and block.section not in OUTSIDE


MAIN = re.compile(
    r"\b(?:main|primary|overall) (?:results|findings)\b|\breported (?:earlier|before|previously)\b", re.IGNORECASE
)
LONGEST_NAME = 60  # characters of a line that is little more than the name of a trial


def opens_another(block: Block, own: Words, trial: str | None) -> bool:
    """Whether a paragraph turns from the analysis above: to the main results, to another trial, to another follow-up."""
    if own.analyses or block.kind is not Kind.PARAGRAPH or block.cell is not None:
        return False
    if MAIN.search(block.text, 0, NEAR_START):
        return True
    if block.text.endswith(":") and _is_new(block.text):
        return True
    named = {str(mention.id) for mention in own.trials}
    return bool(named) and trial not in named and len(block.text) <= LONGEST_NAME and not own.has_number


@lru_cache
def _is_new(heading: str) -> bool:
    """Whether a heading opens another subject."""
    return pattern("context", "anew").search(heading) is not None


def _of_headings(trail: tuple[int, ...], words: list[Words], *, is_titled: bool) -> str | None:
    """The analysis that the nearest headings name; one that opens another subject ends what those above it said, and
    one that states a result of its own says nothing of a table with a title."""
    for place, index in reversed(list(enumerate(trail))):
        heading = words[index]
        if is_titled and heading.has_number and TELLS.search(heading.text):
            continue
        if heading.analyses:
            return heading.analyses[-1].id
        goes_on = place > 0 and trail[place - 1] == index - 1  # straight under the heading above
        if not goes_on and (heading.trials or _is_new(heading.text)):
            return None
    return None
