"""A report -> SARIF 2.1.0: all rules declared, each finding with its region, related places, fingerprint, waiver."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from checker.catalogue import CATALOGUE, GROUPS
from checker.exit_codes import ExitCode
from checker.model import Finding, Related, Report, Rule, Severity
from checker.outcome import exit_status
from checker.reports.json import TOOL
from checker.reports.manual import markdown, required
from checker.reports.told import UNDECIDED, UNREAD, Trouble, troubles
from checker.reports.visible import visible
from checker.version import VERSION, fingerprints
from claims.model import Page, Place
from claims.serial import dumps

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
FINGERPRINT = "promocheck/v1"
OF_GITHUB = "primaryLocationLineHash"  # what code scanning tells alerts apart by; without it, it hashes lines
INDEX = {rule.id: at for at, rule in enumerate(CATALOGUE)}
RECOMMENDED = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}
NOTIFICATIONS = ((UNREAD, "A page or a part of it could not be read"), (UNDECIDED, "A page could not be read for sure"))
STATUS = {
    ExitCode.CLEAN: "everything was read, and nothing fails the run",
    ExitCode.FOUND: "findings, or too few claims decided",
    ExitCode.COULD_NOT_CHECK: "a page or a part of it could not be read",
}


def render(report: Report) -> str:
    """One log with one run; same report, same text."""
    files = _Files(report)
    run = {
        "tool": {"driver": _driver(report)},
        "automationDetails": {"id": f"{TOOL}/{report.profile}/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that promocheck was run in."}}},
        "invocations": [_invocation(report, files)],
        "results": [_result(finding, files) for finding in report.findings],
        "artifacts": files.artifacts,
        "properties": {
            "profile": report.profile,
            "registry": {"sha256": report.registry.sha256, "facts": len(report.registry.facts)},
        },
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


class _Files:
    """The files of a run, each by its place in the log's list of artifacts."""

    def __init__(self, report: Report) -> None:
        self.artifacts: list[dict[str, Any]] = []
        self._index: dict[str, int] = {}
        self.pages = {page.path: page.extraction.page for page in report.pages}
        self._without_lines = {path for path, page in self.pages.items() if page.layout is not None}
        for path in sorted({*self.pages, *(page.path for page in report.unreadable)}):
            self._add(path, "standardStream" if path.startswith("<") else "analysisTarget")
        for path in sorted({finding.path for finding in report.findings}):
            self._add(path, "userSpecifiedConfiguration")  # a file of waivers, for all pages are there
        for setting in (report.config, report.waivers, report.baseline):
            if setting:
                self._add(setting, "userSpecifiedConfiguration")
        for path in sorted({at.path for finding in report.findings for at in finding.related}):
            self._add(path, "referencedOnCommandLine")

    def _add(self, path: str, role: str) -> None:
        if path not in self._index:
            self._index[path] = len(self.artifacts)
            self.artifacts.append({"location": _location(path), "roles": [role]})

    def at(self, path: str, region: dict[str, Any] | None = None) -> dict[str, Any]:
        """A place in a file as a physical location."""
        place: dict[str, Any] = {"artifactLocation": _location(path) | {"index": self._index[path]}}
        return {"physicalLocation": place | ({"region": region} if region else {})}

    def related(self, number: int, at: Related) -> dict[str, Any]:
        """A place that explains a finding."""
        region = None if at.path in self._without_lines else {"startLine": at.line}
        return {"id": number, **self.at(at.path, region), "message": _message(at.message)}


def _location(path: str) -> dict[str, Any]:
    """A path as given, below the folder of the run; only a path that was given as absolute stays so."""
    if path.startswith("/"):
        return {"uri": f"file://{quote(path, errors='replace')}"}
    return {"uri": quote(path, errors="replace"), "uriBaseId": ROOT}


def _driver(report: Report) -> dict[str, Any]:
    return {
        "name": TOOL,
        "version": VERSION,
        "semanticVersion": VERSION,
        "rules": [_rule(rule, report) for rule in CATALOGUE],
        "notifications": [{"id": kind, "shortDescription": {"text": words}} for kind, words in NOTIFICATIONS],
        "properties": dict(fingerprints()),
    }


def _rule(rule: Rule, report: Report) -> dict[str, Any]:
    severity = rule.severity_for(report.profile)
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": required(rule.manual) or rule.title},
        "help": {"text": rule.manual.strip(), "markdown": "\n\n".join(markdown(rule.manual))},
        "defaultConfiguration": {
            "level": str(severity),
            "enabled": rule.is_on(report.profile) and rule.id not in report.off,
        },
        "properties": {
            "tags": [rule.group],
            "group": GROUPS[rule.group],
            "problem.severity": RECOMMENDED[severity],
        },
    }


def _invocation(report: Report, files: _Files) -> dict[str, Any]:
    status = ExitCode(exit_status(report, report.fail_on))
    return {
        "executionSuccessful": status is not ExitCode.COULD_NOT_CHECK,
        "exitCode": int(status),
        "exitCodeDescription": STATUS[status],
        "toolExecutionNotifications": [_notification(trouble, files) for trouble in troubles(report)],
    }


def _notification(trouble: Trouble, files: _Files) -> dict[str, Any]:
    region = None
    if trouble.line is not None:
        region = {"startLine": trouble.line, "startColumn": trouble.column}
    return {
        "descriptor": {"id": trouble.kind, "index": [kind for kind, _ in NOTIFICATIONS].index(trouble.kind)},
        "level": "error" if trouble.is_unread else "warning",
        "message": _message(trouble.words),
        "locations": [files.at(trouble.path, region)],
    }


def _result(finding: Finding, files: _Files) -> dict[str, Any]:
    told = {
        "ruleId": finding.rule,
        "ruleIndex": INDEX[finding.rule],
        "level": str(finding.severity),
        "message": _message(finding.message),
        "locations": [_place(finding, files)],
        "relatedLocations": [files.related(number, at) for number, at in enumerate(finding.related, start=1)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint, OF_GITHUB: f"{finding.fingerprint}:1"},
        # A log that suppresses one result says of all others that they are not suppressed.
        "suppressions": [] if finding.waived is None else [_suppression(finding.waived)],
        "properties": {key: value for key, value in _properties(finding) if value is not None},
    }
    return {key: value for key, value in told.items() if value or key == "suppressions" or value == 0}


def _suppression(reason: str) -> dict[str, Any]:
    return {"kind": "external", "status": "accepted", "justification": visible(reason)}


def _place(finding: Finding, files: _Files) -> dict[str, Any]:
    """The region in the source; a PDF or office file has none, so there the page is named."""
    place = finding.place
    if finding.path not in files.pages:  # a file of waivers
        return files.at(finding.path, {"startLine": place.line})
    if place.block is None:
        return files.at(finding.path, _region(place, files.pages[finding.path]))
    name = place.words
    return files.at(finding.path) | {
        "logicalLocations": [{"name": name, "fullyQualifiedName": f"{name}, block {place.block}"}]
    }


def _region(place: Place, page: Page) -> dict[str, Any]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": max(1, place.end_column),
        "charOffset": place.start,
        "charLength": max(0, place.end - place.start),
        "snippet": {"text": page.source[place.start : place.end]},
    }


def _properties(finding: Finding) -> Iterable[tuple[str, str | None]]:
    yield "confidence", str(finding.confidence)
    for key in ("claim", "fact", "said", "expected", "diagnosis"):
        words = getattr(finding, key)
        yield key, None if words is None else visible(words)
    yield "bound", finding.bound or None


def _message(words: str) -> dict[str, str]:
    """Plain words; what stands on a page never becomes a link."""
    return {"text": visible(words).replace("](", "] (")}
