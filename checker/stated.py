"""A sentence -> the registered statement behind it: a fact of measure `other` whose endpoint is the statement in words."""

from __future__ import annotations

from checker.nearby import SMALL
from checker.sentences import Sentence
from checker.view import PageView
from references.model import Fact
from references.names import normal

RANKING = frozenset(["only", "all"])  # small words that a statement turns on
LEAST = 2  # telling words: one alone states nothing


def stated(view: PageView, sentence: Sentence, claimed: str) -> Fact | None:
    """The approved statement that has the words claimed, and all of whose telling words stand in a sentence."""
    there, wanted = _telling(sentence.text), _telling(claimed)
    held = [fact for fact in statements(view) if any(_is_held(words, there, wanted) for words in wordings(view, fact))]
    return max(held, key=lambda fact: (len(fact.endpoint), fact.id), default=None)


def nearest(view: PageView, sentence: Sentence, claimed: str) -> Fact | None:
    """The statement with one of the words claimed that shares most with a sentence which does not hold it."""
    there, wanted = _telling(sentence.text), _telling(claimed)
    shared = {fact.id: len(_telling(fact.endpoint) & there) for fact in statements(view)}
    near = [
        f for f in statements(view) if wanted & _telling(f.endpoint) and shared[f.id] > len(_telling(f.endpoint)) / 2
    ]
    return max(near, key=lambda fact: (shared[fact.id], fact.id), default=None)


def is_dated(view: PageView, fact: Fact) -> bool:
    """Whether a source of a statement has a date."""
    sources = (view.registry.source_by_id.get(citing.source) for citing in fact.sources)
    return any(source is not None and source.date for source in sources)


def wordings(view: PageView, fact: Fact) -> tuple[str, ...]:
    """A statement in all its wordings: as the fact has it, and the names of its endpoint."""
    return (fact.endpoint, *view.index.names_of_endpoint(view.index.endpoint_key(fact.endpoint)))


def statements(view: PageView) -> tuple[Fact, ...]:
    """All approved statements of the registry."""
    return tuple(fact for fact in view.index.registry.facts if fact.measure == "other" and fact.status == "approved")


def _is_held(words: str, there: frozenset[str], wanted: frozenset[str]) -> bool:
    asked = _telling(words)
    return len(asked) >= LEAST and wanted <= asked <= there


def _telling(words: str) -> frozenset[str]:
    return frozenset(word for word in normal(words).replace("-", " ").split() if word not in SMALL or word in RANKING)
