import csv
import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest

from checker.reports.flat import COLUMNS, render_csv, render_jsonl
from claims.model import Extraction, Unreadable

HEADER = (
    "path,id,line,column,quote,measure,endpoint,value,status,high,unit,op,ci_low,ci_high,ci_level,p_op,p_value,n,of,"
    "arm,versus,population,analysis,timepoint,trial,citations,footnotes,section,carrier,page,block"
)
LOST = Unreadable("old.pdf", "no text layer")


@pytest.fixture
def page(extraction_of: Callable[..., Extraction]) -> Extraction:
    text = "ORR was 62.30% (95% CI: 55, NR; P<0.001; 119/191) with EXEMPLAR, not reached"
    response = {
        "quote": "62.30% (95% CI: 55, NR; P<0.001; 119/191)",
        "measure": "rate",
        "endpoint": "ORR",
        "value": "62.30",
        "unit": "%",
        "ci": ["55", "NR", "95"],
        "p": "<0.001",
        "n": "119",
        "of": "191",
        "arm": "EXEMPLAR",
        "citations": ["1", "3"],
        "footnotes": ["*"],
    }
    median = {"quote": "not reached", "measure": "median_time", "endpoint": "OS", "status": "NR", "carrier": "alt"}
    return extraction_of([{"text": text, "claims": [response, median]}])


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def one_claim(extraction_of: Callable[..., Extraction], **slots: Any) -> Extraction:
    told = {"quote": "86.6%", "measure": "rate", "value": "86.6"} | slots
    return extraction_of([{"text": f"{told['quote']} responded", "claims": [told]}])


def test_the_columns_are_those_of_the_manual(page: Extraction) -> None:
    assert render_csv([page]).splitlines()[0] == HEADER == ",".join(COLUMNS)


def test_a_row_holds_every_slot_as_written(page: Extraction) -> None:
    row = rows(render_csv([page]))[0]
    assert {column: words for column, words in row.items() if words} == {
        "path": "draft.md",
        "id": "c1",
        "line": "1",
        "column": "9",
        "quote": "62.30% (95% CI: 55, NR; P<0.001; 119/191)",
        "measure": "rate",
        "endpoint": "ORR",
        "value": "62.30",
        "unit": "%",
        "op": "=",
        "ci_low": "55",
        "ci_high": "NR",
        "ci_level": "95",
        "p_op": "<",
        "p_value": "0.001",
        "n": "119",
        "of": "191",
        "arm": "EXEMPLAR",
        "citations": "1; 3",
        "footnotes": "*",
        "section": "body",
        "carrier": "text",
    }


def test_a_status_leaves_the_value_empty(page: Extraction) -> None:
    row = rows(render_csv([page]))[1]
    assert (row["status"], row["value"], row["ci_low"], row["carrier"]) == ("NR", "", "", "alt")


@pytest.mark.parametrize("words", ["=SUM(A1)", "+ Kd", "-Kd", "@arm", "\tKd", "＝1+1"])
def test_words_that_a_spreadsheet_would_run_are_kept_from_it(
    extraction_of: Callable[..., Extraction], words: str
) -> None:
    row = rows(render_csv([one_claim(extraction_of, arm=words)]))[0]
    assert row["arm"] == f"'{words}"


def test_a_carriage_return_is_a_space_and_no_way_around(extraction_of: Callable[..., Extraction]) -> None:
    assert rows(render_csv([one_claim(extraction_of, arm="\r=1+1")]))[0]["arm"] == "' =1+1"
    assert rows(render_csv([one_claim(extraction_of, arm="EXEMPLAR\r\n+ Kd")]))[0]["arm"] == "EXEMPLAR\n+ Kd"


@pytest.mark.parametrize("quote", ["-1.9%", "+12%", "=0.59"])
def test_a_quote_is_words_too(extraction_of: Callable[..., Extraction], quote: str) -> None:
    assert rows(render_csv([one_claim(extraction_of, quote=quote)]))[0]["quote"] == f"'{quote}"


@pytest.mark.parametrize("words", ["EXEMPLAR + Kd", "95% = all", "≥65 years", "'quoted'", "a@b", "EXEMPLAR, 10 mg"])
def test_other_words_stay_as_they_are(extraction_of: Callable[..., Extraction], words: str) -> None:
    assert rows(render_csv([one_claim(extraction_of, arm=words)]))[0]["arm"] == words


def test_numbers_and_comparators_are_never_quoted(extraction_of: Callable[..., Extraction]) -> None:
    page = one_claim(extraction_of, value="-1.90", high="-0.5", ci=["-2.10", "-1.70", "95"], p="0.01")
    row = rows(render_csv([page]))[0]
    assert [row[column] for column in ("value", "high", "ci_low", "ci_high", "op", "p_op")] == [
        "-1.90",
        "-0.5",
        "-2.10",
        "-1.70",
        "=",
        "=",
    ]


def test_a_csv_cell_cannot_act_on_a_terminal(extraction_of: Callable[..., Extraction]) -> None:
    page = one_claim(
        extraction_of, arm="EXEMPLAR \x1b[2J\u202e\x9b", population="two\nlines\u00a0and soft\u00adhyphens"
    )
    row = rows(render_csv([page]))[0]
    assert row["arm"] == "EXEMPLAR <U+001B>[2J<U+202E><U+009B>"
    assert row["population"] == "two\nlines\u00a0and soft\u00adhyphens"


def test_no_row_for_a_page_that_was_not_read_nor_for_one_without_claims(
    extraction_of: Callable[..., Extraction],
) -> None:
    assert render_csv([LOST, extraction_of([{"text": "nothing"}])]) == f"{HEADER}\n"
    assert render_csv([]) == f"{HEADER}\n"


def test_a_line_of_json_for_each_claim_of_all_pages(page: Extraction) -> None:
    told = [json.loads(line) for line in render_jsonl([page, LOST, page]).splitlines()]
    assert [record.get("id") for record in told] == ["c1", "c2", None, "c1", "c2"]
    assert told[2] == {"path": "old.pdf", "unreadable": "no text layer"}
    assert list(told[0])[:3] == ["path", "id", "quote"]
    assert (told[0]["value"], told[0]["value_text"]) == (62.3, "62.30")
    assert told[0]["ci"] == {"low": 55, "high": None, "level": 95}


def test_no_lines_without_pages(extraction_of: Callable[..., Extraction]) -> None:
    assert render_jsonl([]) == render_jsonl([extraction_of([{"text": "nothing"}])]) == ""


@pytest.mark.parametrize("words", ["a\u2028b", "a\x85b", "a\nb", "a\x9bb", "a\ud800b"])
def test_a_record_is_one_line_of_plain_text(extraction_of: Callable[..., Extraction], words: str) -> None:
    text = render_jsonl([one_claim(extraction_of, arm=words)])
    assert len(text.splitlines()) == 1
    assert json.loads(text)["arm"] == words
    assert text.encode("utf-8").isascii()


def test_letters_of_every_script_stay_readable(extraction_of: Callable[..., Extraction]) -> None:
    assert "≥65 — 测试" in render_jsonl([one_claim(extraction_of, population="≥65 — 测试")])
