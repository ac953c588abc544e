"""Pages and waivers -> the pages with their accepted findings marked, and what became of each waiver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from checker.binding import normal
from checker.model import Finding, PageReport
from checker.paths import STANDARD_INPUT, whole
from checker.waivers.model import Waiver


@dataclass(frozen=True, slots=True)
class Use:
    """A waiver and what it met: the findings it is bound to, and those with its rule and quote that it is not bound to."""

    waiver: Waiver
    covered: tuple[Finding, ...] = ()
    changed: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """Pages with `waived` set where a waiver holds, and every waiver's use in the order of the file."""

    pages: tuple[PageReport, ...]
    uses: tuple[Use, ...]


@dataclass(slots=True)
class _Met:
    covered: list[Finding] = field(default_factory=list)
    changed: list[Finding] = field(default_factory=list)


def apply_waivers(pages: Iterable[PageReport], waivers: tuple[Waiver, ...], *, folder: Path, today: date) -> Applied:
    """Each finding against the waivers of its rule and quote; their paths are meant from `folder`."""
    by_quote: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, waiver in enumerate(waivers):
        by_quote[waiver.rule, normal(waiver.quote)].append(at)
    places = [page_of(waiver, folder) for waiver in waivers]
    met = [_Met() for _ in waivers]
    marked = []
    for page in pages:
        here = whole(page.path)
        findings = []
        for finding in page.findings:
            near = [at for at in by_quote.get((finding.rule, normal(finding.quote)), ()) if places[at] in (None, here)]
            holding = [at for at in near if waivers[at].bound == finding.bound]
            for at in near:
                (met[at].covered if at in holding else met[at].changed).append(finding)
            valid = next((waivers[at] for at in holding if not waivers[at].has_expired(today)), None)
            findings.append(replace(finding, waived=valid.words) if valid else finding)
        marked.append(replace(page, findings=tuple(findings)))
    uses = (Use(waiver, tuple(one.covered), tuple(one.changed)) for waiver, one in zip(waivers, met, strict=True))
    return Applied(tuple(marked), tuple(uses))


def page_of(waiver: Waiver, folder: Path) -> Path | None:
    """The page that a waiver is for, as a whole path; None: any."""
    if waiver.path is None:
        return None
    return whole(waiver.path if waiver.path == STANDARD_INPUT else folder / waiver.path)
