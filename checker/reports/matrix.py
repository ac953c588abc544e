"""A report -> the substantiation matrix: a row a claim, with its verdict, its fact and source, and its findings."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from io import StringIO

from checker.model import Finding, Match, PageReport, Report
from checker.reports import worded
from checker.reports.plain import unrun
from checker.reports.told import troubles
from checker.wording import fact_number
from claims.model import Place
from references.model import Citing, Registry

NO_CLAIM = "no claim"  # of the rows of findings that stand at no claim
JOINT = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the matrix, all in words; its fields are the columns."""

    path: str
    line: str = ""
    column: str = ""
    page: str = ""  # of a PDF or a presentation
    claim: str = ""
    quote: str = ""
    measure: str = ""
    endpoint: str = ""
    value: str = ""
    arm: str = ""
    versus: str = ""
    population: str = ""
    analysis: str = ""
    timepoint: str = ""
    trial: str = ""
    section: str = ""
    verdict: str = ""
    reason: str = ""
    fact: str = ""
    registered: str = ""  # what the fact has
    source: str = ""
    source_place: str = ""  # where in the source
    source_citation: str = ""
    cited: str = ""  # the numbers that the page gives as references
    citation: str = ""  # what the page's reference list has under them
    finding: str = ""
    severity: str = ""
    message: str = ""
    waived: str = ""


COLUMNS = tuple(field.name for field in fields(Row))
OURS = frozenset({"line", "column", "page", "claim", "measure", "section", "verdict", "finding", "severity"})


def render(report: Report) -> str:
    """The matrix as CSV; a cell that a spreadsheet would run begins with an apostrophe."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows(report):
        cells = ((name, getattr(row, name)) for name in COLUMNS)
        writer.writerow([words if name in OURS else unrun(words) for name, words in cells])
    return out.getvalue()


def rows(report: Report) -> Iterator[Row]:
    """Every claim, every finding that stands at none, all that could not be read."""
    for page in report.pages:
        yield from _of_page(page, report.registry)
    for finding in report.about_waivers:
        yield _finding_row(finding)
    for trouble in troubles(report):
        place = ("", "") if trouble.line is None else (str(trouble.line), str(trouble.column))
        yield Row(
            path=trouble.path,
            line=place[0],
            column=place[1],
            page=trouble.where.removeprefix("page "),
            verdict="unread" if trouble.is_unread else "undecided",
            message=trouble.words,
        )


def _of_page(page: PageReport, registry: Registry) -> Iterator[Row]:
    """Claims and findings without one, in the order of the page."""
    at_claims: dict[str, list[Finding]] = {}
    told: list[tuple[Place, Row]] = []
    ids = {match.claim.id for match in page.matches}
    for finding in page.findings:
        if finding.claim in ids:
            at_claims.setdefault(finding.claim or "", []).append(finding)
        else:
            told.append((finding.place, _finding_row(finding)))
    references = {entry.number: " ".join(entry.text.split()) for entry in page.extraction.references}
    told += (
        (match.claim.place, _claim_row(page.path, match, at_claims.get(match.claim.id, []), references, registry))
        for match in page.matches
    )
    yield from (row for _, row in sorted(told, key=lambda one: (one[0].line, one[0].column)))


def _claim_row(path: str, match: Match, findings: list[Finding], references: dict[str, str], registry: Registry) -> Row:
    claim = match.claim
    citing = _each(source for fact in match.grounds for source in fact.sources)
    return Row(
        path=path,
        **_place(claim.place),
        claim=claim.id,
        quote=claim.quote,
        measure=claim.measure,
        endpoint=claim.endpoint or "",
        value=worded.value(claim),
        arm=claim.arm or "",
        versus=claim.versus or "",
        population=claim.population or "",
        analysis=claim.analysis or "",
        timepoint=claim.timepoint or "",
        trial=claim.trial or "",
        section=worded.standing(claim),
        verdict=str(match.verdict),
        reason=match.reason,
        fact=JOINT.join(fact.id for fact in match.grounds),
        registered=JOINT.join(fact_number(fact) for fact in match.grounds),
        source=JOINT.join(one.source for one in citing),
        source_place=_places(citing),
        source_citation=JOINT.join(dict.fromkeys(_citation(one, registry) for one in citing)),
        cited=",".join(claim.citations),
        citation=JOINT.join(f"{number}. {references.get(number, 'not in the list')}" for number in claim.citations),
        finding=JOINT.join(finding.rule for finding in findings),
        severity=JOINT.join(str(finding.severity) for finding in findings),
        message=JOINT.join(finding.message for finding in findings),
        waived=JOINT.join(f"{finding.rule}: {finding.waived}" for finding in findings if finding.waived is not None),
    )


def _finding_row(finding: Finding) -> Row:
    return Row(
        path=finding.path,
        **_place(finding.place),
        quote=finding.quote,
        verdict=NO_CLAIM,
        finding=finding.rule,
        severity=str(finding.severity),
        message=finding.message,
        waived=finding.waived or "",
    )


def _place(place: Place) -> dict[str, str]:
    if place.block is None:
        return {"line": str(place.line), "column": str(place.column)}
    return {"page": "" if place.page is None else str(place.page)}


def _each(citing: Iterable[Citing]) -> tuple[Citing, ...]:
    return tuple(dict.fromkeys(citing))


def _places(citing: tuple[Citing, ...]) -> str:
    """`pi: section 14; paper: Table 2`; with one source its place alone."""
    if len(citing) == 1:
        return citing[0].at or ""
    return JOINT.join(f"{one.source}: {one.at}" for one in citing if one.at)


def _citation(one: Citing, registry: Registry) -> str:
    source = registry.source_by_id.get(one.source)
    return (source.citation if source else None) or one.source
