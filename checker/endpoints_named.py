"""A page's sentences -> the endpoints that they name as primary or key secondary, each at its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from checker.sentences import Sentence
from checker.view import PageView
from checker.wordlists import Use, uses, words_of
from claims.pipeline import endpoint_mentions

ROLES = ("primary", "key secondary")
LINK = re.compile(r"\s*(?:[:;–—-]|\(s\))?\s*")
TO_ROLE = re.compile(
    r"[\s,(–—]*(?:(?:was|were|is|are|as|served as|being|both|one of)\s)?(?:(?:the|its|an?)\s)?(?:study['’]s\s|trial['’]s\s)?"
)
BETWEEN = re.compile(r"[,;:•|]|\band\b|\bor\b|&|\+|\n|\d\)|\([ivx]+\)")
WORD = re.compile(r"[^\W\d_]+")
NEXT = re.compile(r"[\s-]*(?:(?P<word>[^\W\d_]+)|$|[^\w\s-])")
SHORT = re.compile(r"[^.;,()]{0,70}\((?P<short>[A-Za-z0-9][\w +/≥-]{1,14})\)")
COMPOSITE = re.compile(r"\b(?:composite|combined)\b", re.IGNORECASE)
MOST = 60  # sentences with such words that are looked at
SIGNS = re.compile(r"[;.]\s|\b(?:secondary|exploratory|primary|other)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedEndpoint:
    """An endpoint that a sentence gives a rank."""

    key: str
    role: str
    sentence: Sentence
    use: Use
    until: int  # where the sentence names the next endpoint, or ends
    short: str | None = None  # what the sentence abbreviates it to


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
    mentions += [m for m in _registered(view, sentence.text) if not any(_overlap(m, other) for other in mentions)]
    for use, role in roles:
        behind = _list_behind(sentence.text, use.end)
        before = [m for m in mentions if m[1] <= use.start and TO_ROLE.fullmatch(sentence.text, m[1], use.start)]
        listed = [m for m in mentions if behind and behind[0] <= m[0] and m[1] <= behind[1]]
        if COMPOSITE.search(sentence.text):
            continue  # its parts have no results of their own
        for start, end, words in before or [m for m in listed if _is_whole(sentence.text, *m[:2], behind)]:
            key = view.index.endpoint_key(words)
            short = SHORT.match(sentence.text, end)
            spot = Use(start, end, sentence.text[start:end], words)
            until = min((m[0] for m in mentions if m[0] >= end), default=len(sentence.text))
            yield NamedEndpoint(key, role, sentence, spot, until, short["short"] if short else None)


def _registered(view: PageView, text: str) -> Iterator[tuple[int, int, str]]:
    """Endpoints that only the registry names, where their names stand letter by letter."""
    small = text.casefold()
    for key in view.index.endpoints_in(text):
        names = sorted(view.index.names_of_endpoint(key), key=len, reverse=True)
        at, name = next(((at, name) for name in names if (at := small.find(name.casefold())) >= 0), (-1, ""))
        if at >= 0:
            yield at, at + len(name), key


def _overlap(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_whole(text: str, start: int, end: int, behind: tuple[int, int] | None) -> bool:
    """Whether an item of the list is the endpoint, not a longer thing that holds its name."""
    since = behind[0] if behind else 0
    first = max([since, *(match.end() for match in BETWEEN.finditer(text, since, start))])
    front, rear = _may_surround()
    after = NEXT.match(text, end)
    goes_on = after is not None and after["word"] is not None and after["word"].casefold() not in rear
    return not goes_on and all(word.casefold() in front for word in WORD.findall(text[first:start]))


@cache
def _may_surround() -> tuple[frozenset[str], frozenset[str]]:
    """Words that may stand in front of an endpoint's name, and right behind it, without making it another."""
    data = words_of("endpoint_roles")
    return frozenset(data["in_front"]), frozenset(data["right_behind"])


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
