"""Findings that were known before: what is left out, what is new again, which files serve."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import cli

WRONG, NOWHERE = ("sub.value", "78.3%"), ("sub.unregistered", "31.4%")
AUDIT = ("page.md", "--registry", "facts.yaml", "--today", "2026-12-31")
WITH = (*AUDIT, "--baseline", "known.json")
Report = Callable[..., tuple[int, dict[str, Any]]]
Run = Callable[..., tuple[int, str, str]]
Found = Callable[..., list[tuple[str, str]]]


@pytest.fixture(params=["a baseline", "a report"])
def known(request: pytest.FixtureRequest, run: Run) -> None:
    """All that is found now, in either form."""
    option = ["--write-baseline", "known.json"] if request.param == "a baseline" else ["--output", "json:known.json"]
    status, _, err = run("audit", *AUDIT, *option)
    assert (status, err) == (cli.ExitCode.FOUND, "")


def change(file: str, old: str, new: str) -> None:
    text = Path(file).read_text("utf-8")
    assert old in text
    Path(file).write_text(text.replace(old, new), "utf-8")


@pytest.mark.usefixtures("known")
def test_what_is_known_is_left_out_and_counted(report: Report, found: Found, run: Run) -> None:
    status, told = report(*WITH)
    assert (status, found(told)) == (cli.ExitCode.CLEAN, [])
    assert (told["summary"]["known"], told["settings"]["baseline"]) == (2, "known.json")
    out = run("audit", *WITH)[1]
    assert "known         2 left out, found before: known.json\n" in out
    assert "sub.value" not in out


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("file", "old", "new", "new_findings"),
    [
        ("page.md", "# EXAMPLE-1\n", "# EXAMPLE-1\n\nWords that were not there.\n", []),
        ("facts.yaml", "trials:", "# a comment\ntrials:", []),
        ("page.md", "78.3%", "79.3%", [("sub.value", "79.3%")]),
        ("page.md", "31.4%", "41.3%", [("sub.unregistered", "41.3%")]),
        ("facts.yaml", "value: 73.8", "value: 72.8", [WRONG]),
        ("page.md", "\n## References", "\nThe stable disease rate was 12.7%.<sup>1</sup>\n\n## References", None),
    ],
)
def test_only_what_is_new_counts(
    file: str, old: str, new: str, new_findings: list[tuple[str, str]] | None, report: Report, found: Found
) -> None:
    change(file, old, new)
    status, told = report(*WITH)
    expected = [("sub.unregistered", "12.7%")] if new_findings is None else new_findings
    assert found(told) == expected
    assert status == (cli.ExitCode.FOUND if expected else cli.ExitCode.CLEAN)


@pytest.mark.usefixtures("known")
def test_a_sentence_that_stands_there_once_more_is_new(report: Report, found: Found) -> None:
    sentence = "The complete response rate was 31.4% with EXEMPLAR.<sup>1</sup>\n"
    change("page.md", sentence, f"{sentence}\n{sentence}")
    status, told = report(*WITH)
    assert (status, found(told), told["summary"]["known"]) == (cli.ExitCode.FOUND, [NOWHERE], 2)


@pytest.mark.usefixtures("known")
def test_another_page_is_not_known(report: Report, found: Found) -> None:
    Path("page.md").rename("other.md")
    assert found(report("other.md", *WITH[1:])[1]) == [WRONG, NOWHERE]


@pytest.mark.usefixtures("known")
def test_the_page_may_be_named_another_way(report: Report, found: Found) -> None:
    assert found(report("./page.md", *WITH[1:])[1]) == []


def test_a_baseline_can_be_written_over_itself(run: Run, report: Report, found: Found) -> None:
    run("audit", *AUDIT, "--write-baseline", "known.json")
    before = Path("known.json").read_bytes()
    run("audit", *WITH, "--write-baseline", "known.json")
    assert Path("known.json").read_bytes() == before
    change("page.md", "31.4%", "41.3%")
    run("audit", *WITH, "--write-baseline", "known.json")
    assert found(report(*WITH)[1]) == []


def test_a_report_that_leaves_findings_out_is_no_baseline(run: Run) -> None:
    run("audit", *AUDIT, "--write-baseline", "known.json")
    run("audit", *WITH, "--output", "json:later.json")
    status, out, err = run("audit", *AUDIT, "--baseline", "later.json")
    assert (status, out) == (cli.ExitCode.USAGE, "")
    assert err == "later.json: leaves out 2 findings that were known; use what --write-baseline writes\n"


def test_what_was_waived_is_not_known(run: Run, report: Report, found: Found) -> None:
    run("audit", *AUDIT, "--write-waivers", "draft.yaml")
    waivers = yaml.safe_load(Path("draft.yaml").read_text("utf-8"))["waivers"]
    for waiver in waivers:
        waiver.update(reason="The label itself prints it so.", by="J. Doe", until="2026-12-31")
    Path("accepted.yaml").write_text(yaml.safe_dump({"waivers": waivers}), "utf-8")
    for output in (["--write-baseline", "known.json"], ["--output", "json:known.json"]):
        run("audit", *AUDIT, "--waivers", "accepted.yaml", *output)
        later = (*WITH[:-3], "2027-01-01", *WITH[-2:], "--waivers", "accepted.yaml")
        assert {WRONG, NOWHERE} <= set(found(report(*later)[1]))


def test_findings_about_waivers_are_never_known(run: Run, report: Report, found: Found) -> None:
    waiver = {"rule": "sub.value", "quote": "1%", "bound": "0" * 16, "reason": "The label prints it.", "by": "J. Doe"}
    Path("accepted.yaml").write_text(yaml.safe_dump({"waivers": [waiver | {"until": "never"}]}), "utf-8")
    waived = ("--waivers", "accepted.yaml")
    for output in (["--write-baseline", "known.json"], ["--output", "json:known.json"]):
        run("audit", *AUDIT, *waived, *output)
        assert found(report(*WITH, *waived)[1]) == [("wvr.unused", "1%")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "known.json:1: is no valid JSON: expecting value"),
        ("{\n'a'}", "known.json:2: is no valid JSON: expecting property name enclosed in double quotes"),
        ("[]", "known.json: is neither a baseline (--write-baseline) nor an audit's JSON report"),
        ("{}", "known.json: is neither a baseline (--write-baseline) nor an audit's JSON report"),
        (
            '{"schema": "promocheck/claims/1"}',
            "known.json: is neither a baseline (--write-baseline) nor an audit's JSON",
        ),
        (
            '{"schema": "promocheck/baseline/1"}',
            "known.json: was written by another version of promocheck; write it anew",
        ),
        ('{"schema": "promocheck/audit/1", "summary": 1}', "known.json: was written by another version of promocheck"),
        ('{"schema": "promocheck/baseline/1", "findings": [1]}', "known.json: was written by another version"),
        (
            '{"schema": "promocheck/baseline/1", "findings": [{"path": "p", "rule": 1, "bound": "b"}]}',
            "known.json: was written by another version of promocheck",
        ),
        ("[" * 100_000, "known.json: is no valid JSON"),
        ("\x00", "known.json:1: is no valid JSON"),
        ("9" * 10_000, "known.json: is no valid JSON"),
    ],
)
def test_a_file_that_is_none_is_one_clear_line(data: str, said: str, run: Run) -> None:
    Path("known.json").write_text(data, "utf-8")
    status, out, err = run("audit", *WITH)
    assert (status, out, err.count("\n")) == (cli.ExitCode.USAGE, "", 1)
    assert err.startswith(said)


def test_a_report_from_before_bounds_is_told(run: Run) -> None:
    run("audit", *AUDIT, "--output", "json:known.json")
    told = json.loads(Path("known.json").read_text("utf-8"))
    for finding in told["pages"][0]["findings"]:
        del finding["bound"]
    Path("known.json").write_text(json.dumps(told), "utf-8")
    assert run("audit", *WITH)[2] == "known.json: was written by another version of promocheck; write it anew\n"


def test_where_a_baseline_cannot_be_written(run: Run) -> None:
    status, _, err = run("audit", *AUDIT, "--write-baseline", "nowhere/known.json")
    assert status == cli.ExitCode.USAGE
    assert err == "--write-baseline nowhere/known.json: no such file or directory\n"
