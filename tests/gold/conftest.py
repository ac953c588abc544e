"""The annotated pages that lie beside the project, and the table of their figures at the end of the run."""

import importlib
import importlib.util
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from claims.extract import extract
from claims.model import Extraction, Page
from claims.pages import read
from claims.serial import claim_to_json

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "gold"
PAGES = sorted(file.name.removesuffix(".gold.jsonl") for file in GOLD.glob("*.gold.jsonl"))
HEAD = ("page", "claims", "detection F1", "slots F1", "whole")


@dataclass(frozen=True)
class Annotated:
    """A page, what was extracted from it and what a person found on it."""

    name: str
    extraction: Extraction
    claims: list[dict[str, Any]]
    gold: list[dict[str, Any]]


def page_file(name: str) -> Path:
    return next(file for file in sorted(GOLD.glob(f"{name}.*")) if not file.name.endswith(".gold.jsonl"))


@pytest.fixture(scope="session")
def scorer() -> ModuleType:
    if not GOLD.is_dir():
        pytest.skip("the annotated pages are not beside the project")
    spec = importlib.util.spec_from_file_location("score_claims", GOLD / "score_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def bench() -> Callable[[str], ModuleType]:
    """A benchmark by its name: what it prints is what the floors are of."""

    def named(name: str) -> ModuleType:
        sys.path.insert(0, str(ROOT / "benchmarks"))  # benchmarks import each other as scripts do
        try:
            return importlib.import_module(name)
        finally:
            sys.path.pop(0)

    return named


@pytest.fixture(scope="session")
def annotated() -> dict[str, Annotated]:
    """Every page, read and extracted once."""
    found = {}
    for name in PAGES:
        page = read(page_file(name), shown_as=name)
        assert isinstance(page, Page), page
        extraction = extract(page)
        gold = [json.loads(line) for line in (GOLD / f"{name}.gold.jsonl").read_text("utf-8").splitlines() if line]
        found[name] = Annotated(name, extraction, [claim_to_json(claim) for claim in extraction.claims], gold)
    return found


@pytest.fixture(scope="session")
def figures(request: pytest.FixtureRequest) -> Iterator[dict[str, dict[str, Any]]]:
    """Figures of each page as they are scored; shown when the run ends."""
    scored: dict[str, dict[str, Any]] = {}
    yield scored
    request.config.stash[FIGURES] = scored


FIGURES = pytest.StashKey[dict[str, dict[str, Any]]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    scored = config.stash.get(FIGURES, {})
    if not scored:
        return
    terminalreporter.section("annotated pages")
    rows = [(name, *_row(figure)) for name, figure in sorted(scored.items())]
    for row in (HEAD, ("---", "--:", "--:", "--:", "--:"), *rows, ("all", *_row(_together(list(scored.values()))))):
        terminalreporter.write_line(f"| {' | '.join(row)} |")


def _row(figure: dict[str, Any]) -> tuple[str, ...]:
    f1 = (f"{figure[name]['f1']:.3f}" for name in ("detection", "slots"))
    return (str(figure["whole"]["of"]), *f1, f"{figure['whole']['share']:.3f}")


def _together(pages: list[dict[str, Any]]) -> dict[str, Any]:
    """All pages as one: counts are added, then figures are taken."""
    sums: dict[str, Any] = {}
    for name in ("detection", "slots"):
        true, wrong, missed = (sum(page[name][count] for page in pages) for count in ("true", "wrong", "missed"))
        sums[name] = {"f1": 2 * true / max(1, 2 * true + wrong + missed)}
    right, total = (sum(page["whole"][count] for page in pages) for count in ("right", "of"))
    sums["whole"] = {"share": right / max(1, total), "of": total}
    return sums
