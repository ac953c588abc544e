"""Files of broken encodings, of other names than their content's, and what is no plain file at all."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.bad import NOTHING, SAYS, Bad
from tests.hostile.office import zipped
from tests.hostile.printed import pdf


def encodings() -> Iterator[Bad]:
    yield Bad("empty.html", b"", "empty page")
    yield Bad("empty.md", b"", "empty page")
    yield Bad("blank.txt", b" \n\t\r\n\x0c" * 500, "empty page")
    yield Bad("mark-only.html", b"\xef\xbb\xbf", "empty page")
    yield Bad("tags-only.html", b"<div></div>" * 500, "empty page")
    yield Bad("nul.txt", b"\x00" * 4_000, "looks like binary data")
    yield Bad("nul-between.html", b"<p>ORR was 4\x001.7%</p>" + SAYS.encode() * 5, "NUL character")
    yield Bad("utf-16.txt", SAYS.encode("utf-16"), NOTHING)
    yield Bad("utf-16-cut.txt", SAYS.encode("utf-16")[:-1], "damaged or cut off")
    yield Bad("utf-32.txt", SAYS.encode("utf-32"), NOTHING)
    yield Bad("utf-32-broken.txt", b"\xff\xfe\x00\x00" + b"\xff" * 40, "damaged or cut off")
    yield Bad("invalid-utf-8.txt", SAYS.encode() + b"\xc3\x28\xa0\xa1\xe2\x28\xf0\x28 \xff", "not UTF-8")
    yield Bad("surrogates.html", SAYS.encode() + "\ud800".encode("utf-8", "surrogatepass"), "not UTF-8")
    yield Bad("utf-7.html", b'<meta charset="utf-7">' + SAYS.encode() + b"\xe9", "not UTF-8")
    yield Bad("codec.html", b'<meta charset="zlib">' + SAYS.encode() + b"\xe9", "not UTF-8")
    yield Bad("binary.html", bytes(range(256)) * 50, "looks like binary data")
    yield Bad("bidi.html", f"<p>{SAYS}\u202e7.14\u202c\u2066\u2067</p>".encode(), NOTHING)
    yield Bad("bidi-long.txt", ("ORR 41.7% \u202e\u2066" * 100).encode(), NOTHING)
    yield Bad("digits.txt", "ORR was ４１.７% and ٤١٫٧% and 𝟒𝟏.𝟕% in 20 patients.\n".encode(), NOTHING)
    yield Bad("letters.txt", "ЕXEMPLАR showed an ОRR of 41.7%.\n".encode(), NOTHING)
    yield Bad("accents.txt", ("ORR " + "4" + "\u0301" * 20_000 + "1.7%\n").encode(), "characters without a space")
    yield Bad("escapes.txt", SAYS.encode() + b"\x1b[31m41.7%\x1b]0;title\x07\x9b" * 3, "not UTF-8")
    yield Bad("long-line.txt", (SAYS.strip() + " ").encode() * 100, NOTHING)
    yield Bad("carriage-returns.txt", b"ORR 41.7%\r" * 200, NOTHING)
    yield Bad("line-separators.txt", "ORR 41.7%\u2028".encode() * 200, NOTHING)


def wrongly_named() -> Iterator[Bad]:
    yield Bad("image.html", b"\x89PNG\r\n\x1a\n" + bytes(400), "looks like a PNG image")
    yield Bad("pdf.html", b"%PDF-1.7\n" + bytes(200), "looks like a PDF file")
    yield Bad("zip.md", zipped({"a": b"b"}), "looks like a ZIP archive")
    yield Bad("gzip.txt", gzip.compress(bytes(10_000_000), mtime=0), "looks like a gzip archive")
    yield Bad("rtf.txt", b"{\\rtf1 ORR 41.7%}", "looks like an RTF document")
    yield Bad("page.pdf", b"<p>" + SAYS.encode(), "does not begin as a PDF file does")
    yield Bad("page.docx", b"<p>" + SAYS.encode(), "does not begin as a Word document does")
    yield Bad("page.mht", b"<p>" + SAYS.encode(), "is no web archive")
    yield Bad("pdf-inside.docx", pdf(), "looks like a PDF file")


def files() -> Iterator[Bad]:
    def loop(path: Path) -> None:
        path.symlink_to(path.name)

    def ring(path: Path) -> None:
        path.symlink_to(path.with_name("ring-b.html"))
        path.with_name("ring-b.html").symlink_to(path)

    yield Bad("loop.html", loop, "too many levels of symbolic links")
    yield Bad("ring-a.html", ring, "too many levels of symbolic links")
    yield Bad("nowhere.html", lambda path: path.symlink_to("there-is-no-such-file"), "no such file")
    yield Bad("pipe.html", os.mkfifo, "is not a regular file")
    yield Bad("null.txt", lambda path: path.symlink_to("/dev/zero"), "is not a regular file")
    yield Bad("name\nof two lines.html", b"\xff\xd8\xff", "looks like a JPEG image")
    yield Bad("name\x1b[31mof colour.txt", b"", "empty page")
    yield Bad("na\u202eme.txt", b"", "empty page")
    yield Bad("x" * 240 + ".html", b"", "empty page")
    yield Bad(os.fsdecode(b"no-utf-8-\xff.txt"), b"", "empty page")
