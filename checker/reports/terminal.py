"""A report -> text for a terminal: each finding under its source line, then the run in figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from checker.coverage import below, coverage, together
from checker.model import Finding, PageReport, Related, Report, Severity
from checker.reports.coverage_lines import coverage_rows, coverage_words, requirement_words
from checker.reports.json import summary
from checker.reports.visible import excerpt, visible
from checker.wording import source_words
from claims.serial import problems_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from claims.model import Page

COLORS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
LABEL = 14  # width of "registry has", with its gap
INDENT = "  "
MOST_NAMED = 12  # rules that are named one by one; the JSON report has them all


def render(report: Report, *, width: int = 100, color: bool = False, brief: bool = False) -> str:
    """The whole report as text of that width; colour only where asked for. Page text is never read as markup.

    In brief: findings and what could not be read, no coverage and no figures.
    """
    from io import StringIO  # noqa: PLC0415 - start-up stays light

    from rich.console import Console  # noqa: PLC0415 - start-up stays light

    stream = StringIO()
    console = Console(
        file=stream,
        width=width,
        color_system="standard" if color else None,
        force_terminal=color,
        no_color=not color,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    for page in report.pages:
        _page(console, page, report)
        if not brief:
            _coverage(console, page, report)
    for finding in report.about_waivers:
        for line in _in_waivers(finding, report, console.width):
            console.print(line, soft_wrap=True)
        console.print()
    for unread in report.unreadable:
        console.print(f"{visible(unread.path)}  could not be read", style=COLORS[Severity.ERROR])
        console.print(f"{INDENT}{visible(unread.reason)}\n")
    if not brief:
        _summary(console, report)
    return "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))


def _page(console: Console, page: PageReport, report: Report) -> None:
    for problem in problems_of(page.extraction):
        what, style = (
            ("could not read", COLORS[Severity.ERROR]) if problem.is_unread else ("could not decide", "yellow")
        )
        console.print(f"{visible(page.extraction.page.problem_at(problem))}  {what}", style=style)
        console.print(f"{INDENT}{visible(problem.message)}\n")
    line_text = cache(page.extraction.page.line_text)  # a page may be one line with a thousand findings
    for finding in page.findings:
        for line in _finding(finding, page.extraction.page, line_text, report, console.width):
            console.print(line, soft_wrap=True)
        console.print()


def _coverage(console: Console, page: PageReport, report: Report) -> None:
    found = coverage(page)
    console.print(visible(page.path), style="bold")
    for label, words in coverage_rows(found, registry=report.registry.is_given):
        _row(console, label, visible(words))
    if report.require_coverage is not None:
        _row(console, "required", requirement_words(found, report.require_coverage))
    console.print()


def _finding(
    finding: Finding, page: Page, line_text: Callable[[int], str], report: Report, width: int
) -> Iterator[Text]:
    yield _head(finding, page.located(finding.place))
    yield from _source(finding, line_text(finding.place.line), width)
    for label, words in _told(finding, report, page):
        yield from _labelled(label, visible(words), width)


def _in_waivers(finding: Finding, report: Report, width: int) -> Iterator[Text]:
    """A finding in the file of waivers, whose lines need not be shown."""
    yield _head(finding, f"{finding.path}:{finding.place.line}:{finding.place.column}")
    for label, words in _told(finding, report):
        yield from _labelled(label, visible(words), width)


def _head(finding: Finding, at: str) -> Text:
    from rich.text import Text  # noqa: PLC0415 - start-up stays light

    head = Text(visible(at), style="bold")
    head.append(f"  {finding.severity}", style=COLORS[finding.severity])
    head.append(f"  {finding.rule}", style="bold")
    if finding.confidence != "high":
        head.append(f"  ({finding.confidence} confidence)", style="dim")
    if finding.waived is not None:
        head.append(f"  waived: {visible(finding.waived)}", style="dim")
    return head


def _source(finding: Finding, line: str, width: int) -> Iterator[Text]:
    from rich.cells import cell_len  # noqa: PLC0415 - start-up stays light
    from rich.text import Text  # noqa: PLC0415 - start-up stays light

    place = finding.place
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    part = excerpt(line, place.column - 1, end, width - len(INDENT) - 2)
    shown = Text(f"{INDENT}| {part.before}")
    shown.append(part.marked, style="underline")
    shown.append(part.behind)
    yield shown
    carets = "^" * max(1, cell_len(part.marked))
    yield Text(f"{INDENT}| {' ' * cell_len(part.before)}").append(carets, style=COLORS[finding.severity])


def _told(finding: Finding, report: Report, page: Page | None = None) -> Iterator[tuple[str, str]]:
    """The lines under the source: what is said, what is registered and where, what kind of slip it is."""
    fact = report.registry.fact_by_id.get(finding.fact or "")
    if finding.said and finding.expected and fact is not None and finding.rule in ("sub.value", "sub.rounding"):
        yield "page says", finding.said
        yield "registry has", f"{finding.expected} ({fact.id}: {source_words(fact)})"
        if finding.diagnosis:
            yield "slip", finding.diagnosis
    else:
        yield "", finding.message
    for at in finding.related:
        yield "see", f"{_see(at, page)}  {at.message}"


def _see(at: Related, page: Page | None) -> str:
    is_here = page is not None and at.path == page.path
    return page.located(page.line_place(at.line)) if page is not None and is_here else f"{at.path}:{at.line}"


def _labelled(label: str, words: str, width: int) -> Iterator[Text]:
    from textwrap import wrap  # noqa: PLC0415 - start-up stays light

    from rich.text import Text  # noqa: PLC0415 - start-up stays light

    margin = LABEL if label else 0
    for at, line in enumerate(
        wrap(words, max(20, width - len(INDENT) - margin), break_long_words=False, break_on_hyphens=False)
    ):
        start = f"{label:<{margin}}" if at == 0 else " " * margin
        yield Text(INDENT).append(start, style="dim").append(line)


def _summary(console: Console, report: Report) -> None:
    figures = summary(report)
    console.print("summary", style="bold")
    unreadable = figures["unreadable"]
    _row(console, "pages", f"{figures['pages']} read" + (f", {unreadable} could not be read" if unreadable else ""))
    verdicts = figures["verdicts"]
    if not report.registry.is_given:
        verdicts = {"not checked" if verdict == "unsupported" else verdict: n for verdict, n in verdicts.items()}
    _row(console, "claims", f"{figures['claims']}: {_counts(verdicts)}" if figures["claims"] else "none")
    _row(
        console, "numerals", f"{figures['numerals']}: {_counts(figures['buckets'])}" if figures["numerals"] else "none"
    )
    if len(report.pages) > 1:
        whole = together(coverage(page) for page in report.pages)
        _row(console, "coverage", coverage_words(whole, registry=report.registry.is_given))
        if report.require_coverage is not None:
            short = ", ".join(visible(page.path) for page in below(report))
            required = f"{report.require_coverage.normalize():f}%"
            _row(console, "required", f"{required}: {f'not reached by {short}' if short else 'reached by every page'}")
    _row(console, "findings", _counts(figures["findings"]) or "none")
    if figures["waived"]:
        _row(console, "waived", f"{figures['waived']} by {visible(report.waivers or '?')}; they do not count")
    if report.baseline is not None:
        _row(console, "known", f"{figures['known']} left out, found before: {visible(report.baseline)}")
    if report.since is not None:
        left = f"{report.pages_unchanged} unchanged pages and {report.unchanged} findings on unchanged lines left out"
        _row(console, "since", visible(f"{report.since}: {left}"))
    for label, words in _asked(report):
        _row(console, label, visible(words))
    if figures["rules"]:
        _rules(console, report)


def _asked(report: Report) -> Iterator[tuple[str, str]]:
    """What the run was asked to leave out, and by which file."""
    if not report.registry.is_given:
        yield "registry", "none: nothing was checked against sources"
    if report.config is not None:
        yield "settings", report.config
    if report.off:
        named = f": {', '.join(report.off)}" if len(report.off) <= MOST_NAMED else ""
        yield "rules off", f"{len(report.off)}{named}"


def _row(console: Console, label: str, words: str) -> None:
    for line in _labelled(label, words, console.width):
        console.print(line, soft_wrap=True)


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)


def _rules(console: Console, report: Report) -> None:
    from rich.table import Table  # noqa: PLC0415 - start-up stays light

    counts: dict[str, dict[Severity, int]] = {}
    for page in report.pages:
        for finding in page.findings:
            if finding.waived is None:
                row = counts.setdefault(finding.rule, dict.fromkeys(Severity, 0))
                row[finding.severity] += 1
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(f"{INDENT}rule")
    for severity in Severity:
        table.add_column(str(severity), justify="right")
    for rule, row in sorted(counts.items()):
        table.add_row(f"{INDENT}{rule}", *(str(row[severity] or "-") for severity in Severity))
    console.print()
    console.print(table)
