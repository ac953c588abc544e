"""PAGE arguments to extractions: files, folders, globs, standard input."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import fields, replace

from checker import paths
from checker.commands.parser import NAMED_FORMATS
from checker.commands.result import STANDARD_INPUT, UsageError
from claims.extract import extract
from claims.model import Extraction, Unreadable
from claims.pages import read, read_bytes
from claims.pages.find import Found, find_pages
from claims.pages.limits import DEFAULT, Limits

TOO_MANY = 1_000_000


def found_pages(options: argparse.Namespace) -> tuple[Found | Unreadable, ...]:
    """The pages that are files, in the order given."""
    return find_pages(page for page in options.pages if page != STANDARD_INPUT)


def names_of(options: argparse.Namespace, found: Iterable[Found | Unreadable]) -> list[str]:
    """What the pages are shown by, in the order in which they are read."""
    names = [one.shown_as if isinstance(one, Found) else one.path for one in found]
    return [*names, paths.STANDARD_INPUT] if STANDARD_INPUT in options.pages else names


def extractions(
    options: argparse.Namespace, found: Iterable[Found | Unreadable] | None = None
) -> Iterable[Extraction | Unreadable]:
    """Each page with its claims, or why it could not be read."""
    limits = _limits(options.limit)
    as_format = NAMED_FORMATS[options.format] if options.format else None
    if STANDARD_INPUT in options.pages and as_format is None:
        raise UsageError("standard input (-) needs --as html, md, text, pdf, docx or pptx")
    for one in found_pages(options) if found is None else found:
        if isinstance(one, Unreadable):
            yield one
            continue
        page = read(one.path, shown_as=one.shown_as, format=as_format, limits=limits)
        yield page if isinstance(page, Unreadable) else extract(page)
    if STANDARD_INPUT in options.pages:
        page = read_bytes(sys.stdin.buffer.read(), shown_as=paths.STANDARD_INPUT, format=as_format, limits=limits)
        yield page if isinstance(page, Unreadable) else extract(page)


def _limits(settings: Iterable[str]) -> Limits:
    """What one PDF or office file may cost: the defaults, where --limit does not say otherwise."""
    limits = DEFAULT
    names = [field.name for field in fields(limits)]
    for setting in settings:
        name, _, number = setting.partition("=")
        if name not in names or not number.isdecimal() or not number.isascii() or not 0 < int(number) < TOO_MANY:
            raise UsageError(f"--limit {setting}: expected NAME=NUMBER with NAME one of {', '.join(names)}")
        limits = replace(limits, **{name: int(number)})
    return limits
