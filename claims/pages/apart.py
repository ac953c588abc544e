"""A PDF or office file -> its text and raw blocks, read in a process of its own: one bad file costs one clear line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict

from claims.pages.limits import DEFAULT, Limits, setting
from claims.pages.refused import Refused
from claims.pages.rendered import Rendered

FORMATS = frozenset({"pdf", "docx", "pptx"})


def read_apart(data: bytes, kind: str, limits: Limits = DEFAULT) -> Rendered | str:
    """What the other process found, or why it found nothing."""
    from claims.pages.wire import loads  # noqa: PLC0415 - only what a page needs is loaded

    head = json.dumps({"format": kind, "limits": asdict(limits)}).encode() + b"\n"
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        # Its own module search is ours, without the folder that we stand in: that is where the untrusted files lie.
        run = subprocess.run(
            [sys.executable, "-P", "-m", "claims.pages.apart"],
            input=head + data,
            capture_output=True,
            timeout=limits.seconds,
            env={**os.environ, "PYTHONPATH": paths},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _too_long(limits)
    except OSError as error:
        return f"the process that reads it did not start: {(error.strerror or str(error)).lower()}"
    if run.returncode:
        return _ended(run.returncode, limits)
    try:
        document, _, rendered = run.stdout.partition(b"\n")
        refused = json.loads(document)["refused"]
        return str(refused) if refused else loads(rendered)
    except (ValueError, KeyError, TypeError):
        return "the process that reads it gave no answer"


def _too_long(limits: Limits) -> str:
    return f"took more than {limits.seconds} seconds to read ({setting('seconds')})"


def _ended(code: int, limits: Limits) -> str:
    if code == -getattr(signal, "SIGXCPU", 0) or code == -getattr(signal, "SIGKILL", 0):
        return _too_long(limits)
    return "broke the program that reads it; the file is damaged, or made to do harm"


def main() -> int:
    """Read one file from standard input, write what was found to standard output."""
    head = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**head["limits"])
    _bound(limits)
    refused, text = None, ""
    try:
        rendered = _reader(head["format"])(sys.stdin.buffer.read(), limits)
        from claims.pages.wire import dumps  # noqa: PLC0415

        text = dumps(rendered)
    except Refused as reason:
        refused = str(reason)
    except MemoryError:
        refused = f"needs more than {limits.memory} MB of memory to read ({setting('memory')})"
    except RecursionError:
        refused = "is nested too deep"
    except Exception as error:
        refused = f"could not be read: {type(error).__name__}, as damaged files cause it"
    sys.stdout.buffer.write(json.dumps({"refused": refused}).encode() + b"\n" + text.encode())
    sys.stdout.flush()
    return 0


def _reader(kind: str) -> Callable[[bytes, Limits], Rendered]:
    if kind == "docx":
        from claims.pages.docx import read_docx  # noqa: PLC0415

        return read_docx
    if kind == "pptx":
        from claims.pages.pptx import read_pptx  # noqa: PLC0415

        return read_pptx
    from claims.pages.pdf import read_pdf  # noqa: PLC0415

    return read_pdf


def _bound(limits: Limits) -> None:
    """Bounds of the system on this process, where it has them."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    memory = limits.memory * 1024 * 1024
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    sys.exit(main())
