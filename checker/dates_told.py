"""Words of a page -> whether they say when the item was made or last revised."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
DATELINE = re.compile(rf"^[^.\n]{{0,60}}?[,–—-]\s{MONTH}\.?\s\d{{1,2}},?\s(?:19|20)\d\d", re.IGNORECASE)
NEAR = 30  # characters between a label or code and its date
COPYRIGHT = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)


def is_dated(texts: Iterable[str]) -> bool:
    """Whether any of the texts tells the date of the item: by a label, beside its code, or as a dateline."""
    return any(_is_date_of_item(text) for text in texts)


def _is_date_of_item(text: str) -> bool:
    dates = [match.span() for match in DATE.finditer(text)]
    if not dates:
        return False
    if DATELINE.search(text):
        return True
    labels = [(use.start, use.end) for use in uses(text, "required", "made")]
    codes = [match.span() for match in CODE.finditer(text)]
    return any(_is_near(at, date) for date in dates for at in (*labels, *codes) if not _is_of_copyright(text, at, date))


def _is_near(one: tuple[int, int], date: tuple[int, int]) -> bool:
    """Whether a label or code holds the date, or stands right in front of it or behind it."""
    if one[0] <= date[0] and date[1] <= one[1]:
        return True
    return 0 <= date[0] - one[1] <= NEAR or 0 <= one[0] - date[1] <= NEAR


def _is_of_copyright(text: str, one: tuple[int, int], date: tuple[int, int]) -> bool:
    start = min(one[0], date[0])
    return bool(COPYRIGHT.search(text, max(0, date[0] - 3), date[0])) and start == date[0]
