"""Files that are broken, locked, or made to do harm: each costs one clear line, in bounded time and memory."""

import io
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cli
from claims.model import Unreadable
from claims.pages import read, read_bytes
from claims.pages.apart import read_apart
from claims.pages.limits import Limits
from tests.hostile.office import zipped

OFFICE = ("docx", "pptx")


def reason(data: bytes, form: str) -> str:
    found = read_bytes(data, shown_as=f"page.{form}", format=form)
    assert isinstance(found, Unreadable)
    assert "\n" not in found.reason
    return found.reason


@pytest.fixture
def document(docx_bytes: Callable[..., bytes]) -> bytes:
    return docx_bytes("The ORR was 89.0%.")


@pytest.mark.parametrize("form", ["pdf", *OFFICE])
def test_empty_and_wrongly_named_files(form: str) -> None:
    assert reason(b"", form) == "empty file"
    expected = {"pdf": "PDF file", "docx": "Word document", "pptx": "presentation"}[form]
    assert reason(b"<p>ORR 86.6%</p>", form) == f"does not begin as a {expected} does; expected one"
    assert reason(b"\x89PNG\r\n\x1a\n", form) == f"looks like a PNG image; expected a {expected}"


def test_one_format_under_the_name_of_another(document: bytes, pdf_bytes: Any, leaf: Any) -> None:
    assert reason(pdf_bytes([leaf()]), "docx") == "looks like a PDF file; expected a Word document"
    assert reason(document, "pdf") == "looks like a ZIP archive or Office document; expected a PDF file"
    assert reason(document, "pptx") == "is no presentation, or one that is damaged"
    assert reason(zipped({"a.txt": b"x"}), "docx") == "is no Word document, or one that is damaged"


@pytest.mark.parametrize("form", OFFICE)
def test_locked_and_old_office_files(form: str) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert reason(old, form) == "is an office file of before 2007; save it as DOCX or PPTX"
    locked = old + "EncryptedPackage".encode("utf-16-le")
    assert reason(locked, form) == "is locked with a password; save it without one"


def test_cut_off_files(document: bytes, pdf_bytes: Any, leaf: Any) -> None:
    missing = "is not a whole office file: it is no ZIP archive, or the end of it is missing"
    assert reason(document[: len(document) // 2], "docx") == missing
    whole = pdf_bytes([leaf().text(50, 100, "The ORR was 89.0%.")])
    assert reason(whole[:60], "pdf") in {
        "is no PDF file, or one that is damaged",
        "is a PDF file without pages, or one that is damaged",
    }


def test_locked_pdf(pdf_bytes: Any, leaf: Any) -> None:
    lock = (
        "/Encrypt<</Filter/Standard/V 1/R 2/O("
        + "o" * 32
        + ")/U("
        + "u" * 32
        + ")/P -4>>/ID[(0123456789abcdef)(0123456789abcdef)]"
    )
    assert reason(pdf_bytes([leaf()], encrypt=lock), "pdf") == "is locked with a password; save it without one"


def test_a_pdf_of_images_only_is_one_line(pdf_bytes: Any, leaf: Any) -> None:
    said = reason(pdf_bytes([leaf().image(0, 0, 595, 842)]), "pdf")
    assert said == "empty page: could not read page 1: only an image; give it with its text, or install Tesseract"


def test_a_pdf_without_anything(pdf_bytes: Any, leaf: Any) -> None:
    assert reason(pdf_bytes([leaf()]), "pdf") == "empty page: no text in the file"


def test_zip_bombs(document: bytes) -> None:
    packed_tightly = zipped({"word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}, document)
    assert (
        reason(packed_tightly, "docx")
        == "holds a file packed more than 200 times over, as only a trap is (limits.ratio)"
    )
    noise = bytes(range(256)) * 16
    large = zipped({f"word/media/{at}.bin": noise * 4_000 for at in range(20)}, document)
    assert reason(large, "docx").startswith("unpacks to 3")
    many = zipped({f"word/media/{at}.bin": b"" for at in range(6_000)}, document)
    assert reason(many, "docx").endswith("files, at most 5000 are unpacked (limits.members)")


def test_xml_bombs_and_foreign_entities(document: bytes) -> None:
    laughs = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><w>&b;</w>'
    foreign = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'
    for trap in (laughs, foreign, foreign.decode().encode("utf-16")):
        assert reason(zipped({"word/document.xml": trap}, document), "docx") == (
            "declares entities in word/document.xml, which no office file does"
        )


def test_deep_nesting_and_broken_xml(document: bytes) -> None:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    deep = (
        f'<w:document xmlns:w="{name}"><w:body>' + "<w:sdt>" * 50_000 + "</w:sdt>" * 50_000 + "</w:body></w:document>"
    )
    assert reason(zipped({"word/document.xml": deep.encode()}, document), "docx").startswith(
        "is damaged: a part of it is not well-formed"
    )
    assert reason(zipped({"word/document.xml": b"<w:document"}, document), "docx").startswith("is damaged")


def test_a_damaged_member(document: bytes) -> None:
    at = document.index(b"word/document.xml") + 60
    broken = document[:at] + bytes(40) + document[at + 40 :]
    assert reason(broken, "docx").startswith("is damaged: word/document.xml cannot be unpacked")


def test_time_and_memory_are_bounded(document: bytes) -> None:
    long = zipped({"word/document.xml": _many_paragraphs(document, 60_000)}, document)
    start = time.monotonic()
    assert read_apart(long, "docx", Limits(seconds=1)) == "took more than 1 seconds to read (limits.seconds)"
    assert time.monotonic() - start < 10


@pytest.mark.skipif(sys.platform != "linux", reason="address space is bounded on Linux")
def test_memory_is_bounded(document: bytes) -> None:
    long = zipped({"word/document.xml": _many_paragraphs(document, 100_000)}, document)
    assert read_apart(long, "docx", Limits(memory=120)) == "needs more than 120 MB of memory to read (limits.memory)"


def _many_paragraphs(document: bytes, count: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        content = archive.read("word/document.xml")
    start, end = re.search(rb"<w:p[ >].*?</w:p>", content, re.DOTALL).span()
    numbered = (content[start:end].replace(b"89.0", b"%d" % at) for at in range(count))
    return content[:start] + b"".join(numbered) + content[end:]


def test_too_many_pages(pdf_bytes: Any, leaf: Any) -> None:
    data = pdf_bytes([leaf() for _ in range(5)])
    assert read_apart(data, "pdf", Limits(pages=4)) == "has 5 pages, at most 4 are read (limits.pages)"


def test_limits_are_settings(tmp_path: Path, pdf_bytes: Any, leaf: Any, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.pdf").write_bytes(pdf_bytes([leaf().text(50, 100, "The ORR was 89.0%.") for _ in range(3)]))
    assert cli.main(["extract", str(tmp_path), "--limit", "pages=2"]) == cli.ExitCode.COULD_NOT_CHECK
    assert "has 3 pages, at most 2 are read" in capfd.readouterr().out
    assert cli.main(["extract", str(tmp_path), "--limit", "pages=3", "--limit", "seconds=60"]) == cli.ExitCode.CLEAN
    for wrong in ("pages", "pages=many", "pages=0", "page=2"):
        assert cli.main(["extract", str(tmp_path), "--limit", wrong]) == cli.ExitCode.USAGE


def test_the_lock_files_of_word_are_no_pages(
    tmp_path: Path, document: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.docx").write_bytes(document)
    (tmp_path / "~$page.docx").write_bytes(bytes(162))
    assert cli.main(["extract", str(tmp_path)]) == cli.ExitCode.CLEAN
    assert "~$" not in capfd.readouterr().out


def test_one_bad_file_costs_one_line(
    tmp_path: Path, document: bytes, pdf_bytes: Any, leaf: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.docx").write_bytes(document)
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing")
    status = cli.main(["extract", str(tmp_path)])
    out = capfd.readouterr().out
    assert status == cli.ExitCode.COULD_NOT_CHECK
    assert out.count("could not read") == 1
    assert "89.0%" in out


def test_an_image_among_pages_ends_an_audit_with_3(
    tmp_path: Path, pdf_bytes: Any, leaf: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    registry = Path(__file__).parents[2] / "examples" / "exemplar" / "registry"
    page = tmp_path / "page.pdf"
    page.write_bytes(
        pdf_bytes([leaf().text(50, 100, "Please see full Prescribing Information."), leaf().image(0, 0, 595, 842)])
    )
    status = cli.main(["audit", str(page), "--registry", str(registry)])
    out = capfd.readouterr().out
    assert status == cli.ExitCode.COULD_NOT_CHECK
    assert f"{page}, page 2  could not read" in out
    assert "only an image" in out


def test_the_reading_process_imports_nothing_from_where_it_stands(tmp_path: Path, document: bytes) -> None:
    trap = tmp_path / "claims"
    trap.mkdir()
    (trap / "__init__.py").write_text("raise SystemExit('trapped')")
    (tmp_path / "page.docx").write_bytes(document)
    code = (
        "import os, sys; from pathlib import Path; from claims.pages import read; os.chdir(sys.argv[1]);"
        "print(type(read(Path('page.docx'), shown_as='page.docx')).__name__)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "Page", run.stderr


def test_a_file_in_its_folder(tmp_path: Path, document: bytes) -> None:
    file = tmp_path / "PAGE.DOCX"
    file.write_bytes(document)
    assert not isinstance(read(file, shown_as="x"), Unreadable)
