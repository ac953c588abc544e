"""What is read in small letters is what is read without regard to case."""

from __future__ import annotations

import re

import pytest

from claims.lexicon import load, pattern
from claims.small_letters import has_cue, small, small_pattern

TEXTS = [
    "",
    "The RISK of death Was Reduced by",
    "Δ -3.7 and Absolute Risk Reduction (ARR)",
    "a margin of 5%, Defined As HER2 at",
    "MEAN change From Baseline in HbA1c, mPFS of the İstanbul cohort",
    "neither one nor another",
    "ETD of 3, VE of 60%",
    "Etd of 3, ve of 60%",
]


@pytest.mark.parametrize("key", [key for key, told in load("measures").items() if isinstance(told, list)])
def test_a_cue_stands_in_small_letters_where_it_does_in_any(key: str) -> None:
    for text in TEXTS:
        assert has_cue("measures", key, text) == bool(pattern("measures", key).search(text)), text


@pytest.mark.parametrize("text", [*TEXTS, "ÄÖÜ", "İİa"])
def test_each_letter_keeps_its_place(text: str) -> None:
    assert len(small(text)) == len(text)
    assert all(a == b.lower()[0] for a, b in zip(small(text), text, strict=True))


@pytest.mark.parametrize("source", [r"(?P<Name>[A-Z]\S+)\W", r"(?P<One>N)=(?P=One)", r"\bHbA1c\B"])
def test_a_pattern_in_small_letters_finds_the_same(source: str) -> None:
    for text in (*TEXTS, "HBA1CX N=n"):
        found = [match.span() for match in re.finditer(source, text, re.IGNORECASE)]
        assert found == [match.span() for match in small_pattern(source).finditer(small(text))], text


def test_a_pattern_with_its_own_regard_to_case_is_refused() -> None:
    with pytest.raises(ValueError, match="own regard to case"):
        small_pattern(r"\b(?-i:HR)\b")
