"""A page and a registry -> a drill: slips planted one a copy, and what the audit of each copy newly found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from random import Random

from checker.drill.citations import DROPPED
from checker.drill.ground import Ground
from checker.drill.kinds import KINDS
from checker.drill.model import Drill, Outcome, Slip, applied
from checker.drill.places import Places
from checker.model import Finding, PageReport, Severity
from checker.view import PageView
from claims.extract import extract
from claims.model import Extraction, Page
from claims.pages import read_bytes
from references.index import Index
from references.model import Registry

Audit = Callable[[Extraction], PageReport]
Seen = Counter[tuple[str, int, str]]


def drill(
    extraction: Extraction, registry: Registry, index: Index, audit: Audit, *, seed: int = 1, each: int = 5
) -> Drill:
    """Up to `each` slips of every kind (0: all that are possible), chosen by the seed; same seed, same slips."""
    before = audit(extraction)
    view = PageView(extraction=extraction, matches=before.matches, registry=registry, index=index)
    ground = Ground(view, Places(extraction))
    known = _seen(before.findings)
    outcomes: list[Outcome] = []
    possible: list[tuple[str, int]] = []
    for kind, plant in KINDS:
        chance = Random(f"{seed} {kind.name}")  # noqa: S311  (slips, no secrets)
        slips = list(plant(ground, chance))
        possible.append((kind.name, len(slips)))
        chosen = slips if not each else sorted(chance.sample(slips, min(each, len(slips))), key=lambda slip: slip.edits)
        for slip in chosen:
            copy = _planted(slip, extraction)
            if copy is not None:
                outcomes.append(Outcome(slip=slip, findings=_caught(slip, extraction, audit(copy), known)))
    return Drill(
        path=extraction.page.path,
        claims=len(before.matches),
        sound=len(ground.sound),
        outcomes=tuple(outcomes),
        possible=tuple(possible),
    )


def _planted(slip: Slip, untouched: Extraction) -> Extraction | None:
    """The page with the slip; None where it makes nothing wrong, for the claim is still covered by another marker."""
    page = untouched.page
    source = applied(page.source, slip.edits)
    copy = read_bytes(source.encode("utf-8", "surrogatepass"), shown_as=page.path, format=page.format)
    if not isinstance(copy, Page):
        return None
    extraction = extract(copy)
    if slip.kind is DROPPED:
        claim = next(claim for claim in untouched.claims if claim.id == slip.claim)
        again = (c for c in extraction.claims if c.place.line == claim.place.line and c.value == claim.value)
        if all(other.citations for other in again):
            return None
    return extraction


def _caught(slip: Slip, untouched: Extraction, report: PageReport, known: Seen) -> tuple[Finding, ...]:
    """New findings about a slip, of a rule that may catch it and not mere notes."""
    found = report.findings
    news = _seen(found) - known
    lines = _lines(slip, untouched)
    return tuple(
        finding
        for finding in found
        if _key(finding) in news
        and finding.severity is not Severity.NOTE
        and {finding.rule, finding.rule.partition(".")[0]} & set(slip.kind.rules)
        and (slip.kind.everywhere or not lines.isdisjoint(range(finding.place.line, finding.place.end_line + 1)))
    )


def _lines(slip: Slip, untouched: Extraction) -> frozenset[int]:
    """The lines of the edits, and of the claim that was changed: an interval may stand below its estimate."""
    places = [untouched.page.place(edit.start, edit.end) for edit in slip.edits]
    places += [claim.place for claim in untouched.claims if claim.id == slip.claim]
    return frozenset(line for place in places for line in range(place.line, place.end_line + 1))


def _seen(findings: Iterable[Finding]) -> Seen:
    return Counter(_key(finding) for finding in findings)


def _key(finding: Finding) -> tuple[str, int, str]:
    return (finding.rule, finding.place.line, finding.message)
