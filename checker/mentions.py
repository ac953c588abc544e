"""A page -> each place where it mentions a registered product: by its brand, by its non-proprietary name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from claims.model import Block, Carrier, Extraction, Kind
from references.model import Product

PARTS = re.compile(r"\s*(?:/|\+|,|\band\b)\s*")  # of a combination's generic name
JOINED = r"(?:-[a-z]{4})?\s{0,2}(?:/|\+|,|and|with|plus)\s{0,2}"  # its parts in running text
SUFFIX = re.compile(r"(?<=[a-z]{4})-[a-z]{4}$")  # of a biologic: isatuximab-irfc
MARKS = re.compile(r"\s?(?:[®™℠]|\((?:R|TM)\))")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a product where a block says it: offsets in the block's text."""

    block: Block
    start: int
    end: int


@dataclass(frozen=True)
class Mentions:
    """One page's mentions of the registry's products."""

    extraction: Extraction
    products: tuple[Product, ...]

    @cached_property
    def named(self) -> tuple[Product, ...]:
        """The registered products that the page names in words a reader sees, or in an image's text."""
        return tuple(product for product in self.products if self.brands_of(product) or self.generics_of(product))

    def brands_of(self, product: Product) -> tuple[Mention, ...]:
        """Where visible words name the product's brand, in page order."""
        return tuple(self._mentions((product.brand,))) if product.brand else ()

    def generics_of(self, product: Product) -> tuple[Mention, ...]:
        """Where visible words or an image's text say all of the product's non-proprietary name, or a further name."""
        parts = generic_parts(product)
        if parts:
            first = self._mentions(parts[:1], is_generic=True)
            return tuple(
                one for one in first if says_generic(one.block.text, product) and not self._is_in(one, product)
            )
        return tuple(self._mentions(product.names, is_generic=True))

    def _is_in(self, one: Mention, product: Product) -> bool:
        """Whether a name is only a part of another product's longer name: `A` in `A and B`."""
        wider = (_whole(other.generic) for other in self.products if _holds_more(other, product) and other.generic)
        return any(
            match.start() <= one.start and one.end <= match.end()
            for whole in wider
            for match in whole.finditer(one.block.text)
        )

    def _mentions(self, names: Iterable[str], *, is_generic: bool = False) -> Iterator[Mention]:
        patterns = [_name(name, is_generic=is_generic) for name in names]
        for block in self.extraction.page.blocks:
            is_told = block.carrier is Carrier.TEXT or (is_generic and block.carrier is Carrier.ALT)
            if not is_told or block.kind in (Kind.REFERENCES, Kind.ABBREVIATIONS):
                continue
            for pattern in patterns:
                for match in pattern.finditer(block.text):
                    if match[0][:1].isupper() or is_generic:
                        yield Mention(block, match.start(), match.end())


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


def says_a_name(text: str, product: Product) -> bool:
    """Whether a text says any one name of a product, or a part of its non-proprietary name."""
    return any(_name(name, is_generic=True).search(text) for name in names_of(product))


def names_of(product: Product) -> tuple[str, ...]:
    """A product's brand, the parts of its non-proprietary name, its further names."""
    return tuple(name for name in (product.brand, *generic_parts(product), *product.names) if name)


@lru_cache(maxsize=4096)
def _name(name: str, *, is_generic: bool = False) -> re.Pattern[str]:
    """A name in running text: not as a part of a word, an address or a file's name; a generic one has partners."""
    words = r"[\s\u00a0]+".join(re.escape(word) for word in MARKS.sub("", name).split())
    around = (r"[\w.@-]", r"\w|[.@]\w") if is_generic else (r"[\w./@-]", r"\w|[./@]\w")
    return re.compile(rf"(?<!{around[0]}){words}(?!{around[1]})", re.IGNORECASE)
