"""The page says when it was prepared or last revised.

What is required
    A date of preparation, approval or last revision of the material.

Why
    A reader must be able to tell whether the material is older than the label it rests on.

Source
    ABPI Code 2021 clause 12.8, its heading [R]; Directive 2001/83/EC article 92(1) [K].

Passes
    "UK-1234 | Date of preparation: March 2025"; "Last updated: July 2025"; a job code beside or with its date.

Fails
    "© 2025" and nothing else.

Stays silent
    Any of these in visible words, at any place of the page; datelines of press releases. Pages that do not promote;
    without a registered product, pages that do not look like a company's own. The date of the prescribing information
    is looked for by src.superseded, where the page cites it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.dates_told import is_dated
from checker.findings import about_page
from checker.model import Confidence, Finding, PageView, Rule, Severity
from claims.model import Kind


def check(view: PageView) -> Iterator[Finding]:
    """One finding for a page without a date."""
    promotion = view.promotion
    if not (promotion.promoted or (not view.registry.products and promotion.is_own_page)):
        return
    if is_dated([block.text for block in promotion.visible if block.kind is not Kind.REFERENCES]):
        return
    sure = Confidence.HIGH if promotion.promoted else Confidence.MEDIUM
    found = about_page(RULE, view, "Says nowhere when it was prepared or last revised.", confidence=sure)
    yield replace(found, expected="date of preparation or last revision")


RULE = Rule(
    id="bal.date",
    title="The page says when it was prepared or last revised",
    severity=Severity.NOTE,
    check=check,
    by_profile=(("uk-hcp", Severity.ERROR), ("eu-hcp", Severity.ERROR)),
    manual=__doc__,
)
