"""A folder with a page and its registry, in which promocheck is run as a process of its own or in this one."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import FACTS, PAGE

ROOT = Path(__file__).parents[2]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """page.md: one number that the fact contradicts, one that no fact has; facts.yaml."""
    (tmp_path / "page.md").write_text(PAGE, "utf-8")
    (tmp_path / "facts.yaml").write_text(FACTS, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture
def audit(run: Run) -> Run:
    """The same of an audit of the page."""
    return lambda *arguments: run("audit", "page.md", "--registry", "facts.yaml", *arguments)


@pytest.fixture
def process() -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """promocheck as a process, which ends with the test."""
    running: list[subprocess.Popen[bytes]] = []

    def started(*arguments: str, **options: Any) -> "subprocess.Popen[bytes]":
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        running.append(subprocess.Popen([sys.executable, "-m", "cli", *arguments], env=environment, **options))
        return running[-1]

    # Tests that a shell started in its background ignore interrupts, and what they start would do so too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield started
    signal.signal(signal.SIGINT, before)
    for one in running:
        one.kill()
        one.wait()
        for stream in (one.stdout, one.stderr):
            if stream is not None:
                stream.close()
