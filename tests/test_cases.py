"""What regulators objected to is found on such a page, and not on its corrected twin; what they let pass is let pass."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.model import Finding
from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.model import Page
from claims.pages import read_bytes
from references.index import Index
from references.load import load

CASES = Path(__file__).parent / "cases"
KNOWN = {rule.id for rule in RULES}
GROUPS = {rule.group for rule in RULES}
# How much a finding weighs; silence weighs nothing.
WEIGHT = {"silent": 0, "note": 1, "warning": 2, "error": 3}
# What a case may ask of rules: their ids are checked by test_every_entry_says_what_it_asks.
KEYS = {
    "fires": {"rule", "at", "severity", "known"},
    "not_asked": {"rule", "why"},
    "stays": {"rule", "group", "at_most", "known"},
}

TOLD = {
    file.stem: yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    for file in sorted(CASES.glob("*.yaml"))
    if file.stem != "fixtures"
}
FIXTURES = yaml.load((CASES / "fixtures.yaml").read_text("utf-8"), yaml.BaseLoader)


def found(
    page: str, registry: str, folder: Path, profile: str = "us-hcp", today: str | None = None
) -> list[tuple[Finding, str]]:
    """Findings of the page by way of its file formats, each with the line that it stands in."""
    (folder / "registry.yaml").write_text(registry, "utf-8")
    known = load(folder / "registry.yaml", shown_as="registry.yaml", strict=True)
    read = read_bytes(page.encode(), shown_as="page.md", format="markdown")
    assert isinstance(read, Page), read.reason
    day = date.fromisoformat(today) if today else None
    report = audit_page(extract(read), known, Index(known), RULES, profile, today=day)
    lines = ["", *page.splitlines()]
    return [(each, lines[each.place.line]) for each in report.findings]


def heaviest(findings: list[tuple[Finding, str]], rule: str, words: list[str]) -> str:
    """The greatest weight with which a rule speaks of a line with any of the words; of any line without words."""
    told = [
        finding.severity.value
        for finding, line in findings
        if rule in {finding.rule, finding.rule.partition(".")[0]} and (not words or any(word in line for word in words))
    ]
    return max(told, key=WEIGHT.__getitem__, default="silent")


def words_of(entry: dict[str, Any]) -> list[str]:
    """`at` as a list: any of its words will do."""
    at = entry.get("at", [])
    return [at] if isinstance(at, str) else list(at)


def skip_unless_there(rule: str) -> None:
    if rule not in KNOWN | GROUPS:
        pytest.skip(f"{rule}: rule not there yet")


def asked(kind: str) -> list[Any]:
    params = []
    for name, told in TOLD.items():
        for entry in told.get(kind, ()):
            marks = [pytest.mark.xfail(reason=entry["known"], strict=True)] if "known" in entry else []
            rule = entry.get("rule") or entry["group"]
            words = "".join(f" at {word}" for word in words_of(entry)[:1])
            params.append(pytest.param(told, entry, id=f"{name}: {rule}{words}", marks=marks))
    return params


def corrected() -> list[Any]:
    """Each case's corrected page with each rule that its page breaks."""
    return [
        pytest.param(told, rule, id=f"{name}: {rule}")
        for name, told in TOLD.items()
        if "corrected" in told
        for rule in dict.fromkeys(entry["rule"] for entry in told.get("fires", ()))
    ]


def fixtures() -> list[Any]:
    params = []
    for fixture in FIXTURES["fixtures"]:
        asked = [
            *((rule, ("note", "error")) for rule in fixture.get("fires", ())),
            *((rule, ("silent", "silent")) for rule in fixture.get("silent", ())),
            *((rule, ("silent", most)) for rule, most in fixture.get("at_most", {}).items()),
        ]
        for rule, between in asked:
            known = fixture.get("known", {}).get(rule)
            marks = [pytest.mark.xfail(reason=known, strict=True)] if known else []
            name = f"{fixture['id']}: {rule} {' to '.join(between)}"
            params.append(pytest.param(fixture, rule, between, id=name, marks=marks))
    return params


@pytest.mark.parametrize(("told", "entry"), asked("fires"))
def test_what_was_objected_to_is_found(told: dict[str, Any], entry: dict[str, Any], tmp_path: Path) -> None:
    skip_unless_there(entry["rule"])
    findings = found(told["page"], told["registry"], tmp_path, told["profile"], told.get("today"))
    heard = heaviest(findings, entry["rule"], words_of(entry))
    assert WEIGHT[heard] >= WEIGHT[entry["severity"]], [(f.rule, f.severity.value, line) for f, line in findings]


@pytest.mark.parametrize(("told", "rule"), corrected())
def test_the_corrected_page_passes(told: dict[str, Any], rule: str, tmp_path: Path) -> None:
    skip_unless_there(rule)
    findings = found(told["corrected"], told["registry"], tmp_path, told["profile"], told.get("today"))
    assert [finding.message for finding, _ in findings if finding.rule == rule] == []


@pytest.mark.parametrize(("told", "entry"), asked("stays"))
def test_what_was_no_breach_passes(told: dict[str, Any], entry: dict[str, Any], tmp_path: Path) -> None:
    rule = entry.get("rule") or entry["group"]
    skip_unless_there(rule)
    findings = found(told["page"], told["registry"], tmp_path, told["profile"], told.get("today"))
    heard = [(finding.rule, finding.message) for finding, _ in findings if rule in {finding.rule, finding.rule[:3]}]
    assert WEIGHT[heaviest(findings, rule, [])] <= WEIGHT[entry["at_most"]], heard


@pytest.mark.parametrize(("fixture", "rule", "between"), fixtures())
def test_recomputed_numbers(fixture: dict[str, Any], rule: str, between: tuple[str, str], tmp_path: Path) -> None:
    skip_unless_there(rule)
    registry = FIXTURES["registries"][fixture["registry"]]
    findings = found(fixture["page"] + "\n", registry, tmp_path, fixture.get("profile", "us-hcp"))
    least, most = between
    heard = [(finding.rule, finding.message) for finding, _ in findings]
    assert WEIGHT[least] <= WEIGHT[heaviest(findings, rule, [])] <= WEIGHT[most], heard


@pytest.mark.parametrize("name", TOLD)
def test_every_entry_says_what_it_asks(name: str) -> None:
    told = TOLD[name]
    assert {"id", "class", "about", "url"} <= set(told["case"])
    assert told["profile"] in {"us-hcp", "us-dtc", "uk-hcp", "eu-hcp"}
    assert told.get("fires") or told.get("stays")
    assert "corrected" in told or not told.get("fires")
    for kind, keys in KEYS.items():
        for entry in told.get(kind, ()):
            assert set(entry) <= keys, entry
            assert all(any(word in line for line in told["page"].splitlines()) for word in words_of(entry)), entry
            assert entry.get("severity", entry.get("at_most", "note")) in WEIGHT, entry
    twice = {entry["rule"] for entry in told.get("fires", ())} & {entry["rule"] for entry in told.get("not_asked", ())}
    assert twice == set()
