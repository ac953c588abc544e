"""A registry of several products: a page is checked against those that it names."""

from collections.abc import Callable
from typing import Any

import pytest

Verdict = Callable[..., Any]

MORE: dict[str, Any] = {
    "products": [{"id": "specimen", "brand": "SPECIMEN", "generic": "specimenib"}],
    "trials": [{"id": "SPECIMEN-1", "registration": "NCT00000077"}],
    "facts": [
        {
            "id": "specimen-vgpr",
            "product": "specimen",
            "trial": "SPECIMEN-1",
            "endpoint": "VGPR",
            "measure": "rate",
            "value": 61.4,
            "unit": "%",
            "sources": ["paper"],
        }
    ],
}
VGPR = {"quote": "61.4%", "measure": "rate", "endpoint": "VGPR", "value": "61.4", "unit": "%"}


@pytest.mark.parametrize(
    "sentence",
    [
        "With EXEMPLAR, VGPR was reached by 61.4%.",
        "In EXAMPLE-1, VGPR was reached by 61.4%.",
        "With examplimab, VGPR was reached by 61.4% of patients.",
    ],
)
def test_the_number_of_a_product_that_the_page_does_not_name_supports_nothing(
    verdict_of: Verdict, sentence: str
) -> None:
    assert verdict_of(sentence, more=MORE, **VGPR).verdict == "unsupported"


@pytest.mark.parametrize(
    "sentence",
    [
        "VGPR was reached by 61.4%.",
        "SPECIMEN: VGPR was reached by 61.4%.",
        "Both EXEMPLAR and specimenib are given weekly. VGPR was reached by 61.4%.",
        "In NCT00000077, and otherwise than in EXAMPLE-1, VGPR was reached by 61.4%.",
    ],
)
def test_it_supports_where_the_page_names_it_or_no_product_at_all(verdict_of: Verdict, sentence: str) -> None:
    match = verdict_of(sentence, more=MORE, **VGPR)
    assert (match.verdict, match.fact.id) == ("supported", "specimen-vgpr")


def test_a_heading_names_the_product_too(verdict_of: Verdict) -> None:
    match = verdict_of("VGPR was reached by 61.4%.", heading="SPECIMEN beside EXEMPLAR", more=MORE, **VGPR)
    assert match.verdict == "supported"


def test_a_trial_that_a_claim_names_is_looked_into(verdict_of: Verdict) -> None:
    said = {**VGPR, "trial": "Specimen 1"}
    assert verdict_of("With EXEMPLAR, VGPR was reached by 61.4%.", more=MORE, **said).verdict == "supported"
