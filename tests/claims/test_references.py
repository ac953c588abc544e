"""The page's own reference list, its notes, its markers and its abbreviations."""

from collections.abc import Callable

import pytest

from claims.model import Extraction, Kind, Page
from claims.references_list import references_of

FIRST = "Example A, et al. A trial of examplimab. J Exmpl. 2024;12(3):45-67."
SECOND = "EXEMPLAR. Prescribing information. Example Inc.; 2024."
LISTS = {
    "in one line": ("text", f"It works.1,2\n\nReferences: 1. {FIRST} 2. {SECOND}\n"),
    "one line each": ("text", f"It works.1,2\n\nReferences\n1. {FIRST}\n2. {SECOND}\n"),
    "one paragraph each": ("text", f"It works.1,2\n\nReferences\n\n1. {FIRST}\n\n2. {SECOND}\n"),
    "ordered list in HTML": ("html", f"<p>It works.</p><h2>References</h2><ol><li>{FIRST}</li><li>{SECOND}</li></ol>"),
    "paragraphs in HTML": ("html", f"<p>It works.</p><h2>References</h2><p>1. {FIRST}</p><p>2. {SECOND}</p>"),
    "one paragraph in HTML": ("html", f"<p>It works.</p><p><b>References:</b> 1. {FIRST} 2. {SECOND}</p>"),
    "ordered list in Markdown": ("md", f"It works.\n\n## References\n\n1. {FIRST}\n2. {SECOND}\n"),
}


@pytest.mark.parametrize(("form", "source"), LISTS.values(), ids=LISTS)
def test_entries_with_their_numbers(form: str, source: str, page_of: Callable[..., Page]) -> None:
    found = references_of(page_of(source, form))
    assert [(reference.number, reference.text) for reference in found] == [("1", FIRST), ("2", SECOND)]


@pytest.mark.parametrize(("form", "source"), LISTS.values(), ids=LISTS)
def test_an_entry_knows_where_it_stands(form: str, source: str, page_of: Callable[..., Page]) -> None:
    page = page_of(source, form)
    first, second = references_of(page)
    assert FIRST[:20] in source[first.place.start : first.place.end]
    assert SECOND[:20] in source[second.place.start : second.place.end]
    assert first.place.end <= second.place.start


@pytest.mark.parametrize(
    "source",
    [
        "1. Median PFS was 35.7 months.\n2. ORR was 86.6%.\n",
        "The references range from 1 to 5.\n",
        "EXEMPLAR was studied in adults. 1. It works.\n",
    ],
)
def test_no_reference_list(source: str, page_of: Callable[..., Page]) -> None:
    page = page_of(source)
    assert references_of(page) == ()
    assert all(block.kind is not Kind.REFERENCES for block in page.blocks)


def test_a_volume_s_number_is_no_entry(page_of: Callable[..., Page]) -> None:
    first = "Example A. J Exmpl. 2024;2. Suppl."
    found = references_of(page_of(f"It works.1\n\nReferences: 1. {first} 2. {SECOND}\n"))
    assert [reference.number for reference in found] == ["1", "2"]


def test_a_second_list_counts_from_one_again(page_of: Callable[..., Page]) -> None:
    page = page_of(f"It works.1\n\nReferences: 1. {FIRST}\n\nIt is safe.\n\nReferences: 1. {SECOND}\n")
    assert [reference.number for reference in references_of(page)] == ["1", "1"]


def test_no_claim_is_made_by_a_reference_list(extraction_of: Callable[..., Extraction]) -> None:
    found = extraction_of(
        "It works.1\n\nReferences\n1. Example A. 86.6% response with EXEMPLAR. J Exmpl. 2024;1:2-3.\n"
    )
    assert found.claims == ()
    assert [reference.number for reference in found.references] == ["1"]


# --- notes and markers ------------------------------------------------------------------------------------------


def test_notes_and_where_they_are_used(extraction_of: Callable[..., Extraction]) -> None:
    page = "<p>ORR<sup>a</sup> was 86.6%.<sup>1,2</sup>*</p><p><sup>a</sup>By a committee.</p><p>*In all adults.</p>"
    found = extraction_of(page, "html")
    assert [(note.marker, note.text) for note in found.notes] == [("a", "By a committee."), ("*", "In all adults.")]
    assert {(m.text, m.is_citation) for m in found.markers if m.block == 0} == {
        ("a", False),
        ("1", True),
        ("2", True),
        ("*", False),
    }


def test_a_range_of_references_is_a_marker_for_each(extraction_of: Callable[..., Extraction]) -> None:
    found = extraction_of("<p>It works.<sup>1-3</sup></p>", "html")
    assert [marker.text for marker in found.markers] == ["1", "2", "3"]
    assert {marker.place.column for marker in found.markers} == {18}


# --- abbreviations ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "CI=confidence interval; HR=hazard ratio; PFS=progression-free survival.",
        "CI = confidence interval; HR = hazard ratio; PFS = progression-free survival.",
        "CI, confidence interval; HR, hazard ratio; PFS, progression-free survival.",
    ],
)
def test_a_list_of_abbreviations(source: str, extraction_of: Callable[..., Extraction]) -> None:
    assert extraction_of(source).abbreviations == {
        "CI": "confidence interval",
        "HR": "hazard ratio",
        "PFS": "progression-free survival",
    }


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Median progression-free survival (PFS) was longer.", "PFS", "progression-free survival"),
        ("The overall response rate (ORR) was high.", "ORR", "overall response rate"),
        ("Minimal residual disease (MRD) was assessed.", "MRD", "Minimal residual disease"),
    ],
)
def test_an_abbreviation_in_brackets(
    text: str, short: str, long: str, extraction_of: Callable[..., Extraction]
) -> None:
    assert extraction_of(text).abbreviations == {short: long}


@pytest.mark.parametrize(
    "text",
    [
        "Patients (adults) were treated.",
        "It was seen in Europe (USA excluded).",
        "EXEMPLAR (examplimab) is an antibody.",
        "The result of the trial (HR) was clear.",
        "ORR was 86.6% (CI was wide).",
    ],
)
def test_brackets_that_define_nothing(text: str, extraction_of: Callable[..., Extraction]) -> None:
    assert extraction_of(text).abbreviations == {}


@pytest.mark.parametrize(
    ("source", "form", "numbers"),
    [
        (
            "# References\n\n1. Doe A.\n2. Roe F.\n\n# Safety\n\nText.\n\n# References\n\n1. Moe K.\n",
            "md",
            ["1", "2", "1"],
        ),
        (
            "# References\n\n1. Doe A.\n2. Roe F.\n\n# More\n\nText.\n\n# References\n\n3. Moe K.\n4. Poe L.\n",
            "md",
            ["1", "2", "3", "4"],
        ),
        ("# References\n\n1. Doe A.\n1. Roe F.\n1. Moe K.\n", "md", ["1", "2", "3"]),
        (
            "<h2>References</h2><ol><li>Doe A.<li>Roe F.</ol><h2>Safety</h2><p>Text.</p><h2>References</h2><ol><li>Moe K.</ol>",
            "html",
            ["1", "2", "1"],
        ),
        (
            "<h2>References</h2><ol><li>Doe A.</ol><ol class='right' start='2'><li>Moe K.<li>Poe L.</ol>",
            "html",
            ["1", "2", "3"],
        ),
        ("<h2>References</h2><ol><li>Doe A.</ol><ol><li>Moe K.</ol>", "html", ["1", "2"]),
    ],
)
def test_lists_count_from_where_they_start(
    source: str, form: str, numbers: list[str], page_of: Callable[..., Page]
) -> None:
    assert [reference.number for reference in references_of(page_of(source, form))] == numbers
