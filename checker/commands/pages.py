"""PAGE arguments to extractions: files, folders, globs, standard input; what one page costs is bounded."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from checker import paths
from checker.commands.parser import NAMED_FORMATS
from checker.commands.result import STANDARD_INPUT, UsageError
from checker.reports.visible import visible
from claims.extract import extract
from claims.model import Extraction, Unreadable
from claims.pages import bytes_of, format_of, read_bytes
from claims.pages.clock import OutOfTime, at_most
from claims.pages.find import Found, Search, search
from claims.pages.ignored import IgnoreError
from claims.pages.limits import Limits, setting

MOST_COPIES = 5  # that are named
_Done = TypeVar("_Done")


def searched(options: argparse.Namespace) -> Search:
    """The pages that are files, in the order given, and what was left out."""
    try:
        found = search(page for page in options.pages if page != STANDARD_INPUT)
    except IgnoreError as error:
        raise UsageError(visible(str(error))) from error
    return Search(found.pages, tuple(visible(line) for line in found.left_out))


def names_of(options: argparse.Namespace, found: Iterable[Found | Unreadable]) -> list[str]:
    """What the pages are shown by, in the order in which they are read."""
    names = [one.shown_as if isinstance(one, Found) else one.path for one in found]
    return [*names, paths.STANDARD_INPUT] if STANDARD_INPUT in options.pages else names


def extractions(
    options: argparse.Namespace, found: Iterable[Found | Unreadable], limits: Limits, told: list[str]
) -> Iterator[Extraction | Unreadable]:
    """Each page with its claims, or why it could not be read; content that comes again is read once, which is told."""
    as_format = NAMED_FORMATS[options.format] if options.format else None
    if STANDARD_INPUT in options.pages and as_format is None:
        raise UsageError("standard input (-) needs --as html, md, text, pdf, docx, pptx or mhtml")
    known: dict[tuple[str | None, bytes], tuple[str, Extraction | Unreadable]] = {}
    copies: list[str] = []
    for one in found:
        if isinstance(one, Unreadable):
            yield one
            continue
        data = bytes_of(one.path, shown_as=one.shown_as, limits=limits)
        if isinstance(data, Unreadable):
            yield data
            continue
        kind = as_format or format_of(one.path)
        key = kind, sha256(data).digest()
        if key in known:
            first, page = known[key]
            copies.append(f"{one.shown_as} (as {first})")
            yield _named(page, one.shown_as)
            continue
        page = _extracted(data, one.shown_as, kind, limits)
        known[key] = one.shown_as, page
        yield page
    if copies:
        more = f" and {len(copies) - MOST_COPIES} more" if len(copies) > MOST_COPIES else ""
        told.append(visible(f"same content, read once: {', '.join(copies[:MOST_COPIES])}{more}"))
    if STANDARD_INPUT in options.pages:
        yield _extracted(sys.stdin.buffer.read(), paths.STANDARD_INPUT, as_format, limits)


def _named(page: Extraction | Unreadable, path: str) -> Extraction | Unreadable:
    if isinstance(page, Unreadable):
        return replace(page, path=path)
    return replace(page, page=replace(page.page, path=path))


def _extracted(data: bytes, shown_as: str, kind: str | None, limits: Limits) -> Extraction | Unreadable:
    def work() -> Extraction | Unreadable:
        page = read_bytes(data, shown_as=shown_as, format=kind, limits=limits)
        return page if isinstance(page, Unreadable) else extract(page)

    return in_time(work, shown_as, "read", limits)


def in_time(work: Callable[[], _Done], path: str, what: str, limits: Limits) -> _Done | Unreadable:
    """What the work on one page comes to; whatever stops it costs this page alone, and one line."""
    try:
        with at_most(limits.seconds):
            return work()
    except OutOfTime:
        return Unreadable(path, f"took more than {limits.seconds} seconds to {what} ({setting('seconds')})")
    except MemoryError:
        return Unreadable(path, f"needs more memory to {what} than there is")
    except RecursionError:
        return Unreadable(path, f"is nested too deep to {what}")
    except Exception as error:  # a defect of ours with one page must not cost the others
        if os.environ.get("PROMOCHECK_TRACEBACK"):
            raise
        return Unreadable(path, f"could not be {what}: internal error {type(error).__name__}, please report it")
