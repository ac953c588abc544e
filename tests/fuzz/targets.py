"""Any bytes through one reader, the extractor or a loader: what may come of them, and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
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
from references.errors import RegistryError
from references.index import Index
from references.load import load
from references.model import Registry
from tests.fuzz.invariants import (
    claims_and_ledger_name_each_other,
    claims_stand_in_order_at_their_places,
    the_ledger_adds_up,
)

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
    "registry": registry,
    "settings": settings,
    "waivers": waivers,
    "baseline": baseline,
}
