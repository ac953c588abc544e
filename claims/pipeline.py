"""The only assembly of spaCy: a blank English tokenizer with phrase matchers over the lexicon and the page's own names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from claims.lexicon import endpoint_names


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text that name something: offsets, what kind of thing, its id or the words themselves."""

    start: int
    end: int
    kind: str
    id: str


@cache
def build() -> Language:
    """Tokenizer for drafts; no trained model, so the same words always give the same tokens."""
    return spacy.blank("en")


@cache
def _endpoint_matchers() -> tuple[PhraseMatcher, PhraseMatcher]:
    """(by exact letters, without regard to case): an abbreviation in capitals must be printed so."""
    nlp = build()
    exact, folded = PhraseMatcher(nlp.vocab, attr="ORTH"), PhraseMatcher(nlp.vocab, attr="LOWER")
    for code, names in endpoint_names().items():
        short = [name for name in names if _is_abbreviation(name)]
        long = [name for name in names if not _is_abbreviation(name)]
        if short:
            exact.add(code, [nlp.make_doc(name) for name in short])
        if long:
            folded.add(code, [nlp.make_doc(name.lower()) for name in long])
    return exact, folded


def _is_abbreviation(name: str) -> bool:
    return sum(letter.isupper() for letter in name) >= 2 and len(name) <= 12


def endpoint_mentions(doc: Doc) -> tuple[Mention, ...]:
    """Endpoints of the lexicon named in a text, longest match first, without overlaps."""
    found = []
    for matcher in _endpoint_matchers():
        for key, start, end in matcher(doc):
            span = doc[start:end]
            found.append(Mention(span.start_char, span.end_char, "endpoint", doc.vocab.strings[key]))
    return longest(found)


def longest(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions in order of place; of those that overlap, the longest."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.start))
