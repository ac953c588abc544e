"""Claims and ledgers -> JSON values, and a run of `extract` -> its JSON text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from claims.explained import Explained, explained
from claims.model import Bucket, Claim, Entry, Extraction, Page, Place, Problem, Unreadable
from claims.quantity import Quantity

SCHEMA = "promocheck/claims/1"


def render_extractions(pages: Iterable[Extraction | Unreadable], *, explain: bool = False) -> str:
    """Pages as extracted -> the JSON of the contract's section 2; with one page its claims stand at the top too."""
    values = [page_to_json(page, explain=explain) for page in pages]
    document: dict[str, Any] = {"schema": SCHEMA, "pages": values}
    if len(values) == 1:
        document["claims"] = values[0]["claims"]
    return dumps(document)


def dumps(document: object) -> str:
    """JSON text: two spaces, characters as they are, a newline at the end."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def page_to_json(page: Extraction | Unreadable, *, explain: bool = False) -> dict[str, Any]:
    """One page; an unreadable one has no claims and says why."""
    if isinstance(page, Unreadable):
        problem = {"message": page.reason, "line": 1, "column": 1, "unreadable": True}
        return {"path": page.path, "claims": [], "ledger": ledger_to_json(()), "problems": [problem]}
    return {
        "path": page.page.path,
        "claims": [claim_to_json(claim, page.page if explain else None) for claim in page.claims],
        "ledger": ledger_to_json(page.ledger),
        "problems": [problem_to_json(problem) for problem in problems_of(page)],
    }


def claim_to_json(claim: Claim, explained_in: Page | None = None) -> dict[str, Any]:
    """A claim with every key of the contract; numbers as JSON numbers, the value once more as written.

    With the page that explains it, `evidence` too.
    """
    place = claim.place
    told = {
        "id": claim.id,
        "quote": claim.quote,
        **place_to_json(place),
        "start": place.start if place.block is None else None,
        "end": place.end if place.block is None else None,
        "measure": claim.measure,
        "endpoint": claim.endpoint,
        "value": number(claim.value),
        "value_text": claim.value.text if claim.value else None,
        "status": claim.status,
        "high": number(claim.high),
        "unit": claim.unit,
        "op": claim.op,
        "ci": None
        if claim.ci is None
        else {"low": number(claim.ci.low), "high": number(claim.ci.high), "level": number(claim.ci.level)},
        "p": None if claim.p is None else {"op": claim.p.op, "value": number(claim.p)},
        "n": number(claim.n),
        "of": number(claim.of),
        "arm": claim.arm,
        "versus": claim.versus,
        "population": claim.population,
        "analysis": claim.analysis,
        "timepoint": claim.timepoint,
        "trial": claim.trial,
        "citations": list(claim.citations),
        "footnotes": list(claim.footnotes),
        "section": str(claim.section),
        "carrier": str(claim.carrier),
    }
    if explained_in:
        told["evidence"] = [evidence_to_json(one) for one in explained(claim, explained_in)]
    return told


def evidence_to_json(one: Explained) -> dict[str, Any]:
    """The words that filled a slot, their place and the pattern; null where it was inferred."""
    return {
        "slot": one.slot,
        "value": one.value,
        "words": one.words if one.place else None,
        "line": one.place.line if one.place else None,
        "column": one.place.column if one.place else None,
        "pattern": one.pattern,
    }


def ledger_to_json(entries: Iterable[Entry]) -> dict[str, Any]:
    """All numerals of a page by bucket, and each with its place."""
    entries = tuple(entries)
    counted = Counter(entry.bucket for entry in entries)
    return {
        "numerals": len(entries),
        "buckets": {str(bucket): counted.get(bucket, 0) for bucket in Bucket},
        "entries": [
            {
                "text": entry.text,
                **place_to_json(entry.place),
                "bucket": str(entry.bucket),
                "reason": entry.reason,
                "claim": entry.claim,
            }
            for entry in entries
        ],
    }


def problems_of(extraction: Extraction) -> tuple[Problem, ...]:
    """What could not be read or decided on a page, by its reader and by the extraction, each once."""
    return tuple(dict.fromkeys((*extraction.page.problems, *extraction.problems)))


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """Something that could not be read or decided, with its place."""
    told: dict[str, Any] = {"message": problem.message, "line": problem.line, "column": problem.column}
    if problem.page is not None:
        told["page"] = problem.page
    if problem.is_unread:
        told["unread"] = True
    return told


def place_to_json(place: Place) -> dict[str, Any]:
    """Line and column; in a file that has none to open also its page, the block, and the box on the page in points."""
    told: dict[str, Any] = {"line": place.line, "column": place.column}
    if place.block is not None:
        box = place.box
        told |= {"page": place.page, "block": place.block}
        told["box"] = [box.left, box.top, box.right, box.bottom] if box else None
    return told


def number(quantity: Quantity | None) -> int | float | None:
    """A quantity's value as a JSON number: whole numbers without a point."""
    if quantity is None:
        return None
    value: Decimal = quantity.value
    return int(value) if value == value.to_integral_value() and quantity.decimals == 0 else float(value)
