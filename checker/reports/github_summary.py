"""A report -> Markdown for the summary of a GitHub job: the figures, every finding as long as there is room."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.coverage import coverage
from checker.exit_codes import ExitCode
from checker.model import Finding, PageReport, Report, Severity
from checker.outcome import exit_status
from checker.reports.coverage_lines import coverage_words, requirement_words
from checker.reports.told import by_weight, counted, troubles
from checker.reports.visible import visible

ROOM = 900_000  # bytes; GitHub refuses a summary above 1 MiB whole
ACTIVE = re.compile(r"[\\`*_{}\[\]()#+!|<>~&@:$]|(?<=www)\.")  # what Markdown, HTML, mentions or emoji could be made of
LONGEST = 300  # characters of a quote
VERDICTS = {
    ExitCode.CLEAN: "Nothing fails this run.",
    ExitCode.FOUND: "This run fails.",
    ExitCode.COULD_NOT_CHECK: "Something could not be read, so this run fails.",
}


def render(report: Report) -> str:
    """Verdict of the run, a table of pages, what could not be read, then the findings, the gravest first."""
    head = [*_head(report), *_pages(report), *_troubles(report)]
    text = "\n".join(head) + "\n"
    found = by_weight(counted(report))
    if not found:
        return text
    parts = [text, "\n## Findings\n\n| | place | rule | page says | finding |\n|---|---|---|---|---|\n"]
    room = ROOM - sum(len(part.encode()) for part in parts)
    places = {page.path: page for page in report.pages}
    for at, finding in enumerate(found):
        row = f"{_row(finding, places.get(finding.path))}\n"
        room -= len(row.encode())
        if room < 0:
            parts.append(f"\n{len(found) - at} more findings have no room here; the other reports have all.\n")
            break
        parts.append(row)
    return "".join(parts)


def _head(report: Report) -> Iterator[str]:
    found = counted(report)
    counts = ", ".join(
        f"{number} {severity}{'s' if number != 1 else ''}"
        for severity in Severity
        if (number := sum(finding.severity is severity for finding in found))
    )
    waived = len(report.findings) - len(found)
    yield "# promocheck\n"
    yield f"{VERDICTS[ExitCode(exit_status(report, report.fail_on))]} Findings: {counts or 'none'}."
    if waived:
        yield f"Waived: {waived}; they do not count."
    if report.baseline is not None:
        yield f"Known before and left out: {report.known}."
    if report.since is not None:
        yield (
            f"Looked at: what has changed since {plain(report.since)}; left out: {report.pages_unchanged} pages, "
            f"{report.unchanged} findings on unchanged lines."
        )
    if not report.registry.is_given:
        yield "There is no registry: nothing was checked against sources."
    yield ""


def _pages(report: Report) -> Iterator[str]:
    if not report.pages:
        return
    yield "| page | claims | coverage | errors | warnings | notes |"
    yield "|---|---:|---|---:|---:|---:|"
    for page in report.pages:
        found = coverage(page)
        words = coverage_words(found, registry=report.registry.is_given)
        if report.require_coverage is not None:
            words = f"{words}; {requirement_words(found, report.require_coverage)}"
        live = [finding.severity for finding in page.findings if finding.waived is None]
        counts = " | ".join(str(live.count(severity)) for severity in Severity)
        yield f"| {plain(page.path)} | {len(page.matches)} | {plain(words)} | {counts} |"


def _troubles(report: Report) -> Iterator[str]:
    found = troubles(report)
    if found:
        yield "\n## Not read, or not for sure\n"
    for trouble in found:
        yield f"- {plain(trouble.at)}: {plain(trouble.words)}"


def _row(finding: Finding, page: PageReport | None) -> str:
    at = page.extraction.page.located(finding.place) if page else f"{finding.path}:{finding.place.line}"
    quote = " ".join(finding.quote.split())
    quote = quote if len(quote) <= LONGEST else f"{quote[:LONGEST]}…"
    return f"| {finding.severity} | {plain(at)} | {plain(finding.rule)} | {plain(quote)} | {plain(finding.message)} |"


def plain(words: str) -> str:
    """Words in which Markdown and HTML find nothing to act on, on one line."""
    return ACTIVE.sub(lambda found: f"&#{ord(found[0])};", visible(words))
