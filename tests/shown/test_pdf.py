"""The PDF report: what a PDF reader finds in the annotated copy and on the printed sheets."""

import io
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NumberObject
from reportlab.pdfgen.canvas import Canvas

from checker.model import Report
from checker.reports import pdf
from checker.reports.pdf.annotated import CannotAnnotateError, annotated
from checker.reports.pdf.sheet import printable
from claims.model import Unreadable

EXEMPLAR = Path(__file__).parents[2] / "examples" / "exemplar"
Annotation = tuple[int, Any]


def annotations(content: bytes) -> list[Annotation]:
    """(page, annotation) of all that are comments."""
    reader = PdfReader(io.BytesIO(content))
    return [
        (number, one.get_object())
        for number, page in enumerate(reader.pages, start=1)
        for one in page.annotations or ()
        if one.get_object()["/Subtype"] in ("/Highlight", "/Text")
    ]


def words_under(content: bytes, number: int, annotation: Any) -> str:
    """What PDFium reads within the highlighted lines."""
    document = pdfium.PdfDocument(content)
    page = document[number - 1]
    text = page.get_textpage()
    quads = [float(each) for each in annotation["/QuadPoints"]]
    read = [
        text.get_text_bounded(min(quad[::2]), min(quad[1::2]), max(quad[::2]), max(quad[1::2]))
        for quad in (quads[at : at + 8] for at in range(0, len(quads), 8))
    ]
    text.close()
    page.close()
    document.close()
    return " ".join(" ".join(read).split())


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def drawn(*lines: tuple[float, float, str], turn: int = 0) -> bytes:
    """A PDF of one page, its words turned and its page turned back."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800), invariant=1)
    if turn == 90:
        canvas.translate(600, 0)
        canvas.rotate(90)
    canvas.setFont("Helvetica", 12)
    for x, y, words in lines:
        canvas.drawString(x, y, words)
    canvas.save()
    writer = PdfWriter(clone_from=io.BytesIO(out.getvalue()))
    writer.pages[0].rotate(turn)
    done = io.BytesIO()
    writer.write(done)
    return done.getvalue()


LINES = (
    (60, 540, "EXAMPLE-1: EXEMPLAR + Rd vs Rd alone"),
    (60, 500, "At the interim analysis, ORR was 98.8% with EXEMPLAR + Rd in all patients of the trial,"),
    (60, 480, "and the median PFS was 18.1 months (95% CI: 15.8, 22.4) with Rd alone."),
)


@pytest.fixture
def audited(
    report_of: Callable[..., Report], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[bytes], Report]:
    monkeypatch.chdir(tmp_path)

    def run(content: bytes) -> Report:
        (tmp_path / "draft.pdf").write_bytes(content)
        return report_of(tmp_path / "draft.pdf")

    return run


# --- the annotated copy -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", [0, 90])
def test_each_finding_is_highlighted_where_its_words_are_and_says_what_is_wrong(
    audited: Callable[[bytes], Report], turn: int
) -> None:
    draft = drawn(*LINES, turn=turn)
    report = audited(draft)
    content = pdf.render(report)
    found = [one for _, one in annotations(content)]
    (finding,) = [one for one in report.findings if one.rule == "sub.value" and one.quote.startswith("18.1")]
    (one,) = [one for one in found if one.get("/NM") == finding.fingerprint]
    assert one["/Subtype"] == "/Highlight"
    assert words_under(content, 1, one).startswith("18.1 months (95% CI: 15.8, 22.4)")
    assert f"error sub.value: {finding.message}" in one["/Contents"]
    assert "interim-pfs-median-rd" in one["/Contents"]
    assert "sub.value" in one["/Subj"]
    assert one["/T"] == "promocheck"
    told = " ".join(str(one["/Contents"]) for one in found)
    assert [finding.message for finding in report.findings if finding.message not in told] == []


def test_the_copy_has_the_pages_of_the_draft_and_says_what_was_checked(
    report_of: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXEMPLAR)
    report = report_of(EXEMPLAR / "draft.pdf")
    content = pdf.render(report)
    assert len(PdfReader(io.BytesIO(content)).pages) == len(PdfReader(EXEMPLAR / "draft.pdf").pages)
    assert text_of(content) == text_of((EXEMPLAR / "draft.pdf").read_bytes())
    (about,) = [one["/Contents"] for number, one in annotations(content) if one["/Subj"] == "summary" and number == 1]
    assert f"{len(report.pages[0].matches)} claims" in about
    assert "Checked against registry (160 facts)" in about


def test_a_quote_of_two_lines_has_a_box_for_each(audited: Callable[[bytes], Report]) -> None:
    report = audited(drawn(*LINES))
    (page,) = report.pages
    start, end = page.extraction.page.source.index("ORR was"), page.extraction.page.source.index("months (95%")
    (finding, *_) = report.findings
    wide = replace(finding, place=page.extraction.page.place(start, end), fingerprint="wide")
    content = annotated(replace(page, findings=(wide,)), Path("draft.pdf").read_bytes(), "")
    (one,) = [one for _, one in annotations(content) if one.get("/NM") == "wide"]
    assert len(one["/QuadPoints"]) == 16
    assert words_under(content, 1, one).endswith("and the median PFS was 18.1")


def test_findings_of_one_place_share_a_comment_the_heaviest_first(audited: Callable[[bytes], Report]) -> None:
    report = audited(drawn(*LINES))
    (page,) = report.pages
    (one, *_) = [finding for finding in report.findings if finding.severity == "error"]
    light = replace(one, rule="typ.marks", severity="note", message="Lighter.", fingerprint="other")
    waived = replace(one, waived="agreed", fingerprint="waived", message="Accepted.")
    content = annotated(replace(page, findings=(light, waived, one)), Path("draft.pdf").read_bytes(), "")
    (comment,) = [made for _, made in annotations(content) if made["/Subj"] != "summary"]
    order = [comment["/Contents"].index(words) for words in (one.message, "Lighter.", "waived, agreed: ")]
    assert order == sorted(order)


def test_a_finding_without_a_box_is_a_comment_beside_the_text(audited: Callable[[bytes], Report]) -> None:
    report = audited(drawn(*LINES))
    (page,) = report.pages
    (finding, *_) = report.findings
    nowhere = replace(finding, place=replace(finding.place, start=10**6, end=10**6 + 1, box=None), fingerprint="x")
    bare = replace(page.extraction.page.layout, boxes=page.extraction.page.layout.boxes[:0])
    extraction = replace(page.extraction, page=replace(page.extraction.page, layout=bare))
    content = annotated(replace(page, findings=(nowhere,), extraction=extraction), Path("draft.pdf").read_bytes(), "")
    rects = {one["/Subj"]: [float(each) for each in one["/Rect"]] for _, one in annotations(content)}
    assert rects[finding.rule][3] < rects["summary"][1]  # one below the other


def test_parts_that_nobody_has_read_are_told_in_the_copy(audited: Callable[[bytes], Report]) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800), invariant=1)
    for _, y, words in LINES:
        canvas.drawString(60, y, words)
    canvas.showPage()
    from PIL import Image

    canvas.drawInlineImage(Image.new("RGB", (60, 80), "gray"), 0, 0, 600, 800)
    canvas.save()
    report = audited(out.getvalue())
    assert report.pages[0].extraction.unread
    found = [(number, one["/Subj"]) for number, one in annotations(pdf.render(report))]
    assert (2, "page-unread") in found


# --- when there is no copy to be had ----------------------------------------------------------------------------


def test_a_draft_that_is_gone_or_changed_is_printed_and_says_why(audited: Callable[[bytes], Report]) -> None:
    report = audited(drawn(*LINES))
    Path("draft.pdf").write_bytes(b"%PDF-1.7 no more")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    told = text_of(pdf.render(report))
    assert "cannot be annotated" in told
    assert "ORR was 98.8%" in told
    Path("draft.pdf").unlink()
    assert "cannot be read again: no such file" in text_of(pdf.render(report))


def test_a_draft_of_fewer_pages_is_not_the_one_that_was_read(audited: Callable[[bytes], Report]) -> None:
    report = audited(drawn(*LINES))
    layout = report.pages[0].extraction.page.layout
    assert layout
    layout.pages[0] = 3
    with pytest.raises(CannotAnnotateError, match="not the file that was read"):
        annotated(report.pages[0], Path("draft.pdf").read_bytes(), "")


# --- printed sheets ---------------------------------------------------------------------------------------------


def test_a_page_without_paper_becomes_a_printable_report(slips: Report) -> None:
    told = " ".join(text_of(pdf.render(slips)).split())
    for finding in slips.findings:
        assert f"{finding.severity} {finding.rule}" in told
    assert "Says 18.1 months; interim-pfs-median-rd has 18.74 months (pi, section 14; interim-paper, Table 2)." in told
    assert "Rd alone: mPFS 18.1 months (95% CI: 15.8, 22.4)[1]" in told
    assert "29 errors, 4 warnings, 0 notes; 184 claims" in told
    assert "≥65 years of age" in told


def test_several_drafts_in_one_file_each_with_its_bookmark(
    report_of: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXEMPLAR)
    report = replace(
        report_of(EXEMPLAR / "draft.pdf", EXEMPLAR / "slips.md"), unreadable=(Unreadable("old.pdf", "is locked"),)
    )
    content = pdf.render(report)
    reader = PdfReader(io.BytesIO(content))
    assert [one.title for one in reader.outline if not isinstance(one, list)] == ["Report", "draft.pdf"]
    told = text_of(content)
    assert "old.pdf: is locked" in told
    assert "Findings in slips.md" in told
    assert any(one["/Subtype"] == "/Highlight" for _, one in annotations(content))


def test_a_hostile_page_stays_text(hostile: Report) -> None:
    content = pdf.render(hostile)
    told = " ".join(text_of(content).split())
    assert "</script><script>document.title" in told
    assert "<U+202E>evil" in told
    root = PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/Names"} & set(root)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("≥65 years, α = 0.05, 10 µg – “done”", "≥65 years, α = 0.05, 10 µg – “done”"),
        ("10⁻⁵", "10-5"),
        ("½", "½"),
        ("⅔ of 3", "2/3 of 3"),
        ("ﬁrst", "first"),
        ("漢", "<U+6F22>"),
        ("plain", "plain"),
    ],
)
def test_characters_that_the_fonts_lack_are_told(words: str, shown: str) -> None:
    assert printable(words).replace("−", "-") == shown


def test_same_report_same_bytes(
    slips: Report, report_of: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXEMPLAR)
    for report in (slips, report_of(EXEMPLAR / "draft.pdf"), report_of(EXEMPLAR / "draft.pdf", EXEMPLAR / "draft.md")):
        assert pdf.render(report) == pdf.render(report)


def test_two_thousand_claims_are_printed(many: Report) -> None:
    assert len(PdfReader(io.BytesIO(pdf.render(many))).pages) > 20


def test_a_turn_of_the_page_is_kept(audited: Callable[[bytes], Report]) -> None:
    report = audited(drawn(*LINES, turn=90))
    (page,) = PdfReader(io.BytesIO(pdf.render(report))).pages
    assert page.get("/Rotate") == NumberObject(90)
