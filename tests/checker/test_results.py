"""Which claims are results of efficacy, and what stands beside them."""

from collections.abc import Callable
from typing import Any

import pytest

from checker.results import Results
from checker.surroundings import Surroundings
from claims.model import Extraction

Build = Callable[..., Extraction]


def results(extraction: Extraction) -> Results:
    return Results(extraction, Surroundings(extraction))


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


def test_a_section_is_seen_together_but_not_the_next(extraction_of: Build) -> None:
    blocks = [{"heading": "Response"}, {"text": "48%"}, {"text": "31%"}, {"heading": "Survival"}, {"text": "18 months"}]
    page = extraction_of(blocks)
    assert results(page).beside(page.page.blocks[1]) == {0, 1, 2}


def test_a_long_section_is_not_all_beside(extraction_of: Build) -> None:
    page = extraction_of([{"heading": "All"}, *({"text": f"Paragraph {number}"} for number in range(12))])
    assert 12 not in results(page).beside(page.page.blocks[1])


def test_a_table_counts_as_one(extraction_of: Build) -> None:
    cells = [{"text": f"{number}%", "table": 1, "row": number} for number in range(12)]
    page = extraction_of([*cells, {"text": "After the table"}])
    assert results(page).beside(page.page.blocks[0]) >= set(range(13))


def test_the_linked_note_is_beside(extraction_of: Build) -> None:
    page = extraction_of(
        [
            {"heading": "Response"},
            {"text": "48%*", "uses": ["*"], "claims": [rate("48%", "ORR", footnotes=["*"])]},
            {"heading": "Notes"},
            {"text": "31% with placebo", "note": "*", "claims": [rate("31%", "ORR")]},
        ]
    )
    assert [claim.quote for claim in results(page).claims_beside(page.claims[0])] == ["48%", "31%"]
