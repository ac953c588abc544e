"""Annotated pages printed to PDF and saved as Word documents: extraction is as good as from their text."""

import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from markdown_it import MarkdownIt

from claims.extract import extract
from claims.model import Page
from claims.pages import read
from claims.serial import claim_to_json

GOLD = Path(__file__).parents[3] / "shared" / "gold"
SOFFICE = shutil.which("soffice")
PAGES = ("xeljanz-uc.txt", "nci-daratumumab.md", "regkirona-providers.html", "ikema.txt")
NEAR = 0.02  # of the share of whole claims

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated pages are not beside the project"),
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every page as PDF and DOCX; Markdown, which LibreOffice does not know, goes through HTML."""
    folder = tmp_path_factory.mktemp("formats")
    sources = []
    for name in PAGES:
        source = GOLD / name
        if source.suffix == ".md":
            text = re.sub(r"\A---\n.*?\n---\n", "", source.read_text("utf-8"), flags=re.DOTALL)
            body = MarkdownIt("commonmark").enable("table").render(text)
            source = folder / f"{source.stem}.html"
            source.write_text(f'<!DOCTYPE html><meta charset="utf-8"><body>{body}</body>', "utf-8")
        sources.append(source)
    assert SOFFICE is not None
    command = [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    for source in sources:
        for form in ("pdf", "docx:MS Word 2007 XML"):
            run = [*command, "--convert-to", form, "--outdir", str(folder), str(source)]
            subprocess.run(run, check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("name", PAGES)
def test_extraction_is_as_good_as_from_text(
    name: str, form: str, converted: Path, annotated: dict[str, Any], scorer: ModuleType
) -> None:
    page = annotated[Path(name).stem]
    made = read(converted / f"{page.name}.{form}", shown_as=page.name)
    assert isinstance(made, Page), made
    said = [claim_to_json(claim) for claim in extract(made).claims]
    shares = [scorer.score(page.gold, claims)[0]["whole"]["share"] for claims in (said, page.claims)]
    assert shares[0] >= shares[1] - NEAR
