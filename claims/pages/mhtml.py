"""A web archive (MHTML) -> the HTML of its page, as bytes in UTF-8 where the archive names their encoding."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from claims.pages.refused import Refused

_ENCODINGS = ("utf", "iso", "windows", "cp", "koi8", "mac", "shift", "sjis", "euc", "gb", "big5", "latin", "us-ascii")


def page_of(data: bytes) -> tuple[bytes, int]:
    """The first HTML part, and how many further ones there are: frames, which are pages of their own."""
    try:
        parts = [part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
    except RecursionError as error:
        raise Refused("is nested too deep") from error
    if not parts:
        raise Refused("is no web archive (MHTML), or one without an HTML page")
    return _bytes_of(parts[0]), len(parts) - 1


def _bytes_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise Refused("is a damaged web archive: its HTML page has no content")
    charset = part.get_content_charset() or ""
    # Python has codecs that are no encodings of text: only those that a page may name are asked.
    if not charset.startswith(_ENCODINGS):
        return content
    try:
        return content.decode(charset).encode("utf-8")
    except (LookupError, ValueError):
        return content  # the page's own declaration is asked next
