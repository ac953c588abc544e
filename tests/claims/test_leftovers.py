"""What explains the numerals that no claim took, and what stays unread."""

import re

import pytest

from claims.extract import extract
from claims.lexicon import load
from claims.model import Bucket
from tests.claims.conftest import page_of

EXPLAINED = [
    ("The Mayo score was defined as 6 to 12; patients had a Mayo score of 6 to 12.", ["6", "12"]),
    ("Patients needed at least 2 risk factors.", ["2"]),
    ("Patients had ≥4 bone lesions.", ["4"]),
    ("It was seen in those in their 40s.", ["40"]),
    ("The antibody is called Lu 177 examplotide.", ["177"]),
    ("It is given with a CDK4/6 inhibitor.", ["6"]),
    ("Example Inc. (NYSE: EX4) spoke.", ["4"]),
    ("Example Inc. showed 12 abstracts.", ["12"]),
    ("It acts on influenza A/H1N1 alone.", ["1", "1"]),
]
UNREAD = [
    ("It was seen as 17 there.", ["17"]),
    ("Beside it stood 4.7 and then 9.", ["4.7", "9"]),
]


def buckets(text: str) -> dict[str, Bucket]:
    return {entry.text: entry.bucket for entry in extract(page_of(text)).ledger}


@pytest.mark.parametrize(("text", "numerals"), EXPLAINED)
def test_they_are_explained(text: str, numerals: list[str]) -> None:
    found = buckets(text)
    assert {found[numeral] for numeral in numerals} <= {Bucket.NAME, Bucket.EXCLUDED}


@pytest.mark.parametrize(("text", "numerals"), UNREAD)
def test_a_bare_number_stays_unread(text: str, numerals: list[str]) -> None:
    found = buckets(text)
    assert {found[numeral] for numeral in numerals} == {Bucket.UNREAD}


def test_no_pattern_takes_a_claim() -> None:
    page = extract(page_of("At least 12 patients had a rash. The ORR was 48% at a Mayo score of 6 to 12."))
    assert [str(claim.value) for claim in page.claims] == [">=12", "48"]


@pytest.mark.parametrize("entry", load("leftovers"), ids=lambda entry: f"{entry['reason']}: {entry['pattern'][:30]}")
def test_patterns_compile_and_say_why(entry: dict[str, str]) -> None:
    assert set(entry) == {"bucket", "reason", "pattern"}
    assert Bucket(entry["bucket"]) in {Bucket.NAME, Bucket.EXCLUDED, Bucket.DATE}
    assert re.compile(entry["pattern"]).search("12% of patients with EXEMPLAR, 24.5 months, HR 0.62") is None
