"""Work shared out over processes, with results in the order of the pages whatever came first."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")

AHEAD = 2  # items for each process that are handed out before the first of them is done
METHOD = "fork"  # what a process works with (a registry, its index) is there already, and is not copied

_work: Callable[[Any], Any] | None = None  # of this process, where it is one that was started for work


def can_share() -> bool:
    """Whether this system starts processes that have at once what this one has."""
    return METHOD in multiprocessing.get_all_start_methods()


def shared(
    work: Callable[[Item], Done], items: Iterable[Item], lost: Callable[[Item], Done], jobs: int
) -> Iterator[tuple[Item, Done]]:
    """Each item with what the work on it came to, by as many processes as there are jobs; items are taken as needed.

    A process that ends before its time costs the items that were handed out, for which `lost` says so, and no more.
    """
    if jobs == 1 or not can_share():
        yield from ((item, work(item)) for item in items)
        return
    crew = _Crew(work, jobs)
    waiting: deque[tuple[Item, Future[Done]]] = deque()
    try:
        for item in items:
            waiting.append((item, crew.hand_out(item)))
            if len(waiting) >= AHEAD * jobs:
                yield crew.result(*waiting.popleft(), lost)
        while waiting:
            yield crew.result(*waiting.popleft(), lost)
    finally:
        crew.dismiss()


class _Crew(Generic[Item, Done]):
    """Processes that do one kind of work; a new one takes the place of one that broke."""

    def __init__(self, work: Callable[[Item], Done], jobs: int) -> None:
        self._work, self._jobs = work, jobs
        self._pool = self._started()

    def _started(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context(METHOD)
        return ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_begin, initargs=(self._work,))

    def hand_out(self, item: Item) -> Future[Done]:
        try:
            return self._pool.submit(_do, item)
        except BrokenProcessPool:
            self._pool = self._started()
            return self._pool.submit(_do, item)

    def result(self, item: Item, future: Future[Done], lost: Callable[[Item], Done]) -> tuple[Item, Done]:
        try:
            return item, future.result()
        except BrokenProcessPool:
            return item, lost(item)

    def dismiss(self) -> None:
        self._pool.shutdown(cancel_futures=True)


def _begin(work: Callable[[Any], Any]) -> None:
    global _work  # noqa: PLW0603 - a pool gives its processes no other place to keep it
    _work = work
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt ends the run, which ends these


def _do(item: Any) -> Any:
    assert _work is not None  # noqa: S101 - set before the first item
    return _work(item)
