"""Every entry of the reference list is cited.

What is required
    Each entry of the page's list has a marker that leads to it.

Why
    An entry that nothing cites lends its weight to the whole page, and is often what a deleted claim left behind.

Source
    ICMJE practice, as journals' instructions to authors have it [R].

Passes
    Entry 9 with a marker 9, or with a range such as 7-9, anywhere on the page: text, table, note, caption, figure text.

Fails
    Entry 9 on a page that cites 1 to 8.

Stays silent
    A list of general sources on a page without any markers; a number that stands unread on the page and may be the
    marker. Where the page shows images the confidence is low, for a marker may stand in one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_place
from checker.model import Confidence, Finding, Rule, Severity
from checker.view import PageView
from claims.model import Bucket

IMAGES = re.compile(r"<(?:img|picture|svg|canvas|object|iframe|video)\b|!\[", re.IGNORECASE)


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each entry that no marker leads to."""
    used = {marker.text for marker in view.extraction.markers if marker.is_citation}
    used |= {number for match in view.matches for number in match.claim.citations}
    if not used:
        return
    used |= {entry.text for entry in view.extraction.ledger if entry.bucket is Bucket.UNREAD}
    unseen = IMAGES.search(view.extraction.page.source)
    for reference in view.extraction.references:
        if reference.number in used:
            continue
        message = f"Reference {reference.number} is cited nowhere in the text."
        found = about_place(RULE, view, reference.place, reference.text, message)
        yield replace(found, said=reference.number, confidence=Confidence.LOW if unseen else Confidence.HIGH)


RULE = Rule(
    id="cit.unused",
    title="Every entry of the reference list is cited",
    severity=Severity.NOTE,
    check=check,
    manual=__doc__,
)
