"""A report -> an Excel workbook: the substantiation matrix, the findings, the figures; every cell words, none runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from checker.model import Report, Verdict
from checker.reports.json import TOOL, summary
from checker.reports.matrix import COLUMNS, rows
from checker.reports.visible import inert
from checker.version import VERSION

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FINDING = (
    *("path", "line", "column", "page", "severity", "rule", "confidence", "quote", "message"),
    *("claim", "fact", "said", "expected", "diagnosis", "waived", "fingerprint"),
)
LONGEST = 32_767  # characters of a cell; Excel opens no file that has more
CUT = " [cut here: longer than a cell of Excel may be; the JSON report has it all]"
MOST_ROWS = 1_048_576
WIDTHS = {"path": 24, "quote": 34, "reason": 40, "message": 60, "registered": 34, "source_citation": 46, "citation": 46}
WIDTHS |= {"fact": 26, "value": 26, "line": 6, "column": 7, "page": 6, "claim": 7, "rule": 20, "finding": 20}
USUAL = 15
PAINT = {
    "supported": "#E2F0D9",
    "derived": "#E2F0D9",
    "contradicted": "#F8CBAD",
    "unsupported": "#FFE699",
    "ambiguous": "#FFE699",
    "unread": "#F8CBAD",
    "error": "#F8CBAD",
    "warning": "#FFE699",
}
PAINTED = ("verdict", "severity")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # no report holds the time that it was made at


def render(report: Report) -> bytes:
    """Three sheets; same report, same bytes."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - start-up stays light

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        book.set_properties({"created": LONG_AGO, "title": "Substantiation matrix", "comments": f"{TOOL} {VERSION}"})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        usual = book.add_format({"text_wrap": True, "valign": "top"})
        paints = {
            word: book.add_format({"text_wrap": True, "valign": "top", "bg_color": color})
            for word, color in PAINT.items()
        }
        sheets = (
            ("Claims", COLUMNS, ([getattr(row, name) for name in COLUMNS] for row in rows(report))),
            ("Findings", FINDING, _findings(report)),
            ("Summary", ("what", "figure"), _figures(report)),
        )
        for name, columns, told in sheets:
            _fill(book.add_worksheet(name), columns, told, head, usual, paints)
    return out.getvalue()


def _fill(
    sheet: Worksheet,
    columns: Sequence[str],
    told: Iterable[Sequence[str]],
    head: Format,
    usual: Format,
    paints: dict[str, Format],
) -> None:
    for at, name in enumerate(columns):
        sheet.set_column(at, at, WIDTHS.get(name, USUAL))
        sheet.write_string(0, at, name.replace("_", " "), head)
    last = 0
    for last, cells in enumerate(told, start=1):
        if last >= MOST_ROWS - 1:
            sheet.write_string(last, 0, "More rows than Excel has: the CSV report has all of them", usual)
            break
        for at, words in enumerate(cells):
            if words:
                paint = paints.get(words, usual) if columns[at] in PAINTED else usual
                sheet.write_string(last, at, _fitting(words), paint)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, last), len(columns) - 1)


def _fitting(words: str) -> str:
    shown = inert(words)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - len(CUT)] + CUT


def _findings(report: Report) -> Iterator[Sequence[str]]:
    for finding in report.findings:
        place = finding.place
        is_source = place.block is None
        yield (
            finding.path,
            str(place.line) if is_source else "",
            str(place.column) if is_source else "",
            str(place.page or ""),
            str(finding.severity),
            finding.rule,
            str(finding.confidence),
            finding.quote,
            finding.message,
            *(getattr(finding, name) or "" for name in ("claim", "fact", "said", "expected", "diagnosis", "waived")),
            finding.fingerprint,
        )


def _figures(report: Report) -> Iterator[Sequence[str]]:
    figures: dict[str, Any] = summary(report)
    yield ("profile", report.profile)
    if report.registry.is_given:
        yield ("registry", report.registry.path)
        yield ("registry, sha256", report.registry.sha256)
        yield ("facts", str(len(report.registry.facts)))
    else:
        yield ("registry", "none: nothing was checked against sources")
    for name in ("pages", "unreadable", "claims", "numerals", "waived", "known"):
        yield (name, str(figures[name]))
    if report.since is not None:
        yield ("changed since", report.since)
        yield ("unchanged pages, left out", str(report.pages_unchanged))
        yield ("findings on unchanged lines, left out", str(report.unchanged))
    yield from ((f"claims {verdict}", str(figures["verdicts"][str(verdict)])) for verdict in Verdict)
    yield from ((f"findings: {severity}", str(number)) for severity, number in figures["findings"].items())
    yield from ((rule, str(number)) for rule, number in figures["rules"].items())
