"""The pre-commit hook, the GitHub action, the container and docs/ci.md: what of them can be run here."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import cli
from checker.commands.parser import parser
from claims.pages import SUFFIXES
from tests.commands.conftest import PAGE

ROOT = Path(__file__).parents[2]
CI = (ROOT / "docs" / "ci.md").read_text("utf-8")
CLEAN, FOUND, USAGE, BROKEN = cli.ExitCode
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def environment(folder: Path) -> dict[str, str]:
    """An environment in which `promocheck` is this checkout."""
    bin_ = folder / "bin"
    bin_.mkdir()
    command = bin_ / "promocheck"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cli "$@"\n', "utf-8")
    command.chmod(0o755)
    return os.environ | {"PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


# --- pre-commit ---------------------------------------------------------------------------------------------------


def hook() -> dict[str, Any]:
    (only,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return dict(only)


def test_the_hook_takes_what_can_be_read_and_nothing_else() -> None:
    pattern = re.compile(hook()["files"])
    assert all(pattern.search(f"pages/draft{suffix}") for suffix in SUFFIXES)
    assert not any(pattern.search(name) for name in ("facts.yaml", "html", "page.html.bak", "a.docx/readme"))


def test_the_hook_runs_on_the_files_of_a_commit(environment: dict[str, str]) -> None:
    command = [*shlex.split(hook()["entry"]), "--registry", "facts.yaml", "--quiet", "page.md"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (FOUND, "")
    assert "page.md:3:31  error  sub.value" in done.stdout


@pytest.mark.network
def test_pre_commit_installs_and_runs_the_hook(folder: Path) -> None:
    if shutil.which("pre-commit") is None:
        pytest.skip("pre-commit is not installed")
    names = ("-c", "user.name=J. Doe", "-c", "user.email=j@example.org")
    clone = folder / "clone"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    subprocess.run(["git", "init", "-q", "site"], check=True)
    site = folder / "site"
    (site / "page.md").write_text(PAGE, "utf-8")
    (site / "facts.yaml").write_bytes((folder / "facts.yaml").read_bytes())
    settings = {
        "repo": str(clone),
        "rev": "HEAD",
        "hooks": [{"id": "promocheck", "args": ["--registry", "facts.yaml"]}],
    }
    revision = subprocess.run(
        ["git", "-C", str(clone), "rev-parse", "HEAD"], capture_output=True, text=True, check=True
    )
    settings["rev"] = revision.stdout.strip()
    (site / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [settings]}), "utf-8")
    subprocess.run(["git", "-C", str(site), "add", "."], check=True)
    home = os.environ | {"PRE_COMMIT_HOME": str(folder / "home")}
    home.pop("PYTHONPATH", None)
    run = ["pre-commit", "run", "--color=never"]
    failed = subprocess.run(run, cwd=site, env=home, capture_output=True, text=True, check=False)
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "page.md:3:31  error  sub.value" in failed.stdout
    (site / "page.md").write_text("Words alone.\n", "utf-8")
    subprocess.run(["git", "-C", str(site), *names, "commit", "-q", "-m", "x"], check=False, env=home)
    subprocess.run(["git", "-C", str(site), "add", "."], check=True)
    passed = subprocess.run(run, cwd=site, env=home, capture_output=True, text=True, check=False)
    assert passed.returncode == 0, passed.stdout + passed.stderr


# --- the GitHub action --------------------------------------------------------------------------------------------

Action = Callable[..., tuple[int, str, str, dict[str, str]]]


@pytest.fixture
def action(environment: dict[str, str], folder: Path) -> Action:
    """Status, log, summary and outputs of the action's script."""
    summary, outputs = folder / "summary.md", folder / "outputs"
    github = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(outputs)}

    def run(pages: str, registry: str = "facts.yaml", arguments: str = "") -> tuple[int, str, str, dict[str, str]]:
        summary.write_text("# Other step\n", "utf-8")
        outputs.write_text("", "utf-8")
        inputs = {"PROMOCHECK_PAGES": pages, "PROMOCHECK_REGISTRY": registry, "PROMOCHECK_ARGUMENTS": arguments}
        done = subprocess.run(
            ["bash", str(ROOT / "action" / "audit.sh")],
            env=environment | github | inputs,
            capture_output=True,
            text=True,
            check=False,
        )
        told = dict(line.split("=", 1) for line in outputs.read_text("utf-8").splitlines())
        return done.returncode, done.stdout + done.stderr, summary.read_text("utf-8"), told

    return run


def test_the_action_annotates_sums_up_and_writes_sarif(action: Action) -> None:
    status, log, summary, outputs = action("page.md")
    assert (status, outputs) == (FOUND, {"status": "1", "sarif": "promocheck.sarif"})
    assert "\n::error file=page.md,line=3,col=31,endColumn=35,title=sub.value::78.3%25%0A" in log
    assert summary.startswith("# Other step\n# promocheck\n\nThis run fails. Findings: ")
    results = json.loads(Path("promocheck.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert {"sub.value", "sub.unregistered"} <= {one["ruleId"] for one in results}


def test_the_action_obeys_no_words_of_a_page(action: Action) -> None:
    Path("page.md").write_text(
        f"{PAGE}\n::add-mask::EXEMPLAR 99.9% of patients responded ::set-output name=x::y\n", "utf-8"
    )
    _, log, _, _ = action("page.md")
    token = re.search(r"^::stop-commands::([0-9a-f]{32})$", log, re.MULTILINE)
    assert token
    inside, _, behind = log.partition(f"::stop-commands::{token[1]}\n")[2].partition(f"::{token[1]}::\n")
    assert "::add-mask::" in inside
    assert {line.split(" ")[0] for line in behind.splitlines() if line.startswith("::")} <= {
        "::error",
        "::warning",
        "::notice",
    }
    assert not re.search(r"^\s*::add-mask::", behind, re.MULTILINE)


def test_the_action_takes_names_as_they_are(action: Action, folder: Path) -> None:
    name = "a page; touch ran $(touch ran) 'x'.md"
    Path("page.md").rename(name)
    status, log, _, _ = action(f"\n  {name}\n", arguments="--fail-on\nnever")
    assert status == CLEAN
    assert name in log
    assert not (folder / "ran").exists()


def test_the_action_tells_wrong_usage_and_leaves_no_old_report(action: Action) -> None:
    Path("promocheck.sarif").write_text("{}", "utf-8")
    status, log, summary, outputs = action("page.md", registry="nowhere.yaml")
    assert (status, outputs, summary) == (USAGE, {"status": "2"}, "# Other step\n")
    assert "nowhere.yaml" in log
    assert not Path("promocheck.sarif").exists()
    assert action("")[0] == USAGE


def test_the_action_is_composed_without_putting_inputs_into_scripts() -> None:
    told = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert told["runs"]["using"] == "composite"
    scripts = [step for step in told["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    for step in scripts:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
    given = {name for step in scripts for name in re.findall(r"inputs\.([\w-]+)", json.dumps(step.get("env", {})))}
    used = {name for step in told["runs"]["steps"] for name in re.findall(r"inputs\.([\w-]+)", json.dumps(step))}
    assert given == {"pages", "registry", "arguments", "sarif"}
    assert used == set(told["inputs"])
    script = (ROOT / "action" / "audit.sh").read_text("utf-8")
    assert {f"PROMOCHECK_{name.upper()}" for name in given} == set(re.findall(r"PROMOCHECK_[A-Z]+", script))
    assert os.access(ROOT / "action" / "audit.sh", os.X_OK)


# --- the container ------------------------------------------------------------------------------------------------


def test_the_image_is_slim_and_runs_without_rights() -> None:
    lines = (ROOT / "Containerfile").read_text("utf-8").splitlines()
    told = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    final = told[max(at for at, (word, _) in enumerate(told) if word == "FROM") :]
    assert all("slim" in words for word, words in told if word == "FROM")
    assert [words for word, words in final if word == "USER"] == ["10001:10001"]
    assert dict(final)["ENTRYPOINT"] == '["promocheck"]'
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = {name for word, words in told if word == "COPY" and "--from" not in words for name in words.split()[:-1]}
    assert copied == let_in
    assert all((ROOT / name).exists() for name in copied)


@pytest.mark.network
def test_the_image_is_built_and_audits(folder: Path) -> None:
    builder = next((name for name in ("podman", "docker", "buildah") if shutil.which(name)), None)
    if builder is None or subprocess.run([builder, "info"], capture_output=True, check=False).returncode:
        pytest.skip("no container builder that works")
    file = str(ROOT / "Containerfile")
    subprocess.run([builder, "build", "-q", "-t", "promocheck-test", "-f", file, str(ROOT)], check=True)
    mounted = ["run", "--rm", "--network", "none", "-v", f"{folder}:/pages:ro", "promocheck-test"]
    done = subprocess.run(
        [builder, *mounted, "audit", "page.md", "--registry", "facts.yaml"], capture_output=True, text=True, check=False
    )
    assert done.returncode == FOUND
    assert "page.md:3:31  error  sub.value" in done.stdout


# --- docs/ci.md ---------------------------------------------------------------------------------------------------


def examples() -> list[Any]:
    return [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", CI, re.DOTALL)]


def commands() -> list[str]:
    written = [line.strip().removeprefix("- ") for line in CI.splitlines()]
    return [line for line in written if line.startswith("promocheck audit")]


def test_the_examples_name_what_there_is() -> None:
    hooks, github, gitlab = examples()
    (used,) = hooks["repos"][0]["hooks"]
    assert used["id"] == hook()["id"]
    parser().parse_args(["audit", *used["args"], "page.md"])
    given = github["jobs"]["promocheck"]["steps"][-1]["with"]
    known = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    assert set(given) <= set(known)
    parser().parse_args(["audit", *given["arguments"].split("\n")[:-1], given["pages"]])
    reports = gitlab["promocheck"]["artifacts"]["reports"]
    assert all(any(f":{file}" in line for line in gitlab["promocheck"]["script"]) for file in reports.values())


@pytest.mark.parametrize("line", commands())
def test_the_commands_work(line: str, run: Run) -> None:
    Path("pages").mkdir()
    Path("page.md").rename("pages/page.md")
    Path("facts").mkdir()
    Path("facts.yaml").rename("facts/facts.yaml")
    git = ["git", "-c", "user.name=J. Doe", "-c", "user.email=j@example.org"]
    for arguments in (
        ("init", "-q"),
        ("add", "."),
        ("commit", "-q", "-m", "x"),
        ("update-ref", "refs/remotes/origin/main", "HEAD"),
    ):
        subprocess.run([*git, *arguments], check=True, capture_output=True)
    status, out, _ = run(*shlex.split(line.partition(" | ")[0])[1:])
    assert status == (CLEAN if "--since" in line else FOUND)
    assert out
