"""A page as extracted and a registry -> the page's verdicts and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from checker.findings import fingerprint
from checker.match import match
from checker.model import Finding, Match, PageReport, PageView, Rule
from checker.slots import Setting
from checker.surroundings import Surroundings
from claims.model import Claim, Extraction
from references.index import Index
from references.model import Fact, Registry


def audit_page(
    extraction: Extraction,
    registry: Registry,
    index: Index,
    rules: Iterable[Rule],
    profile: str = "us-hcp",
    *,
    today: date | None = None,
) -> PageReport:
    """One page's claims against the registry, then the rules over all of it; findings in the order of the page."""
    surroundings = Surroundings(extraction)
    matches = match_page(extraction, registry, index, surroundings)
    view = PageView(
        extraction=extraction, matches=matches, registry=registry, index=index, profile=profile, today=today
    )
    found = [finding for rule in rules for finding in rule.check(view)]
    return PageReport(
        path=extraction.page.path,
        extraction=extraction,
        matches=matches,
        findings=_told_apart(sorted(found, key=_order)),
    )


def match_page(
    extraction: Extraction, registry: Registry, index: Index, surroundings: Surroundings | None = None
) -> tuple[Match, ...]:
    """Every claim of a page with its verdict, in page order."""
    surroundings = surroundings or Surroundings(extraction)
    trial = _only_trial(extraction, index)
    doses = tuple(fact for fact in registry.facts if fact.measure == "dose" and fact.status != "withdrawn")
    return tuple(
        match(claim, _setting(claim, surroundings, index, trial, doses), registry) for claim in extraction.claims
    )


def _setting(
    claim: Claim, surroundings: Surroundings, index: Index, trial: str | None, doses: tuple[Fact, ...]
) -> Setting:
    block = surroundings.blocks.get(claim.block)
    return Setting(
        index=index,
        around=surroundings.words_about(claim),
        abbreviations=surroundings.extraction.abbreviations,
        default_trial=trial,
        block=block.text if block else claim.sentence,
        doses=doses,
    )


def _only_trial(extraction: Extraction, index: Index) -> str | None:
    """The one registered trial that the page's claims name; None where they name several or none."""
    words = {claim.trial for claim in extraction.claims if claim.trial}
    named = {trial.id for each in words for trial in index.trials_named(each)}
    return named.pop() if len(named) == 1 else None


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.place
    return (finding.path, place.line, place.column, finding.rule, finding.claim or "", finding.message)


def _told_apart(findings: list[Finding]) -> tuple[Finding, ...]:
    """Repeats of one sentence get fingerprints of their own, counted in page order."""
    seen: Counter[str] = Counter()
    apart = []
    for finding in findings:
        ordinal = seen[finding.fingerprint]
        seen[finding.fingerprint] += 1
        if ordinal:
            fresh = fingerprint(finding.path, finding.rule, finding.fingerprint, "", ordinal)
            apart.append(replace(finding, fingerprint=fresh))
        else:
            apart.append(finding)
    return tuple(apart)
