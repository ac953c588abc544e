"""A sentence or a claim -> the registered facts that it speaks of: by its claims, its number, the endpoints it names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from checker.everyone import is_everyone
from checker.model import Match, Verdict
from checker.results import RESULTS
from checker.sentences import Sentence
from checker.surroundings import Surroundings
from claims.pipeline import endpoint_mentions
from claims.quantity import Quantity
from references.index import Index
from references.model import Fact
from references.names import normal

TRUSTED = (Verdict.SUPPORTED, Verdict.DERIVED, Verdict.CONTRADICTED)


@dataclass(frozen=True)
class SpokenOf:
    """One page's sentences tied to its claims and to the registry."""

    matches: tuple[Match, ...]
    index: Index
    surroundings: Surroundings

    @cached_property
    def _by_block(self) -> dict[int, tuple[Match, ...]]:
        found: dict[int, list[Match]] = defaultdict(list)
        for match in self.matches:
            found[match.claim.block].append(match)
        return {block: tuple(matches) for block, matches in found.items()}

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
        for key in self.endpoints_named(text):
            facts = [fact for fact in self.index.facts_of(key) if fact.status != "withdrawn"]
            if len({(fact.trial, fact.analysis, fact.population) for fact in facts}) == 1:
                found.update({fact.id: fact for fact in facts})
        return tuple(found.values())

    def endpoints_named(self, text: str) -> tuple[str, ...]:
        """Keys of endpoints in words: of the lexicon, and the registry's own with all their names."""
        keys = [self.index.endpoint_key(mention.id) for mention in endpoint_mentions(text)]
        return tuple(dict.fromkeys((*keys, *self.index.endpoints_in(text))))

    def facts_behind(self, match: Match) -> tuple[Fact, ...]:
        """The facts of a claim; where it fits several alike those.

        Of a claim that could not be matched those of its number, where its sentence names their endpoint; else the only
        ones of its endpoint.
        """
        if match.verdict in TRUSTED and match.grounds:
            return match.grounds
        if match.verdict is Verdict.AMBIGUOUS:
            return match.candidates
        return self.by_number(match) or (self.facts_named(match.claim.endpoint) if match.claim.endpoint else ())

    def by_number(self, match: Match) -> tuple[Fact, ...]:
        """The facts of a claim's number, unit and of an endpoint that its sentence names, whatever the extraction read."""
        claim = match.claim
        if claim.value is None or match.verdict is not Verdict.UNSUPPORTED or claim.measure not in RESULTS:
            return ()
        keys = set(self.endpoints_named(claim.sentence))
        turned = Quantity(-claim.value.value, claim.value.text)  # `24% fewer` is registered as a change of -24%
        near = (*self.index.near(claim.value, claim.unit), *self.index.near(turned, claim.unit))
        same = tuple(
            fact for fact in near if fact.status != "withdrawn" and self.index.endpoint_key(fact.endpoint) in keys
        )
        if is_everyone(claim.population):
            return same
        return tuple(fact for fact in same if self.names_subgroup(match, fact))

    def names_subgroup(self, match: Match, fact: Fact) -> bool:
        """Whether the words about a claim name the subgroup of a fact."""
        words = f" {normal(self.surroundings.words_about(match.claim))} "
        names = self.index.names_of_population(fact.trial, fact.population) if fact.population else ()
        return any(f" {normal(name)} " in words for name in names)
