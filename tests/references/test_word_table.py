"""Sets of words are found by those that hold them or are held by them."""

import pytest

from references.word_table import WordTable

TABLE = WordTable((frozenset(words.split()), words) for words in ("prior PI", "prior PI or IMiD", "PI", "age", ""))


@pytest.mark.parametrize(
    ("words", "holding", "within"),
    [
        ("prior PI", {"prior PI", "prior PI or IMiD"}, {"prior PI", "PI"}),
        ("age of PI", set(), {"age", "PI"}),
        ("sex", set(), set()),
        ("", set(), set()),
    ],
)
def test_sets_that_hold_and_are_held(words: str, holding: set[str], within: set[str]) -> None:
    said = frozenset(words.split())
    assert set(TABLE.holding(said)) == holding
    assert set(TABLE.within(said)) == within
    assert set(TABLE.like(said)) == holding | within


def test_each_is_found_once() -> None:
    assert TABLE.like(frozenset({"PI"})).count("PI") == 1
