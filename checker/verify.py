"""A page as extracted and a registry -> the page's verdicts and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from checker.binding import Binding
from checker.context import Setting, taken_from
from checker.findings import fingerprint
from checker.match import match
from checker.model import Finding, Match, PageReport, Rule, Verdict
from checker.naming import Naming
from checker.one_reading import with_one_reading
from checker.surroundings import Surroundings
from checker.swaps import with_swaps
from checker.told_in_full import in_full
from checker.view import PageView
from claims.model import Claim, Extraction
from references.index import Index
from references.model import Registry

NO_REGISTRY = "no registry to check it against"


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
    index = _within(extraction, index)
    matches = _matches(extraction, registry, index, surroundings)
    view = PageView(
        extraction=extraction, matches=matches, registry=registry, index=index, profile=profile, today=today
    )
    found = [finding for rule in rules if rule.is_on(profile) for finding in rule.check(view)]
    return PageReport(
        path=extraction.page.path,
        extraction=extraction,
        matches=matches,
        findings=Binding(registry, matches).bound(_told_apart(sorted(found, key=_order))),
    )


def match_page(
    extraction: Extraction, registry: Registry, index: Index, surroundings: Surroundings | None = None
) -> tuple[Match, ...]:
    """Every claim of a page with its verdict, in page order."""
    return _matches(extraction, registry, _within(extraction, index), surroundings or Surroundings(extraction))


def _within(extraction: Extraction, index: Index) -> Index:
    """The look-ups in the part of the registry that the page speaks of."""
    return index.within(index.scope_of((block.text for block in extraction.page.blocks), _trials(extraction, index)))


def _matches(extraction: Extraction, registry: Registry, index: Index, surroundings: Surroundings) -> tuple[Match, ...]:
    trials = _trials(extraction, index)
    only = next(iter(trials)) if len(trials) == 1 else None
    naming = Naming(index, extraction.abbreviations, extraction.generics)
    matches = with_swaps(
        with_one_reading(
            match(claim, _setting(claim, surroundings, index, naming, only), registry) for claim in extraction.claims
        )
    )
    return matches if registry.is_given else tuple(map(_unchecked, matches))


def _unchecked(match: Match) -> Match:
    """A verdict where there is no registry: nothing was looked for, so nothing is said of what was not found."""
    return replace(match, reason=NO_REGISTRY) if match.verdict is Verdict.UNSUPPORTED else match


def _setting(claim: Claim, surroundings: Surroundings, index: Index, naming: Naming, trial: str | None) -> Setting:
    block = surroundings.blocks.get(claim.block)
    around = surroundings.words_about(claim)
    return Setting(
        index=index,
        around=around,
        naming=naming,
        default_trial=trial,
        block=block.text if block else claim.sentence,
        titles=surroundings.titles_of(claim),
        doses=index.doses,
        trials_around=_trials_around(claim, surroundings, index),
        in_full=in_full(claim, index, around),
        heads=(*block.cell.row_heads, *block.cell.column_heads) if block and block.cell else (),
    )


def _trials_around(claim: Claim, surroundings: Surroundings, index: Index) -> frozenset[str]:
    """The registered trials that the words about a claim name, where its own is carried on from before them or from behind."""
    place = taken_from(claim)
    if place is None:
        return frozenset()
    behind = place if place <= claim.block else -1
    return index.scope_of((surroundings.words_about(claim, behind=behind),)).trials


def _trials(extraction: Extraction, index: Index) -> set[str]:
    """The registered trials that the page's claims name."""
    words = {claim.trial for claim in extraction.claims if claim.trial}
    return {trial.id for each in words for trial in index.trials_named(each)}


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
