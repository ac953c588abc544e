import html
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from claims.model import Carrier, Cell, Kind
from claims.pages.html import read_html
from claims.pages.markdown import read_markdown
from claims.pages.raw import RawBlock, RawPage


def assert_spots(page: RawPage, source: str) -> None:
    """Every character of every block stands in the source where its spot says."""
    for block in page.blocks:
        assert len(block.spots) == len(block.text) + 1
        assert list(block.spots) == sorted(block.spots)
        for character, spot in zip(block.text, block.spots, strict=False):
            said = source[spot]
            if said == character:
                continue
            if said == "\\":
                assert source[spot:].lstrip("\\")[0] == character  # in a table two may escape one pipe
            elif said == "&":
                decoded = html.unescape(source[spot : spot + 33])
                is_space = character == " " and decoded[0].isspace()
                assert is_space or character in decoded[:2] or character == "\ufffd"  # &#5; is no character
            else:
                assert character.isspace()
                assert said.isspace() or said in "<]:"  # a br; behind a footnote's marker


def read(source: str) -> tuple[RawBlock, ...]:
    page = read_markdown(source)
    assert_spots(page, source)
    return page.blocks


def texts(source: str, carrier: Carrier = Carrier.TEXT) -> list[str]:
    return [block.text for block in read(source) if block.carrier is carrier]


def raised(block: RawBlock) -> list[tuple[str, str]]:
    return [(block.text[stretch.start : stretch.end], stretch.kind) for stretch in block.raised]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Median PFS was **35.7** months", ["Median PFS was 35.7 months"]),
        ("*a*b_c_ **c _d_** ~~e~~", ["ab_c_ c d e"]),
        ("hard-wrapped\r\nlines and\nmore", ["hard-wrapped lines and more"]),
        ("two  \nlines\\\nthree<br>four", ["two\nlines\nthree\nfour"]),
        ("one\n\ntwo", ["one", "two"]),
        ("HR&le;0.55, p\\<0.001 \\* 2 &amp; AT&T", ["HR≤0.55, p<0.001 * 2 & AT&T"]),
        ("ORR&nbsp;86.6% 1\u202f000", ["ORR 86.6% 1 000"]),
        ("[5](http://a.b/5 \"5\") 5 [x 5][ref] [5]\n\n[ref]: http://a.b/5 '5'", ["5 5 x 5 [5]"]),
        ("[a](<b 5> 'c 5') 5, [**5**](x(5)y) 5", ["a 5, 5 5"]),
        ("<https://a.b/5> 5", ["https://a.b/5 5"]),
        ("`86.6%` and `` a ` 5 `` 5", ["86.6% and a ` 5 5"]),
        ("> quote 5\n> > 5\nlazy", ["quote 5", "5 lazy"]),
        ("```\nORR 5\n  6\n```", ["ORR 5\n  6"]),
        ("    indented 5\n    6", ["indented 5\n6"]),
        ("a\n\n---\n\nb", ["a", "b"]),
        ("p < 0.05 and 5 > 3", ["p < 0.05 and 5 > 3"]),
        ("a <!-- 5 --> b", ["a b"]),
        ("<!-- 5\n\n6 -->\n\nb", ["b"]),
        ("---\ntitle: 5\n\nlist:\n- 6\n---\ntext", ["text"]),
        ("---\r\ntitle: 5\r\n---\r\ntext", ["text"]),
        ("---\n\nORR 5\n\n---\n\ntext", ["ORR 5", "text"]),
        ("---\ntitle: 5\n\ntext", ["title: 5", "text"]),
        ("1. 1\n2. 1.2 2", ["1", "1.2 2"]),
        ("2 * 3 * 4", ["2 * 3 * 4"]),
        ("a\tb\n\n\tcode 5", ["a b", "code 5"]),
        ("\u00a0\nPFS was 5\nor 6\n\n> \u2028\n> 7", ["PFS was 5 or 6", "7"]),
    ],
)
def test_text_of_a_page(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


def test_offsets_go_to_the_right_one_of_equal_words() -> None:
    source = "5. [5](5 '5') **5** 5"
    (block,) = read(source)
    assert [block.spots[i] for i, c in enumerate(block.text) if c == "5"] == [4, 16, 20]


def test_kinds_and_levels() -> None:
    source = "# 5 #\n\nSetext *5*\n===\n\n- one\n  - two\n\n    more\n- three\n\n1. four\n\n> said"
    assert [(block.kind, block.level, block.text) for block in read(source)] == [
        (Kind.HEADING, 1, "5"),
        (Kind.HEADING, 1, "Setext 5"),
        (Kind.ITEM, 1, "one"),
        (Kind.ITEM, 2, "two"),
        (Kind.ITEM, 2, "more"),
        (Kind.ITEM, 1, "three"),
        (Kind.ITEM, 1, "four"),
        (Kind.PARAGRAPH, 0, "said"),
    ]


def test_groups() -> None:
    one, two, _, item, nested, numbered = (block.group for block in read("1\n\n2\n\n# H\n\n- a\n  - b\n\n1. c"))
    assert one == two
    assert item == nested
    assert len({one, item, numbered}) == 3


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("months<sup>1</sup>", [("1", "super")]),
        ("months<sup>1,*2*</sup> x", [("1,2", "super")]),
        ("patients<span class='sup'>a</span>", [("a", "super")]),
        ("months^1,2^ and H~2~O", [("1,2", "super"), ("2", "sub")]),
        ("**months**^1^", [("1", "super")]),
        ("~5 to ~6 months, 5^6, a ~~2~~", []),
        ("months[^1].\n\n[^1]: Note", [("1", "note"), ("1", "super")]),
        ("months<a href='#fn1'>1</a>", [("1", "note")]),
        ("months [1](http://a.b)", []),
    ],
)
def test_raised_stretches(source: str, expected: list[tuple[str, str]]) -> None:
    assert [stretch for block in read(source) for stretch in raised(block)] == expected


def test_carets_and_tildes_are_not_part_of_the_text() -> None:
    assert texts("months^1,2^ with H~2~O at 10^-5^") == ["months1,2 with H2O at 10-5"]


def test_footnotes_stand_where_they_are_defined() -> None:
    source = "PFS[^1] and[^a]\n\n[^1]: First 5\n    line\n\n    second\n\n[^b]: never used 6\n\nAfter[^a] ^[in line 7]\n\n[^a]: Last"
    found = read(source)
    assert [(block.text, block.hint) for block in found] == [
        ("PFS1 anda", ""),
        ("1 First 5 line", "footnote"),
        ("second", "footnote"),
        ("b never used 6", "footnote"),
        ("Aftera", ""),
        ("in line 7", "footnote"),
        ("a Last", "footnote"),
    ]
    assert raised(found[3]) == [("b", "super")]
    assert source[found[1].spots[2] :].startswith("First 5")


def test_tables() -> None:
    source = (
        "| Response | EXEMPLAR^1^ | A \\| B |\n|---|:-:|--:|\n| ORR | **86.6%** | 5 |\n| | 6 | 86.6% |\nCR | 7\n\nAfter"
    )
    found = read(source)
    assert [(block.text, block.cell) for block in found] == [
        ("Response", Cell(1, 0, 0, True)),
        ("EXEMPLAR1", Cell(1, 0, 1, True)),
        ("A | B", Cell(1, 0, 2, True)),
        ("ORR", Cell(1, 1, 0, True, (), ("Response",), "Response")),
        ("86.6%", Cell(1, 1, 1, False, ("ORR",), ("EXEMPLAR",), "Response")),
        ("5", Cell(1, 1, 2, False, ("ORR",), ("A | B",), "Response")),
        ("6", Cell(1, 2, 1, False, (), ("EXEMPLAR",), "Response")),
        ("86.6%", Cell(1, 2, 2, False, (), ("A | B",), "Response")),
        ("CR", Cell(1, 3, 0, True, (), ("Response",), "Response")),
        ("7", Cell(1, 3, 1, False, ("CR",), ("EXEMPLAR",), "Response")),
        ("After", None),
    ]
    assert found[7].spots[0] == source.rindex("86.6%")


def test_table_with_an_empty_head_takes_its_first_row() -> None:
    found = read("| | |\n|---|---|\n| Endpoint | EXEMPLAR |\n| ORR | 86.6% |")
    assert found[-1].cell == Cell(1, 2, 1, False, ("ORR",), ("EXEMPLAR",), "Endpoint")


def test_cells_beyond_the_columns_are_a_problem() -> None:
    page = read_markdown("| A | B |\n|---|---|\n| x | 5% | 6% |\n| y | 7% | |")
    assert [(problem.line, problem.message) for problem in page.problems] == [
        (3, "cells beyond the columns of the table's head not read")
    ]


def test_html_blocks_are_read_as_html() -> None:
    source = (
        "Before\n\n<div class='isi'>\nORR <b>86.6%</b><sup>1</sup>\n</div>\n\n"
        "<table><tr><th>A</th><th>B</th></tr>\n\n<tr><td>x</td><td>5%</td></tr></table>\n\n"
        "| C |\n|---|\n| 6 |\n\n- item\n\n  <div hidden>7</div>\n\n> <p>\n> 8</p>"
    )
    found = read(source)
    assert [(block.text, block.carrier, block.cell.table if block.cell else 0) for block in found] == [
        ("Before", Carrier.TEXT, 0),
        ("ORR 86.6%1", Carrier.TEXT, 0),
        ("A", Carrier.TEXT, 1),
        ("B", Carrier.TEXT, 1),
        ("x", Carrier.TEXT, 1),
        ("5%", Carrier.TEXT, 1),
        ("C", Carrier.TEXT, 2),
        ("6", Carrier.TEXT, 2),
        ("item", Carrier.TEXT, 0),
        ("7", Carrier.HIDDEN, 0),
        ("8", Carrier.TEXT, 0),
    ]
    assert found[1].hint == "isi"
    assert raised(found[1]) == [("1", "super")]


def test_problems_in_html_blocks_have_their_line() -> None:
    page = read_markdown("Text 5\n\n<div>\n\n</div>\n\n> <div>\n> {{ x }} ORR\n> </div>\n")
    assert [(problem.line, problem.column, problem.message) for problem in page.problems] == [
        (8, 3, "template left-over {{ }} not read")
    ]


def test_images_speak_and_hidden_words_are_hidden() -> None:
    source = "ORR ![PFS *35.7* months](a5.png 'b 5') was <span class=\"sr-only\">about 87</span>86.6% ![logo](x)"
    assert texts(source) == ["ORR was 86.6%"]
    assert texts(source, Carrier.ALT) == ["PFS 35.7 months"]
    assert texts(source, Carrier.HIDDEN) == ["about 87"]


def test_template_left_overs_are_reported_once_a_kind() -> None:
    page = read_markdown("# ORR {{ orr }}%\n\n{{ n }} of {% if x %}5\n")
    assert [block.text for block in page.blocks] == ["ORR %", "of 5"]
    assert [(problem.line, problem.column, problem.message) for problem in page.problems] == [
        (1, 7, "template left-over {{ }} not read"),
        (3, 12, "template left-over {% %} not read"),
    ]


def test_page_without_text_is_a_problem() -> None:
    for source in ("", "\n \n", "---\na: 5\n---\n", "<!-- 5 -->", "***"):
        page = read_markdown(source)
        assert page.blocks == ()
        assert [problem.message for problem in page.problems] == ["no text on this page"]


def test_what_is_nested_too_deep_is_a_problem() -> None:
    page = read_markdown("Text\n\n" + ">" * 500 + " ORR 86.6%")
    (problem,) = page.problems
    says = "line not read: lists and quotes nested more than 100 deep (limits.nesting)"
    assert (problem.line, problem.message, problem.is_unread) == (3, says, True)


PIECES = st.sampled_from(
    [
        "ORR", "5", "86.6%", "a", " ", "  \n", "\n", "\n\n", "*", "**", "_", "`", "``", "[", "](b5 'c')", "](<d> \"5\")",
        "![", "- ", "1. ", "5) ", "> ", "# ", "| ", " |", "\n|---|---|\n", "\\", "\\*", "&amp;", "&le;", "~~", "    ",
        "\n```\n", "\t", "<https://x.y/5>", "(", ")", "---", "\r\n", "=", "+ ", "&#", ";",
    ]
)  # fmt: skip
REFERENCE = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@given(st.lists(PIECES, max_size=25).map("".join))
def test_all_words_that_the_renderer_shows_are_read_in_place(source: str) -> None:
    page = read_markdown(source)
    assert_spots(page, source)
    shown = read_html(REFERENCE.render(source))
    said = ["".join("".join(b.text for b in p.blocks if b.carrier is Carrier.TEXT).split()) for p in (page, shown)]
    assert said[0] == said[1]


@given(st.text(alphabet="<>/&;#!-^~%{}[]()|\"'=* \n\r\t:pdivsup5x\\`\x00", max_size=60))
def test_no_input_breaks_the_reader(source: str) -> None:
    page = read_markdown(source)
    for block in page.blocks:
        assert len(block.spots) == len(block.text) + 1
        assert all(0 <= spot <= len(source) for spot in block.spots)


@pytest.mark.parametrize(
    "piece", ["ORR **86.6%**^1^ in [A](b) <sup>2</sup> ", "| a | 5% |\n", "- a[^1]\n\n[^1]: b\n\n", "<b>x</b>\n\n", "[^a]", "`", "^[a "]
)  # fmt: skip
def test_reading_time_grows_with_the_page_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        source = "| a | b |\n|---|---|\n" * piece.startswith("|") + piece * (size // len(piece))
        began = time.process_time()
        read_markdown(source)
        return time.process_time() - began

    assert seconds(120_000) < 12 * seconds(30_000) + 0.5
