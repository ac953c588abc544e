"""Letters glued to words of a page that lost its markup."""

from pathlib import Path

import pytest

from checker.letters_glued import letters_glued
from claims.extract import extract
from claims.model import Page
from claims.pages import read

TOP = "EXEMPLAR was compared with standard regimens.\n\n"
END = "\n\nSurvival with standard regimens was 20 months. Two regimens were frequent."
NOTE = "\n\na. Chosen by the investigator among five combinations."


def letters(words: str, folder: Path, name: str = "page.txt") -> list[str]:
    file = folder / name
    file.write_text(words, "utf-8")
    page = read(file, shown_as=name)
    assert isinstance(page, Page)
    return [marker.text for marker in letters_glued(extract(page))]


@pytest.mark.parametrize("line", ["Standard regimensa (n=132)", "EXEMPLAR and standard regimensa"])
def test_a_letter_behind_a_word_of_the_page_is_a_mark(line: str, tmp_path: Path) -> None:
    assert letters(f"{TOP}{line}\n\nMedian PFS was 4.4 months.{END}", tmp_path) == ["a"]


@pytest.mark.parametrize(
    "line",
    [
        "Criteria, data, the media and diarrhea; a topical cream, a public topic.",  # words end so
        "Standard regimensd (n=132)",  # d to h end too many words
        "Regimenta (n=132)",  # the page has no such word without the letter
        "Standard regimens-a (n=132)",
        "www.example.org/regimensa",
    ],
)
def test_other_words_are_left_alone(line: str, tmp_path: Path) -> None:
    assert letters(f"{TOP}{line}\n\nMedian PFS was 4.4 months.{END}", tmp_path) == []


def test_a_letter_of_a_note_is_read_as_its_mark_already(tmp_path: Path) -> None:
    assert letters(f"{TOP}Standard regimensa (n=132)\n\nMedian PFS was 4.4 months.{END}{NOTE}", tmp_path) == []


def test_a_page_with_markup_raises_its_marks(tmp_path: Path) -> None:
    page = "<p>Standard regimens.</p><p>Standard regimensa (n=132)</p><p>Survival with standard regimens: 20 months</p>"
    assert letters(page, tmp_path, "page.html") == []
