"""A page for a product with a boxed warning names each topic of it.

What is required
    The topics of the boxed warning are named in words that a reader sees.

Why
    "Some side effects are serious" does not tell a reader which risk the authority put in a box.

Source
    FDA letter on Recorlev 2023 [R]; 21 CFR 202.1(e)(5)(ii) [K].

Passes
    "WARNING: HEPATOTOXICITY AND QT PROLONGATION" with the text of the warning.

Fails
    "Side effects can occur, including some that are serious."

Stays silent
    Products without a registered boxed warning; topics named in other words that wordlists/risks.yaml knows; pages that
    do not name the product, or neither promote it nor speak of its risks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_page
from checker.mentions import brand_of
from checker.model import Confidence, Finding, Related, Rule, Severity
from checker.risks import unnamed
from checker.view import PageView
from checker.wording import some_of
from checker.wordlists import is_used
from claims.model import Section


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each product, with all the topics that are missing."""
    if view.promotion.first is None and not _speaks_of_risks(view):
        return
    for product in view.mentions.named:
        missing = unnamed(product.boxed_warning, view.promotion, view.extraction.abbreviations)
        if missing:
            topics = some_of(list(missing), most=12)
            message = f"Does not name from the boxed warning of {brand_of(product)}: {topics}."
            related = (Related(product.where.file, product.where.line, f"{product.id}: boxed_warning"),)
            found = about_page(RULE, view, message)
            if not unnamed(missing, view.promotion, view.extraction.abbreviations, with_hidden=True):
                message = (
                    f"Names from the boxed warning of {brand_of(product)} only in text that is not shown: {topics}."
                )
                found = replace(found, message=message, severity=Severity.WARNING, confidence=Confidence.MEDIUM)
            yield replace(found, expected=", ".join(missing), related=related)


def _speaks_of_risks(view: PageView) -> bool:
    return any(
        block.section is Section.SAFETY or is_used(block.text, "risks", "still") for block in view.promotion.told
    )


RULE = Rule(
    id="bal.boxed",
    title="A page for a product with a boxed warning names each topic of it",
    severity=Severity.ERROR,
    check=check,
    by_profile=(("uk-hcp", None), ("eu-hcp", None)),
    needs=("products.boxed_warning",),
    manual=__doc__,
)
