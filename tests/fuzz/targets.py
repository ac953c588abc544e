"""Any bytes through one reader, the extractor or a loader: what may come of them, and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from checker.baseline import BaselineError, read_baseline
from checker.catalogue import names
from checker.rules import RULES
from checker.settings.read import read_settings
from checker.verify import audit_page
from checker.waivers.read import read_waivers
from claims.extract import extract
from claims.model import Unreadable
from claims.pages import read_bytes
from claims.pages.docx import read_docx
from claims.pages.ignored import NAME, IgnoreError, beside, leaves_out
from claims.pages.limits import Limits
from claims.pages.pdf import read_pdf
from claims.pages.rendered import Refused, Rendered
from claims.pages.structure import build_page
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
from tests.hostile.make import pdf as made_pdf
from tests.hostile.make import with_body, zipped

TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SKELETON = {  # the least that a Word document is made of, so that there are many inputs a second
    "[Content_Types].xml": f"""<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{TYPES}"/></Types>""".encode(),
    "_rels/.rels": f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{RELATION}" Target="word/document.xml"/></Relationships>""".encode(),
}
LIMITS = Limits(unpacked=20, pages=50)
EMPTY = Registry(path="none", sha256="")


def _page(data: bytes, kind: str) -> None:
    page = read_bytes(data, shown_as=f"page.{kind}", format=kind)
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


def _apart(data: bytes, read: Callable[[bytes, Limits], Rendered]) -> None:
    """What the process of its own would do with a file, but in this one, so that its branches are seen."""
    try:
        rendered = read(data, LIMITS)
    except Refused as reason:
        assert str(reason)
        assert "\n" not in str(reason)
        return
    except (MemoryError, RecursionError):
        return  # each has its line in apart.py
    again = loads(dumps(rendered))
    assert again.source == rendered.source
    for block in again.page.blocks:
        assert len(block.spots) == len(block.text) + 1
        assert all(0 <= spot <= len(again.source) for spot in block.spots)
    if again.page.blocks and not again.flat:
        page = build_page("page", "docx", again.source, again.page)
        found = extract(page)
        the_ledger_adds_up(page, found)
        claims_and_ledger_name_each_other(found)


def docx(data: bytes) -> None:
    """Word documents: whole files, and what stands between the tags of a body that the archive around it keeps sound."""
    if data.startswith(b"PK"):
        _apart(data, read_docx)
    else:
        _apart(with_body(_document(), data), read_docx)


def pdf(data: bytes) -> None:
    """PDF: whole files, and the drawing of a page whose file is kept sound."""
    whole = data if b"%PDF-" in data[:1024] else made_pdf(data.decode("latin-1"))
    _apart(whole, read_pdf)


def mhtml(data: bytes) -> None:
    """Web archives: whole files, and parts behind sound heads."""
    head = (
        b""
        if data.startswith(b"MIME-")
        else b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
    )
    _page(head + data, "mhtml")


@cache
def _document() -> bytes:
    return zipped(SKELETON)


def html(data: bytes) -> None:
    """HTML pages."""
    _page(data, "html")


def markdown(data: bytes) -> None:
    """Markdown pages."""
    _page(data, "markdown")


def text(data: bytes) -> None:
    """Plain text pages."""
    _page(data, "text")


def registry(data: bytes) -> None:
    """Registry files: facts, or a RegistryError that says where."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "facts.yaml"
        file.write_bytes(data)
        try:
            load(file, shown_as="facts.yaml")
        except RegistryError as error:
            assert "facts.yaml" in str(error)


def _loaded(data: bytes, read: Callable[[Path], object]) -> None:
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
    _loaded(data, lambda file: read_settings(file, rules=names()))


def waivers(data: bytes) -> None:
    """Files of waivers, likewise."""
    _loaded(data, lambda file: read_waivers(file, shown_as="waivers.yaml", rules=names()))


def baseline(data: bytes) -> None:
    """Baselines and reports: what is known, or one line."""
    _loaded(data, lambda file: read_baseline(file, shown_as="known.json"))


def ignored(data: bytes) -> None:
    """Files of patterns: which pages they leave out, or one line."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / NAME).write_bytes(data)
        try:
            patterns = beside(Path(folder))
        except IgnoreError as error:
            assert str(error)
            return
        for name in ("page.html", "a/b/page.html", "a/[b]/\u00e9.md"):
            leaves_out(patterns, Path(folder) / name)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "html": html,
    "markdown": markdown,
    "text": text,
    "registry": registry,
    "settings": settings,
    "waivers": waivers,
    "baseline": baseline,
    "docx": docx,
    "pdf": pdf,
    "mhtml": mhtml,
    "ignored": ignored,
}
