"""--jobs: the same result, whoever did the work; a process that ends costs the page that it was at."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import cli
from checker.commands.jobs import shared
from tests.commands.conftest import PAGE

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def pages() -> None:
    """Six pages of which one has the content of another, and one that cannot be read."""
    for i in range(5):
        Path(f"page{i}.md").write_text(f"{PAGE}\nPage {i}.\n", "utf-8")
    Path("zcopy.md").write_text(Path("page3.md").read_text("utf-8"), "utf-8")
    Path("broken.pdf").write_bytes(b"%PDF-1.7 and no more")


@pytest.mark.usefixtures("pages")
def test_any_number_of_jobs_comes_to_the_same(run: Run) -> None:
    asked = ("audit", ".", "--registry", "facts.yaml", "--output", "json")
    alone, three = run(*asked), run(*asked, "--jobs", "3")
    assert three == alone
    status, told, remarks = alone
    assert status == cli.ExitCode.COULD_NOT_CHECK
    report = json.loads(told)
    assert [page["path"] for page in report["pages"]] == [
        "broken.pdf",
        "page.md",
        *(f"page{i}.md" for i in range(5)),
        "zcopy.md",
    ]
    assert [bool(page["problems"]) for page in report["pages"]] == [True, *[False] * 7]
    assert "zcopy.md (as page3.md)" in remarks


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5", "257", "²"])
def test_a_number_of_jobs_is_a_whole_number(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["audit", "page.md", f"--jobs={number}"])
    assert ended.value.code == cli.ExitCode.USAGE
    assert "is no number of processes from 1 to 256" in capsys.readouterr().err


def test_a_process_that_ends_costs_what_was_handed_out_and_no_more() -> None:
    def work(number: int) -> str:
        if number == 3:
            os._exit(7)
        return f"done {number}"

    results = dict(shared(work, range(40), lambda number: f"lost {number}", 2))
    assert list(results) == list(range(40))
    assert results[3] == "lost 3"
    lost = [number for number, told in results.items() if told.startswith("lost")]
    assert max(lost) - min(lost) < 4  # those that waited beside it
    assert results[39] == "done 39"


def test_items_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = shared(str, items(), str, 2)
    assert next(results) == (0, "0")
    assert len(taken) <= 4
    assert [told for _, told in results] == [str(number) for number in range(1, 100)]
