"""A grade told without its reaction to that grade of the reaction named before: `rash in 20%, grade 3 in 4%`."""

from __future__ import annotations

import re

from claims.around import HOW_BAD, Around
from claims.phrases import GRADE
from claims.site import Chosen

GRADED = re.compile(
    r"(?:^|[\s,])(?:and\s|with\s)?(?<!\bof\s)(?P<grade>[Gg]rades?\s(?:[≥>]\s?|>=\s?)?\d(?:\s?(?:or|/|-|–|and)\s?\d)?)\s(?:occurring\s|reactions\s|events\s)?in\s$"
)
GRADE_LABEL = re.compile(r"(?:^|[\s,;(])(?P<grade>[Gg]rades?\s?(?:≥\s?)?\d(?:\s?(?:or|/|-|–|and)\s?\d)?):\s?$")
GRADE_BEHIND = re.compile(
    r"\s?(?:were\s)?(?P<grade>[Gg]rades?\s?(?:≥\s?)?\d(?:\s?(?:or|/|-|–|and)\s?(?:[Gg]rade\s)?\d)?)(?:\sor\shigher)?\b(?!\s[a-z]{4})"
)
BRACKETED = re.compile(r"\([^()]*$|\([^()]*\sand\s*$|^\s?(?:[Gg]rades?\s[^()]{1,14})?[\s,;]*(?:and)?\s*$")


def grade_of_before(around: Around) -> Chosen | None:
    """A grade beside a share, of the reaction that was named before."""
    if not around.previous or not around.previous.name:
        return None
    match = GRADED.search(around.before) or GRADE_LABEL.search(around.before)
    match = match or (GRADE_BEHIND.match(around.after) if BRACKETED.search(around.before) else None)
    if not match:
        return None
    return of_grade(match["grade"], around.previous.name)


def of_grade(grade: str, reaction: str) -> Chosen:
    """A reaction told before as one of a grade."""
    bare = HOW_BAD.sub("", GRADE.sub("", reaction).strip())
    return Chosen(f"{grade.lower()} {bare}", "grade of the reaction before")
