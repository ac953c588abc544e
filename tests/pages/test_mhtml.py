"""Web archives: the page is the first HTML part, in its own encoding."""

import base64
import quopri
from pathlib import Path

import pytest

from claims.extract import extract
from claims.model import Page, Unreadable
from claims.pages import read, read_bytes

SAYS = "<p>The ORR was 41.7% – with EXEMPLAR café.</p>"


def archive(*parts: tuple[str, str, bytes]) -> bytes:
    """An archive as a browser writes it, of parts with their type, transfer encoding and content."""
    head = b'From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--b"\r\n\r\n'
    whole = (
        f"----b\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {how}\r\n\r\n".encode() + content + b"\r\n"
        for kind, how, content in parts
    )
    return head + b"".join(whole) + b"----b--\r\n"


def page_of(data: bytes) -> Page:
    page = read_bytes(data, shown_as="page.mht", format="mhtml")
    assert isinstance(page, Page)
    return page


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/html; charset=utf-8", SAYS.encode()),
        ("text/html; charset=windows-1252", SAYS.encode("cp1252")),
        ("text/html; charset=utf-16", SAYS.encode("utf-16")),
        ("text/html", SAYS.encode()),
        ("text/html", b"<meta charset=windows-1252>" + SAYS.encode("cp1252")),
        ("text/html; charset=no-such-thing", SAYS.encode()),
        ("text/html; charset=rot13", SAYS.encode()),
    ],
)
@pytest.mark.parametrize("how", ["quoted-printable", "base64"])
def test_a_page_in_its_encoding(kind: str, content: bytes, how: str) -> None:
    packed = base64.encodebytes(content) if how == "base64" else quopri.encodestring(content)
    page = page_of(archive(("image/png", "base64", b"iVBORw0KGgo="), (kind, how, packed)))
    assert [block.text for block in page.blocks] == ["The ORR was 41.7% – with EXEMPLAR café."]
    assert page.problems == ()
    (claim,) = extract(page).claims
    assert page.source[claim.place.start : claim.place.end] == "41.7%"


def test_the_first_page_counts_and_frames_are_told() -> None:
    frame = ("text/html", "8bit", b"<p>ORR was 9%.</p>")
    page = page_of(archive(("text/html", "8bit", SAYS.encode()), frame))
    assert [problem.message for problem in page.problems] == [
        "1 more HTML part in this archive, frames of the page, were not read"
    ]
    assert [claim.quote for claim in extract(page).claims] == ["41.7%"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty file"),
        (b"<p>ORR", "is no web archive (MHTML), or one without an HTML page"),
        (archive(("text/css", "8bit", b"a{}")), "is no web archive (MHTML), or one without an HTML page"),
        (archive(("text/html", "8bit", b"")), "empty page: no text in the file"),
    ],
)
def test_what_is_no_archive_of_a_page(data: bytes, says: str) -> None:
    assert read_bytes(data, shown_as="a", format="mhtml") == Unreadable("a", says)


@pytest.mark.parametrize("suffix", [".mht", ".MHTML"])
def test_by_its_suffix(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"page{suffix}"
    file.write_bytes(archive(("text/html", "8bit", SAYS.encode())))
    assert isinstance(read(file, shown_as="x"), Page)
