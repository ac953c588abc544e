"""JUnit, GitHub, GitLab and reviewdog: each as its consumer reads it."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

from checker.model import Finding, PageReport, Report, Severity
from checker.outcome import at_or_above, exit_status
from checker.reports import github, github_summary, gitlab, junit, rdjson
from tests.reports.conftest import WAIVED

# --- JUnit --------------------------------------------------------------------------------------------------------


def suites(report: Report) -> JUnitXml:
    read = JUnitXml.fromstring(junit.render(report).encode())
    assert isinstance(read, JUnitXml)
    return read


def outcomes(report: Report, kind: type) -> list[str]:
    return [case.name for suite in suites(report) for case in suite for one in case.result if isinstance(one, kind)]


def test_junit_has_a_case_for_each_finding_and_one_for_reading_each_page(report: Report) -> None:
    told = suites(report)
    assert [suite.name for suite in told] == [
        "pages/draft.pdf",
        "pages/old.doc",
        "pages/slips.html",
        "promocheck.waivers.yaml",
    ]
    assert told.tests == len(report.findings) + len(report.pages) + len(report.unreadable)
    assert outcomes(report, Error) == ["read", "read"]
    errors = [f for f in report.findings if f.severity is Severity.ERROR and f.waived is None]
    assert len(outcomes(report, Failure)) == told.failures == len(errors)
    assert "sub.value 57:28" in outcomes(report, Failure)


def test_junit_skips_what_is_waived(report: Report) -> None:
    assert len(outcomes(report, Skipped)) == 1
    assert f"waived: {WAIVED}" in junit.render(report)


@pytest.mark.parametrize("fail_on", ["error", "warning", "note", "never"])
def test_junit_is_red_just_where_the_run_is(report: Report, fail_on: str) -> None:
    readable = replace(report, pages=report.pages[1:], unreadable=(), fail_on=fail_on)
    failing = [f for f in readable.findings if f.waived is None and at_or_above(f.severity, fail_on)]
    assert len(outcomes(readable, Failure)) == len(failing)
    assert bool(failing) is (exit_status(readable, fail_on) == 1)


def test_junit_of_a_clean_page_passes(clean: Report) -> None:
    told = suites(clean)
    assert (told.tests, told.failures, told.errors) == (1, 0, 0)


def test_junit_fails_where_too_little_was_decided(clean: Report) -> None:
    required = replace(clean, require_coverage=Decimal(95))
    assert outcomes(required, Failure) == ["coverage"]


def test_junit_holds_no_sign_that_xml_forbids(hostile: Report) -> None:
    (failure,) = (one for suite in suites(hostile) for case in suite for one in case.result if isinstance(one, Failure))
    assert "<U+001B>[31m" in failure.message
    assert "<U+202E>" in failure.message


# --- GitHub -------------------------------------------------------------------------------------------------------

ANNOTATION = re.compile(r"::(error|warning|notice) ([^:\r\n]*)::(.*)")


def read_as_the_runner_does(text: str) -> list[tuple[str, dict[str, str], str]]:
    told = []
    for line in text.splitlines():
        found = ANNOTATION.fullmatch(line)
        if found:
            properties = dict(one.split("=", 1) for one in found[2].split(","))
            told.append((found[1], {key: unescaped(value) for key, value in properties.items()}, unescaped(found[3])))
    return told


def unescaped(words: str) -> str:
    for sign in "\r\n:,%":
        words = words.replace(f"%{ord(sign):02X}", sign)
    return words


def many(page: PageReport, severity: Severity, number: int) -> tuple[Finding, ...]:
    return tuple(replace(page.findings[0], severity=severity, waived=None) for _ in range(number))


def test_github_shows_ten_of_a_kind_and_says_how_many_more(slips: PageReport, clean: Report) -> None:
    findings = (*many(slips, Severity.NOTE, 3), *many(slips, Severity.WARNING, 11), *many(slips, Severity.ERROR, 25))
    text = github.render(replace(clean, pages=(replace(slips, findings=findings),)))
    kinds = [kind for kind, _, _ in read_as_the_runner_does(text)]
    assert kinds == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 3
    assert text.splitlines()[-1] == (
        "promocheck: 16 more than GitHub shows of one step: 15 errors, 1 warning; the other reports have all"
    )


def test_github_says_nothing_more_where_all_are_shown(slips: PageReport, clean: Report) -> None:
    text = github.render(replace(clean, pages=(replace(slips, findings=many(slips, Severity.ERROR, 10)),)))
    assert len(text.splitlines()) == len(read_as_the_runner_does(text)) == 10


def test_github_places_a_finding(report: Report) -> None:
    told = read_as_the_runner_does(github.render(report))
    at = next(where for _, where, _ in told if where.get("line") == "57")
    assert at == {"file": "pages/slips.html", "line": "57", "col": "28", "endColumn": "38", "title": "sub.value"}
    over_lines = next(where for _, where, _ in told if where.get("line") == "47")
    assert (over_lines["endLine"], "col" in over_lines) == ("48", False)
    assert (
        "error",
        {"file": "pages/draft.pdf", "title": "page-unread"},
        "Could not read page 2: only an image",
    ) in told
    assert not any(WAIVED in message for _, _, message in told)


def test_github_runs_nothing_that_a_page_says(hostile: Report) -> None:
    text = github.render(hostile)
    told = read_as_the_runner_does(text)
    assert len(told) == len(text.splitlines()) == 2
    (_, _, _), (kind, where, message) = told
    assert (kind, where["file"]) == ("error", "a,b:c%.txt")
    assert message.split("\n")[0].startswith("=1+1|</x><U+001B>[31m](javascript:0)")
    assert message.count("\n") == 1


def test_github_is_silent_on_a_clean_page(clean: Report) -> None:
    assert github.render(clean) == ""


def test_the_summary_lists_what_was_found(report: Report) -> None:
    text = github_summary.render(report)
    assert text.startswith("# promocheck\n\nSomething could not be read, so this run fails. Findings: ")
    assert "Waived: 1; they do not count." in text
    rows = [line for line in text.splitlines() if line.startswith(("| error", "| warning", "| note"))]
    assert len(rows) == len([f for f in report.findings if f.waived is None])
    weights = [("error", "warning", "note").index(row.split(" | ")[0].removeprefix("| ")) for row in rows]
    assert weights == sorted(weights)


def test_the_summary_renders_as_plain_words(hostile: Report) -> None:
    from markdown_it import MarkdownIt

    text = github_summary.render(hostile)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inline = [child.type for token in tokens for child in token.children or ()]
    assert set(inline) <= {"text", "softbreak", "text_special"}
    row = next(line for line in text.splitlines() if line.startswith("| error"))
    assert row.count("|") == 6


def test_the_summary_makes_no_links_of_addresses() -> None:
    assert github_summary.plain("www.example.org 1.5 https://x.org @jdoe #1 a_b") == (
        "www&#46;example.org 1.5 https&#58;//x.org &#64;jdoe &#35;1 a&#95;b"
    )


def test_the_summary_stays_below_what_github_takes(slips: PageReport, clean: Report) -> None:
    text = github_summary.render(replace(clean, pages=(replace(slips, findings=many(slips, Severity.ERROR, 9000)),)))
    assert len(text.encode()) < 1024 * 1024
    shown = sum(line.startswith("| error") for line in text.splitlines())
    assert text.splitlines()[-1] == f"{9000 - shown} more findings have no room here; the other reports have all."
    assert shown > 1000


# --- GitLab -------------------------------------------------------------------------------------------------------


def test_gitlab_has_the_keys_that_it_requires(report: Report) -> None:
    told = json.loads(gitlab.render(report))
    assert isinstance(told, list)
    for issue in told:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["description"]
        assert not issue["location"]["path"].startswith(("./", "/"))
        assert issue["location"]["lines"]["begin"] >= 1
    fingerprints = [issue["fingerprint"] for issue in told]
    assert len(set(fingerprints)) == len(fingerprints) == len([f for f in report.findings if f.waived is None]) + 2
    assert [issue["check_name"] for issue in told if issue["severity"] == "blocker"] == ["page-unread"] * 2


def test_gitlab_gets_a_list_of_nothing(clean: Report) -> None:
    assert json.loads(gitlab.render(clean)) == []


# --- reviewdog ----------------------------------------------------------------------------------------------------

# What the fields of its DiagnosticResult may hold (reviewdog.proto); it refuses a field that it does not know.
FIELDS: dict[str, Any] = {
    "source": {"name": str},
    "diagnostics": [
        {
            "message": str,
            "location": {
                "path": str,
                "range": {"start": {"line": int, "column": int}, "end": {"line": int, "column": int}},
            },
            "severity": str,
            "source": {"name": str},
            "code": {"value": str},
        }
    ],
}


def check(told: Any, known: Any) -> None:
    if isinstance(known, dict):
        assert set(told) <= set(known)
        for key, value in told.items():
            check(value, known[key])
    elif isinstance(known, list):
        for value in told:
            check(value, known[0])
    else:
        assert isinstance(told, known)


@pytest.mark.parametrize("name", ["report", "clean", "hostile"])
def test_rdjson_has_only_the_fields_that_reviewdog_knows(name: str, request: pytest.FixtureRequest) -> None:
    told = json.loads(rdjson.render(request.getfixturevalue(name)))
    check(told, FIELDS)
    for one in told["diagnostics"]:
        assert one["message"]
        assert one["location"]["path"]
        assert one["severity"] in ("ERROR", "WARNING", "INFO")


def test_rdjson_counts_columns_in_bytes(report: Report, slips: PageReport) -> None:
    lines = slips.extraction.page.source.encode().split(b"\n")
    told = [
        one for one in json.loads(rdjson.render(report))["diagnostics"] if one["location"]["path"] == "pages/slips.html"
    ]
    counted = [finding for finding in report.pages[1].findings if finding.waived is None]
    assert len(told) == len(counted)
    shifted = 0
    for one, finding in zip(told, counted, strict=True):
        start = one["location"]["range"]["start"]
        before = lines[start["line"] - 1][: start["column"] - 1]
        assert len(before.decode()) == finding.place.column - 1
        shifted += start["column"] != finding.place.column
    assert shifted  # signs of more than one byte stand before some
