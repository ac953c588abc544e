"""Every numeral of a page ends in exactly one bucket."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extract import extract
from claims.ledger import Taken, ledger_of
from claims.model import Bucket, Extraction, Page, Unreadable
from claims.numerals import DIGITS
from claims.pages import read_bytes
from claims.serial import ledger_to_json

SENTENCES = [
    "EXEMPLAR (examplimab) + Rd (n=179) was compared with Rd (n=123).",
    "Median PFS was 35.7 months with EXEMPLAR + Rd vs 19.2 months with Rd (HR=0.548; 95% CI, 0.37-0.82; P=0.0032).1,2",
    "The ORR was 86.6% (155/179).",
    "It binds CD38 and t(4;14) is a translocation.",
    "In the phase 3 trial, Grade 3 or 4 reactions occurred in 19% of patients.",
    "The cut-off was 7 February 2020.",
    "Call 1-800-555-0100.",
    "EXM-2024-001234 June 2024",
    "EXEMPLAR is infused on days 1, 8, 15 and 22.",
    "Patients were randomised 3:2.",
    "Sensitivity was 10-5.",
    "The number 42 says nothing.",
    "At week 16, PASI 90 was reached by 71%.",
    "• Diarrhea (36% vs 29%)",
    "Overall response rate",
    "86.6%",
    "complete response",
    "12 (3.9)",
    "*Assessed by an independent committee in 302 patients.",
    "References: 1. Example A. J Exmpl. 2024;12:45-67. 2. Example B. Lancet. 2023;401:1-9.",
    "CI=confidence interval; HR=hazard ratio; IL-6=interleukin 6.",
]
PAGES = st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(["\n", "\n\n"])), min_size=1, max_size=12).map(
    lambda parts: "".join(f"{sentence}{gap}" for sentence, gap in parts)
)


def read(source: str, form: str) -> Page:
    page = read_bytes(source.encode(), shown_as="page", format=form)
    assert not isinstance(page, Unreadable)
    return page


def numerals(page: Page) -> Counter[str]:
    """What the page's blocks and markers print, counted without the ledger."""
    said = [block.text for block in page.blocks] + [mark.text for block in page.blocks for mark in block.marks]
    return Counter(numeral for text in said for numeral in DIGITS.findall(text))


def test_the_pages_of_the_properties_have_every_bucket() -> None:
    found = extract(read("\n\n".join(SENTENCES), "text"))
    assert {entry.bucket for entry in found.ledger} >= set(Bucket) - {Bucket.FOOTNOTE}


@settings(deadline=None)
@given(PAGES)
def test_every_digit_of_a_text_page_stands_in_exactly_one_entry(source: str) -> None:
    found = extract(read(source, "text"))
    covered = Counter(at for place in {entry.place for entry in found.ledger} for at in range(place.start, place.end))
    digits = [at for at, character in enumerate(source) if character.isdigit()]
    assert [source[max(0, at - 9) : at + 9] for at in digits if covered[at] != 1] == []


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@settings(deadline=None, max_examples=40)
@given(source=PAGES)
def test_the_ledger_has_as_many_entries_as_the_page_has_numerals(form: str, source: str) -> None:
    wrapped = "".join(f"<p>{line}</p>\n" for line in source.split("\n") if line) if form == "html" else source
    page = read(wrapped, form)
    found = extract(page)
    assert len(found.ledger) == sum(numerals(page).values())
    told = ledger_to_json(found.ledger)
    assert sum(told["buckets"].values()) == told["numerals"] == len(told["entries"]) == len(found.ledger)


@settings(deadline=None)
@given(PAGES)
def test_claims_and_ledger_name_each_other(source: str) -> None:
    found = extract(read(source, "text"))
    ids = {claim.id for claim in found.claims}
    owners = {entry.claim for entry in found.ledger if entry.bucket in {Bucket.CLAIM, Bucket.PART}}
    assert owners <= ids
    with_digits = {claim.id for claim in found.claims if any(c.isdigit() for c in claim.quote)}
    assert with_digits <= owners
    assert all(entry.claim is None for entry in found.ledger if entry.bucket not in {Bucket.CLAIM, Bucket.PART})


@settings(deadline=None)
@given(PAGES)
def test_what_is_put_aside_says_why(source: str) -> None:
    found = extract(read(source, "text"))
    silent = {Bucket.NAME, Bucket.DATE, Bucket.EXCLUDED}
    assert all(entry.reason for entry in found.ledger if entry.bucket in silent)


@settings(deadline=None)
@given(PAGES)
def test_a_claim_s_quote_stands_at_its_place(source: str) -> None:
    found = extract(read(source, "text"))
    assert all(source[claim.place.start : claim.place.end] == claim.quote for claim in found.claims)
    assert [claim.id for claim in found.claims] == [f"c{i}" for i in range(1, len(found.claims) + 1)]
    lines = source.split("\n")
    assert all(lines[c.place.line - 1].startswith(c.quote.split("\n")[0], c.place.column - 1) for c in found.claims)


def test_a_claim_outweighs_a_name_and_a_name_the_unread(page_of: Callable[..., Page]) -> None:
    page = page_of("one 12 two 34 three 56")
    taken = [
        Taken(0, 4, 6, Bucket.NAME, "name with digits"),
        Taken(0, 4, 6, Bucket.CLAIM, None, "c1"),
        Taken(0, 11, 13, Bucket.NAME, "name with digits"),
    ]
    got = [(entry.text, entry.bucket, entry.claim) for entry in ledger_of(page, taken)]
    assert got == [("12", Bucket.CLAIM, "c1"), ("34", Bucket.NAME, None), ("56", Bucket.UNREAD, None)]


def test_what_nothing_explains_is_unread(extraction_of: Callable[..., Extraction]) -> None:
    (entry,) = extraction_of("The number 42 says nothing.").ledger
    assert (entry.text, entry.bucket, entry.place.column) == ("42", Bucket.UNREAD, 12)
