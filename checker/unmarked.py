"""A page's words with the number of a reference glued to their end -> the words without it: a superscript that was lost."""

from __future__ import annotations

import re
from collections.abc import Iterable

GLUED = re.compile(r"(?<=[a-z]{4})\d{1,2}$")  # BRCA2 and PASI75 are names


def unmarked(words: str) -> str:
    """`complete remission1` as `complete remission`."""
    return GLUED.sub("", words)


def unmarked_number(words: str, citations: Iterable[str]) -> str:
    """`week 321` that is told with reference 1 as `week 32`."""
    last = next((c for c in citations if words.endswith(c) and words.removesuffix(c)[-1:].isdigit()), "")
    return words.removesuffix(last)
