"""Small pages written without sight of the rules: each rule speaks of some of them and keeps silent on the others."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.model import Finding

TEXTS = Path(__file__).parent / "texts"
WEIGHT = {"note": 1, "warning": 2, "error": 3}
PROFILES = {"us-hcp", "us-dtc", "uk-hcp", "eu-hcp"}
KEYS = {
    "fires": {"page", "at", "severity", "profile", "today", "registry", "known"},
    "silent": {"page", "profile", "today", "registry", "known"},
}
LEAST = 3  # texts of either kind for a rule

FindingsOn = Callable[..., list[tuple[Finding, str]]]
NeedsRule = Callable[[str], None]


def read(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # numbers and dates stay as written


SHARED = (TEXTS / "registry.yaml").read_text("utf-8")
TOLD = {file.stem: read(file) for file in sorted(TEXTS.glob("*.yaml")) if file.stem != "registry"}


def words_of(text: dict[str, Any]) -> list[str]:
    """`at` as a list: a line with any of its words will do."""
    at = text.get("at", [])
    return [at] if isinstance(at, str) else list(at)


def texts(kind: str) -> list[Any]:
    params = []
    for rule, told in TOLD.items():
        for number, text in enumerate(told[kind], start=1):
            whole = {"registry": told.get("registry", SHARED), "profile": "us-hcp", "today": None, **text}
            known = text.get("known")
            marks = [pytest.mark.xfail(reason=known, strict=True)] if known else []
            name = f"{rule} {number}: {' '.join(text['page'].split())[:50]}"
            params.append(pytest.param(rule, whole, id=name, marks=marks))
    return params


@pytest.mark.parametrize(("rule", "text"), texts("fires"))
def test_fires(rule: str, text: dict[str, Any], findings_on: FindingsOn, needs_rule: NeedsRule) -> None:
    needs_rule(rule)
    findings = findings_on(text["page"], text["registry"], text["profile"], text["today"])
    heard = [
        finding
        for finding, line in findings
        if finding.rule == rule
        and (not words_of(text) or any(word in line or word in finding.quote for word in words_of(text)))
        and WEIGHT[finding.severity.value] >= WEIGHT[text.get("severity", "note")]
    ]
    assert heard, [
        (finding.place.line, finding.rule, finding.severity.value, finding.message) for finding, _ in findings
    ]


@pytest.mark.parametrize(("rule", "text"), texts("silent"))
def test_silent(rule: str, text: dict[str, Any], findings_on: FindingsOn, needs_rule: NeedsRule) -> None:
    needs_rule(rule)
    findings = findings_on(text["page"], text["registry"], text["profile"], text["today"])
    assert [(finding.place.line, finding.message) for finding, _ in findings if finding.rule == rule] == []


@pytest.mark.parametrize("rule", TOLD)
def test_every_text_says_what_it_asks(rule: str, findings_on: FindingsOn) -> None:
    told = TOLD[rule]
    assert set(told) <= {"registry", *KEYS}
    for kind, keys in KEYS.items():
        assert len(told[kind]) >= LEAST
        for text in told[kind]:
            assert set(text) <= keys, text
            findings_on(text["page"], text.get("registry", told.get("registry", SHARED)), "us-hcp")  # both can be read
            assert text.get("profile", "us-hcp") in PROFILES
            assert all(any(word in line for line in text["page"].splitlines()) for word in words_of(text)), text
