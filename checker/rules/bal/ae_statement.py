"""The page itself asks for harm to be reported, and says where.

What is required
    The adverse-event reporting statement that the market asks for stands in the material itself: the registered one,
    else one that asks for a report and names the Yellow Card scheme (United Kingdom) or MedWatch (United States).

Why
    A statement on the page behind the next click reaches those who click.

Source
    ABPI Code 2021 clause 12.9 (Acepiro, AUTH/3816) [R]; PhRMA principles on direct-to-consumer advertising [R].

Passes
    "Adverse events should be reported. Reporting forms and information can be found at www.mhra.gov.uk/yellowcard.
    Adverse events should also be reported to Example Ltd."

Fails
    A banner with the statement only on its landing page; a link "Contact us"; a statement that asks for reports and
    leaves out where.

Stays silent
    Paraphrases that ask for a report and name the place; in the United States pages for professionals. Pages that do
    not promote; without a registered product, pages that do not look like a company's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_page, about_words
from checker.model import Confidence, Finding, Related, Rule, Severity
from checker.view import PageView
from checker.wordlists import is_used, uses
from claims.model import Block
from references.model import Product
from references.names import SMALL, normal, tokens

PLACES = {"uk-hcp": ("yellow_card", "the Yellow Card scheme"), "us-dtc": ("medwatch", "MedWatch")}
CONTACT = re.compile(r"(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)+(?:/[\w/-]*)?|\+?\d[\d\s().-]{7,}\d|[\w.-]+@[\w.-]+")
LEAST = 0.8  # of the registered statement's words
AROUND = 2  # blocks behind a statement that may hold its address


def check(view: PageView) -> Iterator[Finding]:
    """One finding for a page without the statement, one for a statement that leaves out where to report."""
    promotion = view.promotion
    if not (promotion.products or (not view.registry.products and promotion.is_own_page)):
        return
    asking = [block for block in promotion.visible if is_used(block.text, "required", "report_harm")]
    registered = next((product for product in promotion.products if product.ae_statement), None)
    if registered is not None and any(_says(_behind(view, block), registered) for block in asking):
        return
    key, place = PLACES.get(view.profile, PLACES["uk-hcp"])
    sure = Confidence.HIGH if promotion.products else Confidence.MEDIUM
    expected = registered.ae_statement if registered else f"a statement that asks for reports and names {place}"
    related = _registered(registered)
    if not asking:
        message = "Does not ask for adverse events to be reported."
        yield replace(about_page(RULE, view, message, confidence=sure), expected=expected, related=related)
        return
    if any(is_used(_behind(view, block), "required", key) for block in asking) and registered is None:
        return
    lacking = f"the registered statement of {registered.id}" if registered else place
    words = next(uses(asking[0].text, "required", "report_harm"))
    message = f"Asks for adverse events to be reported and leaves out {lacking}."
    found = about_words(RULE, view, asking[0], words.text, message)
    yield replace(found, confidence=sure, expected=expected, related=related)


def _behind(view: PageView, block: Block) -> str:
    """A statement with the lines and link targets behind it: its address may stand on a line of its own."""
    blocks = view.promotion.visible
    at = blocks.index(block)
    last = blocks[min(at + AROUND, len(blocks) - 1)]
    targets = (link.target for link in view.extraction.page.links if block.spots[0] <= link.start < last.spots[-1])
    return " ".join((*(one.text for one in blocks[at : at + AROUND + 1]), *targets))


def _says(text: str, product: Product) -> bool:
    """Whether a text has nearly all words of the registered statement, and each address and number in it."""
    statement = product.ae_statement or ""
    words, wanted = set(tokens(normal(text))), {word for word in tokens(normal(statement)) if word not in SMALL}
    plain = _plain(text)
    if any(_plain(contact[0]) not in plain for contact in CONTACT.finditer(statement)):
        return False
    return len(wanted & words) >= LEAST * len(wanted)


def _plain(text: str) -> str:
    return re.sub(r"https?://|www\.|[\s().-]", "", text.casefold()).rstrip("/")


def _registered(product: Product | None) -> tuple[Related, ...]:
    if product is None:
        return ()
    return (Related(product.where.file, product.where.line, f"{product.id}: ae_statement"),)


RULE = Rule(
    id="bal.ae-statement",
    title="The page itself asks for harm to be reported, and says where",
    severity=Severity.ERROR,
    check=check,
    by_profile=(("us-dtc", Severity.WARNING), ("us-hcp", None), ("eu-hcp", None)),
    manual=__doc__,
)
