"""All forms of the report from one audit of an annotated page, each valid by its own consumer or schema."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from junitparser import JUnitXml
from pypdf import PdfReader

import cli
from checker.reports.formats import FORMATS

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "gold"

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated pages are not beside the project"),
]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    files = {form: folder / f"report.{form}" for form in ("text", *FORMATS)}
    outputs = [word for form, file in files.items() for word in ("--output", f"{form}:{file}")]
    registry = str(ROOT / "examples" / "ikema" / "registry")
    status = cli.main(["audit", str(GOLD / "ikema.txt"), "--registry", registry, *outputs])
    assert status in (cli.ExitCode.CLEAN, cli.ExitCode.FOUND)
    return files


def read(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))


def test_all_forms_tell_of_the_same_findings(written: dict[str, Path]) -> None:
    told = read(written["json"])
    findings = [one for page in told["pages"] for one in page["findings"]]
    assert findings
    schema = read(ROOT / "tests" / "data" / "sarif-2.1.0.schema.json")
    sarif = read(written["sarif"])
    jsonschema.Draft4Validator(schema).validate(sarif)
    assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == [one["rule"] for one in findings]
    junit = JUnitXml.fromstring(written["junit"].read_bytes())
    assert junit.tests == len(findings) + 1
    assert [one["check_name"] for one in read(written["gitlab"])] == [one["rule"] for one in findings]
    assert [one["code"]["value"] for one in read(written["rdjson"])["diagnostics"]] == [one["rule"] for one in findings]
    lines = [json.loads(line) for line in written["jsonl"].read_text("utf-8").splitlines()]
    assert sum(line["type"] == "finding" for line in lines) == len(findings)


def test_the_matrix_has_every_claim(written: dict[str, Path]) -> None:
    (page,) = read(written["json"])["pages"]
    with written["csv"].open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, strict=True) if row["claim"]]
    assert [(row["claim"], row["verdict"]) for row in rows] == [(c["id"], c["verdict"]) for c in page["claims"]]
    cells = openpyxl.load_workbook(written["xlsx"])["Claims"].iter_rows(values_only=True)
    column = next(cells).index("claim")
    assert [row[column] for row in cells if row[column]] == [claim["id"] for claim in page["claims"]]


def test_what_reviewers_open_has_every_finding(written: dict[str, Path]) -> None:
    (page,) = read(written["json"])["pages"]
    ids = re.findall(r'<li class="card finding [^"]*" id="f-(\w+)"', written["html"].read_text("utf-8"))
    assert ids == [one["fingerprint"] for one in page["findings"]]
    told = " ".join(sheet.extract_text() for sheet in PdfReader(written["pdf"]).pages)
    heads = re.findall(r"\[(\d+)\] (error|warning|note) ([a-z]+\.[a-z-]+)", " ".join(told.split()))
    assert heads == [(str(at), one["severity"], one["rule"]) for at, one in enumerate(page["findings"], start=1)]
