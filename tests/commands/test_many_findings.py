"""A page with more than a thousand findings: all of them, in order, the same each time, in linear time."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from checker.reports.visible import excerpt

MANY = 1000
Run = Callable[..., tuple[int, str, str]]


def page(many: int, joint: str) -> str:
    rows = (
        f"<p>In cohort {n}, the complete response rate was {10 + n % 80}.{n % 10}% – not 12 – on EXEMPLAR.</p>"
        for n in range(many)
    )
    return "<h1>EXAMPLE-1</h1>" + joint.join(rows)


@pytest.mark.parametrize("joint", ["\n", " "], ids=["many lines", "one line"])
def test_all_are_told_in_order_and_without_a_limit(joint: str, folder: Path, run: Run) -> None:
    (folder / "page.html").write_text(page(MANY, joint), "utf-8")
    audit = ("audit", "page.html", "--registry", "facts.yaml", "--select", "sub,cit.missing")
    out = run(*audit)[1]
    told = json.loads(run(*audit, "--output", "json")[1])
    findings: list[dict[str, Any]] = told["pages"][0]["findings"]
    assert sum(finding["rule"] == "sub.unregistered" for finding in findings) >= MANY
    places = [(finding["line"], finding["column"], finding["rule"]) for finding in findings]
    assert places == sorted(places)
    heads = re.findall(r"^page\.html:(\d+):(\d+)  (?:error|warning|note)  (\S+)", out, re.MULTILINE)
    assert [(int(line), int(column), rule) for line, column, rule in heads] == places
    assert run(*audit)[1] == out


@pytest.mark.parametrize("joint", ["\n", " "], ids=["many lines", "one line"])
def test_twice_as_many_take_about_twice_as_long_to_show(joint: str, folder: Path) -> None:
    def seconds(many: int) -> float:
        from checker.model import Report
        from checker.reports import json as json_report
        from checker.reports import terminal
        from checker.rules.sub import unregistered
        from checker.verify import audit_page
        from claims.extract import extract
        from claims.model import Page
        from claims.pages import read_bytes
        from references.index import Index
        from references.load import load

        read = read_bytes(page(many, joint).encode(), shown_as="page.html", format="html")
        assert isinstance(read, Page)
        registry = load(folder / "facts.yaml", shown_as="facts.yaml")
        report = Report(
            registry=registry, pages=(audit_page(extract(read), registry, Index(registry), [unregistered.RULE]),)
        )
        assert len(report.findings) >= many
        start = process_time()
        terminal.render(report)
        json_report.render(report)
        return process_time() - start

    seconds(10)  # imports
    assert seconds(2000) < 12 * seconds(500)  # four times as many; sixteen times as long were the square


@pytest.mark.parametrize("filler", ["x", "–", " ", "\u200b"])
def test_an_excerpt_looks_no_further_than_it_shows(filler: str) -> None:
    line = f"{filler * 5000}<b>78.3%</b>{filler * 5000}"
    at = line.index("78.3%")
    part = excerpt(line, at, at + 5, 60)
    assert part.marked == "78.3%"
    assert len(part.before + part.marked + part.behind) <= 62
    assert part.before.startswith("…")
    assert part.behind.endswith("…")
