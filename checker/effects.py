"""A page's sentences -> where they tell a result as an effect, and which claims and facts the words are said of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checker.clauses import OPENING, clause
from checker.everyone import is_everyone, is_of_everyone
from checker.model import Match
from checker.results import CONTRASTS, NO_OUTCOMES, OUTCOMES, is_outcome
from checker.sentences import Said, Sentence, said
from checker.view import PageView
from checker.wordlists import is_used
from claims.model import Kind
from references.model import Fact
from references.names import normal

DEFINED = re.compile(r"\b(?:defined (?:as|by)|definition of)\b", re.IGNORECASE)
WHO = re.compile(r"\b(?:who|whom|whose|in patients|among patients|in those|of patients with)\b", re.IGNORECASE)
BEHIND, BEFORE = 80, 80  # characters around a word within which it is said of an endpoint without a number


@dataclass(frozen=True, slots=True)
class Effect:
    """A word that tells a result as an effect, the claims in its reach, and what it names without a number.

    `named` holds for each such endpoint its facts about all patients: which of them is meant is open, so a rule objects
    where it would object to each.
    """

    said: Said
    matches: tuple[Match, ...]
    named: tuple[tuple[Fact, ...], ...]

    @property
    def sentence(self) -> Sentence:
        """The sentence that says it."""
        return self.said.sentence


@dataclass(frozen=True)
class Effects:
    """One page's words of effect, each tied to its results; found once for all rules."""

    view: PageView

    @cached_property
    def worded(self) -> tuple[Effect, ...]:
        """Where a difference is told as an effect: `improved`, `fewer relapses`, `superior`."""
        return tuple(_said(self.view, "words"))

    @cached_property
    def tested(self) -> tuple[Effect, ...]:
        """Where a test is claimed: `significantly`, `demonstrated`."""
        return tuple(_said(self.view, "tested"))

    def saying(self, key: str) -> Iterator[Effect]:
        """Where the words under another key of the list `effect` are said."""
        yield from _said(self.view, key)


def _said(view: PageView, key: str) -> Iterator[Effect]:
    """Each word of a key that a promotional sentence neither denies nor quotes."""
    for sentence in view.sentences.promotional:
        words = list(said(sentence, "effect", key))
        starts = [word.use.start for word in words]
        ends = [word.use.end for word in words]
        for word, last, following in zip(words, [0, *ends], [*starts[1:], len(sentence.text)], strict=False):
            if not word.is_denied and not word.is_quoted and not _is_a_purpose(word):
                yield _tied(view, word, (last, following))


def _is_a_purpose(word: Said) -> bool:
    """Whether a word only says what something is for or how it is defined: `a strategy to reduce relapses`.

    `Shown to reduce relapses` tells a result.
    """
    text = word.sentence.text[: word.use.start]
    if DEFINED.search(text):
        return True
    before = text.split()[-3:]
    return bool(before) and before[-1].casefold() == "to" and not is_used(" ".join(before), "effect", "come_to")


def _tied(view: PageView, word: Said, between: tuple[int, int]) -> Effect:
    sentence = word.sentence
    start, end = clause(sentence.text, word.use.start)
    here = [match for match in view.spoken.matches_in(sentence) if is_outcome(view.index, match)]
    matches = [match for match in here if start <= _offset(sentence, match) < end]
    told_apart = view.spoken.endpoints_named(sentence.text[start:end]) or OPENING.match(sentence.text[start:end])
    if not matches and not told_apart:
        matches = [match for match in here if match.claim.measure in CONTRASTS]  # `A clear benefit; HR 0.80`
    told = {view.index.endpoint_key(match.claim.endpoint) for match in matches if match.claim.endpoint}
    more = [
        key
        for key in _governed(view, word, max(start, between[0]), min(end, between[1]))
        if key not in told and key not in NO_OUTCOMES
    ]
    if not matches and more:
        matches = [match for match in (here or _near(view, sentence)) if _key(view, match) in more]
    left = [key for key in more if not any(_key(view, match) == key for match in matches)]
    named = (_facts_of(view, key) for key in left)
    return Effect(word, tuple(matches), tuple(facts for facts in named if facts))


def _governed(view: PageView, word: Said, start: int, end: int) -> tuple[str, ...]:
    """The endpoints that a word is said of: right behind it, else right before it, in its clause, up to the next such word.

    `prolonged PFS`, `survival was prolonged`; what is told of the patients (`in patients who achieve a CR`) is neither.
    """
    text, use = word.sentence.text, word.use
    behind = WHO.split(text[use.start : min(end, use.end + BEHIND)], maxsplit=1)[0]
    before = WHO.split(text[max(start, use.start - BEFORE) : use.end])[-1]
    return view.spoken.endpoints_named(behind) or view.spoken.endpoints_named(before)


def _facts_of(view: PageView, key: str) -> tuple[Fact, ...]:
    """The outcomes of an endpoint in all patients: no count of who took part."""
    facts = (fact for fact in view.index.facts_of(key) if fact.status != "withdrawn")
    outcomes = tuple(fact for fact in facts if fact.measure in OUTCOMES and is_of_everyone(view.index, fact))
    return () if any(is_used(fact.endpoint, "effect", "no_outcome") for fact in outcomes) else outcomes


def _near(view: PageView, sentence: Sentence) -> Iterator[Match]:
    """The results that a sentence without any may speak of: of the section under a heading, else of the next sentence.

    A subgroup's result is not what a sentence speaks of that does not name the subgroup.
    """
    block = sentence.block
    if block.kind is Kind.HEADING:
        found = [m for one in view.surroundings.section_of(block) for m in view.spoken.matches_of(one.index)]
    else:
        own = view.sentences.by_block.get(block.index, ())
        following = next((one for one in own if one.start > sentence.start), None)
        found = list(view.spoken.matches_in(following)) if following else []
    text = normal(sentence.text)
    for match in found:
        population = match.claim.population
        if is_outcome(view.index, match) and (is_everyone(population) or normal(population or "") in text):
            yield match


def _key(view: PageView, match: Match) -> str | None:
    return _key_of(view, match.claim.endpoint)


def _key_of(view: PageView, endpoint: str | None) -> str | None:
    return view.index.endpoint_key(endpoint) if endpoint else None


def _offset(sentence: Sentence, match: Match) -> int:
    """Where a claim begins in its sentence."""
    return bisect_left(sentence.block.spots, match.claim.place.start) - sentence.start
