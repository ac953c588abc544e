"""Number, marker, entry, source: the chain on whole pages, the same in HTML, Markdown and pasted text."""

from collections.abc import Callable

import pytest

from checker.model import Finding
from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.model import Page
from claims.pages import read_bytes
from references.index import Index
from references.model import Registry

CITATIONS = tuple(rule for rule in RULES if rule.group in ("cit", "src"))
LABEL = "EXEMPLAR. Prescribing information. Example Inc.; 2024."
PAPER = "Doe A, Muster B, et al. J Invent Hematol. 2025;12:301-312."
OTHERS = tuple(
    f"Roe F, et al. Review number {number} of the field. Ann Fict Oncol. {number};1:1-9." for number in (2001, 2002)
)

HTML = """<h1>EXEMPLAR® (examplimab-abcd) in EXAMPLE-1</h1>
<p>At the final analysis median PFS was 41.7 months with EXEMPLAR + Kd<sup>{one}</sup>.</p>
<p>ORR was 86.6% with EXEMPLAR + Kd at the interim analysis<sup>{two}</sup>.</p>
<h2>References</h2>
<ol>{entries}</ol>
"""
MARKDOWN = """# EXEMPLAR® (examplimab-abcd) in EXAMPLE-1

At the final analysis median PFS was 41.7 months with EXEMPLAR + Kd.<sup>{one}</sup>

ORR was 86.6% with EXEMPLAR + Kd at the interim analysis.<sup>{two}</sup>

## References

{entries}
"""
TEXT = """EXEMPLAR® (examplimab-abcd) in EXAMPLE-1

At the final analysis median PFS was 41.7 months with EXEMPLAR + Kd.{one}

ORR was 86.6% with EXEMPLAR + Kd at the interim analysis.{two}

References: {entries}
"""
FORMATS = {
    "html": (HTML, "<li>{text}</li>", ""),
    "markdown": (MARKDOWN, "{number}. {text}", "\n"),
    "text": (TEXT, "{number}. {text}", " "),
}


def page_of(kind: str, one: str, two: str, entries: tuple[str, ...]) -> Page:
    template, entry, between = FORMATS[kind]
    listed = between.join(entry.format(number=number, text=text) for number, text in enumerate(entries, start=1))
    page = read_bytes(template.format(one=one, two=two, entries=listed).encode(), shown_as="draft", format=kind)
    assert isinstance(page, Page)
    return page


@pytest.fixture
def found(registry: Registry, index: Index) -> Callable[[Page], list[Finding]]:
    return lambda page: list(audit_page(extract(page), registry, index, CITATIONS).findings)


def told(findings: list[Finding]) -> list[tuple[str, str | None, str | None]]:
    return [(finding.rule, finding.said, finding.expected) for finding in findings]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_whole_chain_is_silent(kind: str, found: Callable[[Page], list[Finding]]) -> None:
    assert told(found(page_of(kind, "1", "2", (PAPER, LABEL)))) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_swapped_markers_are_two_wrong_sources(kind: str, found: Callable[[Page], list[Finding]]) -> None:
    findings = found(page_of(kind, "1", "2", (LABEL, PAPER)))
    assert told(findings) == [("cit.wrong-source", "1", "2"), ("cit.wrong-source", "2", "1")]
    assert [related.message for related in findings[0].related][:1] == ["reference 1"]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_range_is_as_good_as_its_best(kind: str, found: Callable[[Page], list[Finding]]) -> None:
    assert told(found(page_of(kind, "1-3", "4", (*OTHERS, PAPER, LABEL)))) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_an_entry_that_nothing_cites(kind: str, found: Callable[[Page], list[Finding]]) -> None:
    findings = found(page_of(kind, "1", "2", (PAPER, LABEL, OTHERS[0])))
    assert told(findings) == [("cit.unused", "3", None)]
    assert "Review number 2001" in findings[0].quote


@pytest.mark.parametrize("kind", FORMATS)
def test_a_marker_without_an_entry(kind: str, found: Callable[[Page], list[Finding]]) -> None:
    assert ("cit.dangling", "7", None) in told(found(page_of(kind, "1", "2,7", (PAPER, LABEL))))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_second_list_numbers_anew(kind: str, found: Callable[[Page], list[Finding]]) -> None:
    """The safety information has a list of its own: what either list holds is held, and order says nothing."""
    template, entry, between = FORMATS[kind]
    first, second = (
        between.join(entry.format(number=number, text=text) for number, text in enumerate(entries, start=1))
        for entries in ((PAPER, LABEL), (LABEL,))
    )
    behind = {
        "html": f"<h2>Safety</h2><p>Infusion-related reactions: 45.8%.<sup>1</sup></p><h2>References</h2><ol>{second}</ol>",
        "markdown": f"\n## Safety\n\nInfusion-related reactions: 45.8%.<sup>1</sup>\n\n## References\n\n{second}\n",
        "text": f"\nSafety\n\nInfusion-related reactions occurred in 45.8% of patients.1\n\nReferences: {second}\n",
    }[kind]
    source = template.format(one="1", two="2", entries=first) + behind
    page = read_bytes(source.encode(), shown_as="draft", format=kind)
    assert isinstance(page, Page)
    extraction = extract(page)
    assert [reference.number for reference in extraction.references] == ["1", "2", "1"]
    assert told(found(page)) == []
