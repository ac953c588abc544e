"""A claim does not rest on a fact that a newer one supersedes.

What is required
    An up-to-date evaluation of all the evidence: where a later result replaces an earlier one, the later one is shown.

Why
    An interim result that the final analysis has weakened is true and misleading at once.

Source
    ABPI Code 2024 clause 6.1; 21 CFR 202.1(e)(6)(iii), a view overtaken by newer credible data.

Passes
    The final result, or the interim result with the final one beside it on the page.

Fails
    The interim overall survival ratio alone, after the final one has been registered as its successor.

Stays silent
    The earlier analysis kept on purpose with the later one on the same page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_claim
from checker.model import Finding, PageView, Rule, Severity, Verdict
from checker.wording import claim_number, fact_number, registry_places


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each claim on an old fact whose successor is used nowhere on the page."""
    used = {
        match.fact.id for match in view.matches if match.fact and match.verdict in (Verdict.SUPPORTED, Verdict.DERIVED)
    }
    for match in view.matches:
        fact = match.fact
        if fact is None or fact.superseded_by is None or fact.id not in used or fact.superseded_by in used:
            continue
        newer = view.registry.fact_by_id.get(fact.superseded_by)
        now = f"{newer.id} ({fact_number(newer)})" if newer else fact.superseded_by
        message = f"{claim_number(match.claim)} is {fact.id}, superseded by {now}."
        found = about_claim(RULE, view, match, message)
        yield replace(
            found,
            said=claim_number(match.claim),
            expected=fact_number(newer) if newer else None,
            diagnosis="superseded",
            related=registry_places((fact, newer) if newer else (fact,)),
        )


RULE = Rule(
    id="sub.superseded",
    title="A claim does not rest on a fact that a newer one supersedes",
    severity=Severity.WARNING,
    check=check,
    needs=("facts.superseded_by",),
    manual=__doc__,
)
