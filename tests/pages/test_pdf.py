"""What a reader of a printed page sees, out of the glyphs of a PDF."""

import io
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from claims.extract import extract
from claims.model import Block, Carrier, Page
from claims.pages import read_bytes
from claims.serial import page_to_json

Told = Callable[[Page], list[tuple[str, str]]]
LONG = (
    "EXEMPLAR in combination with rolmidib and dexamethasone is indicated for adults with relapsed",
    "multiple myeloma who have received 1 to 3 prior lines of therapy and were seen at least twice by",
    "a doctor.",
)


def test_lines_are_joined_and_paragraphs_told_apart(pdf_of: Any, leaf: Any, told: Told) -> None:
    page = pdf_of(
        leaf()
        .text(50, 80, "Efficacy of EXEMPLAR", size=16, font="F2")
        .lines(50, 110, *LONG)
        .lines(50, 170, "EXEMPLAR + Rd: mPFS NR", "HR=0.56", "(95% CI: 0.39, 0.82)")
        .text(60, 230, "•").text(70, 230, "ORR: 89.0% vs 82.7%")
        .text(60, 244, "•").text(70, 244, "CR: 40.8% vs 26.8%")
    )  # fmt: skip
    assert told(page) == [
        ("heading", "Efficacy of EXEMPLAR"),
        ("paragraph", " ".join(LONG)),
        ("paragraph", "EXEMPLAR + Rd: mPFS NR\nHR=0.56\n(95% CI: 0.39, 0.82)"),
        ("list item", "ORR: 89.0% vs 82.7%"),
        ("list item", "CR: 40.8% vs 26.8%"),
    ]


def test_what_is_small_and_raised_is_a_mark(pdf_of: Any, leaf: Any, block_with: Any) -> None:
    page = pdf_of(
        leaf()
        .text(50, 100, "Median PFS was 38.6 months").text(174, 96, "2,3", size=6).text(186, 100, "in the final analysis.")
        .text(50, 130, "*", size=6).text(53, 134, "The dose was 24 mg/m").text(146, 130, "2", size=6).text(152, 134, "daily.")
        .text(50, 160, "Responses of H").text(121.5, 162, "2", size=6).text(125, 160, "O were 10%.")
    )  # fmt: skip
    raised = block_with(page, "Median PFS")
    assert raised.text == "Median PFS was 38.6 months in the final analysis."
    assert [(mark.at, mark.text) for mark in raised.marks] == [(26, "2,3")]
    note = block_with(page, "The dose")
    assert (note.marker, note.text) == ("*", "The dose was 24 mg/m2 daily.")
    assert block_with(page, "Responses").text == "Responses of H2O were 10%."


def test_columns_are_read_one_after_the_other(pdf_of: Any, leaf: Any, told: Told) -> None:
    left = (
        "The left column tells of the efficacy of",
        "EXEMPLAR, which was measured as median",
        "PFS at the interim analysis.",
    )
    right = ("The right column tells of safety, which", "was measured in all patients who had", "received one dose.")
    page = pdf_of(leaf().text(50, 80, "Two columns", size=16, font="F2").lines(50, 110, *left).lines(310, 110, *right))
    assert told(page) == [("heading", "Two columns"), ("paragraph", " ".join(left)), ("paragraph", " ".join(right))]


def test_a_table_has_its_heads(pdf_of: Any, leaf: Any) -> None:
    rows = [
        ("Age, years", "", ""),
        ("Median (range)", "65 (38-83)", "66 (41-87)"),
        ("Patients aged 65 or older", "93 (49%)", "60 (47%)"),
    ]
    page = leaf().text(200, 100, "EXEMPLAR + Rd (n=191)", font="F2").text(330, 100, "Rd (n=127)", font="F2")
    for at, row in enumerate(rows):
        for x, words in zip((50, 200, 330), row, strict=True):
            if words:
                page.text(x, 116 + 16 * at, words)
    cells = {block.text: block.cell for block in pdf_of(page).blocks}
    cell = cells["60 (47%)"]
    assert cell is not None
    assert (cell.row_heads, cell.column_heads) == (("Age, years", "Patients aged 65 or older"), ("Rd (n=127)",))


def test_heads_over_several_columns_and_labels_of_several_lines(pdf_of: Any, leaf: Any) -> None:
    page = leaf().text(50, 100, "Reaction").text(190, 100, "EXEMPLAR + Rd").text(370, 100, "Rd alone")
    page.lines(50, 130, "Infection of the", "upper airways").lines(50, 170, "Fatigue")
    for y, row in (
        (114, ("All, %", "Grade 3, %", "All, %", "Grade 3, %")),
        (130, ("38", "3", "27", "2")),
        (170, ("30", "4", "24", "5")),
    ):
        for x, words in zip((170, 240, 340, 410), row, strict=True):
            page.text(x, y, words)
    cells = {block.text: block.cell for block in pdf_of(page).blocks}
    heads = {text: (cell.row_heads, cell.column_heads) for text, cell in cells.items() if cell is not None}
    assert heads["3"] == (("Infection of the upper airways",), ("EXEMPLAR + Rd", "Grade 3, %"))
    assert heads["24"] == (("Fatigue",), ("Rd alone", "All, %"))


def test_heads_at_the_foot_of_a_page_go_with_their_table(pdf_of: Any, leaf: Any, block_with: Any) -> None:
    first = leaf().lines(50, 100, *LONG).text(50, 780, "Response", font="F2")
    for x, words in zip((50, 200, 320), ("Endpoint", "EXEMPLAR + Rd", "Rd alone"), strict=True):
        first.text(x, 800, words)
    second = leaf()
    for y, row in ((60, ("ORR", "89.0%", "82.7%")), (76, ("CR", "40.8%", "26.8%"))):
        for x, words in zip((50, 200, 320), row, strict=True):
            second.text(x, y, words)
    page = pdf_of(first, second)
    value, head = block_with(page, "26.8%"), block_with(page, "Rd alone")
    assert value.cell is not None
    assert (value.cell.row_heads, value.cell.column_heads) == (("CR",), ("Rd alone",))
    assert [page.spot(block, 0, 2).page for block in (value, head)] == [2, 1]


def test_rules_draw_a_table_of_words(pdf_of: Any, leaf: Any) -> None:
    page = leaf()
    for y in (90, 120, 160, 200):
        page.box(50, y, 400, 0.5)
    for x in (50, 150, 300, 450):
        page.box(x, 90, 0.5, 110)
    rows = {
        105: ("Cycle", "EXEMPLAR", "Rolmidib"),
        135: ("Cycle 1", "12 mg/kg on days 1, 8,", "24 mg/m2 on days 1, 2,"),
        147: ("", "15 and 22", "8 and 9"),
        175: ("Later", "12 mg/kg on days 1", "48 mg/m2 on days 1"),
        187: ("", "and 15", "and 2"),
    }
    for y, row in rows.items():
        for x, words in zip((55, 155, 305), row, strict=True):
            if words:
                page.text(x, y, words)
    cells = {block.text: block.cell for block in pdf_of(page).blocks}
    cell = cells["48 mg/m2 on days 1 and 2"]
    assert cell is not None
    assert (cell.row_heads, cell.column_heads) == (("Later",), ("Rolmidib",))
    assert "12 mg/kg on days 1, 8, 15 and 22" in cells


def test_a_frame_around_words_is_no_table(pdf_of: Any, leaf: Any, told: Told) -> None:
    page = leaf().text(60, 120, "Safety", size=14, font="F2").text(60, 140, "Monitor patients for signs of infection.")
    for y in (90, 160):
        page.box(50, y, 400, 0.5)
    for x in (50, 450):
        page.box(x, 90, 0.5, 70)
    assert told(pdf_of(page)) == [("heading", "Safety"), ("paragraph", "Monitor patients for signs of infection.")]


def test_numbers_over_their_labels_are_no_table(pdf_of: Any, leaf: Any) -> None:
    page = leaf()
    for x, value, label in (
        (50, "52%", "65 years or older"),
        (220, "23%", "Renal impairment"),
        (390, "25%", "High risk"),
    ):
        page.text(x, 100, value, size=20).text(x, 120, label)
    cells = {block.text: block.cell for block in pdf_of(page).blocks}
    assert cells["23%"] is not None
    assert cells["23%"].row_heads == ("Renal impairment",)


def test_what_runs_along_the_pages_is_told_once(pdf_of: Any, leaf: Any) -> None:
    leaves = [
        leaf().text(50, 40, "EXEMPLAR detail aid").text(300, 810, f"Page {number} of 3")
        .text(50, 200, f"In trial {number}, the ORR was {80 + number}%.")
        for number in (1, 2, 3)
    ]  # fmt: skip
    texts = [block.text for block in pdf_of(*leaves).blocks]
    assert texts.count("EXEMPLAR detail aid") == 1
    assert sum("Page" in text for text in texts) <= 1
    assert [text for text in texts if "ORR" in text] == [f"In trial {n}, the ORR was {80 + n}%." for n in (1, 2, 3)]


def test_numbers_that_only_stand_where_a_foot_does_stay(pdf_of: Any, leaf: Any) -> None:
    leaves = [leaf().text(50, 100, "Words of this page.").text(50, 810, f"n={number}") for number in (191, 127, 64)]
    assert {block.text for block in pdf_of(*leaves).blocks} >= {"n=191", "n=127", "n=64"}


def test_a_sentence_goes_on_over_the_end_of_a_page(pdf_of: Any, leaf: Any, block_with: Any) -> None:
    page = pdf_of(
        leaf().lines(50, 100, *LONG).lines(50, 800, LONG[0]), leaf().lines(50, 100, "multiple myeloma (n=191).", "It works.")
    )  # fmt: skip
    assert block_with(page, "(n=191)").text.startswith(f"{LONG[0]} multiple myeloma (n=191).")


def test_hyphens_that_only_break_a_word_go(pdf_of: Any, leaf: Any) -> None:
    lines = (
        "Patients had relapsed multiple myeloma, and the median progression-free survival was a pri-",
        "mary endpoint; primary results were infusion-related and they were placebo-controlled re-",
        "sults of an infusion-",
    )
    text = (
        pdf_of(leaf().lines(50, 100, *lines, "related reaction. There were progression and results and re."))
        .blocks[0]
        .text
    )
    assert "a primary endpoint" in text
    assert "placebo-controlled results" in text
    assert "an infusion-related" in text or "an infusion-\nrelated" in text


def test_ligatures_are_undone(pdf_of: Any, leaf: Any) -> None:
    assert (
        pdf_of(leaf().text(50, 100, "The \xaerst e\xaecacy result", font="F3")).blocks[0].text
        == "The first eficacy result"
    )


@pytest.mark.parametrize(
    "hide",
    [
        lambda page: page.text(50, 200, "Hidden 99%", more="3 Tr"),
        lambda page: page.text(50, 200, "Hidden 99%", more="1 1 1 rg"),
        lambda page: page.text(50, 200, "Hidden 99%", size=1),
        lambda page: page.text(50, 900, "Hidden 99%"),
        lambda page: page.text(50, 200, "Hidden 99%").box(40, 180, 200, 40, "0.2 0.4 0.9"),
        lambda page: page.text(50, 200, "Hidden 99%").image(40, 180, 200, 40),
    ],
    ids=["invisible", "white on white", "tiny", "beside the paper", "under an area", "under a picture"],
)
def test_what_nobody_sees_is_told_as_hidden(hide: Any, pdf_of: Any, leaf: Any, block_with: Any) -> None:
    page = leaf().text(50, 100, "Seen by all.")
    hide(page)
    found = pdf_of(page)
    assert block_with(found, "99%").carrier is Carrier.HIDDEN
    assert block_with(found, "Seen").carrier is Carrier.TEXT


@pytest.mark.parametrize(
    "show",
    [
        lambda page: page.box(40, 180, 200, 40, "0.1 0.2 0.5").text(50, 200, "Shown 99%", more="1 1 1 rg"),
        lambda page: page.image(40, 180, 200, 40).text(50, 200, "Shown 99%", more="1 1 1 rg"),
        lambda page: page.text(50, 200, "Shown 99%").box(40, 230, 200, 40),
    ],
    ids=["white on dark", "white on a picture", "above an area"],
)
def test_what_only_resembles_hidden_words_is_seen(show: Any, pdf_of: Any, leaf: Any, block_with: Any) -> None:
    page = leaf()
    show(page)
    assert block_with(pdf_of(page), "99%").carrier is Carrier.TEXT


def test_notes_on_the_page_are_comments_and_fields_are_text(pdf_of: Any, leaf: Any, block_with: Any) -> None:
    page = pdf_of(leaf().text(50, 100, "Words.").note("Is 44% right?").note("a link", "Link").field("Filled in 5%"))
    assert block_with(page, "44%").carrier is Carrier.COMMENT
    assert block_with(page, "5%").carrier is Carrier.TEXT
    assert not any("link" in block.text for block in page.blocks)


def test_words_read_out_for_a_figure_stand_where_it_does(pdf_of: Any, leaf: Any, told: Told) -> None:
    page = pdf_of(
        leaf()
        .text(50, 80, "Efficacy", font="F2", size=16)
        .text(50, 100, "Above.")
        .figure(50, 150, 100, 100, "Curve: median 38.6 months")
        .text(50, 300, "Below.")
    )
    assert [block.text for block in page.blocks] == ["Efficacy", "Above.", "Curve: median 38.6 months", "Below."]
    assert page.blocks[2].carrier is Carrier.ALT


def test_links_are_the_words_in_their_boxes(pdf_of: Any, leaf: Any) -> None:
    page = leaf().text(50, 100, "See full Prescribing Information today.")
    page.link(90, 90, 192, 104, "https://www.example.com/pi.pdf")
    found = pdf_of(page)
    (link,) = found.links
    assert (link.text, link.target) == ("Prescribing Information", "https://www.example.com/pi.pdf")
    assert found.source[link.start : link.end] == "Prescribing Information"


def test_turned_words_are_read(pdf_of: Any, leaf: Any, block_with: Any) -> None:
    page = pdf_of(leaf().text(50, 100, "Words that stand upright.").text(40, 400, "Patients (%)", turn="0 1 -1 0"))
    assert block_with(page, "Patients").text == "Patients (%)"


def test_a_page_that_is_only_an_image_is_a_problem(pdf_of: Any, leaf: Any) -> None:
    page = pdf_of(leaf().text(50, 100, "The first page has 20% and words."), leaf().image(0, 0, 595, 842), leaf())
    (problem,) = page.problems
    assert (problem.message, problem.page, problem.is_unread) == (
        "could not read page 2: only an image; give it with its text, or install Tesseract", 2, True,
    )  # fmt: skip


def test_recognized_text_behind_a_picture_is_the_text(pdf_of: Any, leaf: Any, block_with: Any) -> None:
    page = pdf_of(leaf().image(0, 0, 595, 842).text(50, 100, "The ORR was 89.0% in this scan.", more="3 Tr"))
    assert block_with(page, "89.0%").carrier is Carrier.TEXT
    assert [problem.message for problem in page.problems] == [
        "page 1 is an image; its text was read as a recognition program left it"
    ]


def test_a_claim_has_its_page_and_box(pdf_of: Any, leaf: Any) -> None:
    page = pdf_of(
        leaf().text(50, 100, "First page without a result."), leaf().text(50, 100, "The ORR was 89.0% with EXEMPLAR.")
    )
    (claim,) = page_to_json(extract(page))["claims"]
    assert (claim["quote"], claim["page"], claim["block"], claim["start"], claim["end"]) == ("89.0%", 2, 2, None, None)
    left, top, right, bottom = claim["box"]
    assert (100 < left < 120, 120 < right < 150, 90 < top < 95, 100 < bottom < 104) == (True, True, True, True)


def test_same_words_as_plain_text_are_read_as_plain_text(pdf_of: Any, leaf: Any) -> None:
    lines = (
        "Efficacy of EXEMPLAR",
        "",
        "ORR was 89.0% with EXEMPLAR1",
        "",
        "References: 1. Doe A. J Invent. 2025;1:2.",
    )
    page = leaf()
    for at, line in enumerate(lines):
        if line:
            page.text(50, 100 + 12 * at, line)
    found = pdf_of(page)
    text = read_bytes("\n".join(lines).encode(), shown_as="x", format="text")
    assert isinstance(text, Page)
    assert found.is_flattened
    assert [_shape(block) for block in found.blocks] == [_shape(block) for block in text.blocks]


def _shape(block: Block) -> tuple[Any, ...]:
    return block.kind, block.text, block.level, [mark.text for mark in block.marks], block.trail


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="the program tesseract is not installed")
def test_a_picture_of_a_page_is_recognized_where_tesseract_is() -> None:
    picture = Image.new("L", (1654, 800), 255)
    words = "Median PFS was 41.7 months with EXEMPLAR vs 20.8 months with placebo"
    ImageDraw.Draw(picture).text((150, 200), words, font=ImageFont.load_default(40), fill=0)
    data = io.BytesIO()
    picture.save(data, "PDF", resolution=200)
    page = read_bytes(data.getvalue(), shown_as="scan.pdf", format="pdf")
    assert isinstance(page, Page)
    assert "41.7 months" in page.source
    (problem,) = page.problems
    assert (problem.is_unread, "recognition program" in problem.message) == (False, True)
