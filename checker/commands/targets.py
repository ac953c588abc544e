"""Where reports are to go -> errors before any work is done: onto an input, twice the same, nowhere, onto a screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

from checker.commands.result import STANDARD_OUTPUT, UsageError
from checker.paths import whole

YAML = frozenset({".yaml", ".yml"})


def refuse(
    asked: Iterable[tuple[str, str]], inputs: Iterable[str], binary: Collection[str] = (), option: str = "--output"
) -> None:
    """Raise for the first report that must not go where it is sent; asked for as (format, file)."""
    inputs = tuple(inputs)
    read = {identity for name in inputs if (identity := _identity(name)) is not None}
    folders = tuple(Path(os.path.realpath(name)) for name in inputs if Path(name).is_dir())
    taken: dict[Path, str] = {}
    for form, file in asked:
        said = f"{option} {form}:{file}" if form else f"{option} {file}"
        if file == STANDARD_OUTPUT:
            if form in binary and sys.stdout.isatty():
                raise UsageError(f"--output {form}: is not for a terminal; name a file, as in {form}:report.{form}")
            continue
        target = Path(os.path.realpath(file))
        if _identity(file) in read:
            raise UsageError(f"{said}: is read by this run; a report never replaces what it is about")
        if target.suffix.lower() in YAML and any(folder in target.parents for folder in folders):
            raise UsageError(f"{said}: lies in the registry, and would be read as a part of it")
        if target in taken:
            raise UsageError(f"{said}: {taken[target]} goes there as well")
        if not target.parent.is_dir():
            raise UsageError(f"{said}: no such file or directory")
        if target.is_dir():
            raise UsageError(f"{said}: is a directory")
        taken[target] = form


def _identity(name: str) -> tuple[int, int] | None:
    """What a file is whatever it is called, None where there is none; links are followed."""
    try:
        status = whole(name).stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino
