"""Which analysis the headings of a page put a block in, and how far one that they name reaches."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.lexicon import load, pattern
from claims.model import Block, Kind, Section
from claims.words import Words

OUTSIDE = frozenset({Section.SAFETY, Section.BOILERPLATE})  # sections that the page's own trial does not reach into
TELLS = re.compile(r"\b(?:was|were|had|showed|reached|achieved|reduced|improved)\b")


def keeps_on(trial: str | None, block: Block, own: Words) -> bool:
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


LOOKS = frozenset(load("context")["looks"])
ASIDE = re.compile(r"\b(?:limitations?|subgroups?)\b", re.IGNORECASE)
NEAR_START = 60  # characters from the start of a line within which it names the analysis that it is about


def analysis_above(trail: tuple[int, ...], words: list[Words], *, is_titled: bool) -> str | None:
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
