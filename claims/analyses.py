"""Finds the analyses that a text names, by canonical word."""

from __future__ import annotations

import re
from functools import cache

from claims.lexicon import load
from claims.mention import Mention
from claims.pipeline import longest
from claims.starts import sought, starts_of
from claims.starts import words as words_of


@cache
def _analyses() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    """Canonical word, first words of its forms, pattern of them."""
    return tuple(
        (
            name,
            frozenset(re.split(r"\W", form)[0].casefold() for form in forms),
            re.compile(
                "|".join(rf"\b{re.escape(form)}\b" for form in sorted(forms, key=len, reverse=True)), re.IGNORECASE
            ),
        )
        for name, forms in load("context")["analysis"].items()
    )


@cache
def _first_of_analyses() -> frozenset[str]:
    return frozenset().union(*(first for _, first, _ in _analyses()))


NEAR = 60  # characters before the name of an analysis whose words may say that no result is of it
# `As in the primary analysis, ...`: what is said next is not of it
NOT_ANALYSIS = re.compile(
    r"(?:\b(?:as|like|unlike)\s(?:in|at|with)\sthe\s(?:first\s)?|\bsecondary and|endpoints?\b|met at the time of the)\s*$",
    re.IGNORECASE,
)


def analyses(text: str) -> tuple[Mention, ...]:
    """The analyses that a text names, by canonical word."""
    found: list[Mention] = []
    if _first_of_analyses().isdisjoint(words_of(text)):
        return ()
    for name, first, forms in _analyses():
        for match in sought(forms, text, starts_of(text, first)):
            behind = text[match.end() : match.end() + 24]
            before = max(0, match.start() - NEAR), match.start()
            if re.match(
                r"\s(?:(?:[\w-]{1,12}\s)?(?:end ?point|outcome|objective)|(?:\w{2,4}\s)?(?:paper|publication|article))",
                behind,
            ) or NOT_ANALYSIS.search(text, *before):
                continue
            found.append(Mention(match.start(), match.end(), "analysis", name))
    return longest(found)
