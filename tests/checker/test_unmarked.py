"""Numbers of references glued to the word or the time in front of them."""

import pytest

from checker.unmarked import unmarked, unmarked_number


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("sustained remission1", "sustained remission"),
        ("patients with liver metastases12", "patients with liver metastases"),
        ("BRCA2", "BRCA2"),
        ("PASI75", "PASI75"),
        ("IL17", "IL17"),
        ("week 32", "week 32"),
        ("remission123", "remission123"),
    ],
)
def test_a_glued_mark_is_taken_from_a_word_alone(words: str, plain: str) -> None:
    assert unmarked(words) == plain


@pytest.mark.parametrize(
    ("words", "citations", "plain"),
    [
        ("week 241", ("1",), "week 24"),
        ("week 241", ("2",), "week 241"),
        ("week 1", ("1",), "week 1"),
        ("week 24", (), "week 24"),
        ("month 123", ("2", "3"), "month 12"),
    ],
)
def test_a_time_is_cut_by_a_reference_of_its_claim_alone(words: str, citations: tuple[str, ...], plain: str) -> None:
    assert unmarked_number(words, citations) == plain
