"""A file or its bytes -> a page with its blocks, or why it could not be read."""

from __future__ import annotations

import re
import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from claims.model import Page, Problem, Unreadable
from claims.pages.decode import decode, unlike
from claims.pages.limits import DEFAULT, Limits, setting, too_long
from claims.pages.refused import Refused

if TYPE_CHECKING:
    from claims.pages.raw import RawPage
    from claims.pages.rendered import Rendered

SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "pptx",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
}
APART = frozenset({"pdf", "docx", "pptx"})  # read in a process of their own
_MB = 1024 * 1024
_PARTS = {"html": "<", "markdown": "\n\r\t|<", "text": "\n\r\t|"}  # what begins a part
_NUMBER = re.compile(r"\d++(?:[.,]\d++)*+")


def read(path: Path, *, shown_as: str, format: str | None = None, limits: Limits = DEFAULT) -> Page | Unreadable:  # noqa: A002
    """Page from a file; its format by suffix unless given (html, markdown, text, pdf, docx, pptx, mhtml)."""
    data = bytes_of(path, shown_as=shown_as, limits=limits)
    if isinstance(data, Unreadable):
        return data
    return read_bytes(data, shown_as=shown_as, format=format or format_of(path), limits=limits)


def format_of(path: Path) -> str | None:
    """The format that a file's suffix names."""
    return SUFFIXES.get(path.suffix.lower())


def bytes_of(path: Path, *, shown_as: str, limits: Limits = DEFAULT) -> bytes | Unreadable:
    """What a file holds, if it is one and not too large."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Unreadable(shown_as, "is a folder, not a page")
        if not stat.S_ISREG(status.st_mode):
            return Unreadable(shown_as, "is not a regular file")
        if status.st_size > limits.size * _MB:
            return Unreadable(shown_as, _too_large(status.st_size, limits))
        return path.read_bytes()
    except FileNotFoundError:
        return Unreadable(shown_as, "no such file")
    except PermissionError:
        return Unreadable(shown_as, "no permission to read it")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        return Unreadable(shown_as, f"could not be read: {(reason or str(error)).lower()}")


def read_bytes(data: bytes, *, shown_as: str, format: str | None, limits: Limits = DEFAULT) -> Page | Unreadable:  # noqa: A002
    """Page from bytes in one of the formats html, markdown, text, pdf, docx, pptx and mhtml."""
    if len(data) > limits.size * _MB:
        return Unreadable(shown_as, _too_large(len(data), limits))
    if format in APART:
        return _read_apart(data, shown_as, format, limits)
    if format == "mhtml":
        return _read_archive(data, shown_as, limits)
    decoded = decode(data, shown_as=shown_as, is_html=format == "html")
    if isinstance(decoded, Unreadable):
        return decoded
    if format is None or format not in SUFFIXES.values():
        known = ", ".join(SUFFIXES)
        return Unreadable(
            shown_as, f"unknown format; expected one of {known}, or --as html, md, text, pdf, docx, pptx or mhtml"
        )
    if (parts := sum(map(decoded.source.count, _PARTS[format]))) > limits.parts:
        told = f"has {parts} tags, lines or cells, at most {limits.parts} are read ({setting('parts')})"
        return Unreadable(shown_as, told)
    if format != "html" and len(decoded.source) > limits.text * 1_000_000:
        return Unreadable(shown_as, too_long(len(decoded.source), limits))
    try:
        raw = _read_raw(decoded.source, format, limits)
    except Refused as reason:
        return Unreadable(shown_as, str(reason))
    if not raw.blocks:
        return Unreadable(shown_as, f"empty page: {_unread(raw) or 'no text that could be read in the file'}")
    raw = replace(raw, problems=decoded.problems + raw.problems)
    return _built(shown_as, format, decoded.source, raw, limits)


def _read_archive(data: bytes, shown_as: str, limits: Limits) -> Page | Unreadable:
    """Page from a web archive: that of its HTML, whose lines are meant by all places."""
    from claims.pages.mhtml import page_of  # noqa: PLC0415 - only what a page needs is loaded

    if not data.strip():
        return Unreadable(shown_as, "empty file")
    try:
        content, frames = page_of(data)
    except Refused as reason:
        return Unreadable(shown_as, str(reason))
    page = read_bytes(content, shown_as=shown_as, format="html", limits=limits)
    if isinstance(page, Unreadable) or not frames:
        return page
    told = f"{frames} more HTML parts in this archive, frames of the page, were not read"
    return replace(page, problems=(*page.problems, Problem(told.replace("1 more HTML parts", "1 more HTML part"))))


def _read_apart(data: bytes, shown_as: str, kind: str, limits: Limits) -> Page | Unreadable:
    """Page from a PDF or office file."""
    from claims.pages.apart import read_apart  # noqa: PLC0415 - only what a page needs is loaded

    if not data.strip():
        return Unreadable(shown_as, "empty file")
    if wrong := unlike(data, kind):
        return Unreadable(shown_as, wrong)
    rendered = read_apart(data, kind, limits)
    return Unreadable(shown_as, rendered) if isinstance(rendered, str) else page_of(rendered, shown_as, kind, limits)


def page_of(rendered: Rendered, shown_as: str, kind: str, limits: Limits = DEFAULT) -> Page | Unreadable:
    """Page from what the reading process found in a PDF or office file."""
    raw = rendered.page
    if rendered.flat:
        flat = _read_raw(rendered.source[: rendered.flat], "text", limits)
        rest = tuple(block for block in raw.blocks if block.spots[0] >= rendered.flat)
        raw = replace(raw, blocks=flat.blocks + rest, is_flattened=True)
    if not raw.blocks:
        return Unreadable(shown_as, f"empty page: {_unread(raw) or 'no text in the file'}")
    return _built(shown_as, kind, rendered.source, raw, limits)


def _read_raw(source: str, kind: str, limits: Limits) -> RawPage:
    if kind == "html":
        from claims.pages.html import read_html  # noqa: PLC0415

        return read_html(source, limits)
    if kind == "markdown":
        from claims.pages.markdown import read_markdown  # noqa: PLC0415

        return read_markdown(source, limits)
    from claims.pages.text import read_text  # noqa: PLC0415

    return read_text(source)


def _built(shown_as: str, kind: str, source: str, raw: RawPage, limits: Limits) -> Page | Unreadable:
    """The page of its blocks, unless they hold more than may be read."""
    if (length := sum(len(block.text) for block in raw.blocks)) > limits.text * 1_000_000:
        return Unreadable(shown_as, too_long(length, limits))
    if (count := sum(1 for block in raw.blocks for _ in _NUMBER.finditer(block.text))) > limits.numbers:
        told = f"holds {count} numbers, at most {limits.numbers} are read ({setting('numbers')})"
        return Unreadable(shown_as, told)
    from claims.pages.structure import build_page  # noqa: PLC0415 - only what a page needs is loaded

    return build_page(shown_as, kind, source, raw)


def _unread(raw: RawPage) -> str | None:
    return next((problem.message for problem in raw.problems if problem.is_unread), None)


def _too_large(size: int, limits: Limits) -> str:
    return f"too large: {size / _MB:.0f} MB, at most {limits.size} MB are read ({setting('size')})"
