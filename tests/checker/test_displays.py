"""What a reader sees beside a block or claim."""

from collections.abc import Callable
from typing import Any

from checker.displays import Displays
from checker.surroundings import Surroundings
from claims.model import Extraction

Build = Callable[..., Extraction]


def displays(extraction: Extraction) -> Displays:
    return Displays(extraction, Surroundings(extraction))


def rate(quote: str, endpoint: str | None, **more: Any) -> dict[str, Any]:
    return {"quote": quote, "measure": "rate", "endpoint": endpoint, "value": quote.rstrip("%"), "unit": "%", **more}


def test_a_section_is_seen_together_but_not_the_next(extraction_of: Build) -> None:
    blocks = [{"heading": "Response"}, {"text": "48%"}, {"text": "31%"}, {"heading": "Survival"}, {"text": "18 months"}]
    page = extraction_of(blocks)
    assert displays(page).beside(page.page.blocks[1]) == {0, 1, 2}


def test_a_long_section_is_not_all_beside(extraction_of: Build) -> None:
    page = extraction_of([{"heading": "All"}, *({"text": f"Paragraph {number}"} for number in range(12))])
    assert 12 not in displays(page).beside(page.page.blocks[1])


def test_a_table_counts_as_one(extraction_of: Build) -> None:
    cells = [{"text": f"{number}%", "table": 1, "row": number} for number in range(12)]
    page = extraction_of([*cells, {"text": "After the table"}])
    assert displays(page).beside(page.page.blocks[0]) >= set(range(13))


def test_the_linked_note_is_beside(extraction_of: Build) -> None:
    page = extraction_of(
        [
            {"heading": "Response"},
            {"text": "48%*", "uses": ["*"], "claims": [rate("48%", "ORR", footnotes=["*"])]},
            {"heading": "Notes"},
            {"text": "31% with placebo", "note": "*", "claims": [rate("31%", "ORR")]},
        ]
    )
    assert [claim.quote for claim in displays(page).claims_beside(page.claims[0])] == ["48%", "31%"]
