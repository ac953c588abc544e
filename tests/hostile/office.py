"""Office files and web archives that are cut, locked, nested, or far larger than they look."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from tests.hostile.bad import NOTHING, SAYS, Bad

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(members: dict[str, bytes], source: bytes | None = None) -> bytes:
    """An archive of these members, over those of another."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if source is not None:
            with zipfile.ZipFile(io.BytesIO(source)) as other:
                for name in other.namelist():
                    if name not in members:
                        archive.writestr(name, other.read(name))
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx() -> bytes:
    """A Word document of one sentence."""
    from docx import Document

    out = io.BytesIO()
    document = Document()
    document.add_paragraph(SAYS.strip())
    document.save(out)
    return out.getvalue()


def with_body(source: bytes, body: bytes) -> bytes:
    """A Word document with another body."""
    head = f'<w:document xmlns:w="{WORD}"><w:body>'.encode()
    return zipped({"word/document.xml": head + body + b"</w:body></w:document>"}, source)


def office() -> Iterator[Bad]:
    good = docx()
    laughs = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10 if at else "ha"}">' for at in range(10))
    foreign = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'
    yield Bad("empty.docx", b"", "empty file")
    yield Bad("empty.pptx", b"", "empty file")
    yield Bad("cut.docx", good[: len(good) // 2], "is not a whole office file")
    yield Bad("no-parts.docx", zipped({}), "is no Word document")
    yield Bad("no-body.docx", zipped({"word/document.xml": b""}, good), "is damaged")
    yield Bad("only-types.docx", zipped({"[Content_Types].xml": b"<Types/>"}), "is no Word document")
    yield Bad("word.pptx", good, "is no presentation")
    yield Bad("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an office file of before 2007")
    locked = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    yield Bad("locked.docx", locked, "is locked with a password")
    yield Bad("bomb.docx", zipped({"word/document.xml": b"<a>" + bytes(30_000_000)}, good), "only a trap is")
    yield Bad("many.docx", zipped({f"a{at}": b"" for at in range(6_000)}, good), "at most 5000 are unpacked")
    yield Bad("zip-in-zip.docx", zipped({"word/document.xml": zipped({"a": bytes(1000)})}, good), "is damaged")
    yield Bad(
        "laughs.docx",
        zipped({"word/document.xml": f"<!DOCTYPE w [{laughs}]><w>&a9;</w>".encode()}, good),
        "declares entities",
    )
    yield Bad("foreign.docx", zipped({"word/document.xml": foreign.encode()}, good), "declares entities")
    yield Bad("deep.docx", with_body(good, b"<w:sdt>" * 30_000), "is damaged")
    yield Bad(
        "deep-tables.docx",
        with_body(good, b"<w:tbl><w:tr><w:tc>" * 70 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 70),
        "empty page",
    )
    wide = (
        b"<w:tbl><w:tr>"
        + b"<w:tc><w:tcPr><w:gridSpan w:val='99999999'/></w:tcPr><w:p/></w:tc>" * 300
        + b"</w:tr></w:tbl>"
    )
    yield Bad("wide.docx", with_body(good, wide), "empty page")
    yield Bad("paths.docx", zipped({"../../etc/passwd": b"x", "/etc/passwd": b"x"}, good), NOTHING)


def mhtml() -> Iterator[Bad]:
    head = b"MIME-Version: 1.0\nContent-Type: "
    yield Bad("empty.mht", b"", "empty file")
    yield Bad("no-page.mht", head + b"text/plain\n\n" + SAYS.encode(), "is no web archive")
    yield Bad("empty-page.mht", head + b"text/html\n\n", "empty page")
    yield Bad(
        "open.mht",
        head + b'multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n<p>' + SAYS.encode(),
        NOTHING,
    )
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (at, at) for at in range(3_000))
    yield Bad("deep.mht", b"MIME-Version: 1.0\n" + deep, "is nested too deep")
    yield Bad("headers.mht", b"X: a\n" * 50_000 + head + b"text/html\n\n<p>" + SAYS.encode(), NOTHING)
    yield Bad("codec.mht", head + b"text/html; charset=zlib_codec\n\n<p>" + SAYS.encode(), NOTHING)
    yield Bad("base64.mht", head + b"text/html\nContent-Transfer-Encoding: base64\n\n!!!===not base64", "")
