"""Markers of references and notes, lifted out of a block's text."""

from array import array
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.model import Kind
from claims.pages.habits import Habits
from claims.pages.marks import lift
from claims.pages.raw import RawBlock

WORDS = Counter({"months": 5, "patients": 5, "Kd": 3, "function": 2, "rate": 3, "response": 4, "Rd": 2, "EXEMPLAR": 4})
TIMES = Counter({"week 52": 3, "week 24": 1, "tria 2": 3})  # as the page names them


def raw(text: str) -> RawBlock:
    return RawBlock(kind=Kind.PARAGRAPH, text=text, spots=array("q", range(len(text) + 1)))


def habits(last: int = 9, letters: str = "", *, has_raised: bool = False) -> Habits:
    return Habits(WORDS, TIMES, frozenset(range(1, last + 1)), frozenset(letters), has_raised)


def lifted(text: str, last: int = 9, letters: str = "") -> tuple[str, list[str]]:
    clean, _, marks = lift(raw(text), habits(last, letters))
    return clean, [mark.text for mark in marks]


@pytest.mark.parametrize(
    ("text", "clean", "marks"),
    [
        ("35.7 months1", "35.7 months", ["1"]),
        ("35.7 months.1", "35.7 months.", ["1"]),
        ("35.7 months1,2 in all", "35.7 months in all", ["1,2"]),
        ("in patients1-7*", "in patients", ["1-7", "*"]),
        ("was 86.6%3", "was 86.6%", ["3"]),
        ("(0.37-0.82)2", "(0.37-0.82)", ["2"]),
        ("with Kd2,9", "with Kd", ["2,9"]),
        ("P<0.00011,4", "P<0.0001", ["1,4"]),
        ("was 86.6%*†", "was 86.6%", ["*†"]),
        ("was 86.6%.¹²", "was 86.6%.", ["12"]),
        ("was 86.6% [1,2]", "was 86.6%", ["1,2"]),
        ("was 86.6%^1^ here", "was 86.6% here", ["1"]),
        ("EXEMPLAR®1 was", "EXEMPLAR® was", ["1"]),
    ],
)
def test_markers_glued_to_a_word_are_lifted(text: str, clean: str, marks: list[str]) -> None:
    assert lifted(text) == (clean, marks)


@pytest.mark.parametrize(
    "text",
    [
        "56 mg/m2",
        "kg/m2 in all",
        "1.73 m2",
        "at 10-5",
        "1.0 x 109/L",
        "CD38",
        "FEV1 rose",
        "IL-6 fell",
        "0.2 months",
        "1:1",
        "P<0.0001",
        "HR=0.548",
        "86.6%",
        "HLA-B*57:01",
        "CYP2C19*2",
        "in 2024",
        "week12",
        "see [45]",
        "10^9",
        "EXAMPLE-1",
    ],
)
def test_what_only_looks_like_a_marker_stays(text: str) -> None:
    assert lifted(text) == (text, [])


def test_digits_above_the_last_reference_are_no_marker() -> None:
    assert lifted("35.7 months12", last=5) == ("35.7 months12", [])
    assert lifted("35.7 months12", last=12) == ("35.7 months", ["12"])


def test_a_page_with_raised_markers_has_no_glued_ones() -> None:
    clean, _, marks = lift(raw("35.7 months1"), habits(has_raised=True))
    assert (clean, marks) == ("35.7 months1", ())


def test_a_letter_is_a_marker_only_where_a_note_is_headed_by_it() -> None:
    assert lifted("by renal functiona", letters="a") == ("by renal function", ["a"])
    assert lifted("by renal functiona") == ("by renal functiona", [])
    assert lifted("by renal function a", letters="") == ("by renal function a", [])


@pytest.mark.parametrize(("text", "kept"), [("56 mg/m²", "56 mg/m2"), ("at 10⁻⁵", "at 10-5"), ("10⁹/L", "109/L")])
def test_a_raised_exponent_stays_in_the_text(text: str, kept: str) -> None:
    assert lifted(text) == (kept, [])


PIECES = st.one_of(
    st.text(alphabet="abmP %.,;()[]*†^-–0123456789\n®", max_size=30),
    st.lists(
        st.sampled_from(
            [
                "months1",
                "1,2",
                "patients1-7*",
                " ",
                "%",
                "86.6%3",
                "[1]",
                "^2^",
                "*",
                "P<0.00011,4",
                ".",
                "m2",
                "a",
                "\n1",
            ]
        ),
        max_size=8,
    ).map("".join),
)


@given(PIECES, st.integers(min_value=0, max_value=12), st.sampled_from(["", "a", "abc"]))
def test_text_and_marks_lose_no_letter_and_no_digit(text: str, last: int, letters: str) -> None:
    clean, spots, marks = lift(raw(text), habits(last, letters))
    kept = Counter(character for character in clean + "".join(mark.text for mark in marks) if character.isalnum())
    assert kept == Counter(character for character in text if character.isalnum())
    assert all(text[spot] == character for character, spot in zip(clean, spots, strict=False))
    assert len(spots) == len(clean) + 1


@given(PIECES, st.integers(min_value=0, max_value=12))
def test_each_mark_knows_where_it_was_printed(text: str, last: int) -> None:
    clean, _, marks = lift(raw(text), habits(last))
    for mark in marks:
        assert 0 <= mark.at <= len(clean)
        assert "".join(c for c in mark.text if c.isalnum()) == "".join(
            c for c in text[mark.start : mark.end] if c.isalnum()
        )
