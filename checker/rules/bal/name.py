"""The non-proprietary name stands with the most prominent mention of the brand.

What is required
    Where the brand name is shown most prominently, the established or non-proprietary name stands with it.

Why
    The brand says nothing of the substance, and a reader must know what is prescribed.

Source
    21 CFR 202.1(b)(1) [R]; FDA guidance on product name placement, 2017 [R]; ABPI Code clause 12.3, by AUTH/3585 [R].

Passes
    "Exemplar® (examplimab) tablets" as the headline, or the two names in the lines around it.

Fails
    "Exemplar®" alone as the headline.

Stays silent
    Repeats in running text; addresses, file names and the texts of logos; pages where the brand stands only in safety
    information or company lines. Size cannot be seen in text: the highest heading with the brand counts as its most
    prominent mention; on a page without one the first mention does, and then an explanation further down makes a note of
    it, as does another product in the headings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_place
from checker.mentions import Mention, brand_of, generic_parts
from checker.model import Confidence, Finding, Related, Rule, Severity
from checker.view import PageView
from claims.model import Block, Kind, Section
from references.model import Product

SHOWN = (Section.BODY, Section.TABLE)
REACH = 1  # blocks around the mention that stand with it
HEAD = 3  # blocks above it that are the same head of the page


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each product that the page names by its brand."""
    is_led = any(
        one.block.kind is Kind.HEADING
        for product in view.mentions.named
        for one in view.mentions.brands_of(product)
        if _is_shown(one.block)
    )
    for product in view.mentions.named:
        mentions = [one for one in view.mentions.brands_of(product) if _is_shown(one.block)]
        generics = view.mentions.generics_of(product)
        if not mentions or not generic_parts(product):
            continue
        prominent = _most_prominent(mentions)
        if _is_near(prominent, mentions[0], {one.block.index for one in generics}):
            continue
        is_heading = prominent.block.kind is Kind.HEADING
        expected = product.generic or ""
        where = f"it comes at {_where(view, generics[0])}" if generics else "it is nowhere on the page"
        message = f"{brand_of(product)} stands without {expected} at its most prominent mention; {where}."
        place = view.extraction.page.spot(prominent.block, prominent.start, prominent.end)
        quote = prominent.block.text[prominent.start : prominent.end]
        found = about_place(RULE, view, place, quote, message, sentence=prominent.block.text)
        yield replace(
            found,
            severity=found.severity if is_heading or not (generics or is_led) else Severity.NOTE,
            confidence=Confidence.MEDIUM if generics else Confidence.HIGH,
            said=quote,
            expected=expected,
            related=(_registered(product),),
        )


def _is_shown(block: Block) -> bool:
    return block.section in SHOWN and block.kind not in (Kind.FOOTNOTE, Kind.BOILERPLATE, Kind.INDICATION)


def _most_prominent(mentions: list[Mention]) -> Mention:
    headings = [one for one in mentions if one.block.kind is Kind.HEADING]
    return min(headings, key=lambda one: (one.block.level, one.block.index)) if headings else mentions[0]


def _is_near(prominent: Mention, first: Mention, explained: set[int]) -> bool:
    """Whether the mention, or the head of the page right above it, is explained."""
    at = prominent.block.index
    near = set(range(at - REACH, at + REACH + 1))
    if 0 <= at - first.block.index <= HEAD:
        near.update(range(first.block.index, at))
    return not near.isdisjoint(explained)


def _where(view: PageView, one: Mention) -> str:
    return view.extraction.page.spot(one.block, one.start, one.end).words


def _registered(product: Product) -> Related:
    return Related(product.where.file, product.where.line, f"{product.id}: {product.brand} ({product.generic})")


RULE = Rule(
    id="bal.name",
    title="The non-proprietary name stands with the most prominent mention of the brand",
    severity=Severity.ERROR,
    check=check,
    needs=("products.brand", "products.generic"),
    manual=__doc__,
)
