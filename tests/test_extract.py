"""The command `extract`: formats, files, streams, exit status."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

import cli

PAGE = "<h1>EXAMPLE-1</h1><p>ORR was 73.80% with EXEMPLAR vs 57% with placebo.</p>"
FORMATS = ("text", "table", "json", "jsonl", "csv")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two pages that can be read, and one that cannot."""
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    (tmp_path / "other.md").write_text("# EXAMPLE-2\n\nORR was 62.30% with EXEMPLAR.\n", "utf-8")
    (tmp_path / "lost.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.main(["extract", *arguments])
    said = capfd.readouterr()
    return status, said.out, said.err


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_the_value_and_nothing_on_standard_error(
    form: str, capfd: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capfd, "page.html", "--output", form)
    assert (status, err) == (cli.ExitCode.CLEAN, "")
    assert "73.80" in out


def test_text_is_the_default_and_can_be_grepped(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capfd, "page.html", "other.md")
    assert out == run(capfd, "page.html", "other.md", "--output", "text")[1]
    assert re.findall(r"^(\S+):\d+:\d+  rate ORR +([\d.]+%)", out, re.MULTILINE) == [
        ("page.html", "73.80%"),
        ("page.html", "57%"),
        ("other.md", "62.30%"),
    ]


def test_csv_is_one_table_over_all_pages(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capfd, "page.html", "other.md", "--output", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["path"], row["id"], row["value"]) for row in rows] == [
        ("page.html", "c1", "73.80"),
        ("page.html", "c2", "57"),
        ("other.md", "c1", "62.30"),
    ]


@pytest.mark.parametrize("form", ["text", "table", "json", "jsonl"])
def test_a_lost_page_is_in_the_report(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capfd, "lost.pdf", "page.html", "--output", form)
    assert (status, err) == (cli.ExitCode.COULD_NOT_CHECK, "")
    assert "lost.pdf" in out
    assert "73.80" in out


def test_a_lost_page_has_no_row_in_csv_and_is_said_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capfd, "lost.pdf", "page.html", "--output", "csv")
    assert status == cli.ExitCode.COULD_NOT_CHECK
    assert "lost.pdf" not in out
    assert "73.80" in out
    assert re.fullmatch(r"lost\.pdf: could not read: \S.*\n", err)


def test_several_formats_in_one_run(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    outputs = [word for form in FORMATS for word in ("--output", f"{form}:out.{form}")]
    status, out, err = run(capfd, "page.html", "--output", "table", *outputs)
    assert (status, err) == (cli.ExitCode.CLEAN, "")
    assert out == (folder / "out.table").read_text("utf-8")
    assert json.loads((folder / "out.json").read_text("utf-8"))["claims"][0]["value_text"] == "73.80"
    lines = (folder / "out.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["value_text"] for line in lines] == ["73.80", "57"]
    assert (folder / "out.csv").read_text("utf-8").count("\n") == 3
    assert "73.80%" in (folder / "out.text").read_text("utf-8")


def test_a_file_holds_no_colour_even_from_a_terminal(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    _, out, _ = run(capfd, "page.html", "--output", "table", "--output", "table:out.txt")
    assert "\x1b[" in out
    assert "\x1b" not in (folder / "out.txt").read_text("utf-8")


@pytest.mark.parametrize("form", ["text", "table"])
def test_the_ledger_marks_the_page(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capfd, "page.html", "--ledger", "--output", form)
    assert "  ?  0  UNREAD: not placed, not checked\n  C  2  claim\n" in out
    source = out.index("1 | <h1>EXAMPLE-1</h1><p>ORR was 73.80% with EXEMPLAR vs 57%")
    letters = out[source:].splitlines()[1]
    assert letters.split() == ["|", "n", "CCCCC", "CC"]


@pytest.mark.parametrize("form", FORMATS)
def test_without_ledger_the_source_is_not_shown(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert "<h1>" not in run(capfd, "page.html", "--output", form)[1]


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_the_ledger_changes_no_machine_format(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    plain = run(capfd, "page.html", "--output", form)
    assert plain == run(capfd, "page.html", "--ledger", "--output", form)


def test_an_unknown_format_names_those_there_are(capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capfd, "page.html", "--output", "xml")
    assert (status, out) == (cli.ExitCode.USAGE, "")
    assert err == "--output xml: no format 'xml'; one of text, table, json, jsonl, csv\n"


def test_help_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["extract", "--help"])
    words = " ".join(capsys.readouterr().out.split())
    assert "text, table, json, jsonl or csv; may be repeated (default text to standard output)" in words
    assert "--ledger also mark every numeral of the page with its bucket (text, table)" in words
