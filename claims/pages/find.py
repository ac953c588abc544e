"""Files, folders and globs of the command line to the pages they stand for, and what was left out."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from claims.model import Unreadable
from claims.pages import SUFFIXES
from claims.pages.ignored import NAME, Patterns, above, beside, leaves_out

MOST_DEEP = 64  # folders within folders
MOST_NAMED = 5  # of what was left out, in the line that tells of it
# What browsers call the folder that they save a page's images, styles and frames in: page_files, page-Dateien, ...
SAVED = ("_files", ".files", "-files", "-Dateien", "_fichiers", "_archivos", "_file", "_bestanden")
SAVED_BESIDE = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Found:
    """A page's file and the name it is shown by: as given, with forward slashes, never absolute unless given so."""

    path: Path
    shown_as: str


@dataclass(frozen=True, slots=True)
class Search:
    """What the arguments stand for: pages in their order, and a line for each reason that some were left out."""

    pages: tuple[Found | Unreadable, ...]
    left_out: tuple[str, ...] = ()


def search(arguments: Iterable[str]) -> Search:
    """Pages in the order given, those of folders and globs sorted, each file once; and what these left out."""
    seen: set[str] = set()
    found: list[Found | Unreadable] = []
    left_out = _LeftOut()
    for argument in arguments:
        for page in _expanded(argument, left_out):
            key = page.shown_as if isinstance(page, Found) else page.path
            if key not in seen:
                seen.add(key)
                found.append(page)
    return Search(tuple(found), tuple(left_out.lines()))


@dataclass(slots=True)
class _LeftOut:
    """What was left out, by the reason; insertion order is the order of the search."""

    by_reason: dict[str, dict[str, None]] = field(default_factory=dict)

    def note(self, reason: str, name: str) -> None:
        self.by_reason.setdefault(reason, {})[name] = None

    def lines(self) -> Iterator[str]:
        for reason, names in self.by_reason.items():
            more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            yield f"left out {reason}: {', '.join(list(names)[:MOST_NAMED])}{more}"


def _expanded(argument: str, left_out: _LeftOut) -> Iterator[Found | Unreadable]:
    path = Path(argument)
    if path.is_dir():
        pages = sorted(_pages_below(path, left_out), key=_path_of)
        if not pages:
            yield Unreadable(_shown(path), f"the folder holds no pages ({', '.join(sorted(SUFFIXES))})")
        yield from pages
    elif not path.exists() and glob.has_magic(argument):
        matched = sorted(Path(name) for name in glob.iglob(argument, recursive=True))  # noqa: PTH207 - patterns as typed
        files = [page for page in matched if not page.is_dir()]
        if not files:
            yield Unreadable(argument, "no file matches the pattern")
        for page in files:
            patterns = (*above(page.parent), *beside(page.parent))
            if by := leaves_out(patterns, page):
                left_out.note(f"by {_near(by)}", _shown(page))
            else:
                yield Found(page, _shown(page))
    else:
        yield Found(path, _shown(path))


def _path_of(page: Found | Unreadable) -> Path:
    return page.path if isinstance(page, Found) else Path(page.path)


def _pages_below(top: Path, left_out: _LeftOut) -> Iterator[Found | Unreadable]:
    """Pages below a folder; hidden folders and the lock files of Word are passed over, links to folders told."""
    failed: list[OSError] = []
    patterns: dict[Path, tuple[Patterns, ...]] = {top: above(top)}
    for root, folders, files in os.walk(top, onerror=failed.append):
        here = Path(root)
        known = (*patterns.pop(here), *beside(here))
        is_deepest = len(here.relative_to(top).parts) >= MOST_DEEP
        below = sorted(name for name in folders if not name.startswith("."))
        if is_deepest and below:
            yield Unreadable(_shown(here), f"holds folders more than {MOST_DEEP} deep, which are not read")
        folders[:] = [] if is_deepest else [name for name in below if _is_looked_into(here / name, known, left_out)]
        patterns.update((here / name, known) for name in folders)
        for name in sorted(files):
            if name.startswith((".", "~$")) or Path(name).suffix.lower() not in SUFFIXES:
                continue
            if by := leaves_out(known, here / name):
                left_out.note(f"by {_near(by)}", _shown(here / name))
            else:
                yield Found(here / name, _shown(here / name))
    for error in failed:
        why = (error.strerror or str(error)).lower()
        yield Unreadable(_shown(Path(str(error.filename))), f"the folder could not be read: {why}")


def _is_looked_into(folder: Path, patterns: tuple[Patterns, ...], left_out: _LeftOut) -> bool:
    name = f"{_shown(folder)}/"
    if folder.is_symlink():
        left_out.note("as links to folders, which are not followed", name)
    elif by := leaves_out(patterns, folder, is_folder=True):
        left_out.note(f"by {_near(by)}", name)
    elif _belongs_to_a_saved_page(folder):
        left_out.note("as parts of saved pages", name)
    else:
        return True
    return False


def _belongs_to_a_saved_page(folder: Path) -> bool:
    stem = next((folder.name.removesuffix(end) for end in SAVED if folder.name.endswith(end)), "")
    return bool(stem) and any(folder.with_name(stem + suffix).is_file() for suffix in SAVED_BESIDE)


def _near(file: Path) -> str:
    """A file of patterns as seen from here."""
    try:
        return Path(os.path.relpath(file)).as_posix()
    except ValueError:  # another drive
        return NAME


def _shown(path: Path) -> str:
    """A name for reports, which are UTF-8: bytes of a file's name that are not are written out."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
