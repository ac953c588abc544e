from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.numerals import DIGITS, from_words, quantity


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("62.30", "62.30"),
        (".548", "0.548"),
        ("-.5", "-0.5"),
        ("1,234", "1234"),
        ("1,234,567.8", "1234567.8"),
        ("1\u2009234", "1234"),
        ("1\u202f234", "1234"),
        ("1\u00a0234", "1234"),
        ("1 234", "1234"),
        ("0·72", "0.72"),
        ("−1.4", "-1.4"),
        ("–1.4", "-1.4"),
        ("-1.4", "-1.4"),
        ("+1.4", "1.4"),
        (" 7 ", "7"),
    ],
)
def test_printed_forms_in_plain_digits(printed: str, text: str) -> None:
    assert quantity(printed).text == text
    assert quantity(printed).value == Decimal(text)


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([",", "\u2009", "\u202f", "\u00a0", " "]))
def test_grouped_thousands_keep_their_value(number: int, group: str) -> None:
    assert quantity(f"{number:,}".replace(",", group)).value == number


@given(st.decimals(min_value=0, max_value=1000, places=3), st.sampled_from(["<", "<=", "~", ">", ">=", "="]))
def test_digits_and_comparator_are_kept_as_written(number: Decimal, op: str) -> None:
    assert (quantity(str(number), op).text, quantity(str(number), op).op) == (str(number), op)


@pytest.mark.parametrize("printed", ["", "abc", "1.2.3", "NR", "--5"])
def test_no_number_is_refused(printed: str) -> None:
    with pytest.raises(InvalidOperation):
        quantity(printed)


def test_numbers_in_words() -> None:
    assert [str(from_words(word)) for word in ("Eleven", "one", "NINETY")] == ["11", "1", "90"]


@pytest.mark.parametrize("word", ["many", "none", "first", ""])
def test_words_that_are_no_numbers(word: str) -> None:
    assert from_words(word) is None


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("35.7 vs 19.2", ["35.7", "19.2"]),
        ("1,234 patients", ["1,234"]),
        ("0·72", ["0·72"]),
        ("P<.001", [".001"]),
        ("155/179", ["155", "179"]),
        ("CD38", ["38"]),
        ("86.6%.", ["86.6"]),
        ("days 1, 8", ["1", "8"]),
        ("no digits", []),
    ],
)
def test_numerals_of_a_text(text: str, numerals: list[str]) -> None:
    assert DIGITS.findall(text) == numerals
