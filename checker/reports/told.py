"""A report -> what a build system is told: the findings that count, and what of the pages could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.model import Finding, PageReport, Report, Severity
from claims.serial import problems_of

WEIGHT = {severity: at for at, severity in enumerate(Severity)}
UNREAD, UNDECIDED = "page-unread", "page-undecided"  # what the two kinds of trouble are called where rules have ids


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something on a page that could not be read, or not be decided; no line where the page has none to open."""

    path: str
    message: str
    is_unread: bool
    line: int | None = None
    column: int | None = None
    where: str = ""  # the place in words, where there is no line

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return UNREAD if self.is_unread else UNDECIDED

    @property
    def at(self) -> str:
        """Its place with the page's path."""
        if self.line is not None:
            return f"{self.path}:{self.line}:{self.column}"
        return f"{self.path}, {self.where}" if self.where else self.path

    @property
    def words(self) -> str:
        """What happened, for a reader of the page."""
        what = "Could not read" if self.is_unread else "Could not decide"
        return f"{what}{f' {self.where}' if self.where else ''}: {self.message}"


def counted(report: Report) -> tuple[Finding, ...]:
    """All findings but the waived ones, in the order of the report."""
    return tuple(finding for finding in report.findings if finding.waived is None)


def by_weight(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Errors first, then warnings, then notes; each in the order of the report."""
    return tuple(sorted(findings, key=lambda finding: WEIGHT[finding.severity]))


def troubles(report: Report) -> tuple[Trouble, ...]:
    """What could not be read or decided: pages as a whole, then parts of pages."""
    whole = (Trouble(page.path, page.reason, is_unread=True) for page in report.unreadable)
    parts = (trouble for page in report.pages for trouble in troubles_of(page))
    return (*whole, *parts)


def troubles_of(page: PageReport) -> Iterator[Trouble]:
    """The parts of one page that could not be read or decided."""
    is_source = page.extraction.page.layout is None
    for problem in problems_of(page.extraction):
        if is_source:
            yield Trouble(page.path, problem.message, problem.is_unread, problem.line, problem.column)
        else:
            where = "" if problem.page is None else f"page {problem.page}"
            yield Trouble(page.path, problem.message, problem.is_unread, where=where)
