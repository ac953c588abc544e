"""Two reports of the same pages -> text: the findings that are new, those that are gone, how many are left."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.model import Finding, PageReport, Report, Severity
from checker.reports import terminal
from checker.reports.listing import drawn
from checker.reports.told import counted
from checker.reports.visible import visible

if TYPE_CHECKING:
    from rich.text import Text


def render(now: Report, last: Report | None, *, width: int, color: bool) -> str:
    """What a writer wants to know after saving; all findings the first time."""
    new = _without(now, last)
    gone = _without(last, now) if last else None
    text = terminal.render(new, width=width, color=color, brief=True)
    lines = [_gone(finding, page) for page in gone.pages for finding in page.findings] if gone else []
    lines.append(_left(now, len(counted(new)), len(lines) if gone else None))
    return text + drawn(lines, width, color)


def _without(report: Report, other: Report | None) -> Report:
    """The report with the findings that count and that another has not; repeats count one by one."""
    known = Counter(finding.fingerprint for finding in counted(other)) if other else Counter[str]()
    pages = tuple(replace(page, findings=_fresh(page.findings, known)) for page in report.pages)
    return replace(report, pages=pages, about_waivers=_fresh(report.about_waivers, known))


def _fresh(findings: tuple[Finding, ...], known: Counter[str]) -> tuple[Finding, ...]:
    fresh = []
    for finding in findings:
        if finding.waived is not None:
            continue
        if known[finding.fingerprint] > 0:
            known[finding.fingerprint] -= 1
        else:
            fresh.append(finding)
    return tuple(fresh)


def _gone(finding: Finding, page: PageReport) -> Text:
    from rich.text import Text  # noqa: PLC0415 - start-up stays light

    quote = " ".join(visible(finding.quote).split())
    where = visible(page.extraction.page.located(finding.place))
    return Text(f"gone  {where}  {finding.rule}  {quote}", style="green")


def _left(report: Report, new: int, gone: int | None) -> Text:
    from rich.text import Text  # noqa: PLC0415

    found = Counter(finding.severity for finding in counted(report))
    counts = ", ".join(f"{found[severity]} {severity}" for severity in Severity if found[severity]) or "none"
    pages = f"; {len(report.unreadable)} pages could not be read" if report.unreadable else ""
    change = "" if gone is None else f"; {new} new, {gone} gone"
    return Text(f"findings: {counts}{change}{pages}", style="bold")
