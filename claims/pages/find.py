"""Files, folders and globs of the command line to the pages they stand for."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.model import Unreadable
from claims.pages import SUFFIXES

MOST_DEEP = 64  # folders within folders


@dataclass(frozen=True, slots=True)
class Found:
    """A page's file and the name it is shown by: as given, with forward slashes, never absolute unless given so."""

    path: Path
    shown_as: str


def find_pages(arguments: Iterable[str]) -> tuple[Found | Unreadable, ...]:
    """Pages in the order given, those of folders and globs sorted, each file once."""
    seen: set[str] = set()
    found: list[Found | Unreadable] = []
    for argument in arguments:
        for page in _expanded(argument):
            key = page.shown_as if isinstance(page, Found) else page.path
            if key not in seen:
                seen.add(key)
                found.append(page)
    return tuple(found)


def _expanded(argument: str) -> Iterator[Found | Unreadable]:
    path = Path(argument)
    if path.is_dir():
        pages = sorted(_pages_below(path))
        if not pages:
            yield Unreadable(_shown(path), f"the folder holds no pages ({', '.join(sorted(SUFFIXES))})")
        yield from (Found(page, _shown(page)) for page in pages)
    elif not path.exists() and glob.has_magic(argument):
        matched = sorted(Path(name) for name in glob.iglob(argument, recursive=True))  # noqa: PTH207 - patterns as typed
        files = [page for page in matched if page.is_file()]
        if not files:
            yield Unreadable(argument, "no file matches the pattern")
        yield from (Found(page, _shown(page)) for page in files)
    else:
        yield Found(path, _shown(path))


def _pages_below(folder: Path) -> Iterator[Path]:
    """Pages below a folder; hidden folders and the lock files of Word are left out, links to folders not followed."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if len(Path(root).relative_to(folder).parts) >= MOST_DEEP:
            folders.clear()
        for name in files:
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in SUFFIXES:
                yield Path(root) / name


def _shown(path: Path) -> str:
    return path.as_posix()
