"""A folder of bad files: each has its one result in time, the rest of the folder is reported, memory stays bounded."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import cli
from tests.hostile.bad import Bad
from tests.hostile.make import corpus, heavy
from tests.hostile.yaml_bombs import yaml_bombs

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "exemplar"
MOST_MEMORY = 1024  # MB
SECONDS = 60  # of processor time for one file
# The peak of all processes below this one, and of nothing that the tests started before.
MEASURED = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, timeout=1500).returncode
print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // (1024 if sys.platform == "linux" else 1024**2))
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and names that Windows has not")


def audited(folder: Path, files: Iterable[Bad]) -> tuple[dict[str, Any], int, int]:
    """The report of a folder with these files and a good page among them, the exit status, the peak of memory."""
    pages = folder / "pages"
    pages.mkdir()
    for bad in files:
        bad.write(pages)
    shutil.copy(EXAMPLE / "draft.html", pages / "good.html")
    (folder / "promocheck.yaml").write_text(f"limits:\n  seconds: {SECONDS}\n")
    report = folder / "report.json"
    audit = [sys.executable, ROOT / "cli.py", "audit", ".", "--registry", EXAMPLE / "registry", "--no-cache"]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *audit, "--output", f"json:{report}"],
        cwd=pages,
        capture_output=True,
        text=True,
        check=True,
    )
    status, memory = map(int, done.stdout.split())
    assert "Traceback" not in done.stderr
    return json.loads(report.read_text("utf-8")), status, memory


def said_of(report: dict[str, Any]) -> dict[str, list[str]]:
    """What could not be read or decided, by file."""
    said = {page["path"]: [problem["message"] for problem in page["problems"]] for page in report["pages"]}
    assert len(said) == len(report["pages"]), "one result a file"
    return said


def check(report: dict[str, Any], files: Iterable[Bad]) -> None:
    said = said_of(report)
    wrong = []
    for bad in files:
        told = said.get(bad.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))
        if told is None or (bool(told) if bad.says == "" else not any(bad.says in line for line in told)):
            wrong.append(f"{bad.name!r} should say {bad.says!r}, says {told}")
        elif any("\n" in line for line in told):
            wrong.append(f"{bad.name!r} says more than a line: {told}")
    assert not wrong, "\n".join(wrong)
    good = next(page for page in report["pages"] if page["path"] == "good.html")
    assert len(good["claims"]) > 100
    assert not [finding for finding in good["findings"] if finding["severity"] == "error"]


def test_each_bad_file_costs_one_result(tmp_path: Path) -> None:
    files = corpus()
    assert len({bad.name for bad in files}) == len(files) >= 60
    report, status, memory = audited(tmp_path, files)
    check(report, files)
    assert status == cli.ExitCode.COULD_NOT_CHECK
    assert memory < MOST_MEMORY


@pytest.mark.slow
def test_each_large_file_costs_one_result(tmp_path: Path) -> None:
    files = heavy()
    report, status, memory = audited(tmp_path, files)
    check(report, files)
    assert status == cli.ExitCode.COULD_NOT_CHECK
    assert memory < MOST_MEMORY


@pytest.mark.parametrize("name", yaml_bombs())
@pytest.mark.parametrize("kind", ["registry", "config", "waivers"])
def test_yaml_made_to_harm_is_refused_with_its_line(
    kind: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text("ORR was 41.7%.\n")
    Path("file.yaml").write_bytes(yaml_bombs()[name])
    status = cli.main(["audit", "page.txt", f"--{kind}", "file.yaml"])
    told = capfd.readouterr()
    assert status == cli.ExitCode.USAGE
    assert not told.out
    assert re.match(r"(?:promocheck: )?file\.yaml:\d+: ", told.err), told.err[:300]
