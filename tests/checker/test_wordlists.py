"""Lists of words: their grammar, and that no list hides its own words."""

import re
from importlib.resources import files

import pytest

from checker import wordlists
from checker.wordlists import uses, words_of

LISTS = sorted(file.name.removesuffix(".yaml") for file in files(wordlists).iterdir() if file.name.endswith(".yaml"))
KEYS = [(name, key) for name in LISTS for key in words_of(name) if not key.endswith("traps")]


def used(text: str, name: str, key: str = "words") -> list[str]:
    return [use.text for use in uses(text, name, key)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("EXEMPLAR is the only FDA-approved oral treatment", ["is the only"]),
        ("the only once-weekly topical", ["the only once-weekly topical"]),
        ("the only one, two, three four five six seven topical", ["the only one"]),
        ("for intravenous use only", []),
    ],
)
def test_a_gap_is_a_few_words_of_one_clause(text: str, found: list[str]) -> None:
    assert used(text, "first_only") == found


@pytest.mark.parametrize(
    ("text", "found"), [("NICE recommends it", ["NICE"]), ("a nice recommendation", []), ("Guidelines", ["Guidelines"])]
)
def test_capitals_are_meant(text: str, found: list[str]) -> None:
    assert used(text, "guideline", "issuers") == found


def test_an_ending_of_a_name_has_any_beginning() -> None:
    assert used("examplimab and ninexciclib, not a label", "setting", "names") == ["examplimab", "ninexciclib"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("relief from your first dose", ["from your first dose"]),
        ("relief from the very first shot", ["from the very first shot"]),
        ("time from randomisation up to the first dose", []),
        ("from first dose", []),
    ],
)
def test_a_star_alone_is_one_word(text: str, found: list[str]) -> None:
    assert used(text, "speed") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Their life back, and hers", ["Their life back"]),
        ("He feels like himself; they feel better", ["feels like himself", "feel better"]),
        ("Take your tablets even if she feels better", []),
        ("The pattern repeats itself again", []),
    ],
)
def test_promises_of_a_life_in_any_person(text: str, found: list[str]) -> None:
    assert used(text, "wellbeing", "promises") == found


@pytest.mark.parametrize(("name", "key"), KEYS, ids=lambda words: words)
def test_no_list_hides_its_own_words(name: str, key: str) -> None:
    told = [re.sub(r"\s*\.\.\.\s*", " any ", str(word)).replace("*", "") for word in words_of(name)[key]]
    assert [word for word in told if not used(word, name, key)] == []


@pytest.mark.parametrize(
    "text",
    ["the only " * 20_000, "a" * 200_000, "only-" * 40_000, "eliminates a-b " * 10_000],
    ids=lambda text: text[:9],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    for name in ("first_only", "absolute", "superlative"):
        assert sum(1 for _ in uses(text, name)) <= len(text)
    assert sum(1 for _ in uses(text, "setting", "names")) <= 1
    assert [use.text for key in ("words", "promises") for use in uses(text, "wellbeing", key)] == []
