"""A page -> what it promotes: its benefit claims, the products that it names, each mention of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from checker.model import Verdict
from checker.sentences import Sentence, Sentences, said
from checker.slots import NO_RESULTS
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
PARTS = re.compile(r"\s*(?:/|\+|,|\band\b)\s*")  # of a combination's generic name
JOINED = r"(?:-[a-z]{4})?\s{0,2}(?:/|\+|,|and|with|plus)\s{0,2}"  # its parts in running text
SUFFIX = re.compile(r"(?<=[a-z]{4})-[a-z]{4}$")  # of a biologic: isatuximab-irfc
MARKS = re.compile(r"\s?(?:[®™℠]|\((?:R|TM)\))")


@dataclass(frozen=True, slots=True)
class Naming:
    """A name of a product where a block says it: offsets in the block's text."""

    block: Block
    start: int
    end: int


@dataclass(frozen=True)
class Promotion:
    """What one page promotes."""

    extraction: Extraction
    sentences: Sentences
    spoken: SpokenOf
    products: tuple[Product, ...]

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
            and (is_used(sentence.text, "promotion", "use") or any(_tells_use(sentence.text, p) for p in self.named))
        )

    @property
    def first(self) -> Sentence | None:
        """The first benefit claim."""
        return self.benefits[0] if self.benefits else None

    @cached_property
    def named(self) -> tuple[Product, ...]:
        """The registered products that the page names in words a reader sees, or in an image's text."""
        return tuple(product for product in self.products if self.brands_of(product) or self.generics_of(product))

    @cached_property
    def promoted(self) -> tuple[Product, ...]:
        """The products that it names and tells a benefit or a use of; none on a page that only reminds.

        Of several, those that stand in a heading or such a sentence; a partner or rival that is only mentioned is none.
        """
        telling = (*self.benefits, *self.uses)
        if not telling:
            return ()
        claimed = {sentence.block.index for sentence in telling}
        meant = tuple(
            product
            for product in self.named
            if any(
                one.block.index in claimed or one.block.kind is Kind.HEADING
                for one in (*self.brands_of(product), *self.generics_of(product))
            )
        )
        return meant or self.named

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

    def brands_of(self, product: Product) -> tuple[Naming, ...]:
        """Where visible words name the product's brand, in page order."""
        return tuple(self._namings((product.brand,))) if product.brand else ()

    def generics_of(self, product: Product) -> tuple[Naming, ...]:
        """Where visible words or an image's text say all of the product's non-proprietary name, or a further name."""
        parts = generic_parts(product)
        if parts:
            first = self._namings(parts[:1], is_generic=True)
            return tuple(
                one for one in first if says_generic(one.block.text, product) and not self._is_in(one, product)
            )
        return tuple(self._namings(product.names, is_generic=True))

    def _is_in(self, one: Naming, product: Product) -> bool:
        """Whether a name is only a part of another product's longer name: `A` in `A and B`."""
        wider = (_whole(other.generic) for other in self.products if _holds_more(other, product) and other.generic)
        return any(
            match.start() <= one.start and one.end <= match.end()
            for whole in wider
            for match in whole.finditer(one.block.text)
        )

    def _namings(self, names: Iterable[str], *, is_generic: bool = False) -> Iterator[Naming]:
        patterns = [_name(name, is_generic=is_generic) for name in names]
        for block in self.extraction.page.blocks:
            is_told = block.carrier is Carrier.TEXT or (is_generic and block.carrier is Carrier.ALT)
            if not is_told or block.kind in (Kind.REFERENCES, Kind.ABBREVIATIONS):
                continue
            for pattern in patterns:
                for match in pattern.finditer(block.text):
                    if match[0][:1].isupper() or is_generic:
                        yield Naming(block, match.start(), match.end())

    def _is_benefit(self, sentence: Sentence) -> bool:
        if sentence.block.carrier is not Carrier.TEXT or is_used(sentence.text, "promotion", "no_benefit"):
            return False
        if any(_is_result(match) for match in self.spoken.matches_in(sentence)):
            return True
        lists = (("benefit", "words"), ("promotion", "words"), ("wellbeing", "promises"), ("absolute", "words"))
        words = [one for name, key in lists for one in said(sentence, name, key)]
        return any(not one.is_denied and not one.is_quoted for one in words)


def generic_parts(product: Product) -> tuple[str, ...]:
    """A product's non-proprietary name without its suffix; of a combination, each part."""
    return tuple(SUFFIX.sub("", part) for part in PARTS.split(product.generic or "") if part)


def says_generic(text: str, product: Product) -> bool:
    """Whether a text says all parts of a product's non-proprietary name."""
    parts = generic_parts(product)
    return bool(parts) and all(_name(part, is_generic=True).search(text) for part in parts)


def _holds_more(product: Product, other: Product) -> bool:
    """Whether a product is a combination that holds all of another's active substances and more."""
    return set(generic_parts(product)) > set(generic_parts(other))


@lru_cache(maxsize=1024)
def _whole(generic: str) -> re.Pattern[str]:
    """A combination's whole non-proprietary name, however its parts are joined."""
    parts = (re.escape(SUFFIX.sub("", part)) for part in PARTS.split(generic) if part)
    return re.compile(rf"(?<!\w){JOINED.join(parts)}(?!\w)", re.IGNORECASE)


def brand_of(product: Product) -> str:
    """What a finding calls a product: its brand, else its generic name, else its id."""
    return MARKS.sub("", product.brand or product.generic or product.id)


def _tells_use(text: str, product: Product) -> bool:
    """Whether a sentence names a product beside two words or more of its indication."""
    names = (product.brand, *generic_parts(product), *product.names)
    if not product.indication or not any(name and _name(name, is_generic=True).search(text) for name in names):
        return False
    told = {word for word in tokens(normal(product.indication)) if len(word) >= TELLING}
    own = {word for name in names if name for word in tokens(normal(name))}
    return len((told - own) & set(tokens(normal(text)))) >= 2


@lru_cache(maxsize=4096)
def _name(name: str, *, is_generic: bool = False) -> re.Pattern[str]:
    """A name in running text: not as a part of a word, an address or a file's name; a generic one has partners."""
    words = r"[\s\u00a0]+".join(re.escape(word) for word in MARKS.sub("", name).split())
    around = (r"[\w.@-]", r"\w|[.@]\w") if is_generic else (r"[\w./@-]", r"\w|[./@]\w")
    return re.compile(rf"(?<!{around[0]}){words}(?!{around[1]})", re.IGNORECASE)


def _is_result(match: Match) -> bool:
    claim = match.claim
    return (
        match.verdict is not Verdict.EXEMPT
        and claim.measure not in NO_BENEFIT_MEASURES
        and claim.endpoint not in NO_BENEFIT_ENDPOINTS
        and claim.section in (Section.BODY, Section.TABLE)
    )
