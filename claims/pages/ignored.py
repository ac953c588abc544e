"""Files named .promocheckignore -> which pages of a folder they leave out, by the rules of gitignore."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NAME = ".promocheckignore"
_LARGEST = 1_000_000  # bytes


class IgnoreError(Exception):
    """Why a file of patterns cannot be used, in words for the user."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """One file's patterns, which go for what is beside and below it."""

    folder: Path
    spec: GitIgnoreSpec


def above(folder: Path) -> tuple[Patterns, ...]:
    """The patterns of all folders above this one, outermost first."""
    whole = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow links
    return tuple(found for each in reversed(whole.parents) for found in beside(each))


def beside(folder: Path) -> tuple[Patterns, ...]:
    """The patterns of the file in this folder, if there is one."""
    file = folder / NAME
    try:
        if not file.is_file():
            return ()
        if file.stat().st_size > _LARGEST:
            raise IgnoreError(f"{file}: too large for a list of patterns")
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8"
        raise IgnoreError(f"{file}: could not be read: {(reason or str(error)).lower()}") from error
    plain = [_plain(line, f"{file}:{number}") for number, line in enumerate(lines, 1)]
    return (Patterns(Path(os.path.abspath(folder)), _spec(plain, file)),)  # noqa: PTH100


_STARS = re.compile(r"(?P<literal>\\.|\[[^\]/]{0,200}\])|\*+")
_MOST_STARS = 3  # in one name: the library tries every way to share a name out among them


def _plain(line: str, place: str) -> str:
    """A pattern in which stars in a row are one, as git reads them, unless two are a name of their own (`a/**/b`)."""
    names = [name if name == "**" else _STARS.sub(_one_star, name) for name in line.split("/")]
    for name in names:
        if sum(match["literal"] is None for match in _STARS.finditer(name)) > _MOST_STARS and line[:1] != "#":
            raise IgnoreError(f"{place}: {name!r} has more than {_MOST_STARS} stars; write it in several patterns")
    return "/".join(names)


def _one_star(match: re.Match[str]) -> str:
    return match["literal"] or "*"


def _spec(lines: Sequence[str], file: Path) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where there is such a file

    try:
        return GitIgnoreSpec.from_lines(lines)
    except (ValueError, re.error):
        for number, line in enumerate(lines, 1):
            try:
                GitIgnoreSpec.from_lines([line])
            except (ValueError, re.error) as error:
                raise IgnoreError(f"{file}:{number}: {line!r} is no pattern of gitignore") from error
        raise


def leaves_out(patterns: Iterable[Patterns], path: Path, *, is_folder: bool = False) -> Path | None:
    """The file of patterns that leaves a path out; the innermost one that says anything of it counts."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100
    said: Path | None = None
    for each in patterns:
        name = whole.relative_to(each.folder).as_posix() + ("/" if is_folder else "")
        verdict = each.spec.check_file(name).include
        if verdict is not None:
            said = each.folder / NAME if verdict else None
    return said
