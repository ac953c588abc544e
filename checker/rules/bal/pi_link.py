"""The prescribing information is on the page, or one click away.

What is required
    The prescribing information stands on the page as text, or a clear link leads straight to it.

Why
    A prescriber must reach what the authority approved from where the claim is read.

Source
    ABPI Code 2024 clause 12.1 [R] and 2021 clauses 12.4 and 12.6 (AUTH/3585, AUTH/3806) [R].

Passes
    A link "Prescribing information" to the document; a section of that name; a line that says where it stands.

Fails
    A page of results without either; a link "Resources" to a download centre; the words "see prescribing information"
    that lead nowhere.

Stays silent
    Variants of the words (SmPC, product information, package insert), links in header, footer or image, a link "here"
    in a sentence that names the document. In plain text and print no link can be seen, so naming the document is enough there.
    Pages that do not promote; without a registered product, pages that do not look like a company's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_page
from checker.model import Confidence, Finding, Rule, Severity
from checker.view import PageView
from checker.wordlists import is_used, patterns
from claims.model import Block, Kind, Link

DOCUMENT = re.compile(r"\.(?:pdf|docx?)(?:$|[?#])", re.IGNORECASE)
IN_TARGET = re.compile(
    r"prescribing[-_]?info|(?<![a-z])(?:us|uk)?pi\.pdf|smpc|(?<![a-z])spc(?![a-z])|uspi", re.IGNORECASE
)
WORD_OF_TARGET = re.compile(r"[-_+]|%20")
WRITTEN_ADDRESS = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|org|net|eu|co\.uk)\b", re.IGNORECASE)
LINKED = ("html", "markdown")  # formats whose links are read
TEXT_BEHIND = 200  # characters under a title that make the document itself


def check(view: PageView) -> Iterator[Finding]:
    """One finding for a page on which the document is neither text nor link."""
    promotion = view.promotion
    if not (promotion.products or (not view.registry.products and promotion.is_own_page)):
        return
    named = [block for block in promotion.told if is_used(block.text, "required", "pi")]
    links = [link for link in view.extraction.page.links if not link.is_hidden and not link.is_image]
    meant = [link for link in links if _means_it(link, named)]
    if any(not _is_indirect(link) for link in meant) or any(_is_told(view, block) for block in named):
        return
    if meant:
        message = f"“{meant[0].text}” leads to {meant[0].target}, not straight to the prescribing information."
    elif named:
        where = view.extraction.page.spot(named[0], 0, len(named[0].text)).words
        message = f"Names the prescribing information ({where}); no link leads to it and it is not on the page."
    else:
        message = "No link to the prescribing information, and it is not on the page."
    sure = view.extraction.page.format in LINKED and bool(promotion.products)
    found = about_page(RULE, view, message, confidence=Confidence.HIGH if sure else Confidence.MEDIUM)
    yield replace(found, expected="prescribing information")


def _means_it(link: Link, named: list[Block]) -> bool:
    """Whether a link's words, its target, or the sentence around a link `here` name the document."""
    if is_used(link.text, "required", "pi") or IN_TARGET.search(link.target):
        return True
    is_bare = len(link.text.split()) <= 3
    return is_bare and any(block.spots[0] <= link.start < block.spots[-1] for block in named)


def _is_indirect(link: Link) -> bool:
    if DOCUMENT.search(link.target):
        return False
    path = re.sub(r"[?#].*", "", link.target).rstrip("/").rpartition("/")[2]
    words = WORD_OF_TARGET.sub(" ", path.partition(".")[0])
    return bool(patterns("required", "indirect")[0].fullmatch(words))


def _is_told(view: PageView, block: Block) -> bool:
    """Whether the document itself stands under the words, or they say where it stands."""
    if view.extraction.page.format not in LINKED:
        return True
    if block.kind is Kind.HEADING:
        return sum(len(one.text) for one in view.surroundings.section_of(block) if one is not block) >= TEXT_BEHIND
    return bool(WRITTEN_ADDRESS.search(block.text)) or is_used(block.text, "required", "pi_place")


RULE = Rule(
    id="bal.pi-link",
    title="The prescribing information is on the page, or one click away",
    severity=Severity.WARNING,
    check=check,
    by_profile=(("uk-hcp", Severity.ERROR),),
    manual=__doc__,
)
