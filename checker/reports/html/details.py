"""A report's matches -> what is shown when a claim is chosen: slot by slot, facts with their sources, the words read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.model import Agreement, Match, PageReport, Report, SlotMatch
from checker.reports import worded
from checker.reports.html.addresses import addresses
from checker.reports.html.anchors import claim_anchor, finding_anchor
from checker.reports.html.draft import words_at
from checker.reports.html.lists import verdict_words
from checker.wording import fact_number, fact_subject, sentence
from claims.explained import explained
from claims.explained import worded as in_words
from claims.named import Spot
from references.model import Fact, Registry, Source

SLOTS = {
    "measure": "measure",
    "ci": "interval",
    "ci.low": "interval, low",
    "ci.high": "interval, high",
    "ci.level": "interval, level",
    "p": "p value",
    "n": "patients (n)",
    "of": "of (N)",
    "high": "upper end",
    "versus": "compared with",
    "timepoint": "time point",
}
AGREEMENTS = {
    Agreement.AGREES: "agrees",
    Agreement.ROUNDED: "agrees when rounded",
    Agreement.ALIKE: "taken for the same",
    Agreement.INHERITED: "agrees, from the words around it",
    Agreement.UNSAID: "not said on the page",
    Agreement.UNREGISTERED: "not in the registry",
    Agreement.UNKNOWN: "a name the registry does not know",
    Agreement.DIFFERS: "differs",
}
SAID_ONLY = ("measure", "endpoint", "trial", "citations", "footnotes")  # slots that may have no counterpart


def details(report: Report) -> dict[str, Any]:
    """Every claim by its anchor, and the facts and sources that they name, each once."""
    claims: dict[str, Any] = {}
    references: dict[int, dict[str, str]] = {}
    facts: dict[str, Fact] = {}
    for number, page in enumerate(report.pages, start=1):
        findings = _by_claim(page)
        references[number] = {entry.number: " ".join(entry.text.split()) for entry in page.extraction.references}
        for match in page.matches:
            claims[claim_anchor(number, match.claim.id)] = _claim(page, match, findings, number)
            facts |= {fact.id: fact for fact in (*match.grounds, *match.candidates)}
    sources = {citing.source for fact in facts.values() for citing in fact.sources}
    by_id = report.registry.source_by_id
    return {
        "agreements": {str(agreement): words for agreement, words in AGREEMENTS.items()},
        "verdicts": verdict_words(report.registry),
        "references": references,
        "claims": claims,
        "facts": {name: _fact(facts[name], report.registry) for name in sorted(facts)},
        "sources": {name: _source(by_id[name]) for name in sorted(sources) if name in by_id},
    }


def _by_claim(page: PageReport) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in page.findings:
        found.setdefault(finding.claim or "", []).append(finding_anchor(finding))
    return found


def _claim(page: PageReport, match: Match, findings: dict[str, list[str]], number: int) -> dict[str, Any]:
    claim = match.claim
    return {
        "quote": words_at(page.extraction.page, claim.place) or claim.quote,
        "verdict": str(match.verdict),
        "reason": sentence(match.reason),
        "place": claim.place.words,
        "standing": "" if worded.is_plain(claim) else worded.standing(claim),
        "slots": [*(_slot(slot) for slot in match.slots), *_said_only(match)],
        "facts": [fact.id for fact in match.grounds],
        "candidates": [fact.id for fact in match.candidates],
        "derived": (match.derivation or "").replace("_", " "),
        "findings": findings.get(claim.id, []),
        "page": number,
        "cited": list(claim.citations),
        "read": list(_read(page, match)),
        "spots": list(_spots(match)),
    }


def slot_words(slot: str) -> str:
    """A slot's name for people."""
    return SLOTS.get(slot, slot)


def _value(slot: str, value: str) -> str:
    return value.replace("_", " ") if slot == "measure" else value


def _slot(slot: SlotMatch) -> list[str]:
    """Its name, what the page says, what the registry has, how that agrees, and a note."""
    values = [_value(slot.slot, value or "") for value in (slot.said, slot.known)]
    return [slot_words(slot.slot), *values, str(slot.agreement), slot.note or ""]


def _said_only(match: Match) -> Iterator[list[str]]:
    """What the page says in slots that were not compared."""
    compared = {slot.slot for slot in match.slots}
    compared |= {slot.partition(".")[0] for slot in compared}
    filled = [one.slot for one in match.claim.evidence if one.slot not in compared]
    for slot in dict.fromkeys(filled if not match.slots else [one for one in filled if one in SAID_ONLY]):
        yield [slot_words(slot), _value(slot, in_words(getattr(match.claim, slot))), "", "", ""]


def _read(page: PageReport, match: Match) -> Iterator[list[str]]:
    for one in explained(match.claim, page.extraction.page):
        yield [
            slot_words(one.slot),
            _value(one.slot, one.value),
            one.words,
            one.place.words if one.place else "inferred",
            one.pattern,
        ]


def _spots(match: Match) -> Iterator[list[int]]:
    """Block, start and end of the words that filled its slots; the claim itself is marked anyway."""
    read = (one for evidence in match.claim.evidence for one in evidence.read if isinstance(one, Spot))
    for spot in dict.fromkeys(read):
        if spot.end > spot.start:
            yield [spot.block, spot.start, spot.end]


def _fact(fact: Fact, registry: Registry) -> dict[str, Any]:
    trial = registry.trial_by_id.get(fact.trial or "")
    return {
        "number": fact_number(fact),
        "subject": fact_subject(fact),
        "trial": (trial.names[0] if trial and trial.names else fact.trial) or "",
        "status": "" if fact.status == "approved" else fact.status,
        "superseded": fact.superseded_by or "",
        "place": f"{fact.where.file}:{fact.where.line}",
        "sources": [[citing.source, citing.at or ""] for citing in fact.sources],
        "caveats": [registry.caveat_by_id[name].text for name in fact.caveats if name in registry.caveat_by_id],
        "note": fact.note or "",
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "citation": source.citation or source.id,
        "kind": source.kind or "",
        "date": source.date or "",
        "expires": source.expires or "",
        "superseded": source.superseded_by or "",
        "document": source.document or "",
        "addresses": [[one.name, one.url] for one in addresses(source)],
    }
