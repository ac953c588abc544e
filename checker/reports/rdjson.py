"""A report -> reviewdog's diagnostics (rdjson), with columns in bytes as it counts them."""

from __future__ import annotations

from functools import cache
from typing import Any

from checker.model import Finding, Report, Severity
from checker.reports.json import TOOL
from checker.reports.told import Trouble, counted, troubles
from checker.reports.visible import visible
from claims.model import Page
from claims.serial import dumps

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(report: Report) -> str:
    """What counts, what could not be read first; reviewdog has no word for waived findings, so they are left out."""
    pages = {page.path: page.extraction.page for page in report.pages}
    columns = {path: _Columns(page) for path, page in pages.items() if page.layout is None}
    found = [*map(_trouble, troubles(report)), *(_finding(finding, columns) for finding in counted(report))]
    return dumps({"source": {"name": TOOL}, "diagnostics": found})


class _Columns:
    """Columns of one page in bytes of UTF-8, from 1."""

    def __init__(self, page: Page) -> None:
        self._line = cache(page.line_text)  # a page may be one line with a thousand findings

    def at(self, line: int, column: int) -> dict[str, int]:
        before = self._line(line)[: column - 1]
        return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}


def _finding(finding: Finding, columns: dict[str, _Columns]) -> dict[str, Any]:
    place, title = finding.place, [finding.quote] if finding.quote else []
    location: dict[str, Any] = {"path": finding.path}
    if place.block is not None:
        title = [f"{place.words}: {finding.quote}"]
    elif finding.path in columns:
        known = columns[finding.path]
        ends = {"start": known.at(place.line, place.column), "end": known.at(place.end_line, place.end_column)}
        location["range"] = ends
    else:  # a file of waivers
        location["range"] = {"start": {"line": place.line, "column": place.column}}
    more = [f"see {at.at}: {at.message}" for at in finding.related]
    return {
        "message": "\n".join(map(visible, (*title, finding.message, *more))),
        "location": location,
        "severity": SEVERITIES[finding.severity],
        "source": {"name": TOOL},
        "code": {"value": finding.rule},
    }


def _trouble(trouble: Trouble) -> dict[str, Any]:
    location: dict[str, Any] = {"path": trouble.path}
    if trouble.line is not None:
        location["range"] = {"start": {"line": trouble.line}}
    return {
        "message": visible(trouble.words),
        "location": location,
        "severity": "ERROR" if trouble.is_unread else "WARNING",
        "source": {"name": TOOL},
        "code": {"value": trouble.kind},
    }
