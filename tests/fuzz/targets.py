"""Any bytes through one reader, the extractor or a loader: what may come of them, and nothing else."""

from __future__ import annotations

import io
import tempfile
import traceback
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from docx import Document
from pptx import Presentation

from checker.baseline import BaselineError, read_baseline
from checker.catalogue import names
from checker.rules import RULES
from checker.settings.read import read_settings
from checker.verify import audit_page
from checker.waivers.read import read_waivers
from claims.extract import extract
from claims.model import Page, Unreadable
from claims.pages import page_of, read_bytes
from claims.pages.docx import read_docx
from claims.pages.ignored import NAME, IgnoreError, beside, leaves_out
from claims.pages.limits import DEFAULT, Limits
from claims.pages.pdf import read_pdf
from claims.pages.pptx import read_pptx
from claims.pages.refused import Refused
from claims.pages.rendered import Rendered
from claims.pages.wire import dumps, loads
from references.errors import RegistryError
from references.index import Index
from references.load import load
from references.model import Registry
from tests.fuzz.invariants import (
    claims_and_ledger_name_each_other,
    claims_stand_in_order_at_their_places,
    the_ledger_adds_up,
)
from tests.hostile.printed import pdf as made_pdf

EMPTY = Registry(path="none", sha256="")


def _page(data: bytes, kind: str) -> None:
    _read(read_bytes(data, shown_as=f"page.{kind}", format=kind))


def _read(page: Page | Unreadable) -> None:
    if isinstance(page, Unreadable):
        assert page.reason
        assert "\n" not in page.reason
        return
    found = extract(page)
    the_ledger_adds_up(page, found)
    claims_stand_in_order_at_their_places(page, found)
    claims_and_ledger_name_each_other(found)
    report = audit_page(found, EMPTY, Index(EMPTY), RULES)
    assert all(finding.message for finding in report.findings)


def html(data: bytes) -> None:
    """HTML pages."""
    _page(data, "html")


def markdown(data: bytes) -> None:
    """Markdown pages."""
    _page(data, "markdown")


def text(data: bytes) -> None:
    """Plain text pages."""
    _page(data, "text")


def _rendered(data: bytes, kind: str, read: Callable[[bytes, Limits], Rendered]) -> None:
    """A file that is read in a process of its own, here in ours: refused in one line, or a page; libraries may fail."""
    try:
        rendered = read(data, DEFAULT)
    except Refused as refused:
        assert "\n" not in str(refused)
        return
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1].filename
        if "/claims/pages/" in last:
            raise
        return
    _read(page_of(loads(dumps(rendered)), f"page.{kind}", kind))


def pdf(data: bytes) -> None:
    """PDF files."""
    _rendered(data, "pdf", read_pdf)


def docx(data: bytes) -> None:
    """The document inside a Word file."""
    _rendered(_package("word/document.xml", data, _word()), "docx", read_docx)


def pptx(data: bytes) -> None:
    """The first slide of a presentation."""
    _rendered(_package("ppt/slides/slide1.xml", data, _deck()), "pptx", read_pptx)


def _package(name: str, content: bytes, source: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, zipfile.ZipFile(io.BytesIO(source)) as other:
        for member in other.namelist():
            archive.writestr(member, content if member == name else other.read(member))
    return out.getvalue()


@cache
def _word() -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_comment(document.add_paragraph().add_run("x"), text="y")
    document.save(out)
    return out.getvalue()


@cache
def _deck() -> bytes:
    out = io.BytesIO()
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[5])
    deck.save(out)
    return out.getvalue()


def drawing(data: bytes) -> None:
    """What a PDF draws on its page, in a file that is kept sound."""
    _rendered(made_pdf(data.decode("latin-1")), "pdf", read_pdf)


def mhtml(data: bytes) -> None:
    """Web archives: whole files, and parts behind sound heads."""
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
    _page(data if data.startswith(b"MIME-") else head + data, "mhtml")


def ignored(data: bytes) -> None:
    """Files of patterns: which pages they leave out, or one line."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / NAME).write_bytes(data)
        try:
            patterns = beside(Path(folder))
        except IgnoreError as error:
            assert str(error)
            assert "\n" not in str(error)
            return
        for name in ("page.html", "a/b/page.html", "a/[b]/\u00e9.md"):
            leaves_out(patterns, Path(folder) / name)


def registry(data: bytes) -> None:
    """Registry files: facts, or a RegistryError that says where."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "facts.yaml"
        file.write_bytes(data)
        try:
            load(file, shown_as="facts.yaml")
        except RegistryError as error:
            assert "facts.yaml" in str(error)


def _document(data: bytes, read: Callable[[Path], object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file"
        file.write_bytes(data)
        try:
            read(file)
        except RegistryError as error:
            assert error.defects
            assert len(str(error).splitlines()) == len(error.defects)
        except BaselineError as error:
            assert len(str(error).splitlines()) == 1


def settings(data: bytes) -> None:
    """Configurations: settings, or all defects, a line each."""
    _document(data, lambda file: read_settings(file, rules=names()))


def waivers(data: bytes) -> None:
    """Files of waivers, likewise."""
    _document(data, lambda file: read_waivers(file, shown_as="waivers.yaml", rules=names()))


def baseline(data: bytes) -> None:
    """Baselines and reports: what is known, or one line."""
    _document(data, lambda file: read_baseline(file, shown_as="known.json"))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "html": html,
    "markdown": markdown,
    "text": text,
    "pdf": pdf,
    "docx": docx,
    "pptx": pptx,
    "registry": registry,
    "settings": settings,
    "waivers": waivers,
    "baseline": baseline,
    "drawing": drawing,
    "mhtml": mhtml,
    "ignored": ignored,
}
