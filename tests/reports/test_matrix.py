"""The substantiation matrix as CSV, as a workbook and as JSON lines."""

import csv
import json
import zipfile
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest

from checker.model import PageReport, Report, Verdict
from checker.reports import lines, matrix, workbook
from tests.reports.conftest import WAIVED

Rows = list[dict[str, str]]


def table(report: Report) -> Rows:
    return list(csv.DictReader(StringIO(matrix.render(report)), strict=True))


def sheet(report: Report, name: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(BytesIO(workbook.render(report)))
    heads, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_every_claim_has_its_row_in_page_order(report: Report, slips: PageReport) -> None:
    rows = [row for row in table(report) if row["path"] == "pages/slips.html"]
    claims = [row for row in rows if row["claim"]]
    assert [row["claim"] for row in claims] == [match.claim.id for match in slips.matches]
    assert [row["verdict"] for row in claims] == [str(match.verdict) for match in slips.matches]
    places = [(int(row["line"]), int(row["column"])) for row in rows]
    assert places == sorted(places)


def test_a_claim_stands_beside_its_fact_source_and_finding(report: Report) -> None:
    row = next(row for row in table(report) if row["claim"] == "c5" and row["path"] == "pages/slips.html")
    assert row["quote"] == "18.1 months (95% CI: 15.8, 22.4)"
    assert (row["verdict"], row["fact"]) == ("contradicted", "interim-pfs-median-rd")
    assert row["registered"].startswith("18.74 months (95% CI 15.77 to 22.41")
    assert (row["source"], row["source_place"]) == ("pi; interim-paper", "pi: section 14; interim-paper: Table 2")
    assert row["source_citation"].startswith("EXEMPLAR. Prescribing information. Example Inc.; 2025.; ")
    assert row["finding"] == "sub.value"
    assert row["severity"] == "error"
    assert row["waived"] == f"sub.value: {WAIVED}"
    assert row["citation"].startswith("1. EXEMPLAR. Prescribing information.")


def test_a_claim_names_all_facts_that_it_rests_on(clean: Report, slips: PageReport) -> None:
    derived = next(match for match in slips.matches if match.verdict is Verdict.DERIVED)
    other = next(match.fact for match in slips.matches if match.fact not in (None, derived.fact))
    two = replace(derived, facts=(derived.fact, other))
    (row,) = table(replace(clean, pages=(replace(slips, matches=(two,), findings=()),)))
    assert row["fact"] == f"{derived.fact.id}; {other.id}"
    assert "months" in row["registered"].partition("); ")[2]


def test_no_finding_and_no_unread_page_is_lost(report: Report) -> None:
    rows = table(report)
    told = sum(len(row["finding"].split("; ")) for row in rows if row["finding"])
    assert told == len(report.findings)
    unread = [(row["path"], row["page"], row["message"]) for row in rows if row["verdict"] == "unread"]
    assert unread == [
        ("pages/old.doc", "", "Could not read: unknown format"),
        ("pages/draft.pdf", "2", "Could not read page 2: only an image"),
    ]


def test_a_spreadsheet_runs_nothing_of_the_csv(hostile: Report) -> None:
    (row,) = (row for row in table(hostile) if row["finding"])
    assert row["quote"].startswith("'=1+1")
    assert row["message"].startswith("'=1+1")
    assert "\x1b" not in row["quote"]


def test_the_workbook_has_what_the_csv_has(report: Report) -> None:
    told = sheet(report, "Claims")
    rows = table(report)
    assert len(told) == len(rows)
    for cells, row in zip(told, rows, strict=True):
        for name, words in row.items():
            assert (cells[name.replace("_", " ")] or "") == words.removeprefix("'"), name


def test_the_workbook_lists_findings_and_figures(report: Report) -> None:
    findings = sheet(report, "Findings")
    assert [(row["rule"], row["path"]) for row in findings] == [(f.rule, f.path) for f in report.findings]
    assert [row["waived"] for row in findings if row["waived"]] == [WAIVED]
    figures = {row["what"]: row["figure"] for row in sheet(report, "Summary")}
    assert figures["registry, sha256"] == report.registry.sha256
    assert figures["waived"] == "1"
    assert int(figures["claims contradicted"]) == sum(
        match.verdict is Verdict.CONTRADICTED for page in report.pages for match in page.matches
    )


def test_the_workbook_holds_words_only(hostile: Report) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook.render(hostile)))
    cells = [cell for name in book.sheetnames for row in book[name].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(str(cell.value).startswith("=1+1") for cell in cells)
    assert all(cell.hyperlink is None for cell in cells)


def test_a_cell_too_long_for_excel_says_so(clean: Report, slips: PageReport) -> None:
    long = replace(slips.findings[0], claim=None, quote="8" * 40_000)
    report = replace(clean, pages=(replace(slips, findings=(long,)),))
    (quote,) = (row["quote"] for row in sheet(report, "Findings"))
    assert len(quote) == 32_767
    assert quote.endswith("the JSON report has it all]")


def test_the_workbook_holds_no_time(report: Report) -> None:
    with zipfile.ZipFile(BytesIO(workbook.render(report))) as inside:
        assert {entry.date_time for entry in inside.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = inside.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2


def test_json_lines_hold_claims_findings_and_figures(report: Report) -> None:
    told = [json.loads(line) for line in lines.render(report).splitlines()]
    kinds = [one["type"] for one in told]
    assert kinds.count("claim") == sum(len(page.matches) for page in report.pages)
    assert kinds.count("finding") == len(report.findings)
    assert [one["path"] for one in told if one["type"] == "unread"] == ["pages/old.doc", "pages/draft.pdf"]
    assert kinds[-1] == "summary"
    assert kinds.count("summary") == 1
    claim = next(one for one in told if one["type"] == "claim" and one["verdict"] == "contradicted")
    assert claim["comparison"]


@pytest.mark.parametrize("name", ["report", "clean", "hostile"])
def test_same_report_same_bytes(name: str, request: pytest.FixtureRequest) -> None:
    from checker.reports.formats import FORMATS

    told = request.getfixturevalue(name)
    for form in FORMATS.values():
        assert form.render(told) == form.render(told)
