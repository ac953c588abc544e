"""A rule about waivers and one of them -> a finding at its line."""

from __future__ import annotations

from collections.abc import Iterator

from checker.findings import fingerprint
from checker.model import Finding, Rule
from checker.view import PageView
from checker.waivers.model import Waiver
from claims.model import Place


def on_no_page(_: PageView) -> Iterator[Finding]:
    """The check of a rule that is about waivers: pages have nothing for it."""
    return iter(())


def about_waiver(rule: Rule, waiver: Waiver, profile: str, message: str) -> Finding:
    """A finding that stands in the file of waivers."""
    line = waiver.where.line
    return Finding(
        rule=rule.id,
        severity=rule.severity_for(profile),
        message=message,
        path=waiver.where.file,
        place=Place(line=line, column=1, end_line=line, end_column=1, start=0, end=0),
        quote=waiver.quote,
        fingerprint=fingerprint(waiver.where.file, rule.id, waiver.quote, f"{waiver.rule} {waiver.bound}"),
    )
