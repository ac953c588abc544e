"""What a number is of, in words that stand apart from it: of which kind most were, what differed by it."""

from __future__ import annotations

import re

# `Most deaths (79%) were cardiovascular`
MOST_EVENTS = re.compile(
    r"(?:the\s)?(?:most|many|majority)\s(?:of\s)?(?:the\s|these\s)?(?P<what>deaths|events|reactions|cases|infections|bleeds|relapses)",
    re.IGNORECASE,
)
OF_KIND = re.compile(r"\)?\s(?:were|was)\s(?P<kind>(?!in\b|at\b|due\b|not\b|seen\b)[a-z][\w-]{2,20})(?=[.,;]|\s?$)")
# `the decline in walking was smaller than with placebo, with a difference of 40 meters`
WITH_DIFFERENCE = re.compile(
    r"(?:^|[.]\s)(?:(?:At|In|By|After)\s[^,.;]{2,40},\s)?(?:[Tt]he\s)?(?P<subject>[A-Za-z][^,.;:]{3,70}?)"
    r"\s(?:(?:was|were)\s(?:\w+ly\s)?(?:smaller|larger|lower|higher|greater|less|shorter|longer|better|slower)|(?:also\s)?favou?red)\b"
    r"[^.;%]{0,80},\swith\sa\s(?:\w+\s)?difference\sof\s$"
)


def kind_of_most(bracketed: str, after: str) -> str | None:
    """`cardiovascular deaths`, from what stands before and behind a share in brackets."""
    what = MOST_EVENTS.fullmatch(bracketed)
    kind = OF_KIND.match(after) if what else None
    return f"{kind['kind']} {what['what']}" if what and kind else None


def that_differed(before: str) -> str | None:
    """The subject of a sentence that ends with a difference, from the words before that."""
    match = WITH_DIFFERENCE.search(before) if before.endswith("difference of ") else None
    return match["subject"] if match else None
