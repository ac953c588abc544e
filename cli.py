"""A command's result to streams and files, and its exit status: the only place that prints."""

from __future__ import annotations

import argparse
import errno
import gc
import os
import secrets
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker.commands import run
from checker.commands.parser import parser
from checker.commands.result import STANDARD_OUTPUT, Display, Output, Result, UsageError
from checker.exit_codes import ExitCode

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

__all__ = ["ExitCode", "main"]

FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO)  # no fault of how promocheck was called


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status of the contract."""
    gc.freeze()
    options = parser().parse_args(argv)
    options.progress = _Teller(options)
    try:
        return _shown(options)
    except UsageError as error:
        options.progress.stop()
        print(error, file=sys.stderr)
        return ExitCode.USAGE
    except _WriteError as error:
        print(error, file=sys.stderr)
        return ExitCode.COULD_NOT_CHECK if error.is_full else ExitCode.USAGE
    except BrokenPipeError:
        _give_up_output()
        return ExitCode.COULD_NOT_CHECK
    except KeyboardInterrupt:
        options.progress.stop()
        print("promocheck: interrupted", file=sys.stderr)
        return ExitCode.COULD_NOT_CHECK
    except Exception as error:  # a crash is a result that never exits 0
        options.progress.stop()
        if os.environ.get("PROMOCHECK_TRACEBACK"):
            raise
        print(f"promocheck: internal error: {type(error).__name__}: {error}", file=sys.stderr)
        return ExitCode.COULD_NOT_CHECK
    finally:
        options.progress.stop()


def _shown(options: argparse.Namespace) -> int:
    """What the command came to; one that goes on, as watch does, hands over a result each time."""
    result = run(options)
    if isinstance(result, Result):
        status = _told(result, options.progress)
        options.progress.timings()
        return status
    status = int(ExitCode.COULD_NOT_CHECK)
    with suppress(KeyboardInterrupt):  # the way to end it
        for one in result:
            status = _told(one, options.progress)
    return status


def _told(result: Result, progress: _Teller) -> int:
    """Remarks to standard error, every report to where it goes; not one is written unless all could be made."""
    made = [(output, _made(output)) for output in result.outputs]
    progress.stop()
    for remark in result.remarks:
        print(remark, file=sys.stderr)
    drafts: list[_Draft] = []
    try:
        drafts.extend(_draft(output, data) for output, data in made if output.file != STANDARD_OUTPUT)
        for draft in drafts:
            draft.finish()
    finally:
        for draft in drafts:
            draft.drop()
    for output, data in made:
        if output.file == STANDARD_OUTPUT:
            _print(data)
    return int(result.status)


def _made(output: Output) -> bytes:
    """A report for what shows it."""
    told = output.render(_display(output.file))
    # Names of files may hold what UTF-8 has no form for; in JSON, its backslash notation is the sign itself.
    return told if isinstance(told, bytes) else told.encode("utf-8", "backslashreplace")


def _print(data: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _give_up_output()
        raise _WriteError("standard output", error) from error


def _give_up_output() -> None:
    """What is still in the buffer goes nowhere when the interpreter ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# --- files: whole or not at all ---------------------------------------------------------------------------------


class _WriteError(Exception):
    """What could not be written and why."""

    def __init__(self, what: str, error: OSError) -> None:
        super().__init__(f"{what}: {(error.strerror or str(error)).lower()}")
        self.is_full = error.errno in FULL


@dataclass(frozen=True, slots=True)
class _Draft:
    """A report beside the file that it is to be; for a device, which cannot be replaced, the report itself."""

    output: Output
    target: Path
    beside: Path | None
    data: bytes

    def finish(self) -> None:
        """The report is the file."""
        try:
            if self.beside is not None:
                self.beside.replace(self.target)
            else:
                self.target.write_bytes(self.data)
        except OSError as error:
            raise _WriteError(self.output.asked, error) from error

    def drop(self) -> None:
        """Nothing of it is left beside the file."""
        if self.beside is not None:
            self.beside.unlink(missing_ok=True)


def _draft(output: Output, data: bytes) -> _Draft:
    """The report in a file beside its target, with the rights that the target has or would get."""
    target = Path(os.path.realpath(output.file))  # a link stays a link
    beside = target.with_name(f".promocheck-{secrets.token_hex(8)}")
    try:
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if mode is not None and not stat.S_ISREG(mode):
            return _Draft(output, target, None, data)
        with beside.open("xb") as file:
            file.write(data)
        if mode is not None:
            beside.chmod(stat.S_IMODE(mode))
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise _WriteError(output.asked, error) from error
    return _Draft(output, target, beside, data)


# --- what shows it ----------------------------------------------------------------------------------------------


def _display(file: str) -> Display:
    """The terminal's width; colour is for a terminal alone, a file never holds escapes."""
    import shutil  # noqa: PLC0415 - start-up stays light

    color = (
        file == STANDARD_OUTPUT
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )
    return Display(width=max(60, min(shutil.get_terminal_size((100, 24)).columns, 160)), color=color)


class _Teller:
    """Shows on a terminal what a long run is at, and notes how long each stage took."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._verbose: bool = options.verbose
        self._shows = sys.stderr.isatty() and not options.quiet and os.environ.get("TERM") != "dumb"
        self._bar: Bar | None = None
        self._took: dict[str, float] = {}
        self._stage, self._since = "starting", time.perf_counter()

    def stage(self, name: str, about: str = "", done: int = 0, total: int = 0) -> None:
        """A stage begins, or goes on with something else."""
        self._note(name)
        if self._shows:
            self._show(f"{name}  {about}" if about else name, done, total)

    def stop(self) -> None:
        """Nothing is shown any more."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def timings(self) -> None:
        """Where the time went, where that was asked for."""
        self._note("")
        if self._verbose:
            for line in self._lines():
                print(line, file=sys.stderr)

    def _lines(self) -> Iterator[str]:
        for name, seconds in self._took.items():
            yield f"{seconds:8.3f} s  {name}"
        yield f"{sum(self._took.values()):8.3f} s  in all"

    def _note(self, name: str) -> None:
        now = time.perf_counter()
        self._took[self._stage] = self._took.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = name, now

    def _show(self, words: str, done: int, total: int) -> None:
        from checker.reports.visible import visible  # noqa: PLC0415 - start-up stays light

        if self._bar is None:
            from rich.console import Console  # noqa: PLC0415
            from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn  # noqa: PLC0415

            columns = (SpinnerColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
            self._bar = Progress(*columns, console=Console(stderr=True, emoji=False), transient=True)
            self._bar.add_task("", total=None)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], description=visible(words), completed=done, total=total or None)


if __name__ == "__main__":
    sys.exit(main())
