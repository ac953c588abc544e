"""PAGE arguments to extractions: files, folders, globs, standard input; what one page costs is bounded."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TypeVar

from checker import paths
from checker.commands.jobs import shared
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


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of one page, to be read."""

    shown_as: str
    kind: str | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """A page whose content was read already, under another name."""

    shown_as: str
    of: str


def readings(
    options: argparse.Namespace, found: Iterable[Found | Unreadable], limits: Limits
) -> Iterator[Reading | Copy | Unreadable]:
    """The content of each page, in the order given; content that comes again is not kept twice."""
    as_format = NAMED_FORMATS[options.format] if options.format else None
    if STANDARD_INPUT in options.pages and as_format is None:
        raise UsageError("standard input (-) needs --as html, md, text, pdf, docx, pptx or mhtml")
    first: dict[tuple[str | None, bytes], str] = {}
    for one in found:
        if isinstance(one, Unreadable):
            yield one
            continue
        data = bytes_of(one.path, shown_as=one.shown_as, limits=limits)
        if isinstance(data, Unreadable):
            yield data
            continue
        kind = as_format or format_of(one.path)
        known = first.setdefault((kind, sha256(data).digest()), one.shown_as)
        yield Reading(one.shown_as, kind, data) if known == one.shown_as else Copy(one.shown_as, known)
    if STANDARD_INPUT in options.pages:
        yield Reading(paths.STANDARD_INPUT, as_format, sys.stdin.buffer.read())


def worked(
    pages: Iterable[Reading | Copy | Unreadable],
    work: Callable[[Reading], _Done | Unreadable],
    named: Callable[[_Done, str], _Done | Unreadable],
    told: list[str],
    jobs: int = 1,
) -> Iterator[_Done | Unreadable]:
    """What the work on each page comes to, in the order of the pages; a copy has that of the first under its own name,
    which is told."""

    def done(one: Reading | Copy | Unreadable) -> _Done | Unreadable | None:
        return work(one) if isinstance(one, Reading) else one if isinstance(one, Unreadable) else None

    def lost(one: Reading | Copy | Unreadable) -> _Done | Unreadable | None:
        return Unreadable(one.shown_as, PROCESS_ENDED) if isinstance(one, Reading) else done(one)

    results: dict[str, _Done | Unreadable] = {}
    copies: list[str] = []
    for one, result in shared(done, pages, lost, jobs):
        if isinstance(one, Copy):
            copies.append(f"{one.shown_as} (as {one.of})")
            first = results[one.of]
            yield replace(first, path=one.shown_as) if isinstance(first, Unreadable) else named(first, one.shown_as)
        elif result is not None:
            if isinstance(one, Reading):
                results[one.shown_as] = result
            yield result
    if copies:
        more = f" and {len(copies) - MOST_COPIES} more" if len(copies) > MOST_COPIES else ""
        told.append(visible(f"same content, read once: {', '.join(copies[:MOST_COPIES])}{more}"))


PROCESS_ENDED = "could not be checked: the process that was at it ended before its time"


def extractions(
    options: argparse.Namespace, found: Iterable[Found | Unreadable], limits: Limits, told: list[str]
) -> Iterator[Extraction | Unreadable]:
    """Each page with its claims, or why it could not be read."""
    pages = readings(options, found, limits)
    return worked(pages, lambda one: extracted(one, limits), renamed, told)


def renamed(extraction: Extraction, path: str) -> Extraction:
    """The same page under another name."""
    return replace(extraction, page=replace(extraction.page, path=path))


def extracted(one: Reading, limits: Limits) -> Extraction | Unreadable:
    """A page with its claims, or why it could not be read."""

    def work() -> Extraction | Unreadable:
        page = read_bytes(one.data, shown_as=one.shown_as, format=one.kind, limits=limits)
        return page if isinstance(page, Unreadable) else extract(page)

    return in_time(work, one.shown_as, "read", limits)


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
