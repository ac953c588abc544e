"""Where a page explains its short forms, and what in brackets explains nothing."""

import pytest

from claims.abbreviations import definitions, is_long_form, is_spelt_by
from claims.model import Page
from claims.pages import read_bytes


def explained(text: str) -> list[tuple[str, str]]:
    page = read_bytes(text.encode(), shown_as="draft", format="text")
    assert isinstance(page, Page)
    return [(one.short, one.long) for one in definitions(page)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Median progression-free survival (PFS) was longer.", "PFS", "progression-free survival"),
        ("Median time to next treatment (TTNT) was 40 months.", "TTNT", "time to next treatment"),
        ("Cases of postherpetic neuralgia (PHN) were rare.", "PHN", "postherpetic neuralgia"),
        ("PFS (progression-free survival) was longer.", "PFS", "progression-free survival"),
        ("Serious infusion-related reactions (IRRs), some of them fatal, occurred.", "IRRs", "infusion-related reactions"),
        ("NR=not reached.", "NR", "not reached"),
        ("Abbreviations: CI, confidence interval.", "CI", "confidence interval"),
        ("ECOG PS=Eastern Cooperative Oncology Group performance status.", "ECOG PS",
         "Eastern Cooperative Oncology Group performance status"),
    ],
)  # fmt: skip
def test_an_explanation_is_found(text: str, short: str, long: str) -> None:
    assert explained(text) == [(short, long)]


def test_every_entry_of_a_list_is_found() -> None:
    text = "BID, twice daily; TNFi, tumour necrosis factor inhibitor; UC, ulcerative colitis."
    assert [short for short, _ in explained(text)] == ["BID", "TNFi", "UC"]


@pytest.mark.parametrize(
    "text",
    [
        "The hazard ratio (0.55) was low.",
        "HR=0.55 (95% CI: 0.42, 0.83)",
        "Patients received Exemplar (n=179) or placebo.",
        "Funding: the study was paid for by Example Inc.",
        "References: 1. Doe A. Progression-free survival (PFS). J Invent Hematol. 2025;12:1-2.",
    ],
)
def test_what_explains_nothing(text: str) -> None:
    assert explained(text) == []


@pytest.mark.parametrize(
    ("short", "long", "fits"),
    [
        ("PFS", "progression-free survival", True),
        ("PFS", "prefilled syringe", True),
        ("RRMM", "relapsed or refractory multiple myeloma", True),
        ("ORR", "a key secondary endpoint", False),
        ("OS", "median follow-up", False),
    ],
)
def test_the_letters_of_a_long_form_stand_in_order(short: str, long: str, fits: bool) -> None:
    assert is_long_form(short, long) is fits


@pytest.mark.parametrize(
    ("short", "long", "spelt"),
    [
        ("PFS", "prefilled syringe", True),
        ("OR", "odds than monotherapy for all grades", False),
        ("HR", "heart dose", False),
    ],
)
def test_each_word_of_a_long_form_gives_a_letter(short: str, long: str, spelt: bool) -> None:
    assert is_spelt_by(short, long) is spelt
