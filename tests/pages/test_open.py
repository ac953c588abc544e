import os
from pathlib import Path

import pytest

from claims.model import Page, Unreadable
from claims.pages import APART, SUFFIXES, read, read_bytes
from claims.pages.decode import Decoded, decode
from claims.pages.limits import DEFAULT

SENTENCE = "Median PFS was 35.7 months – ORR ≥86.6% with EXEMPLAR."


def decoded(data: bytes, is_html: bool = False) -> Decoded:
    found = decode(data, shown_as="page", is_html=is_html)
    assert isinstance(found, Decoded)
    return found


def refused(data: bytes, is_html: bool = False) -> str:
    found = decode(data, shown_as="page.x", is_html=is_html)
    assert isinstance(found, Unreadable)
    assert found.path == "page.x"
    assert "\n" not in found.reason
    return found.reason


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_all_its_forms_is_read_without_a_problem(codec: str) -> None:
    assert decoded(SENTENCE.encode(codec)) == Decoded(SENTENCE)


@pytest.mark.parametrize(
    ("declaration", "codec"),
    [
        ('<meta charset="iso-8859-2">', "iso-8859-2"),
        ("<META http-equiv=Content-Type content='text/html; charset=windows-1250'>", "cp1250"),
        ('<?xml version="1.0" encoding="ISO-8859-15"?>', "iso-8859-15"),
    ],
)
def test_declared_encoding_of_a_page(declaration: str, codec: str) -> None:
    source = f"{declaration}<p>Łódź 5</p>" if codec != "iso-8859-15" else f"{declaration}<p>5 €</p>"
    assert decoded(source.encode(codec), is_html=True) == Decoded(source)


def test_latin_1_is_read_as_browsers_do() -> None:
    source = "<meta charset=latin1><p>10 mg – 20 mg</p>"
    assert decoded(source.encode("cp1252"), is_html=True) == Decoded(source)


@pytest.mark.parametrize("name", ["rot13", "unicode_escape", "no-such", "utf-8", "base64", "cp999999"])
def test_declared_nonsense_is_not_followed(name: str) -> None:
    source = f'<meta charset="{name}"><p>10 mg – 20 mg</p>'
    found = decoded(source.encode("cp1252"), is_html=True)
    assert found.source == source
    assert [problem.message for problem in found.problems] == [
        "not UTF-8; read as Windows-1252; save as UTF-8 to be sure"
    ]


def test_utf_8_wins_over_a_wrong_declaration() -> None:
    source = "<meta charset=windows-1252><p>ORR ≥86.6%</p>"
    assert decoded(source.encode(), is_html=True) == Decoded(source)


def test_windows_1252_is_a_guess_with_its_line() -> None:
    found = decoded(b"ORR 86.6%\r\nPFS 25.8\x9644.0 \x81 months\n")
    assert found.source == "ORR 86.6%\r\nPFS 25.8–44.0 \x81 months\n"
    assert [problem.line for problem in found.problems] == [2]


def test_one_pasted_line_does_not_spoil_the_rest() -> None:
    found = decoded("ORR ≥86.6%\n".encode() + b"25.8\x9644.0\n" + "β–blocker".encode())
    assert found.source == "ORR ≥86.6%\n25.8–44.0\nβ–blocker"
    assert [problem.line for problem in found.problems] == [2]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n...", "a PDF file"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive or Office document"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
        (b"GIF89a\x01", "a GIF image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"{\\rtf1 x}", "an RTF document"),
        (bytes(range(256)) * 8, "binary data"),
        (b"text\x00" * 100, "binary data"),
    ],
)
def test_what_is_no_text_is_refused_by_what_it_looks_like(data: bytes, says: str) -> None:
    assert refused(data) == f"looks like {says}; expected a page as HTML, Markdown or plain text"


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00\xd8\x00", SENTENCE.encode("utf-16")[:-1], b"\xff\xfe\0\0" + b"\xff" * 40]
)
def test_what_begins_as_utf_16_or_32_and_is_not(data: bytes) -> None:
    assert refused(data) == "begins as UTF-16 or UTF-32 does and is not; damaged or cut off"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", "\n".encode("utf-16")])
def test_empty_file(data: bytes) -> None:
    assert refused(data) == "empty page: no text in the file"


@pytest.mark.parametrize("data", [b"PKD 5%", b"GIF 5", "é".encode(), b"%PDF is a format", b"a\x0cb\x1b[1m" * 9])
def test_text_that_resembles_something_else(data: bytes) -> None:
    assert decoded(data).problems == ()


def test_stray_nul_and_replacement_characters_are_reported() -> None:
    found = decoded(("ORR 86.6%\n" * 20 + "PFS\x00 \ufffd 5 \ufffd").encode())
    assert [(problem.line, problem.column, problem.message) for problem in found.problems] == [
        (21, 4, "one NUL character in the text, first here; not read"),
        (21, 6, "2 replacement characters in the text, first here; not read"),
    ]


@pytest.mark.parametrize("suffix", sorted(suffix for suffix in SUFFIXES if SUFFIXES[suffix] not in {*APART, "mhtml"}))
def test_page_by_its_suffix(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"page{suffix.upper()}"
    file.write_bytes(b"EXEMPLAR showed an ORR of 86.6% in 179 patients.\r\n")
    page = read(file, shown_as="a/page")
    assert isinstance(page, Page)
    assert (page.path, page.format, page.source[-2:]) == ("a/page", SUFFIXES[suffix], "\r\n")
    assert [block.text for block in page.blocks] == ["EXEMPLAR showed an ORR of 86.6% in 179 patients."]
    assert page.problems == ()


def test_given_format_wins_over_the_suffix(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("<p>ORR <b>86.6%</b> in all patients.</p>")
    page = read(file, shown_as="page.txt", format="html")
    assert isinstance(page, Page)
    assert [block.text for block in page.blocks] == ["ORR 86.6% in all patients."]


def test_bytes_and_the_problems_of_decoding() -> None:
    page = read_bytes(b"<p>PFS 25.8\x9644.0 {{ unit }}</p>", shown_as="-", format="html")
    assert isinstance(page, Page)
    assert [problem.message for problem in page.problems] == [
        "not UTF-8; read as Windows-1252; save as UTF-8 to be sure",
        "template left-over {{ }} not read",
    ]


def reason(found: Page | Unreadable) -> str:
    assert isinstance(found, Unreadable)
    return found.reason


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert reason(read(tmp_path / "none.html", shown_as="x")) == "no such file"
    assert reason(read(tmp_path, shown_as="x")) == "is a folder, not a page"
    odd = tmp_path / "page.odt"
    odd.write_text("x 5")
    assert reason(read(odd, shown_as="x")).startswith("unknown format")
    assert reason(read(Path("a\x00b.html"), shown_as="x")).startswith("could not be read")
    empty = tmp_path / "empty.html"
    empty.write_text("<!-- nothing -->")
    assert reason(read(empty, shown_as="x")) == "empty page: no text that could be read in the file"


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "page.html"
    file.write_text("x")

    def forbid(self: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", forbid)  # chmod does not keep root out
    assert reason(read(file, shown_as="x")) == "no permission to read it"


def test_file_that_is_too_large(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    with file.open("wb") as stream:
        stream.truncate((DEFAULT.size + 1) * 1024 * 1024)
    assert reason(read(file, shown_as="x")) == "too large: 51 MB, at most 50 MB are read (limits.size)"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.html")
    assert reason(read(tmp_path / "page.html", shown_as="x")) == "is not a regular file"
