"""Every numeral of the page has been read.

What is required
    Each numeral ends as a claim, a part of one, a citation, a name, a date or an exclusion with a reason.

Why
    A number that the checker could not place has not been checked. That is shown, never dropped.

Source
    The tool's own promise: the ledger's buckets add up to the page's numerals.

Passes
    A page whose ledger has nothing in `unread`.

Fails
    A numeral that no pattern could place: it is listed with its line.

Stays silent
    Excluded numerals (with their reason in the ledger), citations, names, dates. One finding for a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_place
from checker.model import Finding, Rule, Severity
from checker.view import PageView
from claims.model import Bucket, Entry


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each line that holds unread numerals."""
    lines: dict[int, list[Entry]] = {}
    for entry in view.extraction.ledger:
        if entry.bucket is Bucket.UNREAD:
            lines.setdefault(entry.place.line, []).append(entry)
    for line, entries in lines.items():
        numerals = ", ".join(entry.text for entry in entries)
        source = view.extraction.page.line_text(line)
        reason = f" ({entries[0].reason})" if entries[0].reason else ""
        message = f"Could not place {numerals}{reason}; not checked."
        found = about_place(RULE, view, entries[0].place, entries[0].text, message, sentence=source)
        yield replace(found, said=numerals)


RULE = Rule(
    id="led.unread",
    title="Every numeral of the page has been read",
    severity=Severity.WARNING,
    check=check,
    manual=__doc__,
)
