"""The full indication stands at or before the first benefit claim.

What is required
    A page that claims a benefit states the registered indication in full, with its limitations of use and words such
    as "as an adjunct to", no later than the first benefit claim.

Why
    A benefit told without whom it is for is read as a benefit for everyone.

Source
    21 CFR 202.1(e)(4) [K]; FDA letter on Qsymia 2019 [R]; PMCPA AUTH/3391 (Praluent) and AUTH/3622 (Forxiga),
    complaints [R].

Passes
    "Exemplar is indicated, as an adjunct to a reduced-calorie diet, for ..." above the results.

Fails
    "Helps you lose weight" on a page that never says whom the product is for; an indication without the diet; one that
    stands below the results without a word about it above them (a warning).

Stays silent
    Other order, punctuation, line breaks and word forms; short forms that the page explains; a line above the first
    benefit claim that says where the indication stands; products without a registered indication.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_page
from checker.indications import left_out, statements, whole_statement
from checker.mentions import brand_of
from checker.model import Confidence, Finding, Related, Rule, Severity
from checker.view import PageView
from checker.wordlists import is_used
from claims.model import Block, Kind
from references.model import Product

AT_ONCE = 1  # blocks between a heading and the end of what stands at once under it
LONGEST = 160  # characters of a registered wording that a message quotes


def check(view: PageView) -> Iterator[Finding]:
    """For each promoted product: no indication, parts of it left out, limitations left out, or told too late."""
    if view.promotion.first is None:
        return
    stated = statements(view.promotion, view.surroundings)
    for product in view.promotion.products:
        if product.indication:
            yield from _indication(view, product, product.indication, stated)
        if product.limitations:
            yield from _left_out(view, product, "limitations", product.limitations, stated)


def _indication(view: PageView, product: Product, wording: str, stated: tuple[Block, ...]) -> Iterator[Finding]:
    whole = whole_statement(view.promotion, wording, view.extraction.abbreviations)
    missing = () if whole else tuple(_left_out(view, product, "indication", wording, stated))
    yield from missing
    blocks = sorted({block.index: block for block in (*stated, *((whole,) if whole else ()))}.items())
    if missing or not blocks or _is_in_time(view, blocks[0][1]):
        return
    where = view.extraction.page.spot(blocks[0][1], 0, 1).words
    message = f"The first benefit claim of {brand_of(product)} stands above its indication, which comes at {where}."
    found = _found(view, product, "indication", message)
    yield replace(found, severity=Severity.WARNING, confidence=Confidence.MEDIUM)


def _left_out(view: PageView, product: Product, key: str, wording: str, stated: tuple[Block, ...]) -> Iterator[Finding]:
    short = view.extraction.abbreviations
    missing = left_out(wording, [block.text for block in stated], short)
    if missing and key == "limitations":  # these need no word such as `indicated`
        told = (block.text for block in view.promotion.told)
        missing = () if any(not left_out(wording, (text,), short) for text in told) else missing
    name = brand_of(product)
    if missing == (wording,):
        what = "what it is indicated for" if key == "indication" else "the limitations of its use"
        yield _found(view, product, key, f"Claims a benefit of {name} and does not say {what}: {_short(missing)}")
    elif missing:
        said = "The indication" if key == "indication" else "The limitations of use"
        yield _found(view, product, key, f"{said} of {name} leaves out: {_short(missing)}")


def _is_in_time(view: PageView, stated: Block) -> bool:
    """Whether a statement, or a line that says where it stands, comes no later than the first benefit claim."""
    first = view.promotion.first
    if first is None or stated.index <= first.block.index:
        return True
    told = [block.index for block in view.promotion.told if first.block.index < block.index <= stated.index]
    if first.block.kind is Kind.HEADING and len(told) <= AT_ONCE:
        return True  # the heading and the indication under it are one
    above = (block for block in view.promotion.told if block.index <= first.block.index)
    return any(is_used(block.text, "indication", "pointer") for block in above)


def _found(view: PageView, product: Product, key: str, message: str) -> Finding:
    related = (Related(product.where.file, product.where.line, f"{product.id}: {key}"),)
    return replace(about_page(RULE, view, message), expected=getattr(product, key), related=related)


def _short(missing: tuple[str, ...]) -> str:
    words = "; ".join(" ".join(piece.split()) for piece in missing)
    return f"“{words if len(words) <= LONGEST else words[:LONGEST].rsplit(' ', 1)[0] + ' ...'}”."


RULE = Rule(
    id="bal.indication",
    title="The full indication stands at or before the first benefit claim",
    severity=Severity.ERROR,
    check=check,
    needs=("products.indication",),
    manual=__doc__,
)
