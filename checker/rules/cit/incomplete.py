"""Each reference says enough to find its source.

What is required
    Of a paper the journal with year, volume and pages, or a DOI or PMID; of a label its date; of a web page the date of
    access; of a congress, book or report its year.

Why
    A reference that leads to no document is no reference.

Source
    ICMJE recommendations and AMA style [K for details]; Directive 2001/83/EC article 92(3), precise sources [K].

Passes
    "Smith AB, et al. N Engl J Med. 2024;390:1201-1212." "EXEMPLAR. Prescribing information. Example Inc.; 2025."

Fails
    "Smith. NEJM." "EXEMPLAR. Prescribing information. Example Inc." "Example Society. https://example.org/figures"

Stays silent
    Papers in press or ahead of print, congress abstracts and books with their year, trial records with their number;
    anything with a DOI or PMID. Data on file has a rule of its own, cit.data-on-file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_place
from checker.model import Finding, Rule, Severity
from checker.view import PageView


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each entry that lacks what its kind of document is found by."""
    from references.findable import missing_parts  # noqa: PLC0415 - only pages with a list need it

    for reference in view.extraction.references:
        missing = missing_parts(reference.text)
        if missing:
            message = f"Reference {reference.number} gives no {' and no '.join(missing)}."
            found = about_place(RULE, view, reference.place, reference.text, message)
            yield replace(found, said=reference.text, expected=", ".join(missing))


RULE = Rule(
    id="cit.incomplete",
    title="Each reference says enough to find its source",
    severity=Severity.NOTE,
    check=check,
    manual=__doc__,
)
