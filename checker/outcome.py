"""A report -> the exit status of the run."""

from __future__ import annotations

from checker.coverage import below
from checker.exit_codes import ExitCode
from checker.model import Report, Severity

ORDER = tuple(Severity)  # heaviest first


def at_or_above(severity: Severity, fail_on: str) -> bool:
    """Whether a severity reaches the one that fails the run; nothing reaches `never`."""
    return fail_on != "never" and ORDER.index(severity) <= ORDER.index(Severity(fail_on))


def exit_status(report: Report, fail_on: str) -> int:
    """0 read everything and nothing reaches `fail_on`, 1 something does or too little was decided, 3 a page is unread.

    Not having read a page weighs most: it is never hidden behind findings of other pages.
    """
    if report.unreadable or any(page.extraction.unread for page in report.pages):
        return ExitCode.COULD_NOT_CHECK
    counted = (finding for finding in report.findings if finding.waived is None)
    failed = any(at_or_above(finding.severity, fail_on) for finding in counted)
    return ExitCode.FOUND if failed or below(report) else ExitCode.CLEAN
