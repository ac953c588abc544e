"""A file or its bytes -> a page with its blocks, or why it could not be read."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from claims.model import Page, Unreadable
from claims.pages.decode import decode, unlike
from claims.pages.limits import DEFAULT, Limits

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
}
APART = frozenset({"pdf", "docx", "pptx"})  # read in a process of their own
LARGEST = 50 * 1024 * 1024  # bytes


def read(
    path: Path,
    *,
    shown_as: str,
    format: str | None = None,  # noqa: A002
    limits: Limits = DEFAULT,
) -> Page | Unreadable:
    """Page from a file; its format by suffix unless given (html, markdown, text, pdf, docx, pptx)."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Unreadable(shown_as, "is a folder, not a page")
        if not stat.S_ISREG(status.st_mode):
            return Unreadable(shown_as, "is not a regular file")
        if status.st_size > LARGEST:
            return Unreadable(shown_as, _too_large(status.st_size))
        data = path.read_bytes()
    except FileNotFoundError:
        return Unreadable(shown_as, "no such file")
    except PermissionError:
        return Unreadable(shown_as, "no permission to read it")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        return Unreadable(shown_as, f"could not be read: {(reason or str(error)).lower()}")
    return read_bytes(data, shown_as=shown_as, format=format or SUFFIXES.get(path.suffix.lower()), limits=limits)


def read_bytes(
    data: bytes,
    *,
    shown_as: str,
    format: str | None,  # noqa: A002
    limits: Limits = DEFAULT,
) -> Page | Unreadable:
    """Page from bytes in one of the formats html, markdown, text, pdf, docx and pptx."""
    if len(data) > LARGEST:
        return Unreadable(shown_as, _too_large(len(data)))
    if format in APART:
        return _read_apart(data, shown_as, format, limits)
    decoded = decode(data, shown_as=shown_as, is_html=format == "html")
    if isinstance(decoded, Unreadable):
        return decoded
    if format is None or format not in SUFFIXES.values():
        known = ", ".join(SUFFIXES)
        return Unreadable(
            shown_as, f"unknown format; expected one of {known}, or --as html, md, text, pdf, docx or pptx"
        )
    raw = _read_raw(decoded.source, format)
    if not raw.blocks:
        return Unreadable(shown_as, "empty page: no text that could be read in the file")
    raw = replace(raw, problems=decoded.problems + raw.problems)
    from claims.pages.structure import build_page  # noqa: PLC0415 - only what a page needs is loaded

    return build_page(shown_as, format, decoded.source, raw)


def _read_apart(data: bytes, shown_as: str, kind: str, limits: Limits) -> Page | Unreadable:
    """Page from a PDF or office file."""
    from claims.pages.apart import read_apart  # noqa: PLC0415 - only what a page needs is loaded

    if not data.strip():
        return Unreadable(shown_as, "empty file")
    if wrong := unlike(data, kind):
        return Unreadable(shown_as, wrong)
    rendered = read_apart(data, kind, limits)
    return Unreadable(shown_as, rendered) if isinstance(rendered, str) else page_of(rendered, shown_as, kind)


def page_of(rendered: Rendered, shown_as: str, kind: str) -> Page | Unreadable:
    """Page from what the reading process found in a PDF or office file."""
    from claims.pages.structure import build_page  # noqa: PLC0415 - only what a page needs is loaded

    raw = rendered.page
    if rendered.flat:
        flat = _read_raw(rendered.source[: rendered.flat], "text")
        rest = tuple(block for block in raw.blocks if block.spots[0] >= rendered.flat)
        raw = replace(raw, blocks=flat.blocks + rest, is_flattened=True)
    if not raw.blocks:
        unread = next((problem.message for problem in raw.problems if problem.is_unread), "no text in the file")
        return Unreadable(shown_as, f"empty page: {unread}")
    return build_page(shown_as, kind, rendered.source, raw)


def _read_raw(source: str, kind: str) -> RawPage:
    if kind == "html":
        from claims.pages.html import read_html  # noqa: PLC0415

        return read_html(source)
    if kind == "markdown":
        from claims.pages.markdown import read_markdown  # noqa: PLC0415

        return read_markdown(source)
    from claims.pages.text import read_text  # noqa: PLC0415

    return read_text(source)


def _too_large(size: int) -> str:
    return f"too large: {size / 1024 / 1024:.0f} MB, at most {LARGEST // 1024 // 1024} MB are read"
