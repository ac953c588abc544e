"""A report -> the audit's JSON."""

from __future__ import annotations

from collections import Counter
from typing import Any

from checker.coverage import Coverage, coverage, together
from checker.model import Finding, Match, PageReport, Related, Report, Severity, Verdict
from claims.model import Unreadable
from claims.serial import (
    claim_to_json,
    dumps,
    ledger_to_json,
    page_to_json,
    place_to_json,
    problem_to_json,
    problems_of,
)
from references.model import Registry

SCHEMA = "promocheck/audit/1"
TOOL = "promocheck"


def render(report: Report) -> str:
    """The report in the shape of the contract's section 4; same report, same text."""
    pages = [_page(page) for page in report.pages] + [_unreadable(page) for page in report.unreadable]
    pages += _about_waivers(report)
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "tool": {"name": TOOL},
        "profile": report.profile,
        "registry": _registry(report.registry),
        "settings": {
            "config": report.config,
            "waivers": report.waivers,
            "baseline": report.baseline,
            "off": list(report.off),
            "since": report.since,
        },
        "pages": sorted(pages, key=lambda page: str(page["path"])),
        "summary": summary(report),
    }
    return dumps(document)


def summary(report: Report) -> dict[str, Any]:
    """The run in figures: pages, verdicts, findings by severity and rule, numerals by bucket."""
    live = [finding for finding in report.findings if finding.waived is None]
    waived = len(report.findings) - len(live)
    verdicts = Counter(match.verdict for page in report.pages for match in page.matches)
    severities = Counter(finding.severity for finding in live)
    ledgers = [ledger_to_json(page.extraction.ledger) for page in report.pages]
    buckets: Counter[str] = Counter()
    for ledger in ledgers:
        buckets.update(ledger["buckets"])
    return {
        "pages": len(report.pages),
        "unreadable": len(report.unreadable),
        "claims": sum(verdicts.values()),
        "verdicts": {str(verdict): verdicts.get(verdict, 0) for verdict in Verdict},
        "findings": {str(severity): severities.get(severity, 0) for severity in Severity},
        "rules": dict(sorted(Counter(finding.rule for finding in live).items())),
        "waived": waived,
        "known": report.known,
        "unchanged": {"pages": report.pages_unchanged, "findings": report.unchanged},
        "numerals": sum(ledger["numerals"] for ledger in ledgers),
        "buckets": dict(buckets),
        "coverage": _coverage(report),
        "fail_on": report.fail_on,
    }


def _coverage(report: Report) -> dict[str, Any]:
    """How much was decided, over all and page by page, with what was not and why."""
    by_page = [(page.path, coverage(page)) for page in report.pages]
    required = report.require_coverage
    pages = [
        {
            "path": path,
            **_shares(found),
            "reached": None if required is None else found.reaches(required),
            "undecided": [
                {
                    **place_to_json(one.place),
                    "quote": one.quote,
                    "claim": one.claim,
                    "kind": one.kind,
                    "reason": one.reason,
                }
                for one in found.undecided
            ],
        }
        for path, found in by_page
    ]
    return {
        **_shares(together(found for _, found in by_page)),
        "required": None if required is None else float(required),
        "pages": pages,
    }


def _shares(found: Coverage) -> dict[str, Any]:
    return {
        "percent": None if found.percent is None else float(found.percent),
        "decided": found.decided,
        "claims": found.asked,
        "exempt": dict(sorted(found.exempt.items())),
    }


def _page(page: PageReport) -> dict[str, Any]:
    extraction = page.extraction
    return {
        "path": page.path,
        "claims": [match_to_json(match) for match in page.matches],
        "ledger": ledger_to_json(extraction.ledger),
        "findings": [finding_to_json(finding) for finding in page.findings],
        "problems": [problem_to_json(problem) for problem in problems_of(extraction)],
    }


def _registry(registry: Registry) -> dict[str, Any]:
    """What the pages were checked against; null where there was none."""
    if not registry.is_given:
        return {"path": None, "sha256": None, "facts": 0}
    return {"path": registry.path, "sha256": registry.sha256, "facts": len(registry.facts)}


def _about_waivers(report: Report) -> list[dict[str, Any]]:
    """The file of waivers as one more page where there are findings in it: all findings stand in one place."""
    if not report.about_waivers:
        return []
    page = _unreadable(Unreadable(report.about_waivers[0].path, ""))
    return [page | {"findings": [finding_to_json(finding) for finding in report.about_waivers], "problems": []}]


def _unreadable(page: Unreadable) -> dict[str, Any]:
    empty = page_to_json(page)
    return {key: empty[key] for key in ("path", "claims", "ledger")} | {"findings": [], "problems": empty["problems"]}


def match_to_json(match: Match) -> dict[str, Any]:
    """A claim with what came of it: verdict, fact, the comparison slot by slot."""
    return claim_to_json(match.claim) | {
        "verdict": str(match.verdict),
        "fact": match.fact.id if match.fact else None,
        **_derivation(match),
        "candidates": [fact.id for fact in match.candidates],
        "reason": match.reason,
        "diagnosis": match.diagnosis,
        "comparison": [
            {
                "slot": slot.slot,
                "said": slot.said,
                "known": slot.known,
                "agreement": str(slot.agreement),
                "note": slot.note,
            }
            for slot in match.slots
        ],
    }


def _derivation(match: Match) -> dict[str, Any]:
    """What only a derived number has: all facts that it rests on and what was done with them."""
    if match.derivation is None:
        return {}
    return {"facts": [fact.id for fact in match.facts], "derivation": match.derivation}


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """A finding with every key of the contract."""
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "confidence": str(finding.confidence),
        "message": finding.message,
        "path": finding.path,
        **place_to_json(finding.place),
        "end_line": finding.place.end_line,
        "end_column": finding.place.end_column,
        "quote": finding.quote,
        "claim": finding.claim,
        "fact": finding.fact,
        "said": finding.said,
        "expected": finding.expected,
        "diagnosis": finding.diagnosis,
        "related": [_related(at) for at in finding.related],
        "fingerprint": finding.fingerprint,
        "bound": finding.bound or None,
        "waived": finding.waived,
    }


def _related(at: Related) -> dict[str, Any]:
    told: dict[str, Any] = {"path": at.path, "line": at.line, "message": at.message}
    return told | {"where": at.where} if at.where else told
