"""What every rule must declare."""

import importlib
import re
from pathlib import Path

import pytest
import yaml

from checker import rules
from checker.model import Rule, Severity
from checker.rules import RULES

CASES = Path(__file__).parent / "cases"
FOLDER = Path(rules.__file__).parent
SECTIONS = ("What is required", "Why", "Source", "Passes", "Fails", "Stays silent")


def test_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))


def test_every_module_of_the_folder_is_listed() -> None:
    modules = {file.relative_to(FOLDER) for file in FOLDER.glob("*/*.py") if file.stem != "__init__"}
    assert len(modules) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_lives_where_its_id_says(rule: Rule) -> None:
    group, _, name = rule.id.partition(".")
    module = importlib.import_module(f"checker.rules.{group}.{name.replace('-', '_')}")
    assert module.RULE is rule
    assert rule.check is module.check


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_manual_has_all_its_sections(rule: Rule) -> None:
    found = [section for section in SECTIONS if re.search(rf"^{section}\n    \S", rule.manual, re.MULTILINE)]
    assert found == list(SECTIONS)
    title = rule.manual.splitlines()[0]
    assert title.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_passing_and_failing_cases_and_as_many_silent_ones(rule: Rule) -> None:
    told = yaml.safe_load((CASES / f"{rule.id}.yaml").read_text("utf-8"))
    assert told["fires"]
    assert len(told["silent"]) >= min(2, len(told["fires"]))


def test_silent_cases_are_not_fewer_than_failing_ones() -> None:
    told = [yaml.safe_load(file.read_text("utf-8")) for file in CASES.glob("*.yaml")]
    assert sum(len(each["silent"]) for each in told) >= sum(len(each["fires"]) for each in told)


def test_severity_by_market() -> None:
    missing = next(rule for rule in RULES if rule.id == "cit.missing")
    assert missing.severity_for("us-hcp") is Severity.WARNING
    assert missing.severity_for("uk-hcp") is Severity.ERROR
