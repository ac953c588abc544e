"""A report -> JSON lines: claims, findings, what could not be read, and last the figures of the run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.model import Report
from checker.reports.json import finding_to_json, match_to_json, summary
from checker.reports.plain import one_line
from checker.reports.told import troubles


def render(report: Report) -> str:
    """An object a line; its `type` is claim, finding, unread, undecided or summary."""
    return "".join(f"{one_line(record)}\n" for record in _records(report))


def _records(report: Report) -> Iterator[dict[str, Any]]:
    for page in report.pages:
        for match in page.matches:
            yield {"type": "claim", "path": page.path} | match_to_json(match)
    for finding in report.findings:
        yield {"type": "finding"} | finding_to_json(finding)
    for trouble in troubles(report):
        kind = "unread" if trouble.is_unread else "undecided"
        place = {"line": trouble.line, "column": trouble.column, "where": trouble.where or None}
        yield {"type": kind, "path": trouble.path, "message": trouble.message} | place
    figures = summary(report)
    del figures["coverage"]["pages"]  # what they list stands in the lines above
    yield {"type": "summary", "profile": report.profile, "registry": report.registry.sha256 or None} | figures
