"""A PDF draft and its findings -> a copy with a highlight and a comment at each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from checker.model import Finding, PageReport, Severity
from checker.reports.told import WEIGHT, troubles_of
from checker.reports.visible import inert
from claims.model import Box, Layout

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter

AUTHOR = "promocheck"
COLORS = {Severity.ERROR: "ffb3ab", Severity.WARNING: "ffe08a", Severity.NOTE: "b5dcf5"}
WAIVED = "d5d5d5"
ICON, STEP = 20.0, 24.0  # points: a comment without words to stand at, and the next one below it
MARGIN = 6.0


class CannotAnnotateError(Exception):
    """Why a draft gets a printed report instead."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What stands at one place: words, a colour, the page and the lines to highlight; without lines, beside the text."""

    words: str
    subject: str
    color: str
    name: str
    page: int
    lines: tuple[Box, ...] = ()


def annotated(report: PageReport, draft: bytes, about: str) -> bytes:
    """The copy, with what is said `about` the whole on its first page; CannotAnnotateError where the draft cannot be opened for writing or is not the one that was read."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - start-up stays light

    layout = report.extraction.page.layout
    comments = (Comment(inert(about), "summary", WAIVED, "", 1), *comments_of(report))
    try:
        reader = PdfReader(BytesIO(draft))
        count = len(reader.pages)
        if layout is None or max(layout.pages, default=0) > count:
            raise CannotAnnotateError(f"{report.path} is not the file that was read")
        writer = PdfWriter(clone_from=reader)
        _annotate(writer, comments)
        out = BytesIO()
        writer.write(out)
    except CannotAnnotateError:
        raise
    except Exception as error:  # a damaged or locked file may fail anywhere in the library; PDFium read it all the same
        raise CannotAnnotateError(f"{report.path} cannot be annotated: {type(error).__name__}") from error
    return out.getvalue()


def comments_of(report: PageReport) -> Iterator[Comment]:
    """Findings by place, those of one place together; then what could not be read or decided."""
    layout = report.extraction.page.layout
    in_order = sorted(report.findings, key=lambda one: (one.place.start, one.place.end))
    for _, group in groupby(in_order, key=lambda one: (one.place.start, one.place.end)):
        findings = sorted(group, key=lambda one: (one.waived is not None, WEIGHT[one.severity]))
        yield _comment(findings, layout)
    for trouble in troubles_of(report):
        number = trouble.where.removeprefix("page ")
        yield Comment(
            trouble.words, trouble.kind, COLORS[Severity.WARNING], "", int(number) if number.isdecimal() else 1
        )


def _comment(findings: list[Finding], layout: Layout | None) -> Comment:
    first = findings[0]
    boxes = layout.boxes_of(first.place.start, first.place.end) if layout else ()
    page = first.place.page or 1
    return Comment(
        words="\n\n".join(_words(finding) for finding in findings),
        subject=", ".join(dict.fromkeys(finding.rule for finding in findings)),
        color=WAIVED if first.waived is not None else COLORS[first.severity],
        name=first.fingerprint,
        page=page,
        lines=tuple(_lines(box for number, box in boxes if number == page and box.right > box.left)),
    )


def _words(finding: Finding) -> str:
    """A finding as a comment: its rule, what is wrong, where that is written."""
    waived = f"waived, {finding.waived}: " if finding.waived is not None else ""
    parts = [f"{waived}{finding.severity} {finding.rule}: {finding.message}"]
    parts += [f"See {at.at}: {at.message}" for at in finding.related if at.path != finding.path]
    return inert("\n".join(parts))


def _lines(boxes: Iterable[Box]) -> Iterator[Box]:
    """Boxes of words in reading order -> one box a line."""
    line: Box | None = None
    for box in boxes:
        if line is not None and box.left >= line.left and min(box.bottom, line.bottom) > max(box.top, line.top):
            line = Box(line.left, min(line.top, box.top), max(line.right, box.right), max(line.bottom, box.bottom))
            continue
        if line is not None:
            yield line
        line = box
    if line is not None:
        yield line


# --- into the file ----------------------------------------------------------------------------------------------


def _annotate(writer: PdfWriter, comments: Iterable[Comment]) -> None:
    from pypdf.annotations import Highlight, Text  # noqa: PLC0415 - start-up stays light
    from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject  # noqa: PLC0415

    beside: dict[int, int] = {}
    for comment in comments:
        page = writer.pages[comment.page - 1]
        quads = [quad for line in comment.lines if (quad := _quad(line, page)) is not None]
        made: Highlight | Text
        if quads:
            corners = [(quad[at], quad[at + 1]) for quad in quads for at in range(0, 8, 2)]
            rect = (
                *(min(one) for one in zip(*corners, strict=True)),
                *(max(one) for one in zip(*corners, strict=True)),
            )
            points = ArrayObject([FloatObject(number) for quad in quads for number in quad])
            made = Highlight(
                rect=rect, quad_points=points, highlight_color=comment.color, title_bar=AUTHOR, printing=True
            )
        else:
            step = beside.get(comment.page, 0)
            beside[comment.page] = step + 1
            left, top = float(page.cropbox.left) + MARGIN, float(page.cropbox.top) - MARGIN - STEP * step
            made = Text(rect=(left, top - ICON, left + ICON, top), text="", title_bar=AUTHOR)
            made[NameObject("/C")] = ArrayObject(
                FloatObject(int(comment.color[at : at + 2], 16) / 255) for at in (0, 2, 4)
            )
        made[NameObject("/Contents")] = TextStringObject(comment.words)
        made[NameObject("/Subj")] = TextStringObject(comment.subject)
        if comment.name:
            made[NameObject("/NM")] = TextStringObject(comment.name)
        writer.add_annotation(comment.page - 1, made)


def _quad(line: Box, page: PageObject) -> tuple[float, ...] | None:
    """A line's corners in the page's own points, as viewers expect them: upper left and right, lower left and right.

    Where most of a page's text is turned, its places are told as they are when it stands upright: then the turn
    that brings them back onto the paper is the one that it has.
    """
    crop = page.cropbox
    width, height = float(crop.width), float(crop.height)
    slack = 0.02 * (width + height)
    corners = ((line.left, line.top), (line.right, line.top), (line.left, line.bottom), (line.right, line.bottom))
    for cos, sin in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        turned = [(x * cos + y * sin, y * cos - x * sin) for x, y in corners]
        if all(-slack <= x <= width + slack and -slack <= y <= height + slack for x, y in turned):
            points = [(float(crop.left) + x, float(crop.top) - y) for x, y in turned]
            return tuple(round(number, 2) for point in points for number in point)
    return None
