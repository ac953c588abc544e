import pytest

from claims.model import Carrier, Cell, Kind
from claims.pages.html import read_html
from claims.pages.raw import RawBlock


def blocks(source: str) -> tuple[RawBlock, ...]:
    return read_html(source).blocks


def cell(source: str, text: str) -> Cell:
    """The cell with this text; there must be just one."""
    (found,) = (block.cell for block in blocks(source) if block.text == text)
    assert found is not None
    return found


def heads(source: str, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = cell(source, text)
    return found.row_heads, found.column_heads


def table(*rows: str, head: str = "") -> str:
    """A table from rows of cells parted by `|`; a cell that begins with `!` is a th."""

    def written(row: str) -> str:
        cells = (part.strip() for part in row.split("|"))
        return "<tr>" + "".join(f"<th>{c[1:]}</th>" if c.startswith("!") else f"<td>{c}</td>" for c in cells) + "</tr>"

    thead = f"<thead>{written(head)}</thead>" if head else ""
    return f"<table>{thead}<tbody>{''.join(map(written, rows))}</tbody></table>"


def test_cells_with_their_headings() -> None:
    source = table("ORR | 86.6% | 82.9%", "CR | 39.7% | 27.6%", head="!Response | !EXEMPLAR + Kd (n=179) | !Kd (n=123)")
    found = blocks(source)
    assert [block.kind for block in found] == [Kind.CELL] * 9
    assert len({block.group for block in found}) == 1
    assert cell(source, "Kd (n=123)") == Cell(1, 0, 2, True)
    assert cell(source, "CR") == Cell(1, 2, 0, True, (), ("Response",), "Response")
    assert cell(source, "39.7%") == Cell(1, 2, 1, False, ("CR",), ("EXEMPLAR + Kd (n=179)",), "Response")
    assert cell(source, "82.9%") == Cell(1, 1, 2, False, ("ORR",), ("Kd (n=123)",), "Response")


def test_colspan_and_rowspan_in_the_head() -> None:
    source = (
        "<table><thead><tr><th rowspan=2>Endpoint</th><th colspan=2>Interim</th><th colspan=2>Final</th></tr>"
        "<tr><th>A</th><th>B</th><th>A</th><th>B</th></tr></thead>"
        "<tr><td>PFS</td><td>1.1</td><td>2.2</td><td>3.3</td><td>4.4</td></tr></table>"
    )
    assert heads(source, "2.2") == (("PFS",), ("Interim", "B"))
    assert heads(source, "3.3") == (("PFS",), ("Final", "A"))
    assert cell(source, "PFS").column_heads == ("Endpoint",)
    assert cell(source, "Final").column == 3
    final_a = [block.cell for block in blocks(source) if block.text == "A"][1]
    assert final_a == Cell(1, 1, 3, True, (), ("Final",))


def test_rowspan_in_the_body_hangs_its_label_over_the_rows() -> None:
    source = (
        "<table><tr><th>Group</th><th>Arm</th><th>ORR</th></tr>"
        "<tr><th rowspan=2 scope=rowgroup>Aged under 65</th><th scope=row>EXEMPLAR</th><td>86.6%</td></tr>"
        "<tr><th scope=row>Control</th><td>70.1%</td></tr>"
        "<tr><th>Older</th><th scope=row>EXEMPLAR</th><td>81.2%</td></tr></table>"
    )
    assert heads(source, "70.1%") == (("Aged under 65", "Control"), ("ORR",))
    assert heads(source, "81.2%") == (("Older", "EXEMPLAR"), ("ORR",))
    assert cell(source, "70.1%").column == 2


def test_rowspan_without_th_makes_two_label_columns() -> None:
    source = (
        "<table><tr><td>Endpoint</td><td>Population</td><td>EXEMPLAR</td></tr>"
        "<tr><td rowspan=2>ORR</td><td>All</td><td>86.6%</td></tr><tr><td>Elderly</td><td>80.0%</td></tr></table>"
    )
    assert heads(source, "80.0%") == (("ORR", "Elderly"), ("EXEMPLAR",))


def test_result_that_spans_columns_has_the_heads_of_all() -> None:
    source = (
        "<table><tr><th></th><th>EXEMPLAR</th><th>Control</th></tr>"
        "<tr><td>Median PFS</td><td>35.7 months</td><td>19.2 months</td></tr>"
        "<tr><td>HR (95% CI)</td><td colspan=2>0.55 (0.37, 0.82)</td></tr></table>"
    )
    assert heads(source, "0.55 (0.37, 0.82)") == (("HR (95% CI)",), ("EXEMPLAR", "Control"))


def test_result_that_spans_all_rows() -> None:
    source = (
        "<table><tr><th>Arm</th><th>PFS</th><th>HR</th></tr>"
        "<tr><td>EXEMPLAR</td><td>35.7</td><td rowspan=2>0.55</td></tr><tr><td>Control</td><td>19.2</td></tr></table>"
    )
    assert heads(source, "0.55") == (("EXEMPLAR",), ("HR",))
    assert heads(source, "19.2") == (("Control",), ("PFS",))


@pytest.mark.parametrize(
    "group",
    ["<td colspan=3>Infections</td>", "<th colspan=3>Infections</th>", "<td>Infections</td><td></td><td>&nbsp;</td>"],
)
def test_group_row_heads_the_rows_below(group: str) -> None:
    source = (
        "<table><thead><tr><th>Event</th><th>A</th><th>B</th></tr></thead>"
        "<tr><td>Fatigue</td><td>1.0%</td><td>2.0%</td></tr>"
        f"<tr>{group}</tr><tr><td>Pneumonia</td><td>3.0%</td><td>4.0%</td></tr></table>"
    )
    assert heads(source, "1.0%") == (("Fatigue",), ("A",))
    assert heads(source, "4.0%") == (("Infections", "Pneumonia"), ("B",))
    assert cell(source, "Infections").header


def test_dash_in_a_row_does_not_make_it_a_group() -> None:
    source = table("Fatigue | – | –", "Pneumonia | 3.0% | 4.0%", head="!Event | !A | !B")
    assert heads(source, "4.0%") == (("Pneumonia",), ("B",))


def test_second_block_of_heads_replaces_the_first() -> None:
    source = table(
        "!Efficacy | !A | !B", "ORR | 86.6% | 70.1%", "!Safety | !Any grade | !Grade 3", "Fatigue | 9.0% | 1.5%"
    )
    assert heads(source, "1.5%") == (("Fatigue",), ("Grade 3",))
    assert heads(source, "86.6%") == (("ORR",), ("A",))


def test_table_without_th_has_its_first_row_as_heads() -> None:
    source = table("| Exemplar (n=179) | Control (n=123)", "ORR | 86.6% | 82.9%", "Aged &ge;65 | 80.0% | 70.0%")
    assert heads(source, "82.9%") == (("ORR",), ("Control (n=123)",))
    assert heads(source, "80.0%") == (("Aged ≥65",), ("Exemplar (n=179)",))
    assert cell(source, "Exemplar (n=179)").header


@pytest.mark.parametrize(
    "first",
    ["ORR | 86.6% | 82.9%", "n (%) | 19 (2.2%) | 32 (4.2%)", "PFS | 35.7 months | 19.2 months", "Trials | 3 | 3"],
)
def test_first_row_of_results_is_no_head(first: str) -> None:
    source = table(first, "CR | 39.7% | 27.6%")
    assert heads(source, "27.6%") == (("CR",), ())


@pytest.mark.parametrize(
    "first", ["Month | 0 | 6 | 12", "| 5 mg | 10 mg | Placebo", "Dose | Week 16 | Week 24 | Week 52"]
)
def test_first_row_of_times_or_doses_is_a_head(first: str) -> None:
    source = table(first, "ORR | 1.1% | 2.2% | 3.3%")
    assert heads(source, "2.2%") == (("ORR",), (first.split("|")[2].strip(),))


def test_second_heading_row_goes_on_with_the_first() -> None:
    source = table("| EXEMPLAR | Control", "| n (%) | n (%)", "ORR | 19 (2.2%) | 32 (4.2%)")
    assert heads(source, "32 (4.2%)") == (("ORR",), ("Control", "n (%)"))


def test_numeric_first_column_is_no_label() -> None:
    source = table("0.55 (0.37, 0.82) | 0.0032", "0.61 (0.40, 0.90) | 0.0100", head="!HR (95% CI) | !p")
    assert heads(source, "0.0032") == ((), ("p",))


def test_table_of_row_heads_only() -> None:
    source = table("!Trial | EXAMPLE-1", "!Patients | 302", "!Median age | 65.5")
    assert heads(source, "302") == (("Patients",), ())
    assert heads(source, "EXAMPLE-1") == (("Trial",), ())


def test_row_head_first_row_of_three_columns_is_a_head() -> None:
    source = table("!Endpoint | EXEMPLAR | Control", "!ORR | 86.6% | 82.9%")
    assert heads(source, "82.9%") == (("ORR",), ("Control",))


def test_heads_lose_their_markers_but_not_their_powers() -> None:
    source = (
        "<table><tr><th></th><th>EXEMPLAR<sup>1,2</sup> (n=179)<sup>*</sup></th><th>mg/m<sup>2</sup></th></tr>"
        "<tr><td>MRD at 10<sup>-5</sup><sup>a</sup></td><td>33.3%</td><td>5.5</td></tr></table>"
    )
    assert heads(source, "33.3%") == (("MRD at 10-5",), ("EXEMPLAR (n=179)",))
    assert cell(source, "5.5").column_heads == ("mg/m2",)
    assert blocks(source)[0].text == "EXEMPLAR1,2 (n=179)*"


def test_paragraphs_of_a_cell_are_lines_of_one_block() -> None:
    source = table("PFS | <p>35.7 months</p><p>(95% CI: 25.8, 44.0)</p>", head="!Endpoint | !EXEMPLAR")
    (found,) = (block for block in blocks(source) if block.text.startswith("35.7"))
    assert found.text == "35.7 months\n(95% CI: 25.8, 44.0)"
    assert source[found.spots[found.text.index("25.8")] :].startswith("25.8, 44.0)</p>")
    assert found.cell == Cell(1, 1, 1, False, ("PFS",), ("EXEMPLAR",), "Endpoint")


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td><h2>Efficacy</h2><p>ORR 86.6%</p></td><td><p>Chart</p></td></tr></table>",
        "<table><tr><td>Efficacy</td></tr><tr><td>ORR 86.6%</td></tr><tr><td>Chart</td></tr></table>",
        "<table role=presentation><tr><th>Efficacy</th><td>ORR 86.6%</td></tr><tr><td>Chart</td></tr></table>",
        "<table><tr><td>Efficacy</td><td><ul><li>ORR 86.6%</ul></td><td>Chart</td></tr></table>",
    ],
)
def test_table_that_only_lays_out_gives_plain_blocks(source: str) -> None:
    found = blocks(source)
    assert [block.text for block in found] == ["Efficacy", "ORR 86.6%", "Chart"]
    assert all(block.cell is None and block.kind is not Kind.CELL for block in found)


def test_one_column_under_a_head_is_a_table() -> None:
    assert heads(table("86.6%", head="!ORR"), "86.6%") == ((), ("ORR",))


def test_nested_table_keeps_its_cells_and_the_outer_one_its_text() -> None:
    source = f"<table><tr><th>Outer</th><td>{table('ORR | 86.6%', head='!Endpoint | !A')}</td></tr></table><p>After"
    assert [(block.text, block.cell.table if block.cell else None) for block in blocks(source)] == [
        ("Outer", None),
        ("Endpoint", 2),
        ("A", 2),
        ("ORR", 2),
        ("86.6%", 2),
        ("After", None),
    ]


def test_caption_is_no_cell() -> None:
    found = blocks(
        "<table><caption>Table 1</caption><tr><th>A</th><th>B</th></tr><tr><td>x</td><td>5%</td></tr></table>"
    )
    assert (found[0].kind, found[0].text, found[0].cell) == (Kind.CAPTION, "Table 1", None)
    assert found[0].group == found[1].group


def test_hidden_cell_is_a_cell() -> None:
    source = "<table><tr><th>A</th><th>B</th></tr><tr hidden><td>x</td><td>5%</td></tr></table>"
    found = blocks(source)[-1]
    assert (found.carrier, found.cell) == (Carrier.HIDDEN, Cell(1, 1, 1, False, ("x",), ("B",), "A"))


def test_rows_and_cells_without_end_tags() -> None:
    source = "<table><thead><tr><th>Endpoint<th>A<tbody><tr><td>ORR<td>86.6%<tr><td>CR<td>39.7%</table>"
    assert heads(source, "39.7%") == (("CR",), ("A",))


@pytest.mark.parametrize("span", ["0", "-1", "x", "99999999999", ""])
def test_odd_spans_lose_nothing(span: str) -> None:
    source = (
        f"<table><tr><th colspan='{span}' rowspan='{span}'>A</th><th>B</th></tr><tr><td>x</td><td>5%</td></tr></table>"
    )
    assert [block.text for block in blocks(source)] == ["A", "B", "x", "5%"]
