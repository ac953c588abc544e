"""Which claims are results of efficacy, and which words about them tell of harm."""

from collections.abc import Callable
from typing import Any

import pytest

from checker.results import Results
from checker.surroundings import Surroundings
from claims.model import Extraction

Build = Callable[..., Extraction]


def results(extraction: Extraction) -> Results:
    return Results(Surroundings(extraction))


def rate(quote: str, endpoint: str | None, **more: Any) -> dict[str, Any]:
    return {"quote": quote, "measure": "rate", "endpoint": endpoint, "value": quote.rstrip("%"), "unit": "%", **more}


@pytest.mark.parametrize(
    ("endpoint", "expected"),
    [("ORR", True), ("infusion-related reactions", False), ("discontinuation rate", False), (None, True)],
)
def test_efficacy_by_the_endpoint(extraction_of: Build, endpoint: str | None, expected: bool) -> None:
    page = extraction_of([{"text": "48% in all", "claims": [rate("48%", endpoint)]}])
    assert results(page).is_efficacy(page.claims[0]) is expected


def test_a_heading_of_harm(extraction_of: Build) -> None:
    page = extraction_of([{"heading": "Adverse reactions"}, {"text": "48%", "claims": [rate("48%", "itching")]}])
    assert not results(page).is_efficacy(page.claims[0])


def test_a_plan_is_no_result(extraction_of: Build) -> None:
    page = extraction_of([{"text": "90% power to detect a rate of 48%", "claims": [rate("48%", "ORR")]}])
    assert not results(page).is_shown(page.claims[0])
