"""A page that claims a benefit tells the product's risks.

What is required
    A page with a benefit claim has risk information for the product, with each of its registered key risks named, in
    prominence and readability comparable to the benefits.

Why
    Benefits without risks mislead about what a patient takes on. A line that leads to the full prescribing information
    is no substitute.

Source
    21 CFR 202.1(e)(5)(ii) [K] and (e)(7)(viii) [K]; FDA letters on Hemady, Slynd, Soaanz and Suprenza [R].

Passes
    Tables of benefits above a block "Important Safety Information" that names infections and neutropenia.

Fails
    The same tables and nothing else; a page whose only words on an infection say that there was none.

Stays silent
    Pages that claim no benefit or do not name the product; risks named in other words that wordlists/risks.yaml knows;
    products without registered key risks. How prominent the words are cannot be judged from text; risks in a panel that
    is closed at first are a warning. A topic of the boxed warning that is left out is bal.boxed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_page
from checker.mentions import brand_of
from checker.model import Confidence, Finding, Related, Rule, Severity
from checker.risks import same_risk, unnamed
from checker.view import PageView
from checker.wording import some_of


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each promoted product, with all the risks that are missing."""
    for product in view.promotion.products:
        missing = unnamed(product.key_risks, view.promotion, view.extraction.abbreviations)
        boxed = unnamed(product.boxed_warning, view.promotion, view.extraction.abbreviations)
        left = tuple(risk for risk in missing if not any(same_risk(risk, topic) for topic in boxed))
        all_missing = len(missing) == len(product.key_risks)
        if not missing or (not left and not all_missing):
            continue
        told = missing if all_missing else left
        name, risks = brand_of(product), some_of(list(told), most=12)
        message = (
            f"Promotes {name} and names none of its registered key risks: {risks}."
            if all_missing
            else f"Promotes {name} and leaves out of its registered key risks: {risks}."
        )
        related = (Related(product.where.file, product.where.line, f"{product.id}: key_risks"),)
        found = about_page(RULE, view, message)
        if not unnamed(told, view.promotion, view.extraction.abbreviations, with_hidden=True):
            message = f"Names key risks of {name} only in text that is not shown with the claims: {risks}."
            found = replace(found, message=message, severity=Severity.WARNING, confidence=Confidence.MEDIUM)
        yield replace(found, expected=", ".join(told), related=related)


RULE = Rule(
    id="bal.risk-absent",
    title="A page that claims a benefit tells the product's risks",
    severity=Severity.ERROR,
    check=check,
    by_profile=(("uk-hcp", None), ("eu-hcp", None)),
    needs=("products.key_risks",),
    manual=__doc__,
)
