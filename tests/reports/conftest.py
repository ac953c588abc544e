"""One report with all that a format may meet: a source page, a PDF, a waived finding, a file of waivers, pages unread."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checker.model import Finding, PageReport, Report, Severity
from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.model import Page, Place, Problem, Unreadable
from claims.pages import read, read_bytes
from references.index import Index
from references.load import load
from references.model import Registry

EXAMPLE = Path(__file__).parents[2] / "examples" / "exemplar"
WAIVED = "The label itself prints it so (J. Doe, until 2027-01-31)"


@pytest.fixture(scope="session")
def registry() -> Registry:
    return load(EXAMPLE / "registry", shown_as="facts/registry")


@pytest.fixture(scope="session")
def audit(registry: Registry) -> Callable[[Page], PageReport]:
    index = Index(registry)
    return lambda page: audit_page(extract(page), registry, index, RULES, "us-hcp", today=date(2026, 1, 1))


@pytest.fixture(scope="session")
def slips(audit: Callable[[Page], PageReport]) -> PageReport:
    page = read(EXAMPLE / "slips.html", shown_as="pages/slips.html")
    assert isinstance(page, Page)
    return audit(page)


@pytest.fixture(scope="session")
def pdf(audit: Callable[[Page], PageReport]) -> PageReport:
    page = read(EXAMPLE / "draft.pdf", shown_as="pages/draft.pdf")
    assert isinstance(page, Page)
    report = audit(page)
    assert report.findings
    problem = Problem("only an image", page=2, is_unread=True)
    return replace(report, extraction=replace(report.extraction, problems=(problem,)))


@pytest.fixture(scope="session")
def report(registry: Registry, slips: PageReport, pdf: PageReport) -> Report:
    first, *rest = slips.findings
    place = Place(line=7, column=1, end_line=7, end_column=1, start=0, end=0)
    unused = Finding(
        rule="wvr.unused",
        severity=Severity.WARNING,
        message="Meets no finding.",
        path="promocheck.waivers.yaml",
        place=place,
        quote="80%",
        fingerprint="00112233aabbccdd",
    )
    return Report(
        registry=registry,
        pages=(pdf, replace(slips, findings=(replace(first, waived=WAIVED), *rest))),
        unreadable=(Unreadable("pages/old.doc", "unknown format"),),
        waivers="promocheck.waivers.yaml",
        about_waivers=(unused,),
    )


@pytest.fixture(scope="session")
def clean(registry: Registry, audit: Callable[[Page], PageReport]) -> Report:
    page = read_bytes(b"Nothing is claimed here.\n", shown_as="page.txt", format="text")
    assert isinstance(page, Page)
    return Report(registry=registry, pages=(replace(audit(page), findings=()),))


@pytest.fixture(scope="session")
def hostile(registry: Registry, clean: Report) -> Report:
    """Findings whose words try everything: markup, commands, formulas, escapes, links, line ends."""
    words = "=1+1|</x>\x1b[31m](javascript:0)`*_<b>&::error::%0A,\u202e\ud800\nnext ]]> ,:"
    (page,) = clean.pages
    place = Place(line=1, column=1, end_line=1, end_column=8, start=0, end=7)
    finding = Finding(
        rule="sub.value", severity=Severity.ERROR, message=words, path="a,b:c%.txt", place=place, quote=words
    )
    page = replace(page, path="a,b:c%.txt", findings=(replace(finding, fingerprint="0123456789abcdef"),))
    return replace(clean, pages=(page,), unreadable=(Unreadable("x\n::error::y", words),))
