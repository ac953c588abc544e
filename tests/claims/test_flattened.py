"""Tables and stat tiles that flattening has spread over lines of their own."""

from collections.abc import Callable

import pytest

from claims.model import Block, Kind, Page
from claims.pages.tiles import TILES

TABLE = """\
Baseline characteristics

EXEMPLAR + Rd (n=179)

Rd (n=123)

Prior lines

1

80 (45%)

55 (45%)

2

64 (36%)

42 (34%)

Prior ASCT

116 (65%)

69 (56%)
"""


def cells(page: Page) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Text of each value cell with its row and column headings."""
    return {
        block.text: (block.cell.row_heads, block.cell.column_heads)
        for block in page.blocks
        if block.cell is not None and not block.cell.header
    }


def tiles(page: Page) -> dict[str, str]:
    """Each number with the label it is shown with: the head of its cell, or the line below that goes on from it."""
    headed = {b.text: b.cell.row_heads[0] for b in page.blocks if b.cell is not None and b.cell.row_heads}
    runs_on = (b.text.split("\n") for b in page.blocks if b.cell is None and b.text.count("\n") == 1)
    return headed | dict(runs_on)


def block_of(page: Page, text: str) -> Block:
    return next(block for block in page.blocks if block.text == text)


def test_values_have_their_row_and_column(page_of: Callable[..., Page]) -> None:
    found = cells(page_of(TABLE))
    assert set(found) == {"80 (45%)", "55 (45%)", "64 (36%)", "42 (34%)", "116 (65%)", "69 (56%)"}
    assert {value: heads[1] for value, heads in found.items() if value[0] in "816"} == {
        "80 (45%)": ("EXEMPLAR + Rd (n=179)",),
        "64 (36%)": ("EXEMPLAR + Rd (n=179)",),
        "116 (65%)": ("EXEMPLAR + Rd (n=179)",),
        "69 (56%)": ("Rd (n=123)",),
    }


def test_a_bare_number_above_values_is_a_label(page_of: Callable[..., Page]) -> None:
    found = cells(page_of(TABLE))
    assert found["80 (45%)"][0] == ("Prior lines", "1")
    assert found["42 (34%)"][0] == ("Prior lines", "2")


def test_the_arms_head_the_columns(page_of: Callable[..., Page]) -> None:
    page = page_of(TABLE)
    heads = [block_of(page, text).cell for text in ("EXEMPLAR + Rd (n=179)", "Rd (n=123)")]
    assert [(head.row, head.column, head.header) for head in heads if head] == [(0, 1, True), (0, 2, True)]


def test_the_table_ends_at_the_next_sentence(page_of: Callable[..., Page]) -> None:
    page = page_of(TABLE + "\nThe arms were balanced at baseline, as the table above shows for all patients.\n")
    assert page.blocks[-1].cell is None
    assert len(cells(page)) == 6


@pytest.mark.parametrize(
    "source",
    [
        "EXEMPLAR + Rd (n=179)\n\nMedian age\n\n65\n\nPrior ASCT\n\n116 (65%)",  # one column is no table
        "EXEMPLAR + Rd (n=179)\n\nRd (n=123)\n\nThe arms were balanced at baseline in all respects.",
        "EXEMPLAR + Rd (n=179) and Rd (n=123) were balanced.\n\nMedian age\n\n65\n\n63",
    ],
)
def test_no_table(source: str, page_of: Callable[..., Page]) -> None:
    assert all(block.cell is None or block.cell.table == TILES for block in page_of(source).blocks)


def test_tiles_that_show_the_number_first(page_of: Callable[..., Page]) -> None:
    page = page_of("86.6%\n\noverall response rate\n\n39.7%\n\ncomplete response\n")
    assert tiles(page) == {"86.6%": "overall response rate", "39.7%": "complete response"}


def test_tiles_that_show_the_label_first(page_of: Callable[..., Page]) -> None:
    page = page_of("overall response rate\n\n86.6%\n\ncomplete response\n\n39.7%\n")
    assert tiles(page) == {"86.6%": "overall response rate", "39.7%": "complete response"}


def test_tiles_between_running_text(page_of: Callable[..., Page]) -> None:
    before = "EXEMPLAR was studied in a large trial of adults with the disease."
    page = page_of(f"{before}\n\n35.7 months\n\nmedian PFS\n\n{before}\n")
    assert tiles(page) == {"35.7 months": "median PFS"}


def test_a_number_alone_has_no_label(page_of: Callable[..., Page]) -> None:
    page = page_of(
        "EXEMPLAR was studied in a trial of adults.\n\n86.6%\n\nEXEMPLAR was well tolerated by most adults.\n"
    )
    assert tiles(page) == {}
    assert block_of(page, "86.6%").kind is Kind.PARAGRAPH


def test_a_line_of_one_bar_is_no_row_of_cells(page_of: Callable[..., Page]) -> None:
    page = page_of("A | B | C\n1 | 2 | 3\n\n|\n|\n\nPFS was 5.5 months.")
    assert [block.text for block in page.blocks] == ["A", "B", "C", "1", "2", "3", "|\n|", "PFS was 5.5 months."]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("- ORR was 48%\nCR rate by group\n- CR was 12%", ["ORR was 48%", "CR rate by group", "CR was 12%"]),
        ("- ORR was 48%\nmPFS by group\n- PFS was 12 months", ["ORR was 48%", "mPFS by group", "PFS was 12 months"]),
        (
            "- ORR was 48% with EXEMPLAR and\nKd in all\n- CR was 12%",
            ["ORR was 48% with EXEMPLAR and\nKd in all", "CR was 12%"],
        ),
        ("- ORR was 48% (with\nKd) in all\n- CR was 12%", ["ORR was 48% (with\nKd) in all", "CR was 12%"]),
        ("- ORR was 48%\n  Kd in all\n- CR was 12%", ["ORR was 48%\nKd in all", "CR was 12%"]),
    ],
)
def test_a_title_ends_the_list_above_it(source: str, blocks: list[str], page_of: Callable[..., Page]) -> None:
    assert [block.text for block in page_of(source, "text").blocks] == blocks
