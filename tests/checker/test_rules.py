"""Every rule speaks in its failing cases and keeps silent in its passing ones."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.model import PageReport
from checker.rules import RULES

CASES = Path(__file__).parent / "cases"
BY_ID = {rule.id: rule for rule in RULES}


def cases(kind: str) -> list[Any]:
    found = []
    for file in sorted(CASES.glob("*.yaml")):
        told = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # numbers stay as written
        more = told.get("more")
        if isinstance(more, str):  # a file beside the folder of cases
            more = yaml.load((CASES.parent / more).read_text("utf-8"), yaml.BaseLoader)
        for case in told[kind]:
            shared = {key: told[key] for key in ("registry", "profile", "format") if key in told}
            case = {**shared, **case}  # noqa: PLW2901
            found.append(pytest.param(file.stem, case, more, id=f"{file.stem}: {case['name']}"))
    return found


def run(audit: Callable[..., PageReport], rule: str, case: dict[str, Any], more: dict[str, Any] | None) -> PageReport:
    return audit(
        case["page"],
        references=case.get("references", []),
        format=case.get("format", "html"),
        alone=case.get("registry"),
        more=more,
        rules=(BY_ID[rule],),
        profile=case.get("profile", "us-hcp"),
        today=date.fromisoformat(case["today"]) if "today" in case else None,
    )


@pytest.mark.parametrize(("rule", "case", "more"), cases("fires"))
def test_fires(audit: Callable[..., PageReport], rule: str, case: dict[str, Any], more: dict[str, Any] | None) -> None:
    findings = run(audit, rule, case, more).findings
    assert len(findings) == len(case["finds"]), [finding.message for finding in findings]
    for finding, wanted in zip(findings, case["finds"], strict=True):
        assert finding.rule == rule
        assert {key: getattr(finding, key) for key in wanted} == wanted


@pytest.mark.parametrize(("rule", "case", "more"), cases("silent"))
def test_silent(audit: Callable[..., PageReport], rule: str, case: dict[str, Any], more: dict[str, Any] | None) -> None:
    assert [finding.message for finding in run(audit, rule, case, more).findings] == []
