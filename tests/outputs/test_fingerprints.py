"""Fingerprints in the reports: they outlive edits above a finding, and end when its number changes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import PAGE

Run = Callable[..., tuple[int, str, str]]
EXAMPLE = Path(__file__).parents[2] / "examples" / "exemplar"


@pytest.fixture
def fingerprints(run: Run) -> Callable[..., dict[str, str]]:
    """By fingerprint, the words that the finding stands at."""

    def told(page: str, registry: str = "facts.yaml", form: str = "sarif") -> dict[str, str]:
        told = json.loads(run("audit", page, "--registry", registry, "--output", form)[1])
        if form == "gitlab":
            return {one["fingerprint"]: one["description"] for one in told}
        results = told["runs"][0]["results"]
        return {one["partialFingerprints"]["promocheck/v1"]: one["message"]["text"] for one in results}

    return told


@pytest.mark.parametrize("form", ["sarif", "gitlab"])
def test_edits_above_change_nothing(form: str, fingerprints: Callable[..., dict[str, str]]) -> None:
    before = fingerprints("page.md", form=form)
    Path("page.md").write_text(f"Some words.\n\nAnd more words.\n\n{PAGE}", "utf-8")
    assert set(fingerprints("page.md", form=form)) >= {
        fingerprint for fingerprint, words in before.items() if "78.3%" in words or "31.4%" in words
    }


@pytest.mark.parametrize("form", ["sarif", "gitlab"])
def test_another_number_is_another_finding(form: str, fingerprints: Callable[..., dict[str, str]]) -> None:
    before = {f: words for f, words in fingerprints("page.md", form=form).items() if "78.3%" in words}
    assert before
    Path("page.md").write_text(PAGE.replace("78.3%", "71.1%"), "utf-8")
    after = fingerprints("page.md", form=form)
    assert not set(before) & set(after)
    assert any("71.1%" in words for words in after.values())


def test_every_finding_of_a_full_page_outlives_lines_above(fingerprints: Callable[..., dict[str, str]]) -> None:
    source = (EXAMPLE / "slips.html").read_text("utf-8")
    Path("slips.html").write_text(source, "utf-8")
    before = fingerprints("slips.html", str(EXAMPLE / "registry"))
    assert len(before) > 30
    Path("slips.html").write_text(source.replace("<body>", "<body>\n<!-- edited -->\n\n\n", 1), "utf-8")
    assert set(fingerprints("slips.html", str(EXAMPLE / "registry"))) == set(before)
