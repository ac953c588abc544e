"""The example page has no error in any format, and every slip planted in its copy is found out."""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import cli
from checker.model import Report
from checker.reports.json import render
from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.model import Page
from claims.pages import read
from references.index import Index
from references.load import load

EXAMPLE = Path(__file__).parents[1] / "examples" / "exemplar"
SLIPS = yaml.safe_load((EXAMPLE / "slips.yaml").read_text("utf-8"))["slips"]


def audited(file: str, capfd: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, Any]]]:
    """Exit status and findings."""
    page, registry = str(EXAMPLE / file), str(EXAMPLE / "registry")
    status = cli.main(["audit", page, "--registry", registry, "--output", "json"])
    return status, json.loads(capfd.readouterr().out)["pages"][0]["findings"]


@pytest.mark.parametrize("file", ["draft.html", "draft.md", "draft.txt", "draft.docx", "draft.pdf"])
def test_the_draft_has_no_error(file: str, capfd: pytest.CaptureFixture[str]) -> None:
    status, findings = audited(file, capfd)
    assert [(found["line"], found["rule"]) for found in findings if found["severity"] == "error"] == []
    assert status == cli.ExitCode.CLEAN


@dataclass(frozen=True)
class Told:
    """What an audit says of a page, its places aside."""

    claims: list[dict[str, Any]]
    findings: list[tuple[str, ...]]

    def carried_by(self, *carriers: str) -> list[dict[str, Any]]:
        return [bare(claim) for claim in self.claims if claim["carrier"] in carriers]


PLACES = {"id", "quote", "line", "column", "start", "end", "page", "block", "box", "carrier"}


def bare(claim: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in claim.items() if key not in PLACES}


def told(file: str) -> Told:
    registry = load(EXAMPLE / "registry", shown_as="registry")
    page = read(EXAMPLE / file, shown_as=file)
    assert isinstance(page, Page)
    assert page.problems == ()
    report = audit_page(extract(page), registry, Index(registry), RULES, "us-hcp", today=date(2026, 1, 1))
    shown = json.loads(
        render(Report(registry=registry, pages=(report,), unreadable=(), profile="us-hcp", fail_on="error"))
    )
    (found,) = shown["pages"]
    findings = [
        (one["rule"], one["severity"], re.sub(r"(line|page|block) \d+", "there", one["message"]))
        for one in found["findings"]
    ]
    return Told(found["claims"], findings)


@pytest.fixture(scope="module")
def from_html() -> Told:
    return told("draft.html")


EVERYTHING = ("text", "alt", "hidden")


FROM_TEXT = [("cit.missing", "warning", "No reference for 38.6 months, 22.1 months.")]


# What HTML carries unseen is plain text in Markdown and in text, where no reference stands behind the figure's words.
# A print shows no hidden words, and LibreOffice 7.4 ties the words of a figure to no page.
@pytest.mark.parametrize(
    ("file", "carriers", "more"),
    [
        ("draft.md", EVERYTHING, []),
        ("draft.txt", EVERYTHING, FROM_TEXT),
        ("draft.docx", EVERYTHING, []),
        ("draft.pdf", ("text",), []),
    ],
)
def test_claims_verdicts_and_findings_are_the_same_from_every_format(
    file: str, carriers: tuple[str, ...], more: list[tuple[str, ...]], from_html: Told
) -> None:
    found = told(file)
    assert found.carried_by(*EVERYTHING) == from_html.carried_by(*carriers)
    assert sorted(found.findings) == sorted([*from_html.findings, *more])
    assert len(found.claims) > 170


def test_a_word_document_keeps_what_carries_its_claims(from_html: Told) -> None:
    assert [c["carrier"] for c in told("draft.docx").claims] == [c["carrier"] for c in from_html.claims]


def test_every_slip_is_found_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    status, findings = audited("slips.html", capfd)
    assert status == cli.ExitCode.FOUND
    told = {(found["line"], found["rule"]) for found in findings}
    missed = [slip["id"] for slip in SLIPS if not told & {(line, slip["rule"]) for line in slip["found"]}]
    assert missed == []
    assert {line for line, _ in told} <= {line for slip in SLIPS for line in slip["found"]}
