"""A page -> what it promotes as a whole: its benefit claims, its products, the words that are its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from checker.measures import NO_RESULTS
from checker.mentions import Mentions, names_of, says_a_name
from checker.model import Verdict
from checker.sentences import Sentence, Sentences, said
from checker.wordlists import is_used
from claims.model import Block, Carrier, Extraction, Kind, Section
from references.names import normal, tokens

if TYPE_CHECKING:
    from checker.model import Match
    from checker.spoken_of import SpokenOf
    from references.model import Product

NO_BENEFIT_MEASURES = NO_RESULTS | {"count", "median", "other", "p_value"}
NO_BENEFIT_ENDPOINTS = frozenset({"FOLLOW_UP", "DOT"})
TELLING = 6  # letters of a word that tells what an indication is about


@dataclass(frozen=True)
class Promotion:
    """What one page promotes."""

    extraction: Extraction
    sentences: Sentences
    spoken: SpokenOf
    mentions: Mentions

    @cached_property
    def benefits(self) -> tuple[Sentence, ...]:
        """The sentences that claim a benefit, in page order."""
        return tuple(sentence for sentence in self.sentences.promotional if self._is_benefit(sentence))

    @cached_property
    def uses(self) -> tuple[Sentence, ...]:
        """The sentences that say what a named product is for, or how it is taken: more than a reminder of its name."""
        return tuple(
            sentence
            for sentence in self.sentences.all
            if sentence.block.section in (Section.BODY, Section.TABLE)
            and sentence.block.carrier is Carrier.TEXT
            and (
                is_used(sentence.text, "promotion", "use")
                or any(_tells_use(sentence.text, p) for p in self.mentions.named)
            )
        )

    @property
    def first(self) -> Sentence | None:
        """The first benefit claim."""
        return self.benefits[0] if self.benefits else None

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """The products that it names and tells a benefit or a use of; none on a page that only reminds.

        Of several, those that stand in a heading or such a sentence; a partner or rival that is only mentioned is none.
        """
        telling = (*self.benefits, *self.uses)
        if not telling:
            return ()
        claimed = {sentence.block.index for sentence in telling}
        meant = tuple(
            product
            for product in self.mentions.named
            if any(
                one.block.index in claimed or one.block.kind is Kind.HEADING
                for one in (*self.mentions.brands_of(product), *self.mentions.generics_of(product))
            )
        )
        return meant or self.mentions.named

    @cached_property
    def is_own_page(self) -> bool:
        """Whether words of the page itself tell that a company promotes its medicine on it."""
        is_branded = bool(self.extraction.generics) or any(re.search(r"[a-zA-Z][®™]", b.text) for b in self.visible)
        return (
            is_branded
            and self.first is not None
            and any(b.section is Section.SAFETY or is_used(b.text, "promotion", "own") for b in self.visible)
        )

    @cached_property
    def visible(self) -> tuple[Block, ...]:
        """Blocks of words that a reader sees, reference lists and abbreviations too."""
        return tuple(b for b in self.extraction.page.blocks if b.carrier is Carrier.TEXT and b.text)

    @cached_property
    def told(self) -> tuple[Block, ...]:
        """Visible blocks that are running text, table or heading of the page: no lists of references or short forms."""
        return tuple(b for b in self.visible if b.kind not in (Kind.REFERENCES, Kind.ABBREVIATIONS))

    @cached_property
    def hidden(self) -> tuple[Block, ...]:
        """Blocks of words that a reader sees only after doing something, if at all."""
        return tuple(b for b in self.extraction.page.blocks if b.carrier is Carrier.HIDDEN and b.text)

    def _is_benefit(self, sentence: Sentence) -> bool:
        if sentence.block.carrier is not Carrier.TEXT or is_used(sentence.text, "promotion", "no_benefit"):
            return False
        if any(_tells_benefit(match) for match in self.spoken.matches_in(sentence)):
            return True
        lists = (("benefit", "words"), ("promotion", "words"), ("wellbeing", "promises"), ("absolute", "words"))
        words = [one for name, key in lists for one in said(sentence, name, key)]
        return any(not one.is_denied and not one.is_quoted for one in words)


def _tells_use(text: str, product: Product) -> bool:
    """Whether a sentence names a product beside two words or more of its indication."""
    if not product.indication or not says_a_name(text, product):
        return False
    told = {word for word in tokens(normal(product.indication)) if len(word) >= TELLING}
    own = {word for name in names_of(product) for word in tokens(normal(name))}
    return len((told - own) & set(tokens(normal(text)))) >= 2


def _tells_benefit(match: Match) -> bool:
    claim = match.claim
    return (
        match.verdict is not Verdict.EXEMPT
        and claim.measure not in NO_BENEFIT_MEASURES
        and claim.endpoint not in NO_BENEFIT_ENDPOINTS
        and claim.section in (Section.BODY, Section.TABLE)
    )
