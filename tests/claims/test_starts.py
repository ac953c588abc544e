"""Patterns find the same where they are tried only at what they may begin with."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import yaml

from claims import arms, given_arms, listings, notations, population_forms, timepoints, trials
from claims.lexicon import load
from claims.numerals import number_words
from claims.small_letters import small
from claims.starts import capitals, digits, first_of, lettered, numerals, sought, standing, starts_of, words

Starts = Callable[[str], Sequence[int]]

ONE_BY_ONE = [
    "",
    "1",
    ".5",
    "a.5 and 2.5a7",
    "CD38, IL-17A, a1b2c3, x-y-3 and 1,000.5",
    "-3.7 (-6.7 to -0.8; P = .005) vs ≥ 12, ~.5 and 10–20",
    "İstanbul, Straße and ſeven of 8 patients",
    "one-half of 12, twenty-one of 40, none of 3",
    "2.0A and 16.6-points, 80.1C word.5 word.12,3 (3).4",
    "9a-b_c-10 HER2-positive patients -positive patients",
]


def texts() -> Iterator[str]:
    """What the cases of the claims say, page by page and in parts."""
    yield from ONE_BY_ONE
    for file in sorted((Path(__file__).parent / "cases").glob("*.yaml")):
        told = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
        for case in told["cases"]:
            source = next(case[form] for form in ("text", "md", "html") if form in case)
            yield from (source, *source.split("\n\n"))


TEXTS = tuple(dict.fromkeys((*texts(), *map(small, texts()))))  # some patterns are read in small letters


def begins(*places: Starts, first: frozenset[str] = frozenset()) -> Starts:
    return lambda text: sorted({at for place in places for at in place(text)} | {*starts_of(text, first)})


PATTERNS: list[tuple[str, re.Pattern[str], Starts]] = [
    *(
        (f"{entry['reason']} {i}", re.compile(entry["pattern"]), first_of(entry["first"]).starts)
        for i, entry in enumerate(load("names"))
        if "first" in entry
    ),
    *((f, p, begins(numerals, first=number_words())) for f, p in notations.FORMS if f != "n=, %"),
    ("n of N", notations.COUNT_OF, begins(numerals, first=number_words() | {"none"})),
    ("n/N", notations.COUNT_OVER, numerals),
    ("range", notations.RANGE, numerals),
    ("number", notations.SINGLE, numerals),
    ("interval under a label", notations.UNDER_LABEL, numerals),
    ("interval beside its value", notations.BESIDE_VALUE, numerals),
    ("number in words", notations.WORDED, begins(first=number_words())),
    ("share in words", notations.WORDED_SHARE, begins(first=number_words())),
    ("not reached", notations.absent(), begins(first=notations.absent_words())),
    *((form, pattern, begins(first=first)) for form, _, pattern, _, first in notations.word_forms()),
    ("time point", timepoints.TIMEPOINT, begins(digits, first=timepoints.TIMEPOINT_WORDS)),
    ("population", population_forms.population_pattern(), population_forms.population_starts),
    ("population by origin", population_forms.population_by_origin(), population_forms.population_starts),
    *((form, pattern, begins(first=first)) for form, first, pattern in listings.FORMS if first),
    ("series of trials", trials.TRIAL_SERIES, capitals),
    ("mixed name of a trial", trials.TRIAL_MIXED, capitals),
    ("trial in two parts", trials.IN_TWO_PARTS, capitals),
    ("numbered trial", trials.NUMBERED_TRIAL, begins(first=trials.TRIAL_WORDS)),
    ("arm that is given", given_arms.GIVEN, begins(first=given_arms.OPENS_GIVEN)),
    ("arm of a group", arms.GROUP, begins(first=arms.OPENS_GROUP)),
    ("brand", arms.BRAND, capitals),
    ("marked brand", arms.MARKED, capitals),
]


@pytest.mark.parametrize(("pattern", "starts"), [pytest.param(p, s, id=name) for name, p, s in PATTERNS])
def test_a_pattern_finds_at_its_starts_what_it_finds_anywhere(pattern: re.Pattern[str], starts: Starts) -> None:
    for text in TEXTS:
        found = [match.span() for match in sought(pattern, text, starts(text))]
        assert found == [match.span() for match in pattern.finditer(text)], text


def test_a_guard_lets_through_what_its_pattern_finds() -> None:
    guards = (
        (notations.RATIO_SIGNS, notations.RATIO_INTERVAL),
        (notations.RANGE_SIGNS, notations.WORDED_RANGE),
        *((notations.PERCENT_SIGNS, form) for name, form in notations.FORMS if name not in notations.WITHOUT_PERCENT),
    )
    for signs, pattern in guards:
        assert all(any(s in text.casefold() for s in signs) for text in TEXTS if pattern.search(text))
    for pattern in (notations.CI, notations.CI_BEHIND):
        assert all(notations.CI_SIGN.search(text) for text in TEXTS if pattern.search(text))


def test_a_stretch_is_sought_alone() -> None:
    found = sought(re.compile(r"\d+"), "1 22 333 4444", [0, 2, 5, 9], span=(2, 11))
    assert [match[0] for match in found] == ["22", "333", "44"]


def test_words_stand_where_they_are_printed() -> None:
    assert dict(words("İ Two two-fold TWO")) == {"i̇": [0], "two": [2, 6, 15], "fold": [10]}


@pytest.mark.parametrize("text", ["a1" * 5_000, "a-" * 5_000 + "1", "1" * 10_000, "." * 10_000, "-" * 10_000])
def test_starts_of_a_long_word_take_no_longer_than_reading_it(text: str) -> None:
    assert len(lettered(text)) <= len(text)
    assert len(numerals(text)) <= len(text)


@pytest.mark.parametrize(
    ("names", "either_case", "found"),
    [
        (["Exemplar"], False, ["Exemplar"]),
        (["Exemplar"], True, ["exemplar", "Exemplar"]),
        (["Exemplar HD", "Exemplar"], False, ["Exemplar HD", "Exemplar"]),  # at one place, in their order
        (["plar", "Exem", "®"], True, []),  # no parts of words, no signs
        ([], True, []),
    ],
)
def test_names_stand_where_their_first_word_does(names: list[str], either_case: bool, found: list[str]) -> None:
    text = "an exemplar, Exemplar HD® and EXEMPLARS"
    assert [text[start:end] for start, end in standing(text, names, either_case=either_case)] == found
