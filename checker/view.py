"""What a rule may look at: the page as extracted, its matches, the registry, and what is found once for all rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from checker.displays import Displays
from checker.holders import holders
from checker.mentions import Mentions
from checker.promises import Promises
from checker.promotion import Promotion
from checker.results import Results
from checker.sentences import Sentences
from checker.sources_cited import SourcesCited
from checker.spoken_of import SpokenOf
from checker.surroundings import Surroundings

if TYPE_CHECKING:
    from datetime import date

    from checker.effects import Effects
    from checker.model import Match
    from checker.reach import Reach
    from claims.model import Extraction
    from references.index import Index
    from references.model import Product, Registry


@dataclass(frozen=True, kw_only=True)
class PageView:
    """What a rule may look at: the page as extracted, its matches, the registry with its index."""

    extraction: Extraction
    matches: tuple[Match, ...]
    registry: Registry
    index: Index
    profile: str = "us-hcp"
    today: date | None = None  # for what expires; without it nothing does

    @cached_property
    def surroundings(self) -> Surroundings:
        """What stands around a claim or block."""
        return Surroundings(self.extraction)

    @cached_property
    def match_of(self) -> dict[str, Match]:
        """By the id of a claim, its match."""
        return {match.claim.id: match for match in self.matches}

    @cached_property
    def results(self) -> Results:
        """Which claims are results that the page shows as its message."""
        return Results(self.surroundings)

    @cached_property
    def displays(self) -> Displays:
        """What a reader sees beside a claim or block."""
        return Displays(self.extraction, self.surroundings)

    @cached_property
    def cited(self) -> SourcesCited:
        """What the page's reference list and markers lead to."""
        return SourcesCited(self.surroundings, self.index)

    @cached_property
    def held_by(self) -> dict[str, frozenset[str]]:
        """By the id of a claim, the sources that hold its number."""
        return {match.claim.id: holders(match, self.index) for match in self.matches}

    @cached_property
    def sentences(self) -> Sentences:
        """The page's sentences, and where they use the words of a list."""
        return Sentences(self.extraction)

    @cached_property
    def spoken(self) -> SpokenOf:
        """Which claims stand in a sentence, and which facts it speaks of."""
        return SpokenOf(self.matches, self.index, self.surroundings)

    @cached_property
    def promises(self) -> Promises:
        """The sentences that promise something, each by the words of a list."""
        return Promises(self.extraction, self.sentences, self.products, self.surroundings)

    @cached_property
    def effects(self) -> Effects:
        """Where the page tells a result as an effect, and which result."""
        from checker.effects import Effects  # noqa: PLC0415 - it reads this view

        return Effects(self)

    @cached_property
    def reach(self) -> Reach:
        """Which words stand within reach of a block: beside it, in its table, in its section."""
        from checker.reach import Reach  # noqa: PLC0415 - it reads this view

        return Reach(self)

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """The registered products that the page names, in the registry's order; else the only one there is."""
        named = self.index.scope_of(block.text for block in self.extraction.page.blocks).products
        found = tuple(product for product in self.registry.products if product.id in named)
        return found or (self.registry.products if len(self.registry.products) == 1 else ())

    @cached_property
    def mentions(self) -> Mentions:
        """Where the page mentions those products."""
        return Mentions(self.extraction, self.products)

    @cached_property
    def promotion(self) -> Promotion:
        """What the page promotes as a whole: its benefit claims, its products."""
        return Promotion(self.extraction, self.sentences, self.spoken, self.mentions)
