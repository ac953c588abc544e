"""A page's sentences -> the endpoints that they name as primary or key secondary, each at its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.model import PageView
from checker.sentences import Sentence
from checker.wordlists import Use, uses
from claims.pipeline import endpoint_mentions

ROLES = ("primary", "key secondary")
LINK = re.compile(r"\s*(?:[:;–—-]|\(s\))?\s*")
TO_ROLE = re.compile(
    r"[\s,(–—]*(?:(?:was|were|is|are|as|served as|being|both|one of)\s)?(?:(?:the|its|an?)\s)?(?:study['’]s\s|trial['’]s\s)?"
)
MOST = 60  # sentences with such words that are looked at
SIGNS = re.compile(r"[;.]\s|\b(?:secondary|exploratory|primary|other)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedEndpoint:
    """An endpoint that a sentence gives a rank."""

    key: str
    role: str
    sentence: Sentence
    use: Use


def endpoints_named(view: PageView) -> Iterator[NamedEndpoint]:
    """Every endpoint of the lexicon that a sentence names as primary or key secondary, in page order."""
    seen = 0
    for sentence in view.sentences.all:
        roles = [(use, role) for role in ROLES for use in uses(sentence.text, "endpoint_roles", role)]
        if roles and seen < MOST:
            seen += 1
            yield from _of_sentence(view, sentence, sorted(roles, key=lambda one: one[0].start))


def _of_sentence(view: PageView, sentence: Sentence, roles: list[tuple[Use, str]]) -> Iterator[NamedEndpoint]:
    mentions = [(m.start, m.end, m.id) for m in endpoint_mentions(sentence.text)]
    for use, role in roles:
        behind = _list_behind(sentence.text, use.end)
        before = [m for m in mentions if m[1] <= use.start and TO_ROLE.fullmatch(sentence.text, m[1], use.start)]
        listed = [m for m in mentions if behind and behind[0] <= m[0] and m[1] <= behind[1]]
        for start, end, words in listed or before:
            key = view.index.endpoint_key(words)
            yield NamedEndpoint(key, role, sentence, Use(start, end, sentence.text[start:end], words))


def _list_behind(text: str, at: int) -> tuple[int, int] | None:
    """Where the endpoints behind a rank stand: after `was`, `included`, a colon, up to the next rank or clause."""
    link = next(
        (use for use in uses(text[at : at + 24], "endpoint_roles", "links") if not text[at : at + use.start].strip()),
        None,
    )
    if link is not None:
        start = at + link.end
    elif (sign := LINK.match(text, at)) and sign[0].strip():
        start = sign.end()
    else:
        return None
    stop = SIGNS.search(text, start)
    return start, stop.start() if stop else len(text)
