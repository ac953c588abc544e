"""A command's result to streams and files, and its exit status: the only place that prints."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from checker.commands import run
from checker.commands.parser import parser
from checker.commands.result import STANDARD_OUTPUT, Display, Output, Result, UsageError
from checker.exit_codes import ExitCode

__all__ = ["ExitCode", "main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status of the contract."""
    gc.freeze()
    options = parser().parse_args(argv)
    try:
        return _told(run(options))
    except UsageError as error:
        print(error, file=sys.stderr)
        return ExitCode.USAGE
    except BrokenPipeError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.COULD_NOT_CHECK
    except KeyboardInterrupt:
        print("promocheck: interrupted", file=sys.stderr)
        return ExitCode.COULD_NOT_CHECK
    except Exception as error:  # a crash is a result that never exits 0
        if os.environ.get("PROMOCHECK_TRACEBACK"):
            raise
        print(f"promocheck: internal error: {type(error).__name__}: {error}", file=sys.stderr)
        return ExitCode.COULD_NOT_CHECK


def _told(result: Result) -> int:
    """Remarks to standard error, every report to where it goes."""
    for remark in result.remarks:
        print(remark, file=sys.stderr)
    for output in result.outputs:
        _write(output)
    return int(result.status)


def _write(output: Output) -> None:
    """One report, made for what shows it, whole to its file or to standard output."""
    data = output.render(_display(output.file)).encode("utf-8")
    if output.file == STANDARD_OUTPUT:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    target = Path(output.file)
    try:
        with tempfile.NamedTemporaryFile("wb", dir=target.parent, prefix=f".{target.name}.", delete=False) as draft:
            draft.write(data)
        Path(draft.name).replace(target)
    except OSError as error:
        raise UsageError(f"{output.asked}: {(error.strerror or str(error)).lower()}") from error


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


if __name__ == "__main__":
    sys.exit(main())
