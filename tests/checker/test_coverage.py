"""How much of a page was decided, and the gate that asks for it."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import cli
from checker.coverage import below, coverage, together
from checker.model import PageReport, Report
from checker.outcome import exit_status
from checker.reports import json as json_report
from checker.reports import terminal
from references.model import Registry

EX = {"arm": "EXEMPLAR + Kd", "measure": "rate", "unit": "%"}
RIGHT: dict[str, Any] = {"text": "ORR 86.6%", "claims": [{"quote": "86.6%", "endpoint": "ORR", "value": "86.6", **EX}]}
WRONG: dict[str, Any] = {"text": "ORR 68.6%", "claims": [{"quote": "68.6%", "endpoint": "ORR", "value": "68.6", **EX}]}
NOWHERE: dict[str, Any] = {
    "text": "stable in 77%, of 17",
    "unread": ["17"],
    "claims": [{"quote": "77%", "endpoint": "stable disease", "value": "77", **EX}],
}
EITHER: dict[str, Any] = {
    "text": "31.0% were pain-free",
    "claims": [{"quote": "31.0%", "endpoint": "pain-free", "value": "31.0", **EX}],
}
CUT_OFF: dict[str, Any] = {
    "text": "eGFR <60",
    "claims": [{"quote": "<60", "measure": "threshold", "endpoint": "eGFR", "value": "<60"}],
}
Audit = Callable[..., PageReport]


def report(registry: Registry, *pages: PageReport, required: str | None = None) -> Report:
    return Report(registry=registry, pages=pages, require_coverage=Decimal(required) if required else None)


def test_exempt_claims_do_not_count(audit: Audit) -> None:
    found = coverage(audit([RIGHT, WRONG, NOWHERE, CUT_OFF], rules=()))
    assert (found.decided, found.asked, found.percent) == (2, 3, Decimal("66.6"))
    assert dict(found.exempt) == {"a definition or criterion, no result": 1}


def test_every_undecided_number_says_why(audit: Audit) -> None:
    found = coverage(audit([NOWHERE, EITHER], rules=()))
    assert [(one.quote, one.kind, one.claim) for one in found.undecided] == [
        ("77%", "unsupported", "c1"),
        ("17", "unread", None),
        ("31.0%", "ambiguous", "c2"),
    ]
    assert "pain-week-2 and pain-week-4 equally" in found.undecided[2].reason


def test_pages_add_up(audit: Audit) -> None:
    whole = together(coverage(audit(blocks, rules=())) for blocks in ([RIGHT, CUT_OFF], [NOWHERE], []))
    assert (whole.decided, whole.asked, whole.percent) == (1, 2, Decimal("50.0"))


@pytest.mark.parametrize(
    ("blocks", "required", "status"),
    [
        ([RIGHT, RIGHT, NOWHERE], "66.7", 1),
        ([RIGHT, RIGHT, NOWHERE], "66.6", 0),
        ([RIGHT, EITHER], "50", 0),
        ([RIGHT, EITHER], "50.1", 1),
        ([RIGHT], "100", 0),
        ([NOWHERE], "0", 0),
        ([], "0", 1),
        ([{"text": "Words alone."}], "50", 1),
        ([CUT_OFF], "50", 1),
    ],
)
def test_the_gate(audit: Audit, registry: Registry, blocks: list[Any], required: str, status: int) -> None:
    page = audit(blocks, rules=())
    assert exit_status(report(registry, page, required=required), "error") == status
    assert exit_status(report(registry, page), "error") == 0


def test_one_page_below_is_not_made_good_by_another(audit: Audit, registry: Registry) -> None:
    full, half = audit([RIGHT] * 9, rules=()), audit([RIGHT, NOWHERE], rules=())
    assert below(report(registry, full, half, required="60")) == (half,)


def test_the_text_has_a_block_for_each_page_and_totals(audit: Audit, registry: Registry) -> None:
    shown = terminal.render(
        report(registry, audit([RIGHT, NOWHERE], rules=()), audit([CUT_OFF], rules=()), required="75")
    )
    assert (
        """\
draft.md
  coverage      50%: 1 of 2 claims decided (1 supported)
  not decided   1 unsupported, 1 unread
                2:11  77%  unsupported: no fact of this endpoint and measure
                2:19  17  unread: could not be placed
  required      50% is below the required 75%

draft.md
  coverage      no claims that need a fact
  exempt        1 a definition or criterion, no result
  required      nothing to decide is below the required 75%

summary
"""
        in shown
    )
    assert (
        "  coverage      50%: 1 of 2 claims decided (1 supported)\n  required      75%: not reached by draft.md"
        in shown
    )


def test_a_page_without_claims_says_so(audit: Audit, registry: Registry) -> None:
    assert "  coverage      no claims\n" in terminal.render(report(registry, audit([{"text": "Words."}])))


def test_a_long_list_is_cut(audit: Audit, registry: Registry) -> None:
    assert "and 8 more\n" in terminal.render(report(registry, audit([NOWHERE] * 10, rules=())))


def test_the_json(audit: Audit, registry: Registry) -> None:
    page = audit([RIGHT, NOWHERE, CUT_OFF], rules=())
    told = json.loads(json_report.render(report(registry, page, required="75")))["summary"]["coverage"]
    (of_page,) = told.pop("pages")
    shares = {
        "percent": 50.0,
        "decided": 1,
        "claims": 2,
        "exempt": {"a definition or criterion, no result": 1},
    }
    assert told == {**shares, "required": 75.0}
    undecided = of_page.pop("undecided")
    assert of_page == {"path": "draft.md", **shares, "reached": False}
    assert [one["kind"] for one in undecided] == ["unsupported", "unread"]
    assert undecided[0]["reason"] == "no fact of this endpoint and measure"


def test_a_derived_claim_names_all_its_facts_in_the_json(audit: Audit, registry: Registry) -> None:
    gain = {"quote": "20.9 months", "measure": "difference", "endpoint": "PFS", "value": "20.9", "unit": "months"}
    arms = {"arm": "EXEMPLAR + Kd", "versus": "Kd"}
    page = audit([{"text": "20.9 months longer", "claims": [{**gain, **arms}]}, RIGHT], rules=())
    derived, plain = json.loads(json_report.render(report(registry, page)))["pages"][0]["claims"]
    assert (derived["fact"], derived["facts"]) == ("pfs-median-exd", ["pfs-median-exd", "pfs-median-kd"])
    assert derived["derivation"] == "difference"
    assert not {"facts", "derivation"} & plain.keys()


# --- the command ------------------------------------------------------------------------------------------------


def run(tmp_path: Path, sentence: str, *more: str) -> int:
    page = tmp_path / "page.txt"
    page.write_text(f"{sentence}\n", "utf-8")
    registry = Path(__file__).parent / "registry.yaml"
    return cli.main(["audit", str(page), "--registry", str(registry), "--fail-on", "never", *more])


def test_the_command_fails_below(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sentence = "Overall response rate was 86.6% and stable disease 77% with EXEMPLAR + Kd."
    assert run(tmp_path, sentence, "--require-coverage", "51") == 1
    assert "50% is below the required 51%" in capfd.readouterr().out
    assert run(tmp_path, sentence, "--require-coverage", "50") == 0
    assert "50% reaches the required 50%" in capfd.readouterr().out


def test_the_command_fails_on_a_page_without_claims(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "Ask your doctor.", "--require-coverage", "0") == 1
    assert "nothing to decide is below the required 0%" in capfd.readouterr().out


@pytest.mark.parametrize("number", ["101", "-1", "abc", "nan", "1e1", "", "."])
def test_no_percentage(tmp_path: Path, capfd: pytest.CaptureFixture[str], number: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(tmp_path, "Ask your doctor.", "--require-coverage", number)
    assert stopped.value.code == cli.ExitCode.USAGE
    assert f"{number!r} is no percentage from 0 to 100" in capfd.readouterr().err
