"""A report -> GitLab's code quality report: a list of issues, each with check, fingerprint, severity and place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from checker.model import Finding, Report, Severity
from checker.reports.told import Trouble, counted, troubles
from checker.reports.visible import visible
from claims.serial import dumps

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


def render(report: Report) -> str:
    """All that counts, what could not be read first; GitLab has no word for waived findings, so they are left out."""
    return dumps([*map(_trouble, troubles(report)), *_findings(report)])


def _findings(report: Report) -> Iterator[dict[str, Any]]:
    for finding in counted(report):
        where = "" if finding.place.block is None else f"{finding.place.words}: "
        yield {
            "description": visible(f"{where}{finding.quote}: {finding.message}" if finding.quote else finding.message),
            "check_name": finding.rule,
            "fingerprint": finding.fingerprint,
            "severity": SEVERITIES[finding.severity],
            "location": _location(finding.path, *_lines(finding)),
        }


def _lines(finding: Finding) -> tuple[int, int]:
    """First and last line; the viewer opens a PDF or office file at its beginning."""
    place = finding.place
    return (1, 1) if place.block is not None else (place.line, place.end_line)


def _trouble(trouble: Trouble) -> dict[str, Any]:
    told = "\x1f".join((trouble.path, trouble.kind, trouble.where, trouble.message))
    return {
        "description": visible(trouble.words),
        "check_name": trouble.kind,
        "fingerprint": hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        "severity": "blocker" if trouble.is_unread else "minor",
        "location": _location(trouble.path, trouble.line or 1, trouble.line or 1),
    }


def _location(path: str, begin: int, end: int) -> dict[str, Any]:
    return {"path": path.removeprefix("./"), "lines": {"begin": begin, "end": end}}
