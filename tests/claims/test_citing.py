from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.citing import Cited, cited_by_block, cited_in, numbers_of, symbols_of
from claims.model import Block, Kind, Mark


def mark(text: str, at: int = 0) -> Mark:
    return Mark(at, text, 0, 1)


def block(marked: str) -> Block:
    """`ORR 86.6%{1}` is a text with a marker."""
    text, marks = "", []
    for i, piece in enumerate(marked.replace("}", "{").split("{")):
        if i % 2:
            marks.append(mark(piece, len(text)))
        else:
            text += piece
    return Block(index=0, kind=Kind.PARAGRAPH, text=text, spots=array("q", range(len(text) + 1)), marks=tuple(marks))


def cited(marked: str, quote: str, sentence: str | None = None) -> Cited:
    told = block(marked)
    start = told.text.index(quote)
    segment = (0, len(told.text))
    if sentence:
        segment = (told.text.index(sentence), told.text.index(sentence) + len(sentence))
    return cited_in(told, (start, start + len(quote)), segment)


@pytest.mark.parametrize(
    ("marker", "numbers"),
    [
        ("1", ["1"]),
        ("1,2", ["1", "2"]),
        ("1-4", ["1", "2", "3", "4"]),
        ("1–3", ["1", "2", "3"]),
        ("1,3-5", ["1", "3", "4", "5"]),
        ("1, 3 - 5", ["1", "3", "4", "5"]),
        ("12", ["12"]),
        ("2,2", ["2"]),
        ("1*", ["1"]),
        ("*", []),
        ("a", []),
        ("", []),
    ],
)
def test_numbers_with_their_ranges(marker: str, numbers: list[str]) -> None:
    assert list(numbers_of(mark(marker))) == numbers


def test_a_range_of_everything_is_bounded() -> None:
    assert len(numbers_of(mark("1-999"))) < 100


@given(st.lists(st.integers(min_value=1, max_value=99), min_size=1, max_size=8, unique=True))
def test_a_list_of_numbers_comes_back(numbers: list[int]) -> None:
    assert list(numbers_of(mark(",".join(map(str, numbers))))) == list(map(str, numbers))


@given(st.integers(min_value=1, max_value=99), st.integers(min_value=1, max_value=40), st.sampled_from("-–"))
def test_a_range_holds_both_ends_and_all_between(first: int, length: int, dash: str) -> None:
    expected = [str(number) for number in range(first, first + length + 1)]
    assert list(numbers_of(mark(f"{first}{dash}{first + length}"))) == expected


@pytest.mark.parametrize(
    ("marker", "symbols"),
    [
        ("*", ["*"]),
        ("*†", ["*", "†"]),
        ("**", ["**"]),
        ("††", ["††"]),
        ("a,b", ["a", "b"]),
        ("ab", ["a", "b"]),
        ("1,*", ["*"]),
        ("1", []),
        ("1-3", []),
    ],
)
def test_symbols(marker: str, symbols: list[str]) -> None:
    assert list(symbols_of(mark(marker))) == symbols


def test_the_first_marker_behind_the_number_is_its_own() -> None:
    assert cited("ORR 86.6%{1} and CR 39.7%.{2}", "86.6%").citations == ("1",)
    assert cited("ORR 86.6%{1} and CR 39.7%.{2}", "39.7%").citations == ("2",)


def test_markers_at_the_same_spot_go_together_and_in_order() -> None:
    assert cited("ORR was 86.6%.{10}{2}", "86.6%").citations == ("2", "10")


def test_a_marker_in_front_covers_a_number_that_has_none_behind() -> None:
    assert cited("The trial{3} had an ORR of 86.6%", "86.6%").citations == ("3",)


def test_a_marker_at_the_end_of_the_paragraph_covers_an_earlier_sentence() -> None:
    assert cited("ORR was 86.6%. CR was 39.7%.{2}", "86.6%", "ORR was 86.6%.").citations == ("2",)


def test_an_earlier_sentence_s_marker_covers_nothing_behind_it() -> None:
    assert cited("ORR was 86.6%.{1} CR was 39.7%.", "39.7%", "CR was 39.7%.") == Cited()


def test_notes_are_told_from_references() -> None:
    assert cited("ORR{a} was 86.6%.{1}", "86.6%") == Cited(("1",), ("a",))


def test_no_markers() -> None:
    assert cited("ORR was 86.6%.", "86.6%") == Cited()


def test_a_heading_gives_all_its_markers() -> None:
    assert cited_by_block(block("Response{2} in the trial{1,*}")) == Cited(("1", "2"), ("*",))
