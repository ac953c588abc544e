"""A word of a sentence -> its clause: between contrasting words and semicolons, up to another endpoint's result."""

from __future__ import annotations

import re

from claims.pipeline import endpoint_mentions

CLAUSE = re.compile(r"\b(?:but|however|although|though|whereas|while|yet)\b|;", re.IGNORECASE)
SPLICE = re.compile(  # `PFS was longer (...), and survival was 12.1 months`: a sentence of its own behind a comma
    r",\s(?:and\s)?(?!which\b|who\b|that\b|where\b|whose\b)(?:[^\W_][\w'’/%-]*\s){1,5}?(?:was|were|did|occurred|fell|rose|remained)\b"
)
OPENING = re.compile(r"^\W*(?:[A-Z][\w ]{0,20}:\s)?(?:despite|in spite of|notwithstanding)\b", re.IGNORECASE)
VERB = re.compile(r"\b(?:was|were|did|occurred|fell|rose|remained|\w{3,}ed)\b")
WITH = re.compile(r",\s+(?:and\s+)?with\b", re.IGNORECASE)


def clause(text: str, at: int) -> tuple[int, int]:
    """The clause around an offset: between contrasting words or semicolons outside brackets.

    `Despite greater adherence,` is one of its own. A clause that goes on with another endpoint's result (`improved PFS, with an OS hazard ratio of`) ends there.
    """
    start, end = 0, len(text)
    if OPENING.match(text):
        comma = next((m.start() for m in re.finditer(r",\s", text) if not _is_in_brackets(text, m.start())), end)
        if at < comma:
            return 0, comma
        start = comma
    for match in CLAUSE.finditer(text):
        if match[0] == ";" and _is_in_brackets(text, match.start()):
            continue
        if match.end() <= at:
            start = match.end()
        elif match.start() > at:
            end = match.start()
            break
    for match in SPLICE.finditer(text, start, end):
        if match.start() > at and VERB.search(text, start, match.start()) and not _is_in_brackets(text, match.start()):
            return start, match.start()
    for match in WITH.finditer(text, at, end):
        before, behind = _codes(text[start : match.start()]), _codes(text[match.end() : end])
        if before and behind and not behind & before:
            return start, match.start()
    return start, end


def _codes(text: str) -> set[str]:
    return {mention.id for mention in endpoint_mentions(text)}


def _is_in_brackets(text: str, at: int) -> bool:
    before = text[:at]
    return before.count("(") > before.count(")") or before.count("[") > before.count("]")
