from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.exclusions import find_exclusions
from claims.lexicon import load
from claims.model import Bucket

PIECES = [
    "CD38",
    "t(4;14)",
    "phase 3",
    "Grade 3 or 4",
    "June 2024",
    "2024-06-30",
    "1-800-555-0100",
    "days 1, 8, 15",
    "3:2",
    "10-5",
    "86.6%",
    "35.7 months",
    "n=179",
    "EXM-2024-001",
    "in 2021",
    "www.example.com/5",
    "IL-17A",
    "type 2",
    "95% CI",
    "vs",
    ",",
    "(",
]


@given(st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join))
def test_exclusions_stand_in_order_hold_digits_and_share_no_character(text: str) -> None:
    found = find_exclusions(text)
    assert all(any(c.isdigit() for c in text[e.start : e.end]) for e in found)
    assert all(before.end <= behind.start for before, behind in pairwise(found))


@pytest.mark.parametrize(
    ("text", "covered", "bucket"),
    [
        ("binds CD38 and", "CD38", Bucket.NAME),
        ("with t(4;14) or", "t(4;14)", Bucket.NAME),
        ("a phase 3 trial", "phase 3", Bucket.NAME),
        ("a Phase 1b/2 trial", "Phase 1b/2", Bucket.NAME),
        ("Grade 3 or 4 events", "Grade 3 or 4", Bucket.NAME),
        ("grade ≥3 events", "grade ≥3", Bucket.NAME),
        ("type 2 diabetes", "type 2", Bucket.NAME),
        ("call 1-800-555-0100 now", "1-800-555-0100", Bucket.NAME),
        ("on 7 February 2020.", "7 February 2020", Bucket.DATE),
        ("on February 7, 2020.", "February 7, 2020", Bucket.DATE),
        ("June 2024", "June 2024", Bucket.DATE),
        ("on 2024-06-30", "2024-06-30", Bucket.DATE),
        ("MAT-US-2301234", "MAT-US-2301234", Bucket.DATE),
        ("on days 1, 8 and 15 of", "on days 1, 8 and 15", Bucket.EXCLUDED),
        ("randomised 3:2 to", "3:2", Bucket.EXCLUDED),
        ("at 10-5 sensitivity", "10-5", Bucket.EXCLUDED),
    ],
)
def test_what_is_excluded_and_why(text: str, covered: str, bucket: Bucket) -> None:
    (exclusion,) = find_exclusions(text)
    assert (text[exclusion.start : exclusion.end], exclusion.bucket) == (covered, bucket)
    assert exclusion.reason


@pytest.mark.parametrize(
    "text",
    [
        "86.6%",
        "35.7 months",
        "HR=0.548",
        "p<0.001",
        "n=179",
        "N=592",
        "206 patients (35%)",
        "10-15%",
        "1,234 patients",
        "56 mg/m2",
        "kg/m2",
        "on day 15 of 28%",
        "2024 patients",
        "in 2021 patients",
        "of 1990 women",
        "may 5% of",
        "Grade 3 in 15%",
        "5 to 10 mg",
        "4.2-month",
        "95% CI: 0.37-0.82",
        "0.5 (0.3, 0.8)",
        "12-15 patients",
        "100-200 mg",
    ],
)
def test_claims_are_not_excluded(text: str) -> None:
    left = text
    for exclusion in reversed(find_exclusions(text)):
        left = left[: exclusion.start] + left[exclusion.end :]
    label = {"Grade 3 in 15%": " in 15%", "on day 15 of 28%": " of 28%"}.get(text, text)
    assert left == label


def test_every_bucket_of_the_lexicon_is_one() -> None:
    assert {entry["bucket"] for entry in load("names")} <= {str(bucket) for bucket in Bucket} - {"claim", "unread"}
