from __future__ import annotations

import pytest

from references.phrases import LETTERS_OR_DIGITS, WORDS_AND_SIGNS, Phrases

DRUGS = [("exemplar", "E"), ("exemplar sc", "ES"), ("a/b", "AB"), ("kd", "K"), ("kd", "second")]


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("exemplar + kd", "E + K"),
        ("exemplar sc+kd", "ES+K"),
        ("exemplar scan", "E scan"),
        ("exemplary kd2", "exemplary kd2"),
        ("a/b", "AB"),
        ("a + b", "a + b"),
        ("exemplar", "E"),
        ("exemplar exemplar sc", "E ES"),
        ("", ""),
    ],
)
def test_phrases_are_replaced_by_what_they_mean(text: str, replaced: str):
    assert Phrases(DRUGS, WORDS_AND_SIGNS).replaced(text) == replaced


def test_all_phrases_are_found_those_within_others_too():
    found = Phrases(DRUGS, WORDS_AND_SIGNS).found("exemplar sc, kd")

    assert list(found) == [(0, 11, ("ES",)), (0, 8, ("E",)), (13, 15, ("K", "second"))]


@pytest.mark.parametrize("text", ["example 1", "example-1", "example1", "(example_1)"])
def test_letters_and_digits_are_words_of_their_own(text: str):
    assert [meanings for *_, meanings in Phrases([("example-1", 1)], LETTERS_OR_DIGITS).found(text)] == [(1,)]


@pytest.mark.parametrize("text", ["example", "example 11", "example 2 1", "1 example"])
def test_what_is_no_phrase(text: str):
    assert list(Phrases([("example-1", 1), ("-", 2)], LETTERS_OR_DIGITS).found(text)) == []


def test_a_text_that_ends_within_a_phrase():
    assert list(Phrases([("a b c", 1), ("b", 2)], WORDS_AND_SIGNS).found("a b")) == [(2, 3, (2,))]
