import json
from collections.abc import Callable
from typing import Any

import pytest

from checker.model import PageReport, Report
from checker.outcome import exit_status
from checker.reports import json as json_report
from checker.reports import terminal
from checker.reports.visible import excerpt, visible
from checker.rules import RULES
from claims.model import Unreadable
from references.model import Registry

CHECKED = tuple(rule for rule in RULES if rule.id in ("sub.value", "led.unread"))
PAGE: list[dict[str, Any]] = [
    {"heading": "Interim analysis"},
    {
        "text": "Superior PFS: HR=0.59 (95% CI: 0.42, 0.83) with EXEMPLAR + Kd, of 17",
        "cites": ["1"],
        "unread": ["17"],
        "claims": [
            {
                "quote": "HR=0.59 (95% CI: 0.42, 0.83)",
                "measure": "hazard_ratio",
                "endpoint": "PFS",
                "value": "0.59",
                "ci": ["0.42", "0.83", "95"],
                "arm": "EXEMPLAR + Kd",
                "analysis": "interim",
                "citations": ["1"],
            }
        ],
    },
]


@pytest.fixture
def page(audit: Callable[..., PageReport]) -> PageReport:
    return audit(PAGE, references=["1"], rules=CHECKED)


@pytest.fixture
def report(page: PageReport, registry: Registry) -> Report:
    return Report(registry=registry, pages=(page,), unreadable=(Unreadable("old.pdf", "no text layer"),))


def test_the_whole_json(report: Report, registry: Registry) -> None:
    told = json.loads(json_report.render(report))
    assert list(told) == ["schema", "tool", "profile", "registry", "settings", "pages", "summary"]
    assert told["schema"] == "promocheck/audit/1"
    assert told["registry"] == {"path": "registry.yaml", "sha256": registry.sha256, "facts": len(registry.facts)}
    page, unread = told["pages"]
    assert list(page) == ["path", "claims", "ledger", "findings", "problems"]
    assert unread == {
        "path": "old.pdf",
        "claims": [],
        "ledger": unread["ledger"],
        "findings": [],
        "problems": [{"message": "no text layer", "line": 1, "column": 1, "unreadable": True}],
    }
    assert unread["ledger"]["numerals"] == 0


def test_a_claim_in_json(report: Report) -> None:
    claim = json.loads(json_report.render(report))["pages"][0]["claims"][0]
    comparison = claim.pop("comparison")
    assert claim == {
        "id": "c1",
        "quote": "HR=0.59 (95% CI: 0.42, 0.83)",
        "line": 2,
        "column": 15,
        "start": 31,
        "end": 59,
        "measure": "hazard_ratio",
        "endpoint": "PFS",
        "value": 0.59,
        "value_text": "0.59",
        "status": None,
        "high": None,
        "unit": None,
        "op": "=",
        "ci": {"low": 0.42, "high": 0.83, "level": 95},
        "p": None,
        "n": None,
        "of": None,
        "arm": "EXEMPLAR + Kd",
        "versus": None,
        "population": None,
        "analysis": "interim",
        "timepoint": None,
        "trial": None,
        "citations": ["1"],
        "footnotes": [],
        "section": "body",
        "carrier": "text",
        "verdict": "contradicted",
        "fact": "pfs-hr-interim",
        "candidates": [],
        "reason": "differs from pfs-hr-interim",
        "diagnosis": "other analysis: pfs-hr-final",
    }
    assert {slot["slot"]: slot["agreement"] for slot in comparison} == {
        "endpoint": "agrees",
        "measure": "agrees",
        "trial": "unsaid",
        "arm": "agrees",
        "versus": "unsaid",
        "analysis": "agrees",
        "value": "differs",
        "unit": "agrees",
        "ci.low": "differs",
        "ci.high": "differs",
        "ci.level": "agrees",
        "p": "unsaid",
    }


def test_a_finding_in_json(report: Report) -> None:
    findings = json.loads(json_report.render(report))["pages"][0]["findings"]
    found = next(finding for finding in findings if finding["rule"] == "sub.value")
    assert len(found.pop("fingerprint")) == len(found.pop("bound")) == 16
    assert found == {
        "rule": "sub.value",
        "severity": "error",
        "confidence": "high",
        "message": (
            "Says 0.59, CI low 0.42, CI high 0.83; pfs-hr-interim has 0.548, CI low 0.366, CI high 0.822 (pi, Table 14). "
            "Other analysis: pfs-hr-final."
        ),
        "path": "draft.md",
        "line": 2,
        "column": 15,
        "end_line": 2,
        "end_column": 43,
        "quote": "HR=0.59 (95% CI: 0.42, 0.83)",
        "claim": "c1",
        "fact": "pfs-hr-interim",
        "said": "0.59, CI low 0.42, CI high 0.83",
        "expected": "0.548, CI low 0.366, CI high 0.822",
        "diagnosis": "other analysis: pfs-hr-final",
        "related": [
            {
                "path": "registry.yaml",
                "line": 24,
                "message": (
                    "pfs-hr-interim: PFS hazard ratio, exd vs kd, interim: 0.548 (95% CI 0.366 to 0.822; P=0.0032)"
                ),
            }
        ],
        "waived": None,
    }


def test_the_summary_adds_up(report: Report) -> None:
    summary = json.loads(json_report.render(report))["summary"]
    assert (summary["pages"], summary["unreadable"], summary["claims"]) == (1, 1, 1)
    assert summary["verdicts"]["contradicted"] == 1
    assert summary["findings"] == {"error": 1, "warning": 1, "note": 0}
    assert summary["rules"] == {"led.unread": 1, "sub.value": 1}
    assert summary["buckets"]["unread"] == summary["numerals"] == 1


def test_same_report_same_bytes(report: Report) -> None:
    assert json_report.render(report) == json_report.render(report)
    assert terminal.render(report) == terminal.render(report)


TERMINAL = """\
draft.md:2:15  error  sub.value
  | Superior PFS: HR=0.59 (95% CI: 0.42, 0.83) with EXEMPLAR + Kd, of 17
  |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  page says     0.59, CI low 0.42, CI high 0.83
  registry has  0.548, CI low 0.366, CI high 0.822 (pfs-hr-interim: pi, Table 14)
  slip          other analysis: pfs-hr-final
  see           registry.yaml:24  pfs-hr-interim: PFS hazard ratio, exd vs kd, interim: 0.548 (95%
                CI 0.366 to 0.822; P=0.0032)

draft.md:2:67  warning  led.unread
  | Superior PFS: HR=0.59 (95% CI: 0.42, 0.83) with EXEMPLAR + Kd, of 17
  |                                                                   ^^
  Could not place 17; not checked.

draft.md
  coverage      100%: 1 of 1 claims decided (1 contradicted)
  not decided   1 unread
                2:67  17  unread: could not be placed

old.pdf  could not be read
  no text layer

summary
  pages         1 read, 1 could not be read
  claims        1: 1 contradicted
  numerals      1: 1 unread
  findings      1 error, 1 warning

  rule        error  warning  note
  led.unread      -        1     -
  sub.value       1        -     -
"""


def test_the_terminal_report(report: Report) -> None:
    assert terminal.render(report, width=100, color=False) == TERMINAL


def test_colour_adds_only_escapes(report: Report) -> None:
    colored = terminal.render(report, width=100, color=True)
    assert "\x1b[4mHR=0.59 (95% CI: 0.42, 0.83)\x1b[0m" in colored
    assert "\x1b" not in terminal.render(report, width=100, color=False)


@pytest.mark.parametrize("width", [60, 80, 140])
def test_lines_keep_to_the_width(report: Report, width: int) -> None:
    assert max(len(line) for line in terminal.render(report, width=width).splitlines()) <= width


def test_a_hostile_page_stays_text(audit: Callable[..., PageReport], registry: Registry) -> None:
    text = "[bold red]ORR[/] \x1b[2J\u202e86.6%\u202c [link=file:///x]x[/link] :smile: 17"
    report = Report(registry=registry, pages=(audit([{"text": text, "unread": ["17"]}]),))
    shown = terminal.render(report, color=False)
    assert "[bold red]ORR[/] <U+001B>[2J<U+202E>86.6%<U+202C> [link=file:///x]x[/link] :smile: 17" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_visible_text_keeps_letters_of_every_script() -> None:
    assert visible("naïve ≥65 — 测试") == "naïve ≥65 — 测试"
    assert visible("a\tb\u00a0c\u200bd") == "a b cd"
    assert visible("\x07") == "<U+0007>"


def test_an_excerpt_is_cut_on_both_sides() -> None:
    line = "a" * 60 + "HERE" + "b" * 60
    part = excerpt(line, 60, 64, 20)
    assert (part.before, part.marked, part.behind) == ("…aaaaaaa", "HERE", "bbbbbbb…")


@pytest.mark.parametrize(
    ("fail_on", "unreadable", "status"),
    [("error", False, 1), ("warning", False, 1), ("never", False, 0), ("error", True, 3), ("never", True, 3)],
)
def test_exit_status(page: PageReport, registry: Registry, fail_on: str, unreadable: bool, status: int) -> None:
    lost = (Unreadable("old.pdf", "no text layer"),) if unreadable else ()
    assert exit_status(Report(registry=registry, pages=(page,), unreadable=lost), fail_on) == status


def test_a_warning_fails_only_where_warnings_do(audit: Callable[..., PageReport], registry: Registry) -> None:
    report = Report(registry=registry, pages=(audit([{"text": "of 17", "unread": ["17"]}]),))
    assert [exit_status(report, level) for level in ("error", "warning", "note", "never")] == [0, 1, 1, 0]
