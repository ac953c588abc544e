"""Files as they are named, compared and shown, from wherever promocheck is run."""

from __future__ import annotations

import os
from pathlib import Path

STANDARD_INPUT = "<stdin>"  # what the page read from there is called


def whole(path: Path | str) -> Path:
    """A path that can be compared with others, however it was given; links are not followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


def shown_from(folder: Path | str, path: Path | str) -> str:
    """A path as seen from a folder, never absolute where that can be."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return Path(path).as_posix()


def from_here(path: Path | str) -> str:
    """A path as seen from the current folder."""
    return shown_from(".", path)
