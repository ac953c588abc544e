"""The short forms that a page defines, by its own lists and in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.model import Kind, Page

DEFINED = re.compile(r"(?P<short>[\w+\-/≥≤]{2,14})\s?[=]\s?(?P<long>[^=;:.]{3,80})")
COMMA_DEFINED = re.compile(r"(?:^|[;:]\s)(?P<short>[A-Za-z][\w+\-/]{1,11}),\s(?P<long>[^;:,.=]{4,80})(?=[;.]|$)")
BRACKETED = re.compile(r"\s\((?P<short>[A-Za-z][\w+\-]{1,9})\)")
LONGEST = 90  # characters of a long form


def abbreviations(page: Page) -> dict[str, str]:
    """Short form -> long form: from lists (`PFS=progression-free survival`) and from `long form (SF)`.

    The bracketed form is taken where the initials fit (Schwartz & Hearst, PSB 2003, in its plainest form).
    """
    found: dict[str, str] = {}
    for block in page.blocks:
        if block.kind is Kind.ABBREVIATIONS:
            for short, long in defined_in(block.text):
                found.setdefault(short, long)
        for match in BRACKETED.finditer(block.text):
            fitting = _fitting(block.text[max(0, match.start() - LONGEST) : match.start()], match["short"])
            if fitting:
                found.setdefault(match["short"], fitting)
    return found


def defined_in(text: str) -> Iterator[tuple[str, str]]:
    """(short form, long form) of each entry of a list of abbreviations."""
    for pattern in (DEFINED, COMMA_DEFINED):
        for match in pattern.finditer(text):
            yield match["short"], match["long"].strip()


def _fitting(before: str, short: str) -> str | None:
    """The words at the end of a text whose initials are the letters of a short form."""
    letters = [letter for letter in short.casefold() if letter.isalpha()]
    words = list(re.finditer(r"[^\W\d_][\w’']*", before))[-len(letters) :]
    if len(letters) < 2 or [word[0][0].casefold() for word in words] != letters:
        return None
    return before[words[0].start() :]
