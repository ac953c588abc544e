"""PDF files that are cut, locked, tangled, or made of too much."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from tests.hostile.bad import SAYS, Bad


def pdf(content: str = f"BT /F1 10 Tf 50 700 Td ({SAYS.strip()}) Tj ET", more: str = "", page: str = "") -> bytes:
    """A PDF of one page, written by hand; `more` goes into the trailer, `page` into the page."""
    stream = zlib.compress(content.encode("latin-1"))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>{page}>>".encode(),
        f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n".encode() + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, starts = b"%PDF-1.7\n", []
    for number, held in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + held + b"\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R{more}>>\nstartxref\n{len(out)}\n%%EOF"
    return out + tail.encode()


def pdfs() -> Iterator[Bad]:
    good = pdf()
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/O({'o' * 32})/U({'u' * 32})/P -4>>/ID[(0123456789abcdef)(0123456789abcdef)]"
    yield Bad("empty.pdf", b"", "empty file")
    yield Bad("cut.pdf", good[:90], "is")
    yield Bad("head.pdf", b"%PDF-1.7\n", "is")
    yield Bad("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 200, "is")
    yield Bad("locked.pdf", pdf(more=lock), "is locked with a password")
    yield Bad("ring.pdf", good.replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"), "is damaged")
    yield Bad("count.pdf", good.replace(b"/Count 1", b"/Count 2147483647"), "")
    yield Bad("no-text.pdf", pdf("0 0 10 10 re f"), "no text in the file")
    yield Bad("forms.pdf", pdf("q " * 50_000 + "BT /F1 10 Tf 50 700 Td (ORR 41.7%) Tj ET"), "")
    yield Bad("operators.pdf", pdf("1 0 0 1 0 0 cm " * 100_000 + "BT /F1 10 Tf 50 700 Td (ORR 41.7%) Tj ET"), "")
    yield Bad("glyphs.pdf", pdf("BT /F1 1 Tf 50 700 Td " + "(9) Tj 0 0 Td " * 20_000 + "ET"), "")
    yield Bad("bomb.pdf", pdf(" " * 100_000_000), "no text in the file")
    yield Bad("huge-page.pdf", good.replace(b"0 0 595 842", b"0 0 9e9 9e9"), "")
