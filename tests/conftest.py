"""Pages audited on the way that a user's pages take: text, blocks, claims, verdicts, findings."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import cli
from checker.model import Finding
from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.model import Page
from claims.pages import read_bytes
from references.index import Index
from references.load import load


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Status, standard output and standard error of one command."""

    def told(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(arguments)
        said = capfd.readouterr()
        return int(status), said.out, said.err

    return told


@pytest.fixture
def needs_rule() -> Callable[[str], None]:
    """Fails for what asks for a rule that there is not."""
    built = {rule.id for rule in RULES} | {rule.group for rule in RULES}

    def check(rule: str) -> None:
        assert rule in built, f"{rule} is no rule"

    return check


@pytest.fixture
def findings_on(tmp_path: Path) -> Callable[..., list[tuple[Finding, str]]]:
    """Findings on a Markdown page against a registry, both as text, each with the line that it stands in."""

    def run(page: str, registry: str, profile: str, today: str | None = None) -> list[tuple[Finding, str]]:
        (tmp_path / "registry.yaml").write_text(registry, "utf-8")
        known = load(tmp_path / "registry.yaml", shown_as="registry.yaml", strict=True)
        read = read_bytes(page.encode(), shown_as="page.md", format="markdown")
        assert isinstance(read, Page), read.reason
        day = date.fromisoformat(today) if today else None
        report = audit_page(extract(read), known, Index(known), RULES, profile, today=day)
        lines = ["", *page.splitlines()]
        return [(each, lines[each.place.line]) for each in report.findings]

    return run
