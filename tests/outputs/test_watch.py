"""watch: audited again when something is saved, with what is new and what is gone."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

import cli
from checker.commands.audit import Audited
from checker.commands.parser import parser
from checker.commands.result import Display, Result, UsageError
from checker.commands.watch import stamp, watched
from checker.model import PageReport, Report
from tests.commands.conftest import PAGE

Process = Callable[..., "subprocess.Popen[bytes]"]
ARGUMENTS = ("watch", "page.md", "--registry", "facts.yaml", "--select", "sub", "--every", "0.05")


def shown(result: Result) -> str:
    (output,) = result.outputs
    told = output.render(Display(width=100, color=False))
    assert isinstance(told, str)
    return told


@pytest.fixture
def page(run: Callable[..., object]) -> PageReport:
    from checker.commands.audit import audited

    return audited(
        parser().parse_args(["audit", "page.md", "--registry", "facts.yaml", "--select", "sub"])
    ).report.pages[0]


def turns(audits: list[Report | str], stamps: list[int]) -> list[Result]:
    """The results of as many audits as there are; waiting takes the next stamp."""
    left, now = iter(audits), iter(stamps)

    def audit() -> Audited:
        one = next(left)
        if isinstance(one, str):
            raise UsageError(one)
        return Audited(one, one.pages, ())

    told: list[Result] = []
    results: Iterator[Result] = watched(audit, lambda: (("page.md", next(now), 0, 0),), lambda: None)
    with suppress(RuntimeError):  # the stamps have run out
        told.extend(results)
    return told


def test_what_is_new_and_what_is_gone(page: PageReport, clean_report: Report) -> None:
    first, second = page.findings[0], page.findings[1]
    before = replace(clean_report, pages=(replace(page, findings=(first,)),))
    after = replace(clean_report, pages=(replace(page, findings=(second,)),))
    one, two, three = turns([before, after, after], [1, 1, 2, 2, 2, 3])
    assert shown(one).splitlines()[-1] == "findings: 1 error"
    assert "78.3%" in shown(one)
    assert shown(two).splitlines()[-2:] == ["gone  page.md:3:31  sub.value  78.3%", "findings: 1 error; 1 new, 1 gone"]
    assert "31.4%" in shown(two)
    assert shown(three) == "findings: 1 error; 0 new, 0 gone\n"


@pytest.fixture
def clean_report(page: PageReport) -> Report:
    from references.model import NO_REGISTRY

    return Report(registry=NO_REGISTRY, pages=(page,))


def test_an_error_is_shown_and_waited_out(clean_report: Report) -> None:
    results = turns(["facts.yaml:3: broken", clean_report], [1, 2])
    assert results[0].remarks == ("facts.yaml:3: broken",)
    assert (results[0].status, results[0].outputs) == (cli.ExitCode.USAGE, ())
    assert shown(results[1]).splitlines()[-1].startswith("findings: ")


@pytest.mark.parametrize("file", ["page.md", "facts.yaml", "promocheck.yaml", "promocheck.waivers.yaml"])
def test_whatever_an_audit_rests_on_is_watched(file: str) -> None:
    Path("promocheck.yaml").write_text("profile: us-hcp\n", "utf-8")
    Path("promocheck.waivers.yaml").write_text("waivers: []\n", "utf-8")
    options = parser().parse_args([*ARGUMENTS])
    before = stamp(options)
    assert stamp(options) == before
    with Path(file).open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert stamp(options) != before


def test_a_page_that_is_gone_and_comes_back_is_no_crash() -> None:
    options = parser().parse_args([*ARGUMENTS])
    before = stamp(options)
    Path("page.md").unlink()
    assert stamp(options) != before


def line_of(stream: IO[bytes], start: str) -> str:
    for raw in stream:
        line = raw.decode().rstrip("\n")
        if line.startswith(start):
            return line
    raise AssertionError(start)


def test_a_writer_saves_and_sees(process: Process) -> None:
    started = process(*ARGUMENTS, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert started.stdout is not None
    assert line_of(started.stdout, "findings:") == "findings: 2 error"
    Path("page.md").write_text(PAGE.replace("78.3%", "73.8%"), "utf-8")
    assert line_of(started.stdout, "gone").endswith("sub.value  78.3%")
    assert line_of(started.stdout, "findings:") == "findings: 1 error; 0 new, 1 gone"
    time.sleep(0.2)
    started.send_signal(signal.SIGINT)
    assert started.stderr is not None
    assert started.stderr.read() == b""
    assert started.wait(timeout=30) == cli.ExitCode.FOUND


def test_standard_input_cannot_be_watched(run: Callable[..., tuple[int, str, str]]) -> None:
    assert run("watch", "-", "--as", "md") == (
        cli.ExitCode.USAGE,
        "",
        "standard input cannot be watched; name files\n",
    )
