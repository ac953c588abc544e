"""`promocheck watch`: pages audited again whenever something they rest on is saved, to what has changed by it."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from checker.commands.audit import Audited, audited
from checker.commands.pages import searched
from checker.commands.result import STANDARD_INPUT, Display, Result, UsageError, shown
from checker.commands.settings import settings_of
from checker.exit_codes import ExitCode
from checker.model import Report
from checker.settings.find import NAME
from claims.pages.find import Found

Stamp = tuple[tuple[str, int, int, int], ...]
Remarks = tuple[str, ...]


def run(options: argparse.Namespace) -> Iterator[Result]:
    """A result for the pages as they are, then one each time that a file was saved; until it is interrupted."""
    if STANDARD_INPUT in options.pages:
        raise UsageError("standard input cannot be watched; name files")
    return watched(lambda: audited(options), lambda: stamp(options), lambda: time.sleep(options.every))


def watched(audit: Callable[[], Audited], stamped: Callable[[], Stamp], wait: Callable[[], None]) -> Iterator[Result]:
    """Audits whenever the stamp changes; an error, as in a registry that is half written, is shown and waited out."""
    last: Report | None = None
    seen: Stamp | None = None
    while True:
        now = stamped()
        if now == seen:
            wait()
            continue
        seen = now
        try:
            done = audit()
        except UsageError as error:
            yield Result(remarks=(str(error),), status=ExitCode.USAGE)
            continue
        yield _told(done, last)
        last = done.report


def _told(done: Audited, last: Report | None) -> Result:
    def text(display: Display) -> str:
        from checker.reports.changes import render  # noqa: PLC0415 - start-up stays light

        return render(done.report, last, width=display.width, color=display.color)

    first = shown(text)
    return Result(first.outputs, done.remarks, done.status)


def stamp(options: argparse.Namespace) -> Stamp:
    """All files that the audit rests on, each with its time, size and number: an editor may write a new one."""
    found = searched(options).pages
    names = {os.fspath(one.path) for one in found}
    try:
        settings = settings_of(options, found)
        names |= {name for name in (settings.config, settings.waivers, settings.baseline) if name}
        names |= _registry_files(settings.registry) if settings.registry else set()
    except UsageError:  # a configuration with errors: the audit will say so
        names |= {os.fspath(one.path.parent / NAME) for one in found if isinstance(one, Found)}
        names |= {options.config} if options.config else set()
    return tuple(sorted(_state(name) for name in names))


def _registry_files(registry: str) -> set[str]:
    path = Path(registry)
    return {os.fspath(file) for file in path.rglob("*.y*ml")} if path.is_dir() else {registry}


def _state(name: str) -> tuple[str, int, int, int]:
    try:
        status = Path(name).stat()
    except OSError:
        return (name, 0, 0, 0)
    return (name, status.st_mtime_ns, status.st_size, status.st_ino)
