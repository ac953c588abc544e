"""The draft as a web page -> the same draft as agencies send it: a Word document, and a PDF of the page.

    python examples/exemplar/make.py

needs LibreOffice's soffice, which draws the figure and prints the PDF. What it makes is kept beside it.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import html

HERE = Path(__file__).parent
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
HIDDEN = "visually-hidden"


def words(paragraph: Paragraph, element: html.HtmlElement, *, is_hidden: bool = False) -> None:
    """The text of an element as runs: line breaks, raised and lowered stretches."""

    def add(text: str | None, kind: str = "") -> None:
        plain = " ".join((text or "").split())
        if not plain:
            return
        before = " " if text[:1].isspace() and paragraph.text else ""
        run = paragraph.add_run(before + plain + (" " if text[-1:].isspace() else ""))
        if kind:
            setattr(run.font, {"sup": "superscript", "sub": "subscript"}[kind], True)
        if is_hidden:
            run.font.hidden = True

    add(element.text)
    for child in element:
        if child.tag == "br":
            paragraph.add_run().add_break()
            add((child.tail or "").lstrip())
            continue
        if child.tag in ("sup", "sub"):
            add(child.text, child.tag)
        elif child.tag == "a":
            link(paragraph, child)
        add(child.tail)


def link(paragraph: Paragraph, element: html.HtmlElement) -> None:
    """A link with its words."""
    made = OxmlElement("w:hyperlink")
    made.set(qn("r:id"), paragraph.part.relate_to(element.get("href"), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    made.append(paragraph.add_run(" ".join(element.text_content().split()))._r)
    paragraph._p.append(made)


def table(document: Document, element: html.HtmlElement) -> None:
    """A table with its borders, heads that every page repeats, labels that span it."""
    rows = element.findall(".//tr")
    made = document.add_table(len(rows), max(len(row) for row in rows), style="Table Grid")
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            width = int(cell.get("colspan", "1"))
            place = made.cell(number, column)
            if width > 1:
                place = place.merge(made.cell(number, column + width - 1))
            words(place.paragraphs[0], cell)
            if cell.tag == "th":
                for run in place.paragraphs[0].runs:
                    run.font.bold = row.getparent().tag == "thead" or "group" in cell.get("class", "") or None
            column += width
        if row.getparent().tag == "thead":
            made.rows[number]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def picture(document: Document, element: html.HtmlElement, folder: Path) -> None:
    """The figure, with the words that are read out for it."""
    drawn(HERE / element.get("src"), "png", folder)
    document.add_picture(str(folder / Path(element.get("src")).with_suffix(".png").name), width=Pt(300))
    properties = document.element.body.findall(f".//{qn('wp:docPr')}")[-1]
    properties.set("descr", element.get("alt"))


def drawn(source: Path, form: str, folder: Path) -> None:
    """A file in another form, by LibreOffice."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True)  # noqa: S603


def document_of(page: html.HtmlElement, folder: Path) -> Document:
    """The page's headings, paragraphs, lists, tables and figures in their order."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Sans", Pt(10)
    hero = document.styles.add_style("Hero", WD_STYLE_TYPE.PARAGRAPH)
    hero.font.size, hero.font.color.rgb = Pt(14), RGBColor(0x0B, 0x4A, 0x6F)
    for element in page.find("body").iter():
        if element.tag in ("h1", "h2", "h3", "h4"):
            words(document.add_heading(level=int(element.tag[1])), element)
        elif element.tag == "p":
            style = "Hero" if element.get("class") in ("hero", "figure") else None
            words(document.add_paragraph(style=style), element, is_hidden=element.get("class") == HIDDEN)
        elif element.tag == "li":
            ordered = element.getparent().tag == "ol"
            words(document.add_paragraph(style="List Number" if ordered else "List Bullet"), element)
        elif element.tag == "table":
            table(document, element)
        elif element.tag == "img":
            picture(document, element, folder)
    return document


def main() -> None:
    """Both files, beside the draft."""
    page = html.fromstring((HERE / "draft.html").read_bytes())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = folder / "draft.docx"
        document_of(page, folder).save(str(made))
        shutil.copy(HERE / "pfs.svg", folder)
        for hidden in page.find_class(HIDDEN):  # LibreOffice would print it
            hidden.drop_tree()
        seen = folder / "draft.html"
        seen.write_bytes(html.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>"))
        drawn(seen, TAGGED, folder)
        for suffix in ("docx", "pdf"):
            shutil.copy(folder / f"draft.{suffix}", HERE / f"draft.{suffix}")


if __name__ == "__main__":
    main()
