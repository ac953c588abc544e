"""What a long run is at, told to whoever shows or times it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

_Value = TypeVar("_Value")

READING, CHECKING = "reading pages", "checking pages"


class Progress(Protocol):
    """Told when a stage begins: its name, what it is about, how much of how much is done."""

    def stage(self, name: str, about: str = "", done: int = 0, total: int = 0) -> None:
        """A stage begins, or goes on with something else."""


class Silent:
    """Tells nobody."""

    def stage(self, name: str, about: str = "", done: int = 0, total: int = 0) -> None:
        """Nothing is shown."""


SILENT = Silent()


def through(pages: Iterable[_Value], paths: list[str], progress: Progress, doing: str = CHECKING) -> Iterator[_Value]:
    """The pages as they come: reading while one is made, then what is done with it."""
    total = len(paths)
    progress.stage(READING, paths[0] if paths else "", 0, total)
    for done, page in enumerate(pages, start=1):
        progress.stage(doing, paths[done - 1] if done <= total else "", done - 1, total)
        yield page
        progress.stage(READING, paths[done] if done < total else "", done, total)
