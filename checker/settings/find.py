"""Pages to the configuration file that stands beside them or above them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from checker.paths import from_here, whole

NAME = "promocheck.yaml"
MISNAMED = "promocheck.yml"


class ConfigurationError(Exception):
    """Why no configuration can be chosen, in words for the user."""


def configuration_of(pages: Iterable[Path]) -> Path | None:
    """The nearest promocheck.yaml at or above the pages, None where there is none; one run has one configuration."""
    known: dict[Path, Path | None] = {}
    found = {_nearest(whole(page).parent, known) for page in pages}
    if len(found) > 1:
        *rest, last = sorted(from_here(file) if file else "none" for file in found)
        said = f"{', '.join(rest)} and {last}"
        raise ConfigurationError(f"the pages have different configurations: {said}; name one with --config")
    return next(iter(found), None)


def _nearest(folder: Path, known: dict[Path, Path | None]) -> Path | None:
    """Found by walking up; what is known of a folder is asked only once."""
    passed: list[Path] = []
    for each in (folder, *folder.parents):
        if each in known:
            file = known[each]
            break
        passed.append(each)
        if (file := _in(each)) is not None:
            break
    else:
        file = None
    known.update(dict.fromkeys(passed, file))
    return file


def _in(folder: Path) -> Path | None:
    if _is_file(folder / NAME):
        return folder / NAME
    if _is_file(folder / MISNAMED):
        raise ConfigurationError(f"{from_here(folder / MISNAMED)}: is not read; name it {NAME}")
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder above that may not be looked into
        return False
