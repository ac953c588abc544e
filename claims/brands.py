"""The brands that a page prints to those that it is about, its product first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claims.arm_names import has_stem, known_treatments
from claims.model import Block
from claims.product import product_of


def usual_brands(
    blocks: Sequence[Block],
    trials: frozenset[str],
    brands: Mapping[str, int],
    generic_of: Mapping[str, str],
    names: Mapping[str, int],
    words: Mapping[str, int],
) -> list[str]:
    """The brands that a page speaks of as its own, its product first; `brands`, `names` and `words` as often as printed."""
    usual = [brand for brand in brands if brand in generic_of or brands[brand] > 2 or words[brand] > 2]
    first = _named_first(blocks, usual, names)
    most = max((words[brand] for brand in usual), default=0)
    title = next((block.text for block in blocks[:2] if first and block.text.startswith(first)), "")
    is_title = first in generic_of and bool(title) and not any(generic_of.get(b) for b in usual if b != first)
    often = TITLE_COUNTS if is_title else NEARLY
    usual.sort(key=lambda brand: (brand != first or often * words[brand] < most, -words[brand], brand))
    product = None if usual else product_of(blocks, trials) or first
    if product:
        usual = [product]
    elif first and first not in usual and first not in generic_of.values() and names[first] > most:
        usual.insert(0, first)  # a page on a substance, which names other medicines by their brands
    return usual


def _named_first(blocks: Sequence[Block], brands: Sequence[str], names: Mapping[str, int]) -> str | None:
    """The brand or substance that the top of a page names first, before its partners and comparators."""
    backbones = set(map(str.casefold, known_treatments()))
    substances = {
        name.casefold()
        for name, times in names.items()
        if times >= FEWEST_NAMED and has_stem(name) and name.isalpha() and name.casefold() not in backbones
    }
    printed = {form: brand for brand in brands for form in (brand.upper(), brand)}  # a title may be in capitals
    either = "|".join((*map(re.escape, printed), *(f"(?i:{name})" for name in sorted(substances))))
    if not either:
        return None
    named = re.compile(rf"\b(?:{either})\b")
    found = next((match[0] for block in blocks[:TOP] if (match := named.search(block.text))), None)
    return found.casefold() if found and found.casefold() in substances else printed.get(found or "")


TOP = 6  # blocks that say what a page is about
FEWEST_NAMED = 2  # times that a page names a substance that it may be about
TITLE_COUNTS = 3  # the same where the title of the page is its name with its substance
NEARLY = 1.3  # times as often may a page name another brand than the first in its title


def called(brand: str, generic: str | None, text: str) -> str:
    """What a page calls its product: the generic name where it prints that far more often than the brand."""
    if generic is None:
        return brand
    bare = generic.partition("-")[0]
    times = [len(re.findall(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)) for name in (brand, bare)]
    return bare if times[1] > FAR_MORE * times[0] else brand


FAR_MORE = 2  # times as often
