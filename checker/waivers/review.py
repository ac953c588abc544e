"""Pages, waivers and the rules that ran -> the pages with accepted findings marked, and what is wrong with the waivers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.choosing import Chosen
from checker.model import Finding, PageReport
from checker.paths import whole
from checker.waivers import expired, unused
from checker.waivers.apply import apply_waivers
from checker.waivers.model import Waiver


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Pages after the waivers, and findings that stand in the file of waivers."""

    pages: tuple[PageReport, ...]
    about_waivers: tuple[Finding, ...] = ()


def review(
    pages: tuple[PageReport, ...],
    waivers: tuple[Waiver, ...],
    rules: Chosen,
    *,
    profile: str,
    folder: Path,
    today: date,
    read_all: bool = True,
) -> Reviewed:
    """Accepted findings stay, with the reason; unused and expired waivers are findings where those rules run.

    Without `read_all` some page could not be read, and a waiver of any page may be of that one.
    """
    applied = apply_waivers(pages, waivers, folder=folder, today=today)
    about: list[Finding] = []
    if (rule := rules.named(unused.RULE.id)) is not None:
        read = {whole(page.path) for page in pages}
        ran = {each.id for each in rules.rules if each.is_on(profile)}
        about += unused.unused(applied.uses, rule, profile, folder=folder, read=read, read_all=read_all, ran=ran)
    if (rule := rules.named(expired.RULE.id)) is not None:
        about += expired.expired(applied.uses, rule, profile, today=today)
    about.sort(key=lambda finding: (finding.path, finding.place.line, finding.rule))
    return Reviewed(applied.pages, tuple(about))
