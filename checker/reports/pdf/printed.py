"""A report -> sheets to print: the run in figures, each finding, and the drafts as read with their claims marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from checker.coverage import coverage, together
from checker.model import Finding, PageReport, Report, Severity, Verdict
from checker.reports.html.draft import Group, Shown, groups, shown_as, words_at
from checker.reports.html.lists import Lists, lists, verdict_words
from checker.reports.json import summary
from checker.reports.pdf.sheet import Sheet, escaped
from checker.reports.told import troubles_of

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

INKS = {Severity.ERROR: "#ab1d16", Severity.WARNING: "#7a4d00", Severity.NOTE: "#0e6377"}
TINTS = {
    Verdict.SUPPORTED: "#dff3e5",
    Verdict.DERIVED: "#dcf0f5",
    Verdict.CONTRADICTED: "#fbd5d0",
    Verdict.UNSUPPORTED: "#fdeab9",
    Verdict.AMBIGUOUS: "#ebdffa",
    Verdict.EXEMPT: "#e8ebee",
}
WORDS = "#fff3b0"  # behind words that a finding is about and that are no claim


def printed(report: Report, pages: tuple[PageReport, ...], why: dict[str, str]) -> bytes:
    """The sheets of some of a report's pages and of what belongs to none; `why` by path: it could not be annotated."""
    from reportlab.platypus import SimpleDocTemplate  # noqa: PLC0415 - start-up stays light

    sheet = Sheet()
    out = BytesIO()
    title = pages[0].path if len(pages) == 1 else f"{len(report.pages)} pages"
    document = SimpleDocTemplate(
        out,
        pagesize=sheet.size,
        leftMargin=sheet.margin,
        rightMargin=sheet.margin,
        topMargin=sheet.margin,
        bottomMargin=sheet.margin,
        title=f"Claims check: {escaped(title)}",
        author="promocheck",
        invariant=1,  # the same report, the same bytes
    )
    told = lists(report, {})
    story = [*_head(report, sheet, title, why), *_about_waivers(report, sheet)]
    for number, page in enumerate(report.pages, start=1):
        if page in pages:
            story += [*_findings(page, number, told, sheet), *_draft(page, number, told, sheet)]
    document.build(story, onFirstPage=sheet.foot, onLaterPages=sheet.foot)
    return out.getvalue()


def _head(report: Report, sheet: Sheet, title: str, why: dict[str, str]) -> Iterator[Flowable]:
    figures = summary(report)
    yield sheet.text(f"Claims check: {escaped(title)}", "title")
    counted = [f"{count} {name}{'' if count == 1 else 's'}" for name, count in figures["findings"].items()]
    whole = together(coverage(page) for page in report.pages).percent
    decided = [] if whole is None else [f"{whole}% of the claims decided"]
    waived = [f"{figures['waived']} waived"] if figures["waived"] else []
    yield sheet.text("; ".join([", ".join(counted), f"{figures['claims']} claims", *decided, *waived]) + ".")
    registry = report.registry
    yield sheet.text(
        f"Checked against {escaped(registry.path)} ({len(registry.facts)} facts), profile {report.profile}."
        if registry.is_given
        else "No registry was given: nothing was checked against sources."
    )
    for unread in report.unreadable:
        yield sheet.text(
            f"<b>Could not be read, and so was not checked:</b> {escaped(unread.path)}: {escaped(unread.reason)}"
        )
    for words in why.values():
        yield sheet.text(f"Printed here without its layout: {escaped(words)}.")
    called = verdict_words(registry)
    marks = " ".join(
        f'<font backColor="{tint}">&nbsp;{called[verdict]}&nbsp;</font>' for verdict, tint in TINTS.items()
    )
    yield sheet.text(f"Claims in the draft: {marks}; [1] is the number of a finding.", "small")


def _about_waivers(report: Report, sheet: Sheet) -> Iterator[Flowable]:
    if report.about_waivers:
        yield sheet.text("Waivers", "heading")
        for finding in report.about_waivers:
            yield sheet.together(_finding(finding, f"{finding.path}:{finding.place.line}", finding.quote, "", sheet))


def _findings(page: PageReport, number: int, told: Lists, sheet: Sheet) -> Iterator[Flowable]:
    """The page's findings with their numbers, and the parts of it that nobody has looked at."""
    yield sheet.text(f"Findings in {escaped(page.path)}", "heading")
    for trouble in troubles_of(page):
        yield sheet.text(f"<b>{escaped(trouble.at)}</b>: {escaped(trouble.words)}")
    source = page.extraction.page
    entries = [one for one in told.findings if one.page == number]
    for at, one in enumerate(entries, start=1):
        quote = words_at(source, one.finding.place) or one.finding.quote
        yield sheet.together(_finding(one.finding, one.place, quote, f"[{at}] ", sheet))
    if not entries:
        yield sheet.text("None. A clean report is no approval.")


def _finding(finding: Finding, place: str, quote: str, number: str, sheet: Sheet) -> list[Flowable]:
    waived = f" waived: {escaped(finding.waived)}" if finding.waived is not None else ""
    confidence = "" if finding.confidence == "high" else f", {finding.confidence} confidence"
    head = f'<b>{number}<font color="{INKS[finding.severity]}">{finding.severity}</font> {finding.rule}</b>'
    parts = [sheet.text(f"{head}{confidence}, {escaped(place)}{waived}", "entry")]
    if quote:
        parts.append(sheet.text(f"<b>{escaped(quote)}</b>", "quote"))
    parts.append(sheet.text(escaped(finding.message), "inner"))
    parts += [
        sheet.text(f"{escaped(at.at)}: {escaped(at.message)}", "related")
        for at in finding.related
        if at.path != finding.path
    ]
    return parts


# --- the draft --------------------------------------------------------------------------------------------------


def _draft(page: PageReport, number: int, told: Lists, sheet: Sheet) -> Iterator[Flowable]:
    yield sheet.text(f"{escaped(page.path)} as it was read", "heading")
    marks = _Marks(number, told, shown_as(page, number))
    for group in groups(page, number):
        yield from _group(group, marks, sheet)


class _Marks:
    """By the target of a piece, the colour behind it and the numbers of the findings at it."""

    def __init__(self, page: int, told: Lists, shown: Mapping[str, str]) -> None:
        self.tints = {one.anchor: TINTS[one.match.verdict] for one in told.claims if one.page == page}
        self.numbers: dict[str, list[int]] = {}
        entries = [one for one in told.findings if one.page == page]
        for at, one in enumerate(entries, start=1):
            target = one.claim or one.anchor
            self.numbers.setdefault(shown.get(target, target), []).append(at)

    def marked(self, shown: Shown) -> str:
        """A block's words as the markup of a paragraph."""
        parts = [f"<i>[{shown.tag}]</i> "] if shown.tag else []
        if shown.block.marker:
            parts.append(f"<super>{escaped(shown.block.marker)}</super> ")
        for piece in shown.pieces:
            words = escaped(piece.text).replace("\n", "<br/>")
            if piece.mark:
                words = f"<sub>{words}</sub>" if piece.mark == "sub" else f"<super>{words}</super>"
            elif piece.target:
                words = f'<font backColor="{self.tints.get(piece.target, WORDS)}">{words}</font>'
                found = self.numbers.get(piece.target)
                if piece.is_last and found:
                    words += f"<b>[{', '.join(map(str, found))}]</b>"
            parts.append(words)
        return "".join(parts)


def _group(group: Group, marks: _Marks, sheet: Sheet) -> Iterator[Flowable]:
    if group.kind == "table":
        cells = [["<br/>".join(marks.marked(one) for one in cell) for cell in row] for row in group.rows]
        yield from sheet.table(cells)
        return
    for shown in group.shown:
        level: Any = f"level{min(max(shown.block.level, 1), 3)}" if group.kind == "heading" else group.kind
        yield sheet.text(marks.marked(shown), level)
