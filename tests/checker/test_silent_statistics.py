"""Correct statistics in the notations of journals bring no finding, and a slip planted in them brings its own."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.model import Severity
from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.model import Page
from claims.pages import read_bytes
from references.index import Index
from references.model import Registry

TEXTS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("silent_statistics.yaml").read_text("utf-8")
)
STATISTICS = tuple(rule for rule in RULES if rule.id.startswith("sta."))
EMPTY = Registry(path="", sha256="")


def rules_that_speak(text: str) -> set[str]:
    """The rules of statistics with an error or a warning on a text, without a registry."""
    page = read_bytes(text.encode(), shown_as="draft", format="text")
    assert isinstance(page, Page)
    findings = audit_page(extract(page), EMPTY, Index(EMPTY), STATISTICS).findings
    return {finding.rule for finding in findings if finding.severity is not Severity.NOTE}


@pytest.mark.parametrize("told", TEXTS["silent"], ids=lambda told: told["field"])
def test_correct_statistics_bring_no_finding(told: dict[str, Any]) -> None:
    assert rules_that_speak(told["text"]) == set(told.get("finds", ()))


@pytest.mark.parametrize("told", TEXTS["slips"], ids=lambda told: f"{told['rule']}: {told['field']}")
def test_a_planted_slip_is_found(told: dict[str, Any]) -> None:
    assert rules_that_speak(told["text"]) - set(told.get("also", ())) == {told["rule"]}


def test_there_are_enough_of_both() -> None:
    assert len(TEXTS["silent"]) >= 60
    assert len(TEXTS["slips"]) >= 40
