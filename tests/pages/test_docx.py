"""What a Word document says as its author would read it."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from claims.extract import extract
from claims.model import Carrier, Page
from claims.serial import page_to_json

Told = Callable[[Page], list[tuple[str, str]]]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def with_notes(kind: str, *notes: str) -> Callable[[Document], None]:
    """Adds footnotes or endnotes with the ids 1, 2, ..."""

    def add(document: Document) -> None:
        inside = "".join(
            f'<w:{kind} w:id="{at}"><w:p><w:r><w:{kind}Ref/></w:r>{run(" " + words)}</w:p></w:{kind}>'
            for at, words in enumerate(notes, start=1)
        )
        content = f'<w:{kind}s xmlns:w="{W}">{inside}</w:{kind}s>'.encode()
        form = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
        part = Part(PackURI(f"/word/{kind}s.xml"), form, content, document.part.package)
        document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))

    return add


def test_tracked_changes_are_read_as_accepted(docx_of: Any, block_with: Any) -> None:
    page = docx_of(
        run("ORR was ") + f'<w:del w:id="1" w:author="a"><w:r><w:delText>86.6%</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="a">{run("89.0%")}</w:ins>' + run(" in all."),
        '<w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr>' + run("A paragraph that is "),
        run("one with the next."),
    )  # fmt: skip
    assert [block.text for block in page.blocks] == ["ORR was 89.0% in all.", "A paragraph that is one with the next."]
    assert [problem.message for problem in page.problems] == ["3 tracked changes are pending; read as if accepted"]
    assert not page.problems[0].is_unread


def test_a_document_without_changes_tells_of_none(docx_of: Any) -> None:
    assert docx_of("ORR was 89.0% in all.").problems == ()


def test_comments_stand_behind_what_they_are_about(docx_of: Any, told: Told) -> None:
    def comment(document: Document) -> None:
        document.add_comment(document.paragraphs[0].runs, text="Is it not 86.6%?", author="A")

    page = docx_of("ORR was 89.0%.", "CR was 40.8%.", then=comment)
    assert [(block.text, block.carrier) for block in page.blocks if block.carrier is Carrier.COMMENT] == [
        ("Is it not 86.6%?", Carrier.COMMENT)
    ]


def test_footnotes_come_with_their_markers(docx_of: Any, block_with: Any) -> None:
    page = docx_of(
        run("PFS was 38.6 months") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + run(" in the final analysis."),
        then=with_notes("footnote", "The final analysis was descriptive."),
    )
    body, note = block_with(page, "38.6"), block_with(page, "descriptive")
    assert (body.text, [(mark.at, mark.text) for mark in body.marks]) == (
        "PFS was 38.6 months in the final analysis.", [(19, "1")],
    )  # fmt: skip
    assert (note.marker, str(note.kind), str(note.section)) == ("1", "footnote", "footnote")


def test_endnotes_count_in_roman_numbers(docx_of: Any, block_with: Any) -> None:
    refs = "".join(run(f"Word {at}") + f'<w:r><w:endnoteReference w:id="{at}"/></w:r>' for at in (1, 2))
    page = docx_of(refs, then=with_notes("endnote", "The first.", "The second."))
    assert [mark.text for mark in block_with(page, "Word 1").marks] == ["i", "ii"]


def test_raised_runs_are_marks_however_they_are_raised(docx_of: Any, block_with: Any) -> None:
    page = docx_of(
        run("ORR was 89.0%") + run("1,3", '<w:vertAlign w:val="superscript"/>') + run(" at interim."),
        run("CR was 40.8%") + run("2", '<w:position w:val="8"/><w:sz w:val="14"/>'),
        run("H") + run("2", '<w:vertAlign w:val="subscript"/>') + run("O was given."),
    )
    assert [mark.text for mark in block_with(page, "ORR").marks] == ["1,3"]
    assert [mark.text for mark in block_with(page, "CR").marks] == ["2"]
    assert block_with(page, "given").text == "H2O was given."


def test_headings_lists_and_captions_by_their_styles(docx_of: Any, told: Told) -> None:
    def fill(document: Document) -> None:
        document.add_heading("EXAMPLE-1", 0)
        document.add_heading("Efficacy", 2)
        document.add_paragraph("ORR: 89.0%", style="List Bullet")
        document.add_paragraph("CR: 40.8%", style="List Bullet 2")
        document.add_paragraph("Table 1. Response", style="Caption")

    page = docx_of(then=fill)
    assert [(str(b.kind), b.level, b.text) for b in page.blocks] == [
        ("heading", 1, "EXAMPLE-1"),
        ("heading", 2, "Efficacy"),
        ("list item", 1, "ORR: 89.0%"),
        ("list item", 1, "CR: 40.8%"),
        ("caption", 0, "Table 1. Response"),
    ]


def test_merged_cells_head_all_that_they_reach_over(docx_of: Any) -> None:
    def fill(document: Document) -> None:
        table = document.add_table(4, 3)
        table.cell(0, 1).merge(table.cell(0, 2)).text = "EXAMPLE-1"
        for row, words in (
            (1, ("", "EXEMPLAR + Rd", "Rd")),
            (2, ("Response", "89.0%", "82.7%")),
            (3, ("", "40.8%", "26.8%")),
        ):
            for column, text in enumerate(words):
                if text:
                    table.cell(row, column).text = text
        table.cell(2, 0).merge(table.cell(3, 0))

    cells = {block.text: block.cell for block in docx_of(then=fill).blocks}
    cell = cells["26.8%"]
    assert cell is not None
    assert (cell.row_heads, cell.column_heads) == (("Response",), ("EXAMPLE-1", "Rd"))


def test_text_boxes_are_read_once(docx_of: Any, block_with: Any) -> None:
    inside = f"<w:txbxContent><w:p>{run('In a box: 44%')}</w:p></w:txbxContent>"
    page = docx_of(
        run("Around it.")
        + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData uri='x'>"
        f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert block_with(page, "44%").carrier is Carrier.TEXT
    assert page.blocks[0].text == "Around it."


def test_hidden_words_and_alternative_texts_are_told_as_such(docx_of: Any, block_with: Any) -> None:
    page = docx_of(
        run("Seen by all. ") + run("Hidden 99%.", "<w:vanish/>"),
        "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='x' descr='Curve: 38.6 months'/></wp:inline></w:drawing></w:r>",
    )
    assert block_with(page, "99%").carrier is Carrier.HIDDEN
    assert block_with(page, "38.6").carrier is Carrier.ALT
    assert block_with(page, "Seen").text == "Seen by all."


def test_heads_and_feet_are_told_once_without_page_numbers(docx_of: Any, block_with: Any) -> None:
    def fill(document: Document) -> None:
        for section in (document.sections[0], document.add_section()):
            section.footer.is_linked_to_previous = False
            paragraph = section.footer.paragraphs[0]
            paragraph.text = "©2025 Example Inc."
            field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
            paragraph._p.append(parse_xml(field))

    page = docx_of("ORR was 89.0%.", then=fill)
    assert block_with(page, "Example Inc.").text == "©2025 Example Inc."
    assert str(block_with(page, "Example Inc.").section) == "boilerplate"


def test_links_lead_where_they_do(docx_of: Any) -> None:
    def fill(document: Document) -> None:
        address = "https://www.example.com/pi.pdf"
        number = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{number}">{run("Prescribing Information")}</w:hyperlink>'
        )
        document.add_paragraph("See full ")._p.append(link)

    page = docx_of("Words.", then=fill)
    (link,) = page.links
    assert (link.text, link.target) == ("Prescribing Information", "https://www.example.com/pi.pdf")
    assert page.source[link.start : link.end] == "Prescribing Information"


def test_fields_show_their_results(docx_of: Any) -> None:
    parts = (
        "<w:fldChar w:fldCharType='begin'/>",
        "<w:instrText> REF x </w:instrText>",
        "<w:fldChar w:fldCharType='separate'/>",
    )
    field = (
        "".join(f"<w:r>{part}</w:r>" for part in parts) + run("Table 1") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    assert docx_of(run("See ") + field + run(" for all.")).blocks[0].text == "See Table 1 for all."


def test_signs_of_the_symbol_font_and_kept_hyphens(docx_of: Any) -> None:
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    page = docx_of(
        run("Aged ") + sign + run("65 years: 52%, t(4;14)") + "<w:r><w:noBreakHyphen/></w:r>" + run("positive")
    )
    assert page.blocks[0].text == "Aged ≥65 years: 52%, t(4;14)-positive"


def test_a_chart_is_told_as_unread(docx_of: Any) -> None:
    uri = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    chart = (
        f"<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri='{uri}'/></a:graphic></wp:inline></w:drawing></w:r>"
    )
    (problem,) = docx_of("Words.", chart).problems
    assert (problem.message, problem.is_unread) == ("a chart in the document was not read", True)


def test_pages_where_word_has_noted_them(docx_of: Any) -> None:
    page = docx_of(
        "The ORR was 89.0% with EXEMPLAR.",
        "<w:r><w:lastRenderedPageBreak/></w:r>" + run("The CR was 40.8% with EXEMPLAR."),
    )
    claims = page_to_json(extract(page))["claims"]
    assert [(claim["page"], claim["block"], claim["start"], claim["box"]) for claim in claims] == [
        (1, 1, None, None), (2, 2, None, None),
    ]  # fmt: skip


def test_where_word_has_noted_no_pages_the_block_tells_the_place(docx_of: Any) -> None:
    page = docx_of("Some words.", "", "The ORR was 89.0% with EXEMPLAR.")
    (claim,) = extract(page).claims
    assert (claim.place.page, claim.place.words) == (None, "block 2")


def test_lines_pasted_into_word_are_read_as_plain_text(docx_of: Any) -> None:
    page = docx_of(
        "Efficacy of EXEMPLAR", "", "ORR was 89.0% with EXEMPLAR1", "", "References: 1. Doe A. J Invent. 2025;1:2."
    )
    assert page.is_flattened
    assert [str(block.kind) for block in page.blocks] == ["heading", "paragraph", "reference list"]
    assert [mark.text for mark in page.blocks[1].marks] == ["1"]


def test_the_title_of_a_document_is_no_size(docx_of: Any) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph().add_run("52%").font.size = Pt(30)
        document.add_heading("Efficacy", 1)

    assert str(docx_of(then=fill).blocks[0].kind) == "paragraph"


def test_an_unknown_part_does_no_harm(docx_bytes: Any) -> None:
    data = io.BytesIO(docx_bytes("Words."))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("customXml/item9.xml", "<x/>")
    assert data.getvalue().startswith(b"PK")
