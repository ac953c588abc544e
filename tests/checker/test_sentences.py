"""Sentences, the words of a list in them, and what takes the words back."""

import pytest

from checker.sentences import Sentences, is_denied, said
from checker.wordlists import uses


def denied(text: str, word: str) -> bool:
    at = text.index(word)
    return is_denied(text, at, at + len(word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("EXEMPLAR did not significantly improve survival", "improve"),
        ("No benefit was seen", "benefit"),
        ("An improvement in survival has not been demonstrated", "improvement"),
        ("The trial failed to show superiority", "superiority"),
        ("Superiority was not met", "Superiority"),
        ("A significant overall survival (OS) benefit was not observed", "significant"),
        ("There was no overall survival (OS) benefit", "benefit"),
    ],
)
def test_denied(text: str, word: str) -> None:
    assert denied(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("EXEMPLAR improved survival", "improved"),
        ("Median survival was not reached, but EXEMPLAR improved response", "improved"),
        ("Not only longer survival but a benefit in quality of life", "longer"),
        ("EXEMPLAR improved response; survival was not reached", "improved"),
        ("Patients who had not been treated before, and whose disease was measurable, improved", "improved"),
    ],
)
def test_not_denied(text: str, word: str) -> None:
    assert not denied(text, word)


def test_traps_hide_words_that_mean_something_else() -> None:
    assert [use.text for use in uses("Improved survival; dose reductions in the lower extremity", "benefit")] == [
        "Improved"
    ]


def test_no_sentence_leaks_into_the_next(extraction_of) -> None:
    page = extraction_of([{"text": "There was no difference. EXEMPLAR improved response."}])
    (found,) = Sentences(page).saying("benefit")
    assert (found.sentence.text, found.words, found.is_denied) == ("EXEMPLAR improved response.", "improved", False)


def test_quoted_words_are_marked(extraction_of) -> None:
    page = extraction_of([{"text": "Rated “much improved” on the scale."}, {"text": "“I improved.”"}])
    assert [found.is_quoted for found in Sentences(page).saying("benefit")] == [True, False]


def test_notes_and_references_do_not_promote(extraction_of) -> None:
    page = extraction_of(
        [
            {"text": "*Improved by one grade.", "note": "*"},
            {"text": "1. Improved survival. 2024.", "kind": "reference list"},
            {"text": "Improved by far", "section": "safety"},
        ]
    )
    sentences = Sentences(page)
    assert list(sentences.saying("benefit")) == []
    assert len([found for one in sentences.all for found in said(one, "benefit")]) == 2
