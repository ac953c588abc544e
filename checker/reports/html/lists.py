"""A report -> its lists: findings, claims and sources, each entry with the words that filters look for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.model import Finding, Match, PageReport, Report, Severity, Verdict
from checker.reports.html.addresses import Address, addresses
from checker.reports.html.anchors import claim_anchor, finding_anchor
from checker.reports.html.draft import words_at
from checker.reports.told import WEIGHT
from checker.reports.worded import arms, value, where
from checker.wording import fact_subject, sentence
from references.model import Registry, Source

NOT_CHECKED = "not checked"  # what unsupported means where there is no registry
WHOLE = 0  # the number of what belongs to no page
NO_SOURCE = "No source"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEntry:
    """One finding, its claim's anchor and verdict if it stands at one, and its place in words."""

    finding: Finding
    anchor: str
    page: int
    place: str
    claim: str = ""
    verdict: str = ""
    quote: str = ""
    about: str = ""  # what its claim says
    shown: str = ""  # the anchor in the draft that its words are marked with; nothing where they are not in it
    related: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntry:
    """One claim with its verdict and the findings at it."""

    match: Match
    anchor: str
    page: int
    place: str
    quote: str
    about: str
    reason: str
    sources: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]

    @property
    def heaviest(self) -> str:
        """The severity that it is marked with; nothing where all are waived."""
        live = {finding.severity for finding in self.findings if finding.waived is None}
        return next((str(severity) for severity in Severity if severity in live), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One source and the claims that rest on it; without a source, the claims that rest on none."""

    name: str
    citation: str
    source: Source | None
    addresses: tuple[Address, ...]
    claims: tuple[ClaimEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """All three, and how many entries each filter has."""

    findings: tuple[FindingEntry, ...]
    claims: tuple[ClaimEntry, ...]
    sources: tuple[SourceEntry, ...]

    @property
    def severities(self) -> dict[str, int]:
        """Findings by severity, the waived ones left out."""
        found = Counter(one.finding.severity for one in self.findings if one.finding.waived is None)
        return {str(severity): found[severity] for severity in Severity}

    @property
    def verdicts(self) -> dict[str, int]:
        """Claims by verdict, those that are not there left out."""
        found = Counter(one.match.verdict for one in self.claims)
        return {str(verdict): found[verdict] for verdict in Verdict if found[verdict]}

    @property
    def rules(self) -> dict[str, int]:
        """Findings by rule."""
        return dict(sorted(Counter(one.finding.rule for one in self.findings).items()))

    @property
    def heaviest_at(self) -> dict[str, FindingEntry]:
        """By the anchor in the draft, the finding that the words there are marked for."""
        found: dict[str, FindingEntry] = {}
        for one in sorted(self.findings, key=lambda one: (one.finding.waived is None, -WEIGHT[one.finding.severity])):
            found[one.shown] = one
        return found

    @property
    def by_anchor(self) -> dict[str, ClaimEntry]:
        """Claims by their anchors."""
        return {one.anchor: one for one in self.claims}


def lists(report: Report, shown: Mapping[str, str]) -> Lists:
    """Findings and claims in the order of the pages, sources in that of the registry; `shown`: what is seen where."""
    findings: list[FindingEntry] = []
    claims: list[ClaimEntry] = []
    for number, page in enumerate(report.pages, start=1):
        by_id = {match.claim.id: match for match in page.matches}
        findings += (_finding(one, page, number, by_id.get(one.claim or ""), shown) for one in page.findings)
        claims += _claims(page, number, report)
    findings += (_about_waivers(one) for one in report.about_waivers)
    return Lists(findings=tuple(findings), claims=tuple(claims), sources=_sources(report, claims))


def verdict_words(registry: Registry) -> dict[str, str]:
    """What each verdict is called for a reader."""
    unchecked = {} if registry.is_given else {str(Verdict.UNSUPPORTED): NOT_CHECKED}
    return {str(verdict): str(verdict) for verdict in Verdict} | unchecked


def _finding(
    finding: Finding, page: PageReport, number: int, match: Match | None, shown: Mapping[str, str]
) -> FindingEntry:
    source = page.extraction.page
    anchor = claim_anchor(number, match.claim.id) if match else ""
    return FindingEntry(
        finding=finding,
        anchor=finding_anchor(finding),
        page=number,
        place=finding.place.words,
        claim=anchor,
        verdict=str(match.verdict) if match else "",
        quote=words_at(source, finding.place) or finding.quote,
        about=_about(match) if match else "",
        shown=shown.get(anchor or finding_anchor(finding), ""),
        related=tuple(
            (source.line_place(at.line).words if at.path == page.path else f"{at.path}:{at.line}", at.message)
            for at in finding.related
        ),
    )


def _about_waivers(finding: Finding) -> FindingEntry:
    return FindingEntry(
        finding=finding,
        anchor=finding_anchor(finding),
        page=WHOLE,
        place=f"{finding.path}:{finding.place.line}",
        quote=finding.quote,
        related=tuple((f"{at.path}:{at.line}", at.message) for at in finding.related),
    )


def _claims(page: PageReport, number: int, report: Report) -> Iterable[ClaimEntry]:
    at: dict[str | None, list[Finding]] = {}
    for finding in page.findings:
        at.setdefault(finding.claim, []).append(finding)
    known = report.registry.source_by_id
    for match in page.matches:
        citing = dict.fromkeys(one for fact in match.grounds for one in fact.sources)
        yield ClaimEntry(
            match=match,
            anchor=claim_anchor(number, match.claim.id),
            page=number,
            place=match.claim.place.words,
            quote=words_at(page.extraction.page, match.claim.place) or match.claim.quote,
            about=_about(match),
            reason=sentence(match.reason),
            sources=tuple(
                ((known[one.source].citation if one.source in known else None) or one.source, one.at or "")
                for one in citing
            ),
            findings=tuple(at.get(match.claim.id, ())),
        )


def _about(match: Match) -> str:
    """What the claim says, in the words of the field: `PFS hazard ratio 0.59 (95% CI ...), EXEMPLAR + Kd vs Kd`."""
    claim = match.claim
    measure = "" if claim.measure == "other" else claim.measure.replace("_", " ")
    subject = " ".join(words for words in (claim.endpoint, measure, value(claim)) if words)
    return ", ".join(words for words in (subject, " ".join(arms(claim)), where(claim)) if words)


def _sources(report: Report, claims: Iterable[ClaimEntry]) -> tuple[SourceEntry, ...]:
    """Sources that claims rest on, in the registry's order, then the claims that rest on none."""
    on: dict[str, list[ClaimEntry]] = {}
    for one in claims:
        names = dict.fromkeys(citing.source for fact in one.match.grounds for citing in fact.sources)
        for name in names or ([] if one.match.verdict is Verdict.EXEMPT else [NO_SOURCE]):
            on.setdefault(name, []).append(one)
    entries = [
        SourceEntry(
            name=source.id,
            citation=source.citation or source.id,
            source=source,
            addresses=tuple(addresses(source)),
            claims=tuple(on[source.id]),
        )
        for source in report.registry.sources
        if source.id in on
    ]
    if NO_SOURCE in on:
        entries.append(SourceEntry(name="", citation=NO_SOURCE, source=None, addresses=(), claims=tuple(on[NO_SOURCE])))
    return tuple(entries)


def nearest(match: Match) -> tuple[str, ...]:
    """What the registry has that comes nearest, where no fact was chosen."""
    return tuple(f"{fact.id}: {fact_subject(fact)}" for fact in match.candidates)
