"""`--today` decides what has expired, for the audit of a page and the check of a registry alike."""

import json
from pathlib import Path

import pytest

import cli

REGISTRY = """\
sources: [{id: pi, kind: label, citation: EXEMPLAR. Prescribing information. Example Inc.; 2024., expires: 2026-03-31}]
facts: [{id: orr, endpoint: ORR, measure: rate, value: 73.8, unit: "%", sources: [pi]}]
"""
PAGE = """# EXEMPLAR® (examplimab-abcd)

The overall response rate was 73.8%.<sup>1</sup>

## References

1. EXEMPLAR. Prescribing information. Example Inc.; 2024.
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    page, registry = tmp_path / "page.md", tmp_path / "facts.yaml"
    page.write_text(PAGE, "utf-8")
    registry.write_text(REGISTRY, "utf-8")
    return str(page), str(registry)


@pytest.mark.parametrize(("today", "rules"), [("2026-03-31", []), ("2026-04-01", ["src.expired"])])
def test_audit(today: str, rules: list[str], files: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    page, registry = files
    arguments = ["audit", page, "--registry", registry, "--today", today, "--select", "src", "--output", "json"]
    assert cli.main(arguments) == cli.ExitCode.CLEAN
    report = json.loads(capfd.readouterr().out)
    assert [finding["rule"] for finding in report["pages"][0]["findings"]] == rules
    assert today not in json.dumps(report)


@pytest.mark.parametrize(("today", "said"), [("2026-03-31", False), ("2026-04-01", True)])
def test_registry_check(today: str, said: bool, files: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["registry", "check", files[1], "--today", today]) == cli.ExitCode.CLEAN
    assert ("expired on 2026-03-31" in capfd.readouterr().out) is said


@pytest.mark.parametrize("command", ["audit", "check"])
def test_a_day_that_is_none(command: str, files: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    page, registry = files
    arguments = ["audit", page, "--registry", registry] if command == "audit" else ["registry", "check", registry]
    assert cli.main([*arguments, "--today", "next week"]) == cli.ExitCode.USAGE
    assert capfd.readouterr().err == "--today next week: no day of the form YYYY-MM-DD\n"
