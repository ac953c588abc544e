from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from checker.reports import extracted, worded
from checker.reports.columns import folded, widths
from checker.reports.listing import table
from claims.model import Bucket, Entry, Extraction, Problem, Unreadable

BLOCKS: list[dict[str, Any]] = [
    {"heading": "EXEMPLAR in EXAMPLE-1"},
    {
        "text": "HR=0.59 (95% CI: 0.42, 0.83; P=0.003) with EXEMPLAR + Kd vs Kd",
        "claims": [
            {
                "quote": "HR=0.59 (95% CI: 0.42, 0.83; P=0.003)",
                "measure": "hazard_ratio",
                "endpoint": "PFS",
                "value": "0.59",
                "unit": "ratio",
                "ci": ["0.42", "0.83", "95"],
                "p": "0.003",
                "arm": "EXEMPLAR + Kd",
                "versus": "Kd",
                "population": "≥65 years",
                "analysis": "interim",
                "trial": "EXAMPLE-1",
                "citations": ["1", "2"],
                "footnotes": ["*"],
            }
        ],
    },
    {"heading": "Response", "level": 2},
    {
        "text": "62.30% of 191 responded, 119 of them",
        "claims": [
            {
                "quote": "62.30%",
                "measure": "rate",
                "endpoint": "ORR",
                "value": "62.30",
                "unit": "%",
                "n": 119,
                "of": 191,
            }
        ],
    },
    {
        "text": "at 28 days",
        "note": "*",
        "claims": [{"quote": "28 days", "measure": "time", "value": "<=28", "unit": "days", "section": "footnote"}],
    },
]

TEXT = """\
draft.md:2:1  hazard_ratio PFS  0.59 (95% CI 0.42 to 0.83), p=0.003  EXEMPLAR + Kd vs Kd  [≥65 years; interim; EXAMPLE-1]  refs 1,2 *
draft.md:4:1  rate ORR          62.30%, 119/191
draft.md:5:4  time              <=28 days                            (footnote)

draft.md: 3 claims, 0 numerals: none
"""

TABLE = """\
draft.md

line  endpoint  measure       value                arm            where                       refs

EXEMPLAR in EXAMPLE-1 [body]
2     PFS       hazard ratio  0.59                 EXEMPLAR + Kd  ≥65 years; interim;         1, 2 *
                              95% CI 0.42 to 0.83  vs Kd          EXAMPLE-1
                              p=0.003

Response [body]
4     ORR       rate          62.30% (119/191)

Response [footnote]
5               time          <=28 days

draft.md: 3 claims, 0 numerals: none
"""


@pytest.fixture
def page(extraction_of: Callable[..., Extraction]) -> Extraction:
    return extraction_of(BLOCKS)


def shown(form: Callable[..., str], *pages: Extraction | Unreadable, width: int = 100, color: bool = False) -> str:
    return form(pages, width=width, color=color)


def test_one_line_for_each_claim(page: Extraction) -> None:
    assert shown(extracted.text, page) == TEXT


def test_claims_under_the_headings_of_the_page(page: Extraction) -> None:
    assert shown(extracted.table, page) == TABLE


@pytest.mark.parametrize("form", [extracted.text, extracted.table])
def test_what_was_not_read_or_decided_is_said(form: Callable[..., str], page: Extraction) -> None:
    unread = Entry("17", page.page.place(3, 5), Bucket.UNREAD)
    claim = Entry("0.59", page.page.place(25, 29), Bucket.CLAIM)
    page = replace(page, ledger=(claim, unread), problems=(Problem("two tables overlap", 4, 7),))
    text = shown(form, page, Unreadable("old.pdf", "no text layer"))
    assert "draft.md: 3 claims, 2 numerals: 1 unread, 1 claim\n" in text
    assert "draft.md:4:7  could not decide: two tables overlap\n" in text
    assert text.endswith("\nold.pdf: could not read: no text layer\n")


@pytest.mark.parametrize("form", [extracted.text, extracted.table])
def test_a_page_without_claims_says_so(form: Callable[..., str], extraction_of: Callable[..., Extraction]) -> None:
    text = shown(form, extraction_of([{"text": "Words only"}]))
    assert text.endswith("draft.md: 0 claims, 0 numerals: none\n")
    assert "endpoint" not in text


@pytest.mark.parametrize("form", [extracted.text, extracted.table])
def test_no_pages_no_text(form: Callable[..., str]) -> None:
    assert shown(form) == ""


@pytest.mark.parametrize("form", [extracted.text, extracted.table])
def test_a_hostile_page_stays_text(form: Callable[..., str], extraction_of: Callable[..., Extraction]) -> None:
    claim = {"quote": "86.6%", "measure": "rate", "endpoint": "[red]\x1b[2JORR[/]", "value": "86.6", "arm": "\u202eKd"}
    text = shown(form, extraction_of([{"heading": "\x1b]0;x\x07 :smile:"}, {"text": "86.6%", "claims": [claim]}]))
    assert "[red]<U+001B>[2JORR[/]" in text
    assert "<U+202E>Kd" in text
    assert "\x1b" not in text


@pytest.mark.parametrize("form", [extracted.text, extracted.table])
def test_colour_is_only_where_asked_for(form: Callable[..., str], page: Extraction) -> None:
    assert "\x1b[1m0.59" in shown(form, page, color=True)
    assert "\x1b" not in shown(form, page)


# --- the table --------------------------------------------------------------------------------------------------


def titles(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.endswith("]")]


def claim(quote: str, **slots: Any) -> dict[str, Any]:
    return {"quote": quote, "measure": "rate", "value": "50", **slots}


def test_consecutive_claims_share_a_heading(extraction_of: Callable[..., Extraction]) -> None:
    text = shown(
        extracted.table,
        extraction_of(
            [
                {"text": "50%", "claims": [claim("50%")]},
                {"heading": "Response"},
                {"text": "50% and 51%", "claims": [claim("50%"), claim("51%")]},
                {"text": "52%", "claims": [claim("52%")]},
                {"text": "53%", "claims": [claim("53%", carrier="alt")]},
                {"text": "54%", "claims": [claim("54%")]},
                {"heading": "Safety"},
                {"text": "55%", "claims": [claim("55%", section="safety")]},
            ]
        ),
    )
    assert titles(text) == [
        "(no heading) [body]",
        "Response [body]",
        "Response [body, alt text]",
        "Response [body]",
        "Safety [safety]",
    ]


def test_a_claim_in_a_heading_stands_under_it(extraction_of: Callable[..., Extraction]) -> None:
    blocks = [
        {"heading": "EXAMPLE-1"},
        {"heading": "Final analysis at 50 months", "level": 2, "claims": [claim("50 months")]},
        {"text": "51%", "claims": [claim("51%")]},
    ]
    assert titles(shown(extracted.table, extraction_of(blocks))) == ["Final analysis at 50 months [body]"]


def test_columns_that_hold_nothing_are_left_out(extraction_of: Callable[..., Extraction]) -> None:
    text = shown(extracted.table, extraction_of([{"text": "50%", "claims": [claim("50%", endpoint="ORR")]}]))
    assert text.splitlines()[2].split() == ["line", "endpoint", "measure", "value"]


LONG = {
    "endpoint": "serious treatment-emergent cardiovascular events",
    "arm": "EXEMPLAR plus dexamethasone",
    "versus": "dexamethasone",
    "population": "patients refractory to lenalidomide with thrombocytopenia",
    "analysis": "prespecified interim analysis",
    "trial": "EXAMPLE-1",
    "ci": ["45.8", "60.0", "95"],
    "citations": list(range(1, 9)),
}


@pytest.mark.parametrize("width", [100, 120, 160])
def test_words_stay_whole(extraction_of: Callable[..., Extraction], width: int) -> None:
    text = shown(extracted.table, extraction_of([{"text": "50%", "claims": [claim("50%", **LONG)]}]), width=width)
    words = f"{LONG['endpoint']} {LONG['arm']} {LONG['versus']} {LONG['population']}; {LONG['analysis']}; EXAMPLE-1"
    assert set(words.split()) <= set(text.split())
    assert "95% CI 45.8 to 60.0" in text
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("width", [60, 80])
def test_a_narrow_table_keeps_to_the_width(extraction_of: Callable[..., Extraction], width: int) -> None:
    text = shown(extracted.table, extraction_of([{"text": "50%", "claims": [claim("50%", **LONG)]}]), width=width)
    assert max(map(len, text.splitlines())) <= width


# --- words of a claim -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        ({"measure": "rate", "value": "62.30", "unit": "%"}, "62.30%"),
        ({"measure": "rate", "value": "1.2", "unit": "% per year"}, "1.2% per year"),
        ({"measure": "median_time", "value": "~39", "unit": "months"}, "~39 months"),
        ({"measure": "threshold", "value": "1", "high": "3", "unit": "lines"}, "1 to 3 lines"),
        ({"measure": "median_time", "status": "NR", "ci": ["31.1", "NR", "95"]}, "NR (95% CI 31.1 to NR)"),
        ({"measure": "hazard_ratio", "value": "0.59", "unit": "ratio", "p": "<0.001"}, "0.59, p<0.001"),
        ({"measure": "p_value", "value": "<0.001", "unit": None}, "p<0.001"),
        ({"measure": "hazard_ratio", "value": "0.59", "ci": ["0.4", "0.8"]}, "0.59 (CI 0.4 to 0.8)"),
        ({"measure": "rate", "value": "40", "unit": "%", "n": "165"}, "40%, n=165"),
        ({"measure": "rate", "value": "40", "unit": "%", "of": "412"}, "40%, N=412"),
        ({"measure": "count", "value": "165", "unit": "patients", "n": "165"}, "165 patients"),
    ],
)
def test_a_value_reads_as_printed(extraction_of: Callable[..., Extraction], slots: dict[str, Any], words: str) -> None:
    page = extraction_of([{"text": "here", "claims": [{"quote": "here", **slots}]}])
    assert worded.value(page.claims[0]) == words


# --- columns ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", [""]),
        ("overall response", ["overall", "response"]),
        ("a b c d e f", ["a b c d e", "f"]),
        ("two\nlines", ["two", "lines"]),
        ("lenalidomide/dexamethasone", ["lenalidomi", "de/", "dexamethas", "one"]),
        ("65-year-old-patients", ["65-year-", "old-", "patients"]),
        ("测试测试测试", ["测试测试测", "试"]),
    ],
)
def test_words_folded_at_ten(words: str, lines: list[str]) -> None:
    assert folded(words, 10) == lines


def test_columns_get_what_they_need_and_no_more() -> None:
    assert widths([("a", "endpoint"), ("ab", "PFS")], 100) == (2, 8)


def test_one_long_cell_does_not_starve_the_others() -> None:
    rows = [("short", "some words to fold here")] * 30 + [("long words " * 40, "some words to fold here")]
    assert widths(rows, 40) == (5, 23)


def test_too_narrow_for_anything_still_gives_each_column_a_cell() -> None:
    assert min(widths([("endpoint", "measure", "value")], 3)) >= 1


def test_a_plain_table_keeps_its_words_too() -> None:
    text = table(
        "rules",
        ("rule", "what it requires"),
        [("sub.value", "[b]the printed value is registered")],
        width=31,
        color=False,
    )
    assert text == ("rules\nrule       what it requires\nsub.value  [b]the printed value\n           is registered\n")
