"""A report -> one PDF: of PDF drafts a copy with its findings as annotations, of other drafts a printable report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from checker.coverage import coverage
from checker.model import PageReport, Report, Severity
from checker.reports.pdf.annotated import CannotAnnotateError, annotated
from checker.reports.pdf.printed import printed
from checker.reports.visible import visible

PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Part:
    """One draft's pages of the report."""

    title: str
    content: bytes


def render(report: Report) -> bytes:
    """The whole file: a draft after the other; what belongs to no draft that is annotated stands in front."""
    parts: list[Part] = []
    loose: list[PageReport] = []
    why: dict[str, str] = {}
    for page in report.pages:
        if page.extraction.page.format != PDF:
            loose.append(page)
            continue
        try:
            parts.append(Part(page.path, annotated(page, _bytes(page.path), "\n".join(told(report, page)))))
        except CannotAnnotateError as error:
            loose.append(page)
            why[page.path] = str(error)
    if loose or report.unreadable or report.about_waivers or not parts:
        parts.insert(0, Part("Report", printed(report, tuple(loose), why)))
    return parts[0].content if len(parts) == 1 else _joined(parts)


def told(report: Report, page: PageReport) -> tuple[str, str]:
    """One page's figures, and what it was checked against."""
    live = Counter(str(finding.severity) for finding in page.findings if finding.waived is None)
    counted = [f"{live[severity]} {severity}{'' if live[severity] == 1 else 's'}" for severity in Severity]
    percent = coverage(page).percent
    decided = "no claim needs a fact" if percent is None else f"{percent}% of its claims decided"
    waived = sum(finding.waived is not None for finding in page.findings)
    known = f"; {page.known} known before and left out" if page.known else ""
    registry = report.registry
    return (
        f"{', '.join(counted)}{f', {waived} waived' if waived else ''}{known}; {len(page.matches)} claims, {decided}.",
        f"Checked against {registry.path} ({len(registry.facts)} facts), profile {report.profile}."
        if registry.is_given
        else "No registry was given: nothing was checked against sources.",
    )


def _bytes(path: str) -> bytes:
    """The draft as it is on disk: what was read keeps no bytes."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CannotAnnotateError(f"{path} cannot be read again: {(error.strerror or str(error)).lower()}") from error


def _joined(parts: list[Part]) -> bytes:
    from pypdf import PdfWriter  # noqa: PLC0415 - start-up stays light

    writer = PdfWriter()
    for part in parts:
        writer.append(BytesIO(part.content), outline_item=visible(part.title))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
