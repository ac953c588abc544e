"""The caveats that the registry attaches to a result stand where it is used.

What is required
    Wherever a fact (or population, endpoint or phrase) is used, its registered caveats appear in an accepted wording,
    within their scope: the same block or its footnote, the same section, or the page.

Why
    A result without its limits is another result.

Source
    21 CFR 202.1(e)(5)(iii) [K]; FDA guidance on communications consistent with labeling, 2018 [K]; ABPI Code 2024
    clause 6.1, complete [R].

Passes
    A subgroup's hazard ratio with "Subgroups were not powered to show differences between arms" in the same section.

Fails
    The subgroup's hazard ratio alone.

Stays silent
    Paraphrases that are near enough (the finding shows how near is asked), wordings listed as `also`, a caveat given
    once where its scope is the page; caveats of `insufficient: true`, for no wording would help (cav.cannot-cure). A
    caveat that is present silences this rule and no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.caveats import ALIKE, Debt, best_wording, found_elsewhere, owed
from checker.findings import about_claim, about_words
from checker.model import Confidence, Finding, Related, Rule, Severity
from checker.view import PageView
from checker.wording import claim_number, page_place, registry_places

WHERE = {"block": "in the same block or its note", "section": "in the same section", "page": "on the page"}


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each caveat and scope, at the first claim that owes it."""
    for debt in owed(view, tuple(caveat for caveat in view.registry.caveats if not caveat.insufficient)):
        likeness = best_wording(view, debt)
        if likeness < ALIKE:
            yield _missing(view, debt, likeness)


def _missing(view: PageView, debt: Debt, likeness: float) -> Finding:
    caveat = debt.caveat
    owner = claim_number(debt.match.claim) if debt.match else f"“{debt.phrase}”"
    message = (
        f"{owner} needs the caveat {caveat.id} {WHERE.get(caveat.scope, WHERE['page'])}: “{caveat.text}” "
        f"Best match there {likeness:.0f} of 100, {ALIKE} needed."
    )
    if debt.match is not None:
        found = about_claim(RULE, view, debt.match, message)
    else:
        found = about_words(RULE, view, debt.block, debt.phrase or "", message)
    related = [Related(caveat.where.file, caveat.where.line, f"{caveat.id}, scope {caveat.scope}")]
    if debt.match and debt.match.fact:
        related += registry_places((debt.match.fact,))
    elsewhere = found_elsewhere(view, debt) if caveat.scope != "page" else None
    if elsewhere is not None:
        place = view.extraction.page.spot(elsewhere, 0, len(elsewhere.text))
        related.append(page_place(found.path, place, "stands here, outside its scope"))
    return replace(
        found,
        confidence=Confidence.HIGH if debt.match and debt.match.fact else Confidence.MEDIUM,
        expected=caveat.text,
        diagnosis="caveat outside its scope" if elsewhere else "caveat missing",
        related=tuple(related),
    )


RULE = Rule(
    id="cav.required",
    title="The caveats that the registry attaches to a result stand where it is used",
    severity=Severity.ERROR,
    check=check,
    needs=("caveats",),
    manual=__doc__,
)
