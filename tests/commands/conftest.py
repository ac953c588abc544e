"""A folder with a page, its registry and whatever else a test writes, in which promocheck is run."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.catalogue import CATALOGUE

RULES = (
    "sub.unregistered",
    "sub.value",
    "sub.rounding",
    "sub.context",
    "sub.conflict",
    "sta.malformed",
    "sta.hr-vs-percent",
    "cit.missing",
    "cit.dangling",
    "cit.order",
    "src.expired",
    "src.superseded",
    "cav.required",
    "led.unread",
    "wvr.unused",
    "wvr.expired",
)
FACTS = """\
sources:
  - {id: pi, kind: label, citation: EXEMPLAR. Prescribing information. Example Inc.; 2024.}
trials:
  - id: EXAMPLE-1
    arms:
      - {id: ex, names: [EXEMPLAR], n: 191, role: experimental}
      - {id: pbo, names: [placebo], n: 127, role: control}
facts:
  - id: orr
    trial: EXAMPLE-1
    endpoint: ORR
    measure: rate
    arm: ex
    value: 73.8
    unit: "%"
    sources: [pi]
    note: as printed
"""
PAGE = """\
# EXAMPLE-1

The overall response rate was 78.3% with EXEMPLAR.<sup>1</sup>

The complete response rate was 31.4% with EXEMPLAR.<sup>1</sup>

## References

1. EXEMPLAR. Prescribing information. Example Inc.; 2024.
"""

Told = tuple[int, dict[str, Any]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """page.md: one number that the fact contradicts, one that no fact has; facts.yaml."""
    (tmp_path / "page.md").write_text(PAGE, "utf-8")
    (tmp_path / "facts.yaml").write_text(FACTS, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture(autouse=True)
def few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Audits by these rules alone: what is tested here is how they are chosen, and no rule to come changes it."""
    few = tuple(rule for rule in CATALOGUE if rule.id in RULES)
    assert len(few) == len(RULES)
    monkeypatch.setattr("checker.commands.settings.CATALOGUE", few)


@pytest.fixture
def report(run: Callable[..., tuple[int, str, str]]) -> Callable[..., Told]:
    """Status and JSON report of an audit that says nothing on standard error."""

    def told(*arguments: str) -> Told:
        status, out, err = run("audit", *arguments, "--output", "json")
        assert err == ""
        return status, json.loads(out)

    return told


@pytest.fixture
def found() -> Callable[..., list[tuple[str, str]]]:
    """Rule and quote of the findings of a report that count."""

    def told(report: dict[str, Any], *, waived: bool = False) -> list[tuple[str, str]]:
        findings = [finding for page in report["pages"] for finding in page["findings"]]
        return [(one["rule"], one["quote"]) for one in findings if (one["waived"] is not None) is waived]

    return told
