"""Progress, timings, quiet, colour, width, version, completion: what is said beside the reports."""

import os
import pty
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import cli
from checker import version
from checker.progress import through

Run = Callable[..., tuple[int, str, str]]
Process = Callable[..., "subprocess.Popen[bytes]"]
AUDIT = ("audit", "page.md", "--registry", "facts.yaml")


def on_a_terminal(process: Process, *arguments: str, which: str, **environment: str) -> str:
    """What a terminal shows of standard output or standard error."""
    ours, theirs = pty.openpty()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | {which: theirs}
    started = process("-h" if not arguments else arguments[0], *arguments[1:], **quiet)
    os.close(theirs)
    shown = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:
            break
        if not more:
            break
        shown += more
    os.close(ours)
    started.wait(timeout=60)
    return shown.decode()


def test_progress_is_shown_on_a_terminal(process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    shown = on_a_terminal(process, *AUDIT, which="stderr")
    assert "checking pages  page.md" in shown
    assert shown.endswith("\x1b[?25h\r\x1b[1A\x1b[2K")  # the line is taken away and the cursor is back


@pytest.mark.parametrize("how", ["--quiet", "dumb"])
def test_no_progress_where_nobody_wants_it(how: str, process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb" if how == "dumb" else "xterm")
    arguments = AUDIT if how == "dumb" else (*AUDIT, how)
    assert on_a_terminal(process, *arguments, which="stderr") == ""


def test_no_progress_where_there_is_no_terminal(run: Run) -> None:
    assert run(*AUDIT)[2] == ""


@pytest.mark.parametrize(("name", "value", "has_color"), [("TERM", "xterm", True), ("NO_COLOR", "1", False)])
def test_color_is_for_a_terminal_that_wants_it(
    name: str, value: str, has_color: bool, process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(name, value)
    assert ("\x1b[" in on_a_terminal(process, *AUDIT, which="stdout")) is has_color


def test_columns_set_the_width(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    widest = {}
    for columns in (64, 130):
        monkeypatch.setenv("COLUMNS", str(columns))
        widest[columns] = max(map(len, run(*AUDIT)[1].splitlines()))
    assert widest[64] <= 64 < widest[130] <= 130


def test_quiet_leaves_findings_and_no_figures(run: Run) -> None:
    status, brief, _ = run(*AUDIT, "--quiet")
    assert status == cli.ExitCode.FOUND
    assert brief
    assert "summary" not in brief
    assert "coverage" not in brief
    assert run(*AUDIT)[1].startswith(brief)


def test_quiet_says_nothing_of_a_clean_page(run: Run) -> None:
    Path("page.md").write_text("Words alone.\n", "utf-8")
    assert run("audit", "page.md", "--quiet", "--ignore", "bal")[:2] == (cli.ExitCode.CLEAN, "")


def test_verbose_says_where_the_time_went(run: Run) -> None:
    _, out, said = run(*AUDIT, "--verbose")
    assert out == run(*AUDIT)[1]
    stages = [re.fullmatch(r" *\d+\.\d{3} s  (.+)", line) for line in said.splitlines()]
    assert [stage[1] for stage in stages if stage] == [
        "starting",
        "reading the registry",
        "reading pages",
        "checking pages",
        "waivers and baseline",
        "writing reports",
        "in all",
    ]


def test_stages_follow_the_pages() -> None:
    told: list[tuple[str, str, int, int]] = []

    class Listener:
        def stage(self, name: str, about: str = "", done: int = 0, total: int = 0) -> None:
            told.append((name, about, done, total))

    assert list(through("ab", ["a.md", "b.md"], Listener())) == ["a", "b"]
    assert told == [
        ("reading pages", "a.md", 0, 2),
        ("checking pages", "a.md", 0, 2),
        ("reading pages", "b.md", 1, 2),
        ("checking pages", "b.md", 1, 2),
        ("reading pages", "", 2, 2),
    ]


# --- version and completion ---------------------------------------------------------------------------------------


def test_the_version_comes_with_hashes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["--version"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert re.fullmatch(r"promocheck \d+\.\d+\.\d+\nrules [0-9a-f]{16}\nlexicon [0-9a-f]{16}\n", said)


def test_the_hashes_change_with_what_they_stand_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("checker/rules/sub/value.py", "checker/wordlists/safe.yaml", "claims/lexicon/units.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a\n", "utf-8")
    monkeypatch.setattr(version, "_ROOT", tmp_path)
    first = dict(version.fingerprints())
    (tmp_path / "claims/lexicon/units.yaml").write_text("b\n", "utf-8")
    second = dict(version.fingerprints())
    assert (first["rules"], first["lexicon"]) != (second["rules"], second["lexicon"])
    assert first["rules"] == second["rules"]
    (tmp_path / "checker/rules/sub/value.py").write_text("b\n", "utf-8")
    assert dict(version.fingerprints())["rules"] != second["rules"]


def test_one_version_is_told_everywhere() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "checker.version.VERSION"}


def test_bash_completes_commands_and_options(run: Run) -> None:
    status, script, _ = run("completion", "bash")
    assert status == cli.ExitCode.CLEAN
    Path("complete.sh").write_text(script, "utf-8")
    asked = "source ./complete.sh; COMP_WORDS=(promocheck {}); COMP_CWORD={}; _shtab_promocheck; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    for words, at, wanted in (("au", 1, "audit"), ("audit --since", 2, "--since"), ("rules --profile us", 3, "us-hcp")):
        told = subprocess.run(["bash", "-c", asked.format(words, at)], capture_output=True, text=True, check=True)
        assert wanted in told.stdout.splitlines()


@pytest.mark.parametrize("shell", ["zsh", "tcsh"])
def test_other_shells_have_a_script(shell: str, run: Run) -> None:
    status, script, _ = run("completion", shell)
    assert status == cli.ExitCode.CLEAN
    assert "promocheck" in script
    assert "audit" in script
