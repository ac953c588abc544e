"""Pages as extracted -> CSV rows or JSON lines, one a claim."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from checker.reports.plain import one_line, unrun
from claims.model import Claim, Extraction, Unreadable
from claims.quantity import Quantity
from claims.serial import claim_to_json

NUMBERS = ("line", "column", "page", "block", "value", "high", "ci_low", "ci_high", "ci_level", "p_value", "n", "of")
CODES = ("id", "op", "p_op")  # ours, not the page's; `=` alone is no formula
COLUMNS = (
    *("path", "id", "line", "column", "quote", "measure", "endpoint"),
    *("value", "status", "high", "unit", "op", "ci_low", "ci_high", "ci_level", "p_op", "p_value", "n", "of"),
    *("arm", "versus", "population", "analysis", "timepoint", "trial"),
    *("citations", "footnotes", "section", "carrier"),
    *("page", "block"),
)


def render_csv(pages: Iterable[Extraction | Unreadable]) -> str:
    """A header, then a row for each claim; an unreadable page has no row, so whoever prints must say it elsewhere."""
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for page in pages:
        if isinstance(page, Extraction):
            writer.writerows(_row(page.page.path, claim) for claim in page.claims)
    return out.getvalue()


def render_jsonl(pages: Iterable[Extraction | Unreadable], *, explain: bool = False) -> str:
    """An object for each claim, as in the JSON with its path; `{"path", "unreadable"}` for a page that was not read."""
    return "".join(f"{one_line(record)}\n" for page in pages for record in _records(page, explain=explain))


def _records(page: Extraction | Unreadable, *, explain: bool) -> Iterable[dict[str, object]]:
    if isinstance(page, Unreadable):
        return [{"path": page.path, "unreadable": page.reason}]
    explained_in = page.page if explain else None
    return ({"path": page.page.path} | claim_to_json(claim, explained_in) for claim in page.claims)


def _row(path: str, claim: Claim) -> dict[str, str]:
    ci = claim.ci
    cells = {
        "path": path,
        "id": claim.id,
        "line": str(claim.place.line),
        "column": str(claim.place.column),
        "page": None if claim.place.page is None else str(claim.place.page),
        "block": None if claim.place.block is None else str(claim.place.block),
        "quote": claim.quote,
        "measure": claim.measure,
        "endpoint": claim.endpoint,
        "value": _written(claim.value),
        "status": claim.status,
        "high": _written(claim.high),
        "unit": claim.unit,
        "op": claim.op,
        "ci_low": _bound(ci.low) if ci else None,
        "ci_high": _bound(ci.high) if ci else None,
        "ci_level": _written(ci.level) if ci else None,
        "p_op": claim.p.op if claim.p else None,
        "p_value": _written(claim.p),
        "n": _written(claim.n),
        "of": _written(claim.of),
        "arm": claim.arm,
        "versus": claim.versus,
        "population": claim.population,
        "analysis": claim.analysis,
        "timepoint": claim.timepoint,
        "trial": claim.trial,
        "citations": "; ".join(claim.citations),
        "footnotes": "; ".join(claim.footnotes),
        "section": claim.section.value,
        "carrier": claim.carrier.value,
    }
    return {column: _cell(column, words or "") for column, words in cells.items()}


def _written(quantity: Quantity | None) -> str | None:
    """The number's own digits: 62.30 keeps its zero."""
    return quantity.text if quantity else None


def _bound(quantity: Quantity | None) -> str:
    return quantity.text if quantity else "NR"


def _cell(column: str, words: str) -> str:
    """Words that no spreadsheet takes for a formula; numbers and our own codes stay as they are."""
    if column in NUMBERS or column in CODES:
        return words
    return unrun(words)
