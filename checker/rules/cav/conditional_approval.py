"""An accelerated or conditional approval is told with the indication.

What is required
    For a product with accelerated (United States) or conditional (United Kingdom, European Union) approval the page
    says so where it states the indication, or at the outset.

Why
    Such an approval rests on less evidence; a reader who is not told takes it for a full one.

Source
    ABPI Code 2019 clause 3, supplementary information [R]; the statement of United States labelling [K]; FDA letters on
    Krazati 2024 and Lytgobi 2025, which stress the accelerated approval [R].

Passes
    "This indication is approved under accelerated approval based on response rate and duration of response."

Fails
    "indicated for adults with ..." with no word on the kind of approval; a statement far from the indication and below
    the first benefit claim (a warning).

Stays silent
    Products with regular approval, or without a registered kind of it; pages that neither state the indication nor
    claim a benefit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_page, about_words
from checker.indications import statements
from checker.mentions import brand_of
from checker.model import Confidence, Finding, Related, Rule, Severity
from checker.sentences import is_denied
from checker.view import PageView
from checker.wordlists import uses
from claims.model import Block

KINDS = ("accelerated", "conditional")
NEAR = 4  # blocks between the indication and the statement


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each product whose kind of approval is not told, or told too far away."""
    stated = statements(view.promotion, view.surroundings)
    if not stated and view.promotion.first is None:
        return
    told = [block for block in view.promotion.told if _tells(block)]
    for product in view.mentions.named:
        if product.approval not in KINDS or any(_is_in_place(view, block, stated) for block in told):
            continue
        name = brand_of(product)
        if told:
            where = view.extraction.page.spot(told[0], 0, 1).words
            message = f"Tells of the {product.approval} approval of {name} only at {where}, away from its indication."
        else:
            message = f"Does not say that {name} has {product.approval} approval."
        at = stated[0] if stated else None
        found = (
            about_words(RULE, view, at, at.text.partition("\n")[0], message) if at else about_page(RULE, view, message)
        )
        yield replace(
            found,
            severity=Severity.WARNING if told else found.severity,
            confidence=Confidence.MEDIUM if told else found.confidence,
            expected=f"{product.approval} approval",
            related=(Related(product.where.file, product.where.line, f"{product.id}: approval: {product.approval}"),),
        )


def _tells(block: Block) -> bool:
    return any(not is_denied(block.text, use.start, use.end) for use in uses(block.text, "indication", "conditional"))


def _is_in_place(view: PageView, block: Block, stated: tuple[Block, ...]) -> bool:
    first = view.promotion.first
    if first is None or block.index <= first.block.index:
        return True
    return any(abs(block.index - one.index) <= NEAR or block.trail[-1:] == one.trail[-1:] != () for one in stated)


RULE = Rule(
    id="cav.conditional-approval",
    title="An accelerated or conditional approval is told with the indication",
    severity=Severity.ERROR,
    check=check,
    needs=("products.approval",),
    manual=__doc__,
)
