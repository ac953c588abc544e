"""Files that are broken, or made to stall, fill or fool a reader: python tests/hostile/make.py FOLDER [--heavy]

Each has the words that its one result must say. NOTHING: it must be read, whole and in time.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

NOTHING = ""
BAIT = 2_500  # characters of one piece over and over
MORE_BAIT = 20_000  # the same among what is large
SAYS = "EXEMPLAR showed an ORR of 41.7% in 20 patients.\n"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Bad:
    """A file by its name within the folder, what it holds, and what must be said of it."""

    name: str
    content: bytes | Callable[[Path], None]
    says: str

    def write(self, folder: Path) -> None:
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        else:
            self.content(path)


def corpus() -> list[Bad]:
    """All that is small enough to be read in a few seconds."""
    return [
        *_encodings(),
        *_wrongly_named(),
        *_files(),
        *_markup(),
        *_bait(),
        *_tables(),
        *_office(),
        *_pdf(),
        *_mhtml(),
    ]


def heavy() -> list[Bad]:
    """What is large: it must meet a limit, or be read within it."""
    numbers, parts = "numbers, at most", "tags, lines or cells, at most 300000 are read (limits.parts)"
    return [
        *_bait(MORE_BAIT),
        Bad("hundred-thousand-columns.txt", b"a\t" * 100_000 + b"\n" + b"9\t" * 100, NOTHING),
        Bad("hundred-thousand-columns.html", b"<table><tr>" + b"<td>a" * 100_000 + b"<tr>" + b"<td>9" * 100, NOTHING),
        Bad("more-images.md", b"![" * 60_000, "characters without a space"),
        Bad("more-links.md", b"[a](" * 60_000, "characters without a space"),
        Bad("more-tags.html", b"<p " * 200_000 + SAYS.encode(), "never closed"),
        Bad(
            "values.html",
            b'<script type="application/ld+json">[' + b"41.7," * 8_000_000 + b"1]</script><p>ORR 5%",
            "values, which is the most that is read (limits.parts)",
        ),
        Bad("100-mb-of-digits.txt", b"7" * 100_000_000, "too large: 95 MB, at most 50 MB are read (limits.size)"),
        Bad("40-mb-of-digits.txt", b"7" * 40_000_000, "too long: 40.0 million characters"),
        Bad("9-mb-of-digits.txt", b"7" * 9_000_000, "characters without a space were not read"),
        Bad("40-mb-of-digits.html", b"<p>" + b"7" * 40_000_000, "too long: 40.0 million characters"),
        Bad("40-mb-of-digits.md", b"7" * 40_000_000, "too long: 40.0 million characters"),
        Bad("numbers.txt", b"9 " * 5_000_000, numbers),
        Bad("numbers-in-lines.txt", b"9\n" * 5_000_000, parts),
        Bad("words.txt", b"patients with a response " * 2_000_000, "too long: 50.0 million characters"),
        Bad("tags.html", b"<b>" * 15_000_000, parts),
        Bad("cells.html", b"<table><tr>" + b"<td>9" * 8_000_000, parts),
        Bad("pipes.md", b"|a|b|\n|-|-|\n" + b"|9|9|\n" * 1_500_000, parts),
        Bad(
            "data-image.html",
            b"<img alt='ORR 41.7%' src='data:" + b"QUJD" * 10_000_000 + b"'><p>ORR was 41.7%.",
            NOTHING,
        ),
    ]


# --- text -------------------------------------------------------------------------------------------------------


def _encodings() -> Iterator[Bad]:
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


def _wrongly_named() -> Iterator[Bad]:
    yield Bad("image.html", b"\x89PNG\r\n\x1a\n" + bytes(400), "looks like a PNG image")
    yield Bad("pdf.html", b"%PDF-1.7\n" + bytes(200), "looks like a PDF file")
    yield Bad("zip.md", zipped({"a": b"b"}), "looks like a ZIP archive")
    yield Bad("gzip.txt", gzip.compress(bytes(10_000_000), mtime=0), "looks like a gzip archive")
    yield Bad("rtf.txt", b"{\\rtf1 ORR 41.7%}", "looks like an RTF document")
    yield Bad("page.pdf", b"<p>" + SAYS.encode(), "does not begin as a PDF file does")
    yield Bad("page.docx", b"<p>" + SAYS.encode(), "does not begin as a Word document does")
    yield Bad("page.mht", b"<p>" + SAYS.encode(), "is no web archive")
    yield Bad("pdf-inside.docx", pdf(), "looks like a PDF file")


def _files() -> Iterator[Bad]:
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


# --- markup -----------------------------------------------------------------------------------------------------


def _markup() -> Iterator[Bad]:
    deep = "nested more than"
    yield Bad("divs.html", b"<div>" * 20_000 + SAYS.encode(), deep)
    yield Bad("lists.html", b"<ul><li>" * 10_000 + SAYS.encode(), deep)
    yield Bad("tables.html", b"<table><tr><td>" * 3_000 + SAYS.encode(), deep)
    yield Bad("bold.html", b"<b><i><u>" * 5_000 + SAYS.encode(), deep)
    yield Bad("svg.html", b"<svg><g>" * 5_000 + b"<text>ORR 41.7%", deep)
    yield Bad("quotes.md", b">" * 5_000 + b" ORR 41.7%\n", "line not read")
    yield Bad("lists.md", b"".join(b"  " * at + b"- ORR 41.7%\n" for at in range(200)), "line not read")
    yield Bad("emphasis.md", b"*" * 20_000 + b"a" + b"*" * 20_000, NOTHING)
    yield Bad("brackets.md", b"[" * 20_000 + b"41.7%", "characters without a space")
    yield Bad("links.md", b"[a](" * 15_000, "characters without a space")
    yield Bad("images.md", b"![" * 15_000, "characters without a space")
    yield Bad("backticks.md", b"".join(b"`" * at + b" " for at in range(300)), NOTHING)
    yield Bad("footnotes.md", b"[^1]: [^1]: " * 5_000, "empty page")
    yield Bad("definitions.md", b"".join(b"[%d]: /a\n" % at for at in range(5_000)) + b"ORR 41.7%", NOTHING)
    yield Bad("html-in.md", b"5% <b> a " * 200, NOTHING)
    yield Bad("open-tags.html", b"<a " * 20_000 + SAYS.encode(), "never closed")
    yield Bad("open-comments.html", b"<!-- " * 10_000 + SAYS.encode(), "never closed")
    yield Bad(
        "open-script.html", b"<p>ORR 5%<script>" + SAYS.encode() * 200, "script element opened here is never closed"
    )
    yield Bad("open-php.html", b"<p>ORR 5%<?php " + SAYS.encode() * 200, "never closed; what follows was not read")
    yield Bad("templates.html", b"{{ " * 20_000 + b"<p>ORR 41.7%", NOTHING)
    yield Bad("attributes.html", b"<p " + b"a=1 " * 20_000 + b">ORR 41.7%</p>", NOTHING)
    yield Bad("quotes.html", b'<p a="' * 10_001 + b">ORR 41.7%</p>", "never closed")
    yield Bad("entities.html", b"<p>" + b"&#" * 30_000 + b"ORR 41.7%", "characters without a space")
    yield Bad(
        "huge-entities.html",
        b"<p>ORR 41.7% &#" + b"9" * 20_000 + b"; &#x110000; &#0; &#xD800;",
        "characters without a space",
    )
    yield Bad("doctype.html", b"<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>ORR 41.7% &a;", NOTHING)
    yield Bad(
        "json-ld.html", b'<script type="application/ld+json">' + b'{"a":[' * 20_000 + b"41.7</script><p>ORR 5%", NOTHING
    )
    yield Bad(
        "json-ld-strings.html",
        b'<script type="application/ld+json">"' + b"\\" * 40_001 + b"</script><p>ORR 5%",
        NOTHING,
    )


def _tables() -> Iterator[Bad]:
    yield Bad("spans.html", b"<table><tr><td colspan=99999 rowspan=99999>ORR 41.7%" * 50, NOTHING)
    yield Bad("rowspans.html", b"<table>" + b"<tr><td rowspan=65534>5%" * 200, NOTHING)
    yield Bad(
        "odd-spans.html", b"<table><tr><td colspan=-1 rowspan=0>5%<td colspan=1e9>6%<td colspan=\xd9\xa3>7%", NOTHING
    )
    yield Bad("columns.html", b"<table><tr>" + b"<td>9" * 500, NOTHING)
    yield Bad("columns.txt", b"a\t" * 10_000 + b"\n" + b"9\t" * 100, NOTHING)
    yield Bad("columns.md", b"|a" * 1_000 + b"|\n" + b"|-" * 1_000 + b"|\n" + b"|9" * 1_000 + b"|\n", NOTHING)
    yield Bad("rows.html", b"<table><tr><th>x<th>y" + b"<tr><th>z<td>5%" * 200, NOTHING)
    yield Bad("heads.html", b"<table>" + b"<tr><th>head" * 10_000 + b"<tr><td>5%", NOTHING)


# --- bait for patterns --------------------------------------------------------------------------------------------

PIECES = {
    "round": "(", "square": "[", "curly": "{", "one-comma": "1,", "a1": "a1", "ci": "95% CI ", "thousands": "1,000",
    "percent": "%", "percents": "5% ", "pipes": "|", "tabs": "\t", "pipe-digits": "|1", "tab-digits": "\t1",
    "dashes": "-", "ranges": "1-", "en-dashes": "1–", "decimal": "1.", "dots": ".", "slashes": "1/", "equals": "n=",
    "p": "p<0.05 (", "hr": "HR 0.5 (95% CI ", "hr-open": "HR (", "months": "1 month ", "to": "1 to ", "vs": "5% vs ",
    "and": "5% and ", "commas-words": "a, ", "stars": "* ", "daggers": "†‡ ", "sup": "¹²³", "n-of": "(n=", "semis": "1; ",
    "quotes": "\"'", "plus": "EXEMPLAR + ", "by": "2 by ", "fold": "2-fold ", "at": "at 12 months, ", "blank": " \u00a0\n",
    "hash": "#1 ", "spaces": "1   ", "caps": "ABC ", "hyphens": "A-B-", "url": "http://a.b/", "mail": "a@b.", "under": "_a_",
}  # fmt: skip


def _bait(size: int = BAIT) -> Iterator[Bad]:
    for name, piece in PIECES.items():
        is_run = not any(sign.isspace() for sign in piece)
        says = "characters without a space" if is_run else NOTHING
        text = piece * (size // len(piece))
        if name in {"tabs", "blank"}:
            says = "empty page"
        yield Bad(f"bait/{size}/{name}.txt", text.encode(), "" if name == "tab-digits" else says)
        if is_run and name != "tabs":  # the same just below the length that no copy has
            short = (piece * 400)[:390]
            yield Bad(f"bait/{size}/{name}-short.txt", f"{short} ".encode() * (size // 400), NOTHING)


# --- office, PDF, archives ----------------------------------------------------------------------------------------


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


def _office() -> Iterator[Bad]:
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


def _pdf() -> Iterator[Bad]:
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


def _mhtml() -> Iterator[Bad]:
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


# --- registries and settings ----------------------------------------------------------------------------------------


def yaml_bombs() -> dict[str, bytes]:
    """Registries, configurations and waivers that must be refused, each with a line that says where and why."""
    laughs = "a0: &a0 [x]\n" + "".join(f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]\n" for at in range(1, 10))
    return {
        "aliases": laughs.encode(),
        "deep-flow": b"[" * 100_000,
        "deep-block": b"".join(b" " * at + b"- \n" for at in range(500)),
        "deep-keys": b"".join(b" " * at + b"a:\n" for at in range(500)),
        "huge-number": b"facts:\n- id: a\n  value: " + b"9" * 1_000_000,
        "huge-exponent": b"facts:\n- id: a\n  value: 1e999999999\n",
        "same-keys": b"facts: []\n" * 50_000,
        "stray-keys": b"".join(b"k%d: 1\n" % at for at in range(50_000)),
        "tag": b"!!python/object/apply:os.system [echo]\n",
        "documents": b"---\nfacts: []\n" * 1_000,
        "binary": bytes(range(256)) * 20,
        "utf-16": "facts: []".encode("utf-16")[:-1],
        "nul": b"facts: [\x00]\n",
        "merge": b"facts:\n- <<: {id: a}\n",
        "complex-key": b"? [a, b]\n: 1\n",
        "tabs": b"facts:\n\t- id: a\n",
        "open-quote": b'facts: "' + b"a" * 500_000,
        "long-line": b"facts: [" + b"{id: a}," * 20_000 + b"]",
        "words": b"just words",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--heavy", action="store_true", help="also the large ones, 400 MB of them")
    options = parser.parse_args()
    for bad in corpus() + (heavy() if options.heavy else []):
        bad.write(options.folder)


if __name__ == "__main__":
    sys.exit(main())
