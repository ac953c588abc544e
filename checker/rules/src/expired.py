"""What the page cites has not expired.

What is required
    Each source that the page cites, or that its claims rest on, may still be used on the day of the audit.

Why
    Approvals of documents end: data on file are given for a year or two, translations and reprints are licensed.

Source
    ABPI Code 2024 clause 6.1, up to date [R]; the company's own retention and approval periods.

Passes
    An entry whose source expires after the day of the audit, or names no day.

Fails
    An entry whose source expired before it. A claim all of whose sources have, on a page that does not list them.

Stays silent
    An entry that may be several sources of which one is still good; a claim that another source holds too. `--today`
    sets the day of the audit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from checker.model import Finding, Rule, Severity
from checker.outdated import finding, uses
from checker.view import PageView
from references.dates import last_day
from references.model import Source


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each expired source, where the page uses it."""
    today = view.today
    if today is None:
        return
    for use in uses(view, lambda source: _has_expired(source, today)):
        found = finding(RULE, view, use, f"which expired on {use.source.expires}")
        yield replace(found, diagnosis="expired")


def _has_expired(source: Source, today: date) -> bool:
    return source.expires is not None and last_day(source.expires) < today


RULE = Rule(
    id="src.expired",
    title="What the page cites has not expired",
    severity=Severity.WARNING,
    check=check,
    needs=("sources.expires",),
    manual=__doc__,
)
