"""A claim does not rest on a fact that is still a draft.

What is required
    The fact behind a claim has been checked and approved.

Why
    Imported or proposed facts help to write a registry; until a person has checked them they prove nothing.

Source
    The registry's own status: draft facts support a claim only with this warning.

Passes
    A claim that agrees with an approved fact.

Fails
    A claim that agrees with a fact of `status: draft`, or that is derived from facts of which one is a draft.

Stays silent
    Drafts that no claim of the page uses; claims that an approved fact supports as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_claim
from checker.model import Finding, PageView, Rule, Severity, Verdict
from checker.wording import claim_number, registry_places


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each claim whose fact is a draft."""
    for match in view.matches:
        if match.verdict not in (Verdict.SUPPORTED, Verdict.DERIVED):
            continue
        drafts = tuple(fact for fact in match.grounds if fact.status == "draft")
        if drafts:
            named = " and ".join(fact.id for fact in drafts)
            message = f"{claim_number(match.claim)} rests on {named}, which {'is a draft' if len(drafts) == 1 else 'are drafts'}."
            yield replace(about_claim(RULE, view, match, message), related=registry_places(drafts))


RULE = Rule(
    id="sub.draft",
    title="A claim does not rest on a fact that is still a draft",
    severity=Severity.WARNING,
    check=check,
    needs=("facts.status",),
    manual=__doc__,
)
