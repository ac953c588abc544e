"""A sentence -> the registered facts that it speaks of: those of its claims, else those of the endpoint it names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from checker.model import Match, Verdict
from checker.sentences import Sentence
from checker.surroundings import Surroundings
from claims.model import Extraction
from claims.pipeline import endpoint_mentions
from references.index import Index
from references.model import Fact

TRUSTED = (Verdict.SUPPORTED, Verdict.DERIVED, Verdict.CONTRADICTED)


@dataclass(frozen=True)
class SpokenOf:
    """One page's sentences tied to its claims and to the registry."""

    extraction: Extraction
    matches: tuple[Match, ...]
    index: Index

    @cached_property
    def _by_block(self) -> dict[int, tuple[Match, ...]]:
        found: dict[int, list[Match]] = defaultdict(list)
        for match in self.matches:
            found[match.claim.block].append(match)
        return {block: tuple(matches) for block, matches in found.items()}

    @cached_property
    def surroundings(self) -> Surroundings:
        """What stands around a block."""
        return Surroundings(self.extraction)

    def matches_in(self, sentence: Sentence) -> tuple[Match, ...]:
        """The claims that stand in a sentence."""
        spots = sentence.block.spots
        start, end = spots[sentence.start], spots[sentence.end - 1] + 1
        return tuple(m for m in self._by_block.get(sentence.block.index, ()) if start <= m.claim.place.start < end)

    def matches_of(self, block: int) -> tuple[Match, ...]:
        """The claims that stand in a block."""
        return self._by_block.get(block, ())

    def facts_in(self, sentence: Sentence) -> tuple[Fact, ...]:
        """The facts behind the claims of a sentence; where it has none, the only one of each endpoint that it names.

        Where an endpoint has several facts, they count as one if all are about the same trial and analysis.
        """
        told = [fact for match in self.matches_in(sentence) if match.verdict in TRUSTED for fact in match.grounds]
        return tuple(dict.fromkeys(told)) if told else self.facts_named(sentence.text)

    def facts_named(self, text: str) -> tuple[Fact, ...]:
        """The facts of each endpoint that words name, where all of one endpoint come from one trial and analysis."""
        found: dict[str, Fact] = {}
        for key in self._endpoints_named(text):
            facts = [fact for fact in self.index.facts_of(key) if fact.status != "withdrawn"]
            if len({(fact.trial, fact.analysis, fact.population) for fact in facts}) == 1:
                found.update({fact.id: fact for fact in facts})
        return tuple(found.values())

    def _endpoints_named(self, text: str) -> tuple[str, ...]:
        """Keys of endpoints in words: of the lexicon, and the registry's own with all their names."""
        keys = [self.index.endpoint_key(mention.id) for mention in endpoint_mentions(text)]
        return tuple(dict.fromkeys((*keys, *self.index.endpoints_in(text))))
