"""Every waiver still has the finding that it is for.

What is required
    Each waiver of a rule that ran, for a page that was read, meets a finding of that rule at its quote, with the words
    and facts that it is bound to.

Why
    A waiver that meets nothing is either no longer needed, or its words or facts have changed since somebody accepted
    them; then what stands there now has been accepted by nobody.

Source
    The tool's own promise: an accepted finding is bound to what was looked at when it was accepted.

Passes
    A waiver whose finding is still there: it is shown as waived, with the reason.

Fails
    A waiver of a sentence that was rewritten. A waiver of "44%" where the page now says "47%", or where the registered
    fact was corrected: the finding counts again, and this one says where it stands.

Stays silent
    Waivers of pages that this run did not read, and of rules that it did not run. A waiver without `path` may be of any
    page: it is unused where none of those given has its finding, and all could be read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from checker.model import Finding, Rule, Severity
from checker.waivers.apply import Use, page_of
from checker.waivers.findings import about_waiver, on_no_page
from checker.wording import finding_place


def unused(
    uses: Iterable[Use],
    rule: Rule,
    profile: str,
    *,
    folder: Path,
    read: Collection[Path],
    read_all: bool,
    ran: Collection[str],
) -> Iterator[Finding]:
    """One finding for each waiver that covers nothing; `read` are whole paths of pages, `ran` ids of rules."""
    for use in uses:
        page = page_of(use.waiver, folder)
        if not use.covered and use.waiver.rule in ran and (page in read or (page is None and read_all)):
            yield about_waiver(rule, use.waiver, profile, _message(use))


def _message(use: Use) -> str:
    stem = f"Waives {use.waiver.rule} at “{use.waiver.quote}”"
    if not use.changed:
        return f"{stem}, which is not found there any more."
    now = use.changed[0]
    return (
        f"{stem}, but its words or facts have changed since; see {finding_place(now)} and, if it may stand, "
        f"bind it to {now.bound}."
    )


RULE = Rule(
    id="wvr.unused",
    title="Every waiver still has its finding",
    severity=Severity.WARNING,
    check=on_no_page,
    manual=__doc__,
)
