"""Words of a page -> whether they say when the item was made or last revised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from checker.wordlists import uses

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?[\s-]?{MONTH}\.?,?[\s-]?(?:19|20)\d\d|{MONTH}\.?\s?\d{{0,2}},?[\s-]?(?:19|20)\d\d"
    r"|(?:19|20)\d\d-\d\d(?:-\d\d)?|\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d|(?:0?[1-9]|1[0-2])[/.-](?:19|20)?\d\d)(?![\d/])",
    re.IGNORECASE,
)
# The code that a company gives an item: MAT-US-2406157, UK-1234, PP-EX-GB-0042, EX-UK-2300011(v2.0).
CODE = re.compile(r"(?<![\w/])[A-Z]{2,}(?:[-/][A-Z]{1,6}){0,5}[-/ ]?\d{3,}[-\w.()/]{0,20}")
DATELINE = re.compile(rf"^[A-Z]{{2,}}[^\n]{{0,50}}?[,–—-]\s{MONTH}\.?\s\d{{1,2}},?\s(?:19|20)\d\d", re.IGNORECASE)
LABEL = 40  # characters of a text that may be the label of the date below it
NEAR = 30  # characters between a label or code and its date
SIGNS = r"[\s:.,|()\[\]/·•–—-]*"
JOINED = re.compile(
    rf"{SIGNS}(?:(?:v\.?\s?\d[\d.]{{0,8}}|version\s\d[\d.]{{0,8}}|on|in|of|date){SIGNS}){{0,3}}", re.IGNORECASE
)


def is_dated(texts: Sequence[str]) -> bool:
    """Whether any of the texts tells the date of the item: by a label, beside its code, or as a dateline.

    A label may stand alone in the text above its date.
    """
    pairs = (f"{one} {other}" for one, other in pairwise(texts) if len(one) <= LABEL)
    return any(_is_date_of_item(text) for text in texts) or any(
        _is_date_of_item(pair, has_codes=False) for pair in pairs
    )


def has_date(text: str) -> bool:
    """Whether a text holds a date of any kind, down to the month."""
    return DATE.search(text) is not None


def _is_date_of_item(text: str, *, has_codes: bool = True) -> bool:
    dates = [match.span() for match in DATE.finditer(text)]
    if not dates:
        return False
    if DATELINE.search(text):
        return True
    labels = [(use.start, use.end) for use in uses(text, "required", "made")]
    if has_codes:
        labels += [match.span() for match in CODE.finditer(text)]
    return any(_is_near(text, at, date) for date in dates for at in labels)


def _is_near(text: str, one: tuple[int, int], date: tuple[int, int]) -> bool:
    """Whether a label or code holds the date, or stands in front of it or behind it with no words between."""
    if one[0] <= date[0] and date[1] <= one[1]:
        return True
    begin, end = (one[1], date[0]) if one[1] <= date[0] else (date[1], one[0])
    return 0 <= end - begin <= NEAR and JOINED.fullmatch(text, begin, end) is not None
