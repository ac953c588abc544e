from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.segments import segments

WORDS = [
    "Median PFS was",
    "35.7 months",
    "vs. 19.2",
    ".",
    "!",
    "The",
    "e.g. this",
    "(95% CI",
    "0.37)",
    "\n",
    "et al.",
    "?",
    ";",
]


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in segments(text)]


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)))
def test_segments_stand_in_order_and_leave_out_nothing_but_space(text: str) -> None:
    found = segments(text)
    assert all(start < end for start, end in found)
    assert all(before[1] <= behind[0] for before, behind in pairwise(found))
    assert "".join("".join(part.split()) for part in parts(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ORR was 86.6%. CR was 39.7%.", ["ORR was 86.6%.", "CR was 39.7%."]),
        ("PFS favoured EXEMPLAR! Median was 35.7.", ["PFS favoured EXEMPLAR!", "Median was 35.7."]),
        ("It was better (P<0.001). The rest followed.", ["It was better (P<0.001).", "The rest followed."]),
        ("Pneumonia occurred. 12% had it.", ["Pneumonia occurred.", "12% had it."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Median PFS was 35.7 vs. 19.2 months",
        "Reactions (e.g. Pneumonia) occurred in 5%",
        "As Example et al. Reported, it was 5%",
        "The trial of Example Inc. Showed 5%",
        "A 0.548 ratio",
        "It was approx. 5% of all",
        "In the U.S. Market 5% were women",
    ],
)
def test_a_full_stop_inside_a_sentence(text: str) -> None:
    assert parts(text) == [text]


def test_an_interval_under_its_estimate_carries_on() -> None:
    text = "HR=0.548\n(95% CI 0.37-0.82)\nP=0.0032"
    assert parts(text) == [text]


def test_lines_of_a_list_stand_for_themselves() -> None:
    assert parts("EXEMPLAR: 86.6%\nPlacebo: 12.3%") == ["EXEMPLAR: 86.6%", "Placebo: 12.3%"]


def test_a_wrapped_sentence_is_one() -> None:
    text = "Median progression-free survival was 35.7\nmonths with EXEMPLAR."
    assert parts(text) == [text]


def test_no_text_has_no_segments() -> None:
    assert segments("") == ()
