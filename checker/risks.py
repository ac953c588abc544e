"""A registered risk and a page -> whether visible words of the page name it as a risk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from checker.promotion import Promotion
from checker.wordlists import is_used, words_of
from claims.model import Block, Section
from claims.segments import segments
from references.names import SMALL, normal, tokens

NEAR = 3  # words in which `no` stands before a risk
GAIN = 6  # words in which `reduces` does
FAR = 6  # words over which the words of a risk's name may lie apart
STEM = 5  # letters that two forms of one word share: prolonged, prolongation


def unnamed(
    risks: Iterable[str], promotion: Promotion, short: dict[str, str], *, with_hidden: bool = False
) -> tuple[str, ...]:
    """Those of some risks that no visible words of the page name, in the given order; `with_hidden`: no words at all."""
    blocks = (*promotion.told, *(promotion.hidden if with_hidden else ()))
    return tuple(risk for risk in risks if not any(_is_named_in(risk, block, short) for block in blocks))


def same_risk(one: str, other: str) -> bool:
    """Whether two registered wordings name one risk."""
    return not forms_of(one).isdisjoint(forms_of(other))


ADVICE = re.compile(r"\s*(?:do not|avoid)\s\w+ing\b")  # `Avoid driving` is no gain


@cache
def forms_of(risk: str) -> frozenset[str]:
    """All names of a risk in their normal form: its own, and those of the list that has it."""
    own = normal(risk)
    return frozenset({own}.union(*(names for names in _lists() if own in names)))


@cache
def _lists() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(normal(name.rstrip("*")) for name in names) for names in words_of("risks")["names"])


def _is_named_in(risk: str, block: Block, short: dict[str, str]) -> bool:
    in_safety = block.section is Section.SAFETY
    for start, end in segments(block.text):
        words = _plain(block.text[start:end], short)
        is_advice = ADVICE.match(words) is not None
        for before in _told_at(risk, words):
            near = before.split()[-GAIN:]
            if is_used(" ".join(near[-NEAR:]), "risks", "none"):
                continue
            if (
                in_safety
                or is_advice
                or not is_used(" ".join(near), "risks", "gain")
                or is_used(words, "risks", "still")
            ):
                return True
    return False


def _plain(text: str, short: dict[str, str]) -> str:
    """A sentence in normal form, with the long form behind each short form that the page explains."""
    return f" {normal(' '.join(_spelt(text, short)))} "


def _spelt(text: str, short: dict[str, str]) -> Iterator[str]:
    for word in text.split():
        yield word
        bare = word.strip("()[].,;:")
        known = short.get(bare) or short.get(bare.removesuffix("s"))
        if known:
            yield known


def _told_at(risk: str, words: str) -> Iterator[str]:
    """What stands in front of a risk, for each place where a sentence names it."""
    for form in forms_of(risk):
        at = words.find(f" {form} ")
        while at >= 0:
            yield words[:at]
            at = words.find(f" {form} ", at + 1)
    yield from _apart(normal(risk), words)


def _apart(form: str, words: str) -> Iterator[str]:
    """The same for a name whose words stand near each other in another order or form."""
    wanted = _stems(form)
    if len(wanted) < 2:
        return
    said = [(match.start(), match[0][:STEM]) for match in re.finditer(r"[^\s+/]+", words)]
    for at, (start, stem) in enumerate(said):
        if stem in wanted and wanted <= {one for _, one in said[at : at + len(wanted) + FAR]}:
            yield words[:start]


@lru_cache(maxsize=4096)
def _stems(form: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in tokens(form) if word not in SMALL)
