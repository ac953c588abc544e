"""The page says when it was prepared or last revised.

What is required
    A date of preparation, approval or last revision of the material, and one of the prescribing information on it.

Why
    A reader must be able to tell whether the material is older than the label it rests on.

Source
    ABPI Code 2021 clause 12.8, its heading [R]; Directive 2001/83/EC article 92(1) [K].

Passes
    "UK-1234 | Date of preparation: March 2025"; "Last updated: July 2025"; a job code beside or with its date.

Fails
    "© 2025" and nothing else; prescribing information printed on the page without its date.

Stays silent
    Any of these in visible words, at any place of the page; datelines of press releases. Pages that do not promote;
    without a registered product, pages that do not look like a company's own. Prescribing information behind
    a link is not looked into.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.dates_told import has_date, is_dated
from checker.findings import about_page, about_words
from checker.model import Confidence, Finding, Rule, Severity
from checker.view import PageView
from checker.wordlists import is_used
from claims.model import Kind

DOCUMENT = 200  # characters under a title that make the document itself


def check(view: PageView) -> Iterator[Finding]:
    """One finding for a page without a date, one for prescribing information on it without one."""
    promotion = view.promotion
    if not (promotion.products or (not view.registry.products and promotion.is_own_page)):
        return
    sure = Confidence.HIGH if promotion.products else Confidence.MEDIUM
    if not is_dated([block.text for block in promotion.visible if block.kind is not Kind.REFERENCES]):
        found = about_page(RULE, view, "Says nowhere when it was prepared or last revised.", confidence=sure)
        yield replace(found, expected="date of preparation or last revision")
    for title in promotion.told:
        if title.kind is Kind.HEADING and is_used(title.text, "required", "pi"):
            texts = [block.text for block in view.surroundings.section_of(title)]
            if sum(map(len, texts)) >= len(title.text) + DOCUMENT and not any(map(has_date, texts)):
                message = "The prescribing information on the page bears no date."
                found = about_words(RULE, view, title, title.text, message)
                yield replace(found, confidence=sure, expected="date of the prescribing information")


RULE = Rule(
    id="bal.date",
    title="The page says when it was prepared or last revised",
    severity=Severity.NOTE,
    check=check,
    by_profile=(("uk-hcp", Severity.ERROR), ("eu-hcp", Severity.ERROR)),
    manual=__doc__,
)
