"""The example page has no error in any format, and every slip planted in its copy is found out."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

import cli

EXAMPLE = Path(__file__).parents[1] / "examples" / "exemplar"
SLIPS = yaml.safe_load((EXAMPLE / "slips.yaml").read_text("utf-8"))["slips"]


def audited(file: str, capfd: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, Any]]]:
    """Exit status and findings."""
    page, registry = str(EXAMPLE / file), str(EXAMPLE / "registry")
    status = cli.main(["audit", page, "--registry", registry, "--output", "json"])
    return status, json.loads(capfd.readouterr().out)["pages"][0]["findings"]


@pytest.mark.parametrize("file", ["draft.html", "draft.md", "draft.txt"])
def test_the_draft_has_no_error(file: str, capfd: pytest.CaptureFixture[str]) -> None:
    status, findings = audited(file, capfd)
    assert [(found["line"], found["rule"]) for found in findings if found["severity"] == "error"] == []
    assert status == cli.ExitCode.CLEAN


def test_every_slip_is_found_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    status, findings = audited("slips.html", capfd)
    assert status == cli.ExitCode.FOUND
    told = {(found["line"], found["rule"]) for found in findings}
    missed = [slip["id"] for slip in SLIPS if not told & {(line, slip["rule"]) for line in slip["found"]}]
    assert missed == []
    assert {line for line, _ in told} <= {line for slip in SLIPS for line in slip["found"]}
