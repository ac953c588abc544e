"""A printed reference to the parts that it lacks to be found by, as its kind of document asks for."""

from __future__ import annotations

import re

from references.imprint import DATA, imprint


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words.strip()})\b", re.IGNORECASE)


_ANNOUNCED, _MEETINGS, _BOOKS = (_any_of(DATA[name]) for name in ("announced", "meetings", "books"))


def missing_parts(printed: str) -> tuple[str, ...]:
    """What a reference lacks: nothing where an identifier leads to the document, or where it is still to appear."""
    said = imprint(printed)
    if said.doi or said.pmid or said.pmc or said.nct or "data-on-file" in said.forms or _ANNOUNCED.search(printed):
        return ()
    if said.untitled:
        return () if said.years or said.accessed else ("date of revision",)
    if said.volume and said.years:
        return ()
    if _MEETINGS.search(printed) or _BOOKS.search(printed) or said.version:
        return () if said.years or said.version or said.accessed else ("year",)
    if said.urls:
        return () if said.accessed else ("date of access",)
    if said.author is None:
        return () if said.years or said.accessed else ("year",)
    missing = [] if said.years else ["year"]
    if not said.volume:
        missing.append("volume or pages")
    return tuple(missing)


def missing_of_file(printed: str) -> tuple[str, ...]:
    """What data on file lacks to be asked for: who holds it, the id of the document, its date."""
    said = imprint(printed)
    parts = (("company", _company(printed)), ("document id", said.codes), ("date", said.years))
    return tuple(name for name, found in parts if not found)


def _company(printed: str) -> frozenset[str]:
    """Words that are neither of the phrase nor of an id or a date."""
    words = imprint(re.sub(r"\S{0,40}\d\S{0,40}", " ", printed)).words
    return frozenset(word for word in words if len(word) > 1)
