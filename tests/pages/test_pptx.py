"""What a presentation says slide by slide."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from claims.extract import extract
from claims.model import Carrier
from claims.serial import page_to_json

TITLE_ONLY, BLANK, TITLE_AND_BODY = 5, 6, 1


def box(slide: Any, x: float, y: float, words: str) -> Any:
    shape = slide.shapes.add_textbox(Inches(x), Inches(y), Inches(3), Inches(1))
    shape.text_frame.text = words
    return shape


def test_titles_are_headings_and_boxes_follow_their_places(pptx_of: Any) -> None:
    def fill(deck: Any) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
        box(slide, 5, 3, "right")
        box(slide, 1, 5, "below")
        box(slide, 1, 3.05, "left")
        slide.shapes.title.text = "Efficacy"
        box(deck.slides.add_slide(deck.slide_layouts[BLANK]), 1, 1, "No title here")

    page = pptx_of(fill)
    assert [(str(block.kind), block.text) for block in page.blocks] == [
        ("heading", "Efficacy"),
        ("paragraph", "left"),
        ("paragraph", "right"),
        ("paragraph", "below"),
        ("heading", "Slide 2"),
        ("paragraph", "No title here"),
    ]


def test_lists_notes_marks_and_tables(pptx_of: Any, block_with: Any) -> None:
    def fill(deck: Any) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_BODY])
        slide.shapes.title.text = "Response"
        frame = slide.placeholders[1].text_frame
        frame.text = "ORR: 89.0%"
        raised = frame.paragraphs[0].add_run()
        raised.text = "1,3"
        raised.font._element.set("baseline", "30000")
        frame.add_paragraph().text = "CR: 40.8%"
        slide.notes_slide.notes_text_frame.text = "Say that 44% is final."
        table = slide.shapes.add_table(3, 3, Inches(1), Inches(5), Inches(8), Inches(1)).table
        table.cell(0, 1).merge(table.cell(0, 2))
        for (row, column), words in {
            (0, 1): "EXAMPLE-1",
            (1, 1): "EXEMPLAR + Rd",
            (1, 2): "Rd",
            (2, 0): "ORR",
            (2, 1): "89.0%",
            (2, 2): "82.7%",
        }.items():
            table.cell(row, column).text = words

    page = pptx_of(fill)
    first = block_with(page, "ORR:")
    assert (str(first.kind), [mark.text for mark in first.marks]) == ("list item", ["1,3"])
    assert block_with(page, "44%").carrier is Carrier.HIDDEN
    cell = block_with(page, "82.7%").cell
    assert cell is not None
    assert (cell.row_heads, cell.column_heads) == (("ORR",), ("EXAMPLE-1", "Rd"))


def test_links_lead_where_they_do(pptx_of: Any) -> None:
    def fill(deck: Any) -> None:
        frame = box(deck.slides.add_slide(deck.slide_layouts[BLANK]), 1, 1, "See full ").text_frame
        run = frame.paragraphs[0].add_run()
        run.text = "Prescribing Information"
        run.hyperlink.address = "https://www.example.com/pi.pdf"

    (link,) = pptx_of(fill).links
    assert (link.text, link.target) == ("Prescribing Information", "https://www.example.com/pi.pdf")


def test_a_claim_has_its_slide(pptx_of: Any) -> None:
    def fill(deck: Any) -> None:
        box(deck.slides.add_slide(deck.slide_layouts[BLANK]), 1, 1, "Nothing.")
        box(deck.slides.add_slide(deck.slide_layouts[BLANK]), 1, 1, "The ORR was 89.0% with EXEMPLAR.")

    (claim,) = page_to_json(extract(pptx_of(fill)))["claims"]
    assert (claim["page"], claim["quote"], claim["start"]) == (2, "89.0%", None)


def test_a_chart_is_told_as_unread(pptx_of: Any) -> None:
    def fill(deck: Any) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
        data = CategoryChartData()
        data.categories = ["EXEMPLAR"]
        data.add_series("ORR", (89.0,))
        slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(3), Inches(3), data)

    (problem,) = pptx_of(fill).problems
    assert (problem.message, problem.page, problem.is_unread) == ("a chart on slide 1 was not read", 1, True)


def test_a_slide_that_is_not_shown_is_hidden(pptx_of: Any, block_with: Any) -> None:
    def fill(deck: Any) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
        box(slide, 1, 1, "Not shown: 99%")
        slide.element.set("show", "0")

    assert block_with(pptx_of(fill), "99%").carrier is Carrier.HIDDEN
