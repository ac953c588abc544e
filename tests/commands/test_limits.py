"""Limits are settings; whoever meets one is told which, its value and its name, and the rest goes on."""

import time
from pathlib import Path

import pytest

import cli
from checker.commands import pages
from checker.settings.limits import ABOUT
from claims.model import Unreadable
from claims.pages.clock import OutOfTime, at_most
from claims.pages.limits import DEFAULT, Limits
from tests.hostile.office import docx
from tests.hostile.printed import pdf

SAYS = "EXEMPLAR showed an ORR of 41.7% in 20 patients.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("good.txt").write_text(SAYS)
    return tmp_path


def out_of(capsys: pytest.CaptureFixture[str], limits: str, command: str = "audit", status: int = 3) -> str:
    Path("promocheck.yaml").write_text(f"limits:\n  {limits}\n")
    assert cli.main([command, "."]) == status
    told = capsys.readouterr()
    assert "41.7%" in told.out or "good.txt" in told.out, "the rest of the folder is reported"
    return " ".join((told.out + told.err).split())


@pytest.mark.parametrize("command", ["audit", "extract"])
@pytest.mark.parametrize(
    ("limit", "name", "content", "says"),
    [
        ("size: 1", "a.txt", b"x " * 1_000_000, "too large: 2 MB, at most 1 MB are read (limits.size)"),
        (
            "text: 1",
            "a.txt",
            b"word " * 300_000,
            "too long: 1.5 million characters of text, at most 1 million are read (limits.text)",
        ),
        ("numbers: 99", "a.txt", b"41.7% " * 100, "holds 100 numbers, at most 99 are read (limits.numbers)"),
        (
            "pages: 1",
            "a.pdf",
            pdf().replace(b"/Kids[3 0 R]/Count 1", b"/Kids[3 0 R 3 0 R]/Count 2"),
            "has 2 pages, at most 1 are read (limits.pages)",
        ),
        ("members: 3", "a.docx", docx(), "at most 3 are unpacked (limits.members)"),
    ],
)
def test_a_limit_that_is_met_is_told(
    folder: Path, limit: str, name: str, content: bytes, says: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(name).write_bytes(content)
    assert says in out_of(capsys, limit, command)


def test_nesting_is_a_limit_of_html_and_markdown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.html").write_text("<div>" * 20 + SAYS)
    assert "elements nested more than 9 deep; read flat from here (limits.nesting)" in out_of(
        capsys, "nesting: 9", status=0
    )
    Path("b.md").write_text("> " * 20 + SAYS)
    assert "lists and quotes nested more than 9 deep (limits.nesting)" in out_of(capsys, "nesting: 9")


def test_time_is_a_limit(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("stall")
    plain = pages.extract

    def stalling(page: object) -> object:
        while page.source == "stall":  # type: ignore[attr-defined]
            pass
        return plain(page)  # type: ignore[arg-type]

    monkeypatch.setattr(pages, "extract", stalling)
    assert "took more than 1 seconds to read (limits.seconds)" in out_of(capsys, "seconds: 1")


def test_a_clock_is_stopped_and_rings_again_where_it_was_swallowed() -> None:
    with at_most(0.2):
        pass
    until = time.process_time() + 0.4
    while time.process_time() < until:
        pass
    rung = 0
    with pytest.raises(OutOfTime), at_most(0.1):  # noqa: PT012 - what is told is that it rings twice
        try:
            while True:
                pass
        except OutOfTime:
            rung += 1
        while True:
            pass
    assert rung == 1


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (MemoryError(), "needs more memory to read than there is"),
        (RecursionError(), "is nested too deep to read"),
        (KeyError("x"), "could not be read: internal error KeyError, please report it"),
    ],
)
def test_what_one_page_breaks_costs_that_page(error: Exception, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROMOCHECK_TRACEBACK", raising=False)

    def broken() -> None:
        raise error

    assert pages.in_time(broken, "a.html", "read", DEFAULT) == Unreadable("a.html", says)


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "many", "1e3", "9999999", "[1]", "٣"])
def test_a_limit_is_a_whole_number(folder: Path, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("promocheck.yaml").write_text(f"limits:\n  seconds: {value}\n")
    assert cli.main(["audit", "."]) == cli.ExitCode.USAGE
    assert "promocheck.yaml:2: limits.seconds" in capsys.readouterr().err


def test_a_limit_that_does_not_exist(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("promocheck.yaml").write_text("limits:\n  secs: 3\n")
    assert cli.main(["audit", "."]) == cli.ExitCode.USAGE
    assert "limits.secs" in capsys.readouterr().err


def test_every_limit_is_a_setting_and_documented() -> None:
    names = set(Limits.__dataclass_fields__)
    assert set(ABOUT) == names
    text = (Path(cli.__file__).parent / "docs" / "configuration.md").read_text("utf-8")
    assert [name for name in names if f"`{name}`" not in text] == []
