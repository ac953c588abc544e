"""The line over a number to what it says is measured below it, in the page's own words."""

from __future__ import annotations

import re

from claims.lexicon import load, pattern
from claims.named import like
from claims.phrases import trim
from claims.populations import says_in_whom
from claims.words import Inherited, Words

LONGEST = 9  # words of a title that names what is measured
LAST = re.compile(r"(?<=[a-z)])\d{1,2}(?:[-,]\d{1,2})*$")  # a citation glued to the last word
# What a heading says of the result before it names it: `Fewer hospital visits`, `Change in hospital visits`.
COMPARES = re.compile(
    r"^(?:significantly\s|statistically\s)*(?:fewer|less|lower|more|higher|greater|reduced|improved|reduction in|decrease in|increase in|improvement in|change in)\s",
    re.IGNORECASE,
)
FROM_BASELINE = re.compile(r",?\s(?:from|over|versus|vs\.?)\s(?:baseline|placebo)$", re.IGNORECASE)
BEGINS = re.compile(r"(?:with|without|for|in|on|at|by|after|before|during|among|from)\b", re.IGNORECASE)
SAYS = re.compile(
    r"\b(?:was|were|is|are|has|had|have|can|may|will|did|does|do|showed|shows|demonstrated|achieved|met|see|learn|read|how|why|what|who|you|your)\b|[?!]",
    re.IGNORECASE,
)

# A name and no words: that of a trial, or a word in capitals that opens a part of the page.
CALLED = re.compile(r"(?:[A-Z][\w-]*\s)?[A-Z]{2,}[A-Za-z]*[- ]?\d{1,4}|[A-Z]{5,}(?:-[A-Z\d]{1,4})?|[A-Z]{3,}-[A-Z]{2,}")


def titled(inherited: Inherited) -> str | None:
    """What the lead-in of a list, the title of a table or the nearest heading says is measured."""
    for words in (inherited.lead, inherited.caption, *inherited.headings[:2]):
        name = _measured(words) if words else None
        if words and name:
            return like(words.text, name)
    return None


def _measured(words: Words) -> str | None:
    """A title without the arms, trials and times that it names, where what is left can be measured."""
    text = words.text
    for mention in sorted((*words.trials, *words.timepoints, *words.analyses, *words.arms), key=lambda m: -m.start):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    parts = re.split(r":\s|:$|\s[—–]\s|\s\|\s|\.\s", " ".join(text.split()), maxsplit=1)
    told = parts[0] if WORD.search(_bare(parts[0])) else parts[-1]
    compared = COMPARED.match(told) if told is parts[0] and words.text.rstrip().endswith(":") else None
    told = compared["what"] if compared else told
    name = trim(FROM_BASELINE.sub("", LAST.sub("", COMPARES.sub("", told))))
    if (
        (CALLED.fullmatch(name) and re.split(r"\W|\d", name)[0] not in load("context")["not_trials"])
        or not WORD.search(_bare(name))
        or len(name.split()) > LONGEST
        or SAYS.search(name)
        or BEGINS.match(name)
        or says_in_whom(name)
    ):
        return None
    return name


def _bare(words: str) -> str:
    """A title without the words that say nothing of what is measured: of `Primary endpoint` nothing is left."""
    return pattern("phrases", "untold").sub("", words)


# The subject of a lead-in: `Response rates were similar in adults with high and low counts:`
COMPARED = re.compile(
    r"(?P<what>[A-Z][^.;:,]{3,60}?)\s(?:was|were)\s(?:\w+ly\s)?(?:similar|comparable|consistent|higher|lower|greater|observed|seen|maintained)\b"
)
WORD = re.compile(r"[^\W\d_]{4}")
