"""No waiver is used after its last day.

What is required
    The day of the audit is not after the `until` of a waiver that still has its finding.

Why
    What was accepted for a campaign or until the next label is to be looked at again, and not to stay for good unseen.

Source
    The tool's own promise: a waiver ends when it says so; one that is for good says `never`.

Passes
    A waiver until 2027-01-31, audited on that day or before; a waiver until `never`.

Fails
    The same, audited on 2027-02-01: its finding counts again, and this one says which waiver ran out.

Stays silent
    Expired waivers that meet no finding: they are unused (wvr.unused). `--today` sets the day of the audit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from checker.model import Finding, Rule, Severity
from checker.waivers.apply import Use
from checker.waivers.findings import about_waiver, on_no_page
from checker.wording import finding_place


def expired(uses: Iterable[Use], rule: Rule, profile: str, *, today: date) -> Iterator[Finding]:
    """One finding for each expired waiver that has its finding."""
    for use in uses:
        if use.covered and use.waiver.has_expired(today):
            now = use.covered[0]
            yield about_waiver(rule, use.waiver, profile, f"Expired on {use.waiver.until}; {_again(use, now)}.")


def _again(use: Use, now: Finding) -> str:
    more = len(use.covered) - 1
    rest = f" and {more} more" if more else ""
    return f"{now.rule} at {finding_place(now)}{rest} {'is' if not more else 'are'} no longer waived by it"


RULE = Rule(
    id="wvr.expired",
    title="No waiver is used after its last day",
    severity=Severity.WARNING,
    check=on_no_page,
    manual=__doc__,
)
