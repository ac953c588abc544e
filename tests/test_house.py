"""What the files around the code promise: README, Makefile, pins, licence, wheel."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
PACKAGES = ("claims", "references", "checker")
NOT_OURS = {".venv", ".git", "build", "dist", "__pycache__"}

# Brackets keep these patterns from finding themselves.
ADDRESSES = re.compile(r"index[-_]url|find[-_]links|://\S*/simpl[e]\b|://registr[y]\.", re.IGNORECASE)
MACHINE_PATHS = re.compile(r"(?<![\w.:/~-])/(?:hom[e]|roo[t]|wor[k]|User[s]|op[t])/\w|\b[A-Z]:\\User[s]\\")


def own_files() -> list[Path]:
    """Text files of the project as they would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        files = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        files = [file for file in ROOT.rglob("*") if not NOT_OURS & set(file.relative_to(ROOT).parts)]
    return sorted(file for file in files if file.is_file())


def readme_commands(program: str) -> list[list[str]]:
    lines = [line.strip() for line in README.splitlines() if line.startswith(f"    {program} ")]
    return [shlex.split(line, comments=True)[1:] for line in lines]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def requirements() -> list[str]:
    project = tomllib.loads(PYPROJECT)["project"]
    return [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", name, maxsplit=1)[0]).casefold()


# --- README -----------------------------------------------------------------------------------------------------


def test_readme_names_the_two_commands() -> None:
    assert [command[0] for command in readme_commands("make")] == ["demo", "test"]


def test_make_has_what_readme_and_help_name() -> None:
    named = {command[0] for command in readme_commands("make")}
    helped = set(re.findall(r"'make ([a-z]+) ", (ROOT / "Makefile").read_text("utf-8")))
    assert len(helped) > len(named)
    assert named | helped <= targets()


@pytest.mark.parametrize("arguments", readme_commands("promocheck"), ids=" ".join)
def test_every_command_of_the_readme_works(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    registry = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert registry
    (tmp_path / "facts.yaml").write_text(registry[1], "utf-8")
    sentence = "The overall response rate was 73.8% with EXEMPLAR vs 57% with placebo."
    (tmp_path / "page.html").write_text(f"<h1>EXAMPLE-1</h1><p>{sentence}</p>", "utf-8")
    monkeypatch.chdir(tmp_path)
    status = cli.main(arguments)
    said = capfd.readouterr()
    assert (status, said.err) == (cli.ExitCode.CLEAN, "")
    assert said.out


@pytest.mark.parametrize("arguments", readme_commands("promocheck"), ids=" ".join)
def test_every_command_of_the_readme_has_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    words = [word for word in arguments[:2] if word.isalpha()]
    with pytest.raises(SystemExit) as exit_:
        cli.main([*words, "--help"])
    assert exit_.value.code == 0
    assert f"usage: promocheck {' '.join(words)}" in capsys.readouterr().out


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md"))])
def test_files_that_the_pages_link_to_exist(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    linked = [(ROOT / page).parent / link for link in re.findall(r"\]\(([^):#]+)\)", text)]
    named = [ROOT / name for name in re.findall(r"`((?:claims|references|checker|tests|examples)/[\w./]+)`", text)]
    assert linked or named
    assert [str(file) for file in (*linked, *named) if not file.exists()] == []


# --- pins, licence, what must not be committed ------------------------------------------------------------------


@pytest.mark.parametrize("requirement", requirements())
def test_every_dependency_has_its_reason(requirement: str) -> None:
    project = PYPROJECT.partition("[project]")[2]
    line = next(line for line in project.splitlines() if f'"{requirement}"' in line)
    assert re.search(r"# \w", line)


def test_constraints_pin_every_dependency_and_nothing_else_than_versions() -> None:
    lines = [
        line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.!+]+", line)] == []
    pinned = {normal(line) for line in lines}
    assert len(pinned) == len(lines)
    assert {normal(requirement) for requirement in requirements()} <= pinned


def test_licence_is_apache_2() -> None:
    words = (ROOT / "LICENSE").read_text("utf-8")
    assert tomllib.loads(PYPROJECT)["project"]["license"] == "Apache-2.0"
    assert "Apache License\n                           Version 2.0, January 2004" in words
    assert "END OF TERMS AND CONDITIONS" in words


@pytest.mark.parametrize("pattern", [ADDRESSES, MACHINE_PATHS], ids=["registry address", "path of a machine"])
def test_no_file_holds(pattern: re.Pattern[str]) -> None:
    files = own_files()
    assert ROOT / "cli.py" in files
    found = []
    for file in files:
        for number, line in enumerate(file.read_text("utf-8", errors="replace").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{file.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "line", "fires"),
    [
        (ADDRESSES, "pip install --index" + "-url https://example.org x", True),
        (ADDRESSES, "https://example.org/simpl" + "e/spacy/", True),
        (ADDRESSES, "a simple index of facts", False),
        (ADDRESSES, "https://registry-of-trials.example.org", False),
        (MACHINE_PATHS, "see /hom" + "e/someone/page.html", True),
        (MACHINE_PATHS, "in " + "/wor" + "k/main", True),
        (MACHINE_PATHS, "../shared/gold", False),
        (MACHINE_PATHS, "https://example.org/wor" + "k/45", False),
        (MACHINE_PATHS, "yes/no/wor" + "k/rest", False),
    ],
)
def test_the_patterns_find_what_they_must(pattern: re.Pattern[str], line: str, fires: bool) -> None:
    assert bool(pattern.search(line)) is fires


def test_ci_runs_make_check() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make check" in script.read_text("utf-8")


def test_ci_runs_the_browser_tests() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "export PROMOCHECK_BROWSER=required" in script
    assert "chromium chromium-driver" in script


# --- the wheel --------------------------------------------------------------------------------------------------


def test_wheel_holds_all_modules_and_data(tmp_path: Path) -> None:
    pytest.importorskip("setuptools", minversion="77")
    source = tmp_path / "source"
    unwanted = shutil.ignore_patterns("__pycache__")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=unwanted)
    for name in ("cli.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=source, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        file.relative_to(source).as_posix()
        for name in PACKAGES
        for file in (source / name).rglob("*")
        if file.is_file()
    }
    assert any(name.endswith(".yaml") for name in wanted)
    assert sorted(wanted - inside) == []
    others = {name.split("/")[0] for name in inside - wanted}
    assert others == {"cli.py", f"{wheel.name.rsplit('-', 3)[0]}.dist-info"}
