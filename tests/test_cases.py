"""What regulators objected to is found on such a page, and not on its corrected twin; what they let pass is let pass."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.model import Finding
from references.load import load

CASES = Path(__file__).parent / "cases"
# How much a finding weighs; silence weighs nothing.
WEIGHT = {"silent": 0, "note": 1, "warning": 2, "error": 3}
PROFILES = {"us-hcp", "us-dtc", "uk-hcp", "eu-hcp"}
KEYS = {
    "fires": {"rule", "at", "severity", "known"},
    "not_asked": {"rule", "why"},
    "stays": {"rule", "group", "at_most", "known"},
}

Found = list[tuple[Finding, str]]
FindingsOn = Callable[..., Found]
NeedsRule = Callable[[str], None]


def read(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # numbers and dates stay as written


TOLD = {file.stem: read(file) for file in sorted(CASES.glob("*.yaml")) if file.stem != "fixtures"}
FIXTURES = read(CASES / "fixtures.yaml")


def words_of(entry: dict[str, Any]) -> list[str]:
    """`at` as a list: a line with any of its words will do."""
    at = entry.get("at", [])
    return [at] if isinstance(at, str) else list(at)


def marks(known: str | None) -> list[pytest.MarkDecorator]:
    """A failure that is known, and must be struck off once it is none."""
    return [pytest.mark.xfail(reason=known, strict=True)] if known else []


def of_rule(findings: Found, rule: str) -> Found:
    """The findings of a rule or group."""
    return [(finding, line) for finding, line in findings if rule in {finding.rule, finding.rule.partition(".")[0]}]


def heaviest(findings: Found, words: list[str]) -> str:
    """The greatest weight of findings in a line with any of the words; in any line without words."""
    told = [finding.severity.value for finding, line in findings if not words or any(word in line for word in words)]
    return max(told, key=WEIGHT.__getitem__, default="silent")


def said(findings: Found) -> list[str]:
    return [f"{finding.place.line} {finding.rule} {finding.severity}: {finding.message}" for finding, _ in findings]


def asked(kind: str) -> list[Any]:
    params = []
    for name, told in TOLD.items():
        for entry in told.get(kind, ()):
            label = " at ".join([entry.get("rule") or entry["group"], *words_of(entry)[:1]])
            params.append(pytest.param(told, entry, id=f"{name}: {label}", marks=marks(entry.get("known"))))
    return params


def corrected() -> list[Any]:
    """Each case's corrected page with each rule that its page breaks."""
    return [
        pytest.param(told, rule, id=f"{name}: {rule}", marks=marks(told.get("corrected_known", {}).get(rule)))
        for name, told in TOLD.items()
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
            name = f"{fixture['id']}: {rule} {' to '.join(between)}"
            known = fixture.get("known", {}).get(rule)
            params.append(pytest.param(fixture, rule, between, id=name, marks=marks(known)))
    return params


@pytest.mark.parametrize(("told", "entry"), asked("fires"))
def test_what_was_objected_to_is_found(
    told: dict[str, Any], entry: dict[str, Any], findings_on: FindingsOn, needs_rule: NeedsRule
) -> None:
    needs_rule(entry["rule"])
    findings = findings_on(told["page"], told["registry"], told["profile"], told.get("today"))
    heard = heaviest(of_rule(findings, entry["rule"]), words_of(entry))
    assert WEIGHT[heard] >= WEIGHT[entry["severity"]], said(findings)


@pytest.mark.parametrize(("told", "rule"), corrected())
def test_the_corrected_page_passes(
    told: dict[str, Any], rule: str, findings_on: FindingsOn, needs_rule: NeedsRule
) -> None:
    needs_rule(rule)
    findings = findings_on(told["corrected"], told["registry"], told["profile"], told.get("today"))
    assert said(of_rule(findings, rule)) == []


@pytest.mark.parametrize(("told", "entry"), asked("stays"))
def test_what_was_no_breach_passes(
    told: dict[str, Any], entry: dict[str, Any], findings_on: FindingsOn, needs_rule: NeedsRule
) -> None:
    rule = entry.get("rule") or entry["group"]
    needs_rule(rule)
    findings = of_rule(findings_on(told["page"], told["registry"], told["profile"], told.get("today")), rule)
    assert WEIGHT[heaviest(findings, [])] <= WEIGHT[entry["at_most"]], said(findings)


@pytest.mark.parametrize(("fixture", "rule", "between"), fixtures())
def test_recomputed_numbers(
    fixture: dict[str, Any], rule: str, between: tuple[str, str], findings_on: FindingsOn, needs_rule: NeedsRule
) -> None:
    needs_rule(rule)
    registry = FIXTURES["registries"][fixture["registry"]]
    findings = findings_on(fixture["page"] + "\n", registry, fixture.get("profile", "us-hcp"))
    least, most = (WEIGHT[weight] for weight in between)
    assert least <= WEIGHT[heaviest(of_rule(findings, rule), [])] <= most, said(findings)


@pytest.mark.parametrize("name", FIXTURES["registries"])
def test_the_registries_of_fixtures_can_be_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(FIXTURES["registries"][name], "utf-8")
    assert load(tmp_path / "facts.yaml", shown_as="facts.yaml", strict=True).facts


@pytest.mark.parametrize("name", TOLD)
def test_every_entry_says_what_it_asks(name: str, findings_on: FindingsOn) -> None:
    told = TOLD[name]
    for page in ("page", "corrected"):
        findings_on(told.get(page, told["page"]), told["registry"], told["profile"])  # both can be read
    assert {"id", "class", "about", "url"} <= set(told["case"])
    assert told["profile"] in PROFILES
    assert told.get("fires") or told.get("stays")
    assert "corrected" in told or not told.get("fires")
    for kind, keys in KEYS.items():
        for entry in told.get(kind, ()):
            assert set(entry) <= keys, entry
            assert all(any(word in line for line in told["page"].splitlines()) for word in words_of(entry)), entry
            assert entry.get("severity", entry.get("at_most", "note")) in WEIGHT, entry
    asked_for, passed_over = ({entry["rule"] for entry in told.get(kind, ())} for kind in ("fires", "not_asked"))
    assert not asked_for & passed_over
