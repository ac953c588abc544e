"""--since: what git says changed, what the change brought elsewhere, everything when more than pages changed."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cli
from tests.commands.conftest import PAGE

Run = Callable[..., tuple[int, str, str]]
Told = dict[str, Any]
CLEAN, FOUND, USAGE, BROKEN = cli.ExitCode
WRONG = "The overall response rate was 78.3% with EXEMPLAR.<sup>1</sup>"
NEW = "The overall response rate was 71.1% with EXEMPLAR.<sup>1</sup>"


def git(*arguments: str) -> None:
    names = ("-c", "user.name=J. Doe", "-c", "user.email=j@example.org")
    hidden = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *names, *arguments], check=True, capture_output=True, env=os.environ | hidden)


@pytest.fixture
def repository(folder: Path) -> Path:
    (folder / "other.md").write_text(PAGE, "utf-8")
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    return folder


@pytest.fixture
def since(run: Run) -> Callable[..., tuple[int, Told, str]]:
    def told(revision: str = "HEAD", *pages: str) -> tuple[int, Told, str]:
        named = pages or ("page.md", "other.md")
        arguments = ("--registry", "facts.yaml", "--since", revision, "--output", "json")
        status, out, err = run("audit", *named, *arguments)
        return status, json.loads(out) if out else {}, err

    return told


def found(told: Told, rule: str = "") -> list[tuple[str, str, int]]:
    return [
        (page["path"], one["rule"], one["line"])
        for page in told["pages"]
        for one in page["findings"]
        if one["rule"].startswith(rule)
    ]


@pytest.mark.usefixtures("repository")
def test_nothing_has_changed(since: Callable[..., tuple[int, Told, str]]) -> None:
    status, told, err = since()
    assert (status, told["pages"]) == (CLEAN, [])
    assert told["summary"]["unchanged"] == {"pages": 2, "findings": 0}
    assert err == "2 pages have not changed and are left out\n"


def test_only_the_changed_page_and_line(repository: Path, since: Callable[..., tuple[int, Told, str]]) -> None:
    (repository / "page.md").write_text(PAGE.replace(WRONG, NEW), "utf-8")
    status, told, err = since()
    assert (status, err) == (FOUND, "1 page has not changed and is left out\n")
    assert found(told, "sub.") == [("page.md", "sub.value", 3)]
    assert told["summary"]["unchanged"]["pages"] == 1
    assert told["summary"]["unchanged"]["findings"] > 0
    assert told["settings"]["since"] == "HEAD"


def test_lines_that_only_moved_bring_nothing(repository: Path, since: Callable[..., tuple[int, Told, str]]) -> None:
    (repository / "page.md").write_text(PAGE.replace(WRONG, f"Words alone.\n\n{WRONG}"), "utf-8")
    assert found(since()[1], "sub.") == []


def test_what_a_change_brings_on_other_lines_is_found(
    repository: Path, since: Callable[..., tuple[int, Told, str]]
) -> None:
    """The reference list was taken out: it is a marker on an unchanged line that now leads nowhere."""
    (repository / "page.md").write_text(PAGE.partition("## References")[0], "utf-8")
    told = since()[1]
    assert {(path, line) for path, _, line in found(told, "cit.dangling")} == {("page.md", 3)}
    assert found(told, "sub.") == []


def test_a_new_page_is_audited_whole(repository: Path, since: Callable[..., tuple[int, Told, str]]) -> None:
    (repository / "new.md").write_text(PAGE, "utf-8")
    told = since("HEAD", "page.md", "new.md")[1]
    assert ("new.md", "sub.value", 3) in found(told)
    assert {path for path, _, _ in found(told)} == {"new.md"}
    git("add", ".")
    assert found(since("HEAD", "page.md", "new.md")[1]) == found(told)


def test_a_pdf_has_no_lines(repository: Path, run: Run) -> None:
    example = Path(__file__).parents[2] / "examples" / "exemplar"
    (repository / "draft.pdf").write_bytes((example / "draft.pdf").read_bytes())
    git("add", ".")
    git("commit", "-q", "-m", "pdf")
    (repository / "draft.pdf").write_bytes((example / "draft.pdf").read_bytes() + b"\n")
    whole = json.loads(run("audit", "draft.pdf", "--output", "json")[1])
    since = json.loads(run("audit", "draft.pdf", "--since", "HEAD", "--output", "json")[1])
    assert len(found(whole)) > 0
    assert found(since) == found(whole)


@pytest.mark.parametrize(
    ("file", "words", "said"),
    [
        ("facts.yaml", "\n", "the registry has changed"),
        ("promocheck.yaml", "profile: us-hcp\n", "the configuration has changed"),
        ("elsewhere/promocheck.yaml", "profile: us-hcp\n", "a configuration has changed"),
        ("promocheck.waivers.yaml", "waivers: []\n", "a configuration has changed"),
    ],
)
def test_everything_counts_when_more_than_pages_changed(
    file: str, words: str, said: str, repository: Path, since: Callable[..., tuple[int, Told, str]]
) -> None:
    (repository / file).parent.mkdir(exist_ok=True)
    with (repository / file).open("a", encoding="utf-8") as stream:
        stream.write(words)
    status, told, err = since()
    assert (status, err.splitlines()[-1]) == (FOUND, f"all pages are audited whole: {said}")
    assert [page["path"] for page in told["pages"]] == ["other.md", "page.md"]
    assert told["summary"]["unchanged"] == {"pages": 0, "findings": 0}


def test_a_registry_elsewhere_may_have_changed(repository: Path, run: Run, tmp_path_factory: Any) -> None:
    outside = tmp_path_factory.mktemp("outside") / "facts.yaml"
    outside.write_bytes((repository / "facts.yaml").read_bytes())
    status, _, err = run("audit", "page.md", "--registry", str(outside), "--since", "HEAD")
    said = "the registry is not in the repository, so git cannot say whether it has changed"
    assert (status, err) == (FOUND, f"all pages are audited whole: {said}\n")


def test_what_happened_on_the_other_branch_is_no_change_of_this_one(
    repository: Path, since: Callable[..., tuple[int, Told, str]]
) -> None:
    git("checkout", "-q", "-b", "mine")
    git("checkout", "-q", "main")
    (repository / "other.md").write_text(PAGE.replace(WRONG, NEW), "utf-8")
    git("commit", "-q", "-a", "-m", "theirs")
    git("checkout", "-q", "mine")
    (repository / "page.md").write_text(PAGE.replace(WRONG, NEW), "utf-8")
    assert {path for path, _, _ in found(since("main")[1])} == {"page.md"}


def test_a_waiver_of_a_page_that_was_left_out_is_not_called_unused(
    repository: Path, run: Run, since: Callable[..., tuple[int, Told, str]]
) -> None:
    run("audit", "other.md", "--registry", "facts.yaml", "--write-waivers", "promocheck.waivers.yaml")
    file = repository / "promocheck.waivers.yaml"
    filled = file.read_text("utf-8").replace("reason:", "reason: The label prints it so in section 14.1.")
    file.write_text(filled.replace("by:", "by: J. Doe").replace("until:", "until: never"), "utf-8")
    (repository / "promocheck.yaml").write_text("profile: us-hcp\n", "utf-8")
    git("add", ".")
    git("commit", "-q", "-m", "waivers")
    (repository / "page.md").write_text(PAGE.replace(WRONG, NEW), "utf-8")
    assert found(since()[1], "wvr.") == []


def test_a_page_by_a_link_is_what_the_link_leads_to(
    repository: Path, since: Callable[..., tuple[int, Told, str]]
) -> None:
    (repository / "link.md").symlink_to("page.md")
    git("add", ".")
    git("commit", "-q", "-m", "link")
    assert since("HEAD", "link.md")[1]["pages"] == []
    (repository / "page.md").write_text(PAGE.replace(WRONG, NEW), "utf-8")
    assert found(since("HEAD", "link.md")[1], "sub.") == [("link.md", "sub.value", 3)]


# --- what cannot be told ------------------------------------------------------------------------------------------


def test_outside_a_repository(folder: Path, since: Callable[..., tuple[int, Told, str]]) -> None:
    status, told, err = since("HEAD", "page.md")
    assert (status, told) == (USAGE, {})
    assert err.startswith("--since HEAD: ")
    assert "is in no git repository" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("revision", ["nowhere", "--upload-pack=x", "", "HEAD~9"])
@pytest.mark.usefixtures("repository")
def test_a_revision_that_is_none(revision: str, run: Run) -> None:
    status, out, err = run("audit", "page.md", f"--since={revision}")
    assert (status, out, err.count("\n")) == (USAGE, "", 1)
    assert err.startswith(f"--since {revision}: ")


@pytest.mark.usefixtures("repository")
def test_without_git(since: Callable[..., tuple[int, Told, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert since("HEAD")[0] == USAGE
    assert "git is not installed" in since("HEAD")[2]


@pytest.mark.usefixtures("repository")
def test_standard_input_has_no_history(run: Run) -> None:
    said = run("audit", "-", "--as", "md", "--since", "HEAD")
    assert said == (USAGE, "", "--since: standard input has no history; name files\n")


def test_git_runs_no_program_that_a_repository_names(
    repository: Path, since: Callable[..., tuple[int, Told, str]]
) -> None:
    (repository / "evil").write_text(f"#!/bin/sh\ntouch {repository}/ran\n", "utf-8")
    (repository / "evil").chmod(0o755)
    (repository / ".gitattributes").write_text("*.md diff=evil\n", "utf-8")
    for key in ("core.fsmonitor", "diff.external", "diff.evil.command", "diff.evil.textconv"):
        git("config", key, str(repository / "evil"))
    (repository / "page.md").write_text(PAGE.replace(WRONG, NEW), "utf-8")
    (repository / "ran").unlink(missing_ok=True)
    assert ("page.md", "sub.value", 3) in found(since("HEAD")[1])
    assert not (repository / "ran").exists()
