"""A claim does not rest on a fact that a newer one supersedes.

What is required
    An up-to-date evaluation of all the evidence: where a later result replaces an earlier one, the later one is shown.

Why
    An interim result that the final analysis has weakened is true and misleading at once.

Source
    ABPI Code 2024 clause 6.1 [R]; 21 CFR 202.1(e)(6)(iii), a view overtaken by newer credible data [text R, number K].

Passes
    The final result, or the interim result with the final one beside it on the page.

Fails
    The interim overall survival ratio alone, after the final one has been registered as its successor. Where the newer
    fact stands in a label, the label has changed: an error.

Stays silent
    The earlier analysis kept on purpose with the later one on the same page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_claim
from checker.model import Finding, Rule, Severity, Verdict
from checker.view import PageView
from checker.wording import claim_number, fact_number, registry_places
from references.model import Fact


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each claim on an old fact whose successor is used nowhere on the page."""
    used = {
        fact.id
        for match in view.matches
        if match.verdict in (Verdict.SUPPORTED, Verdict.DERIVED)
        for fact in match.grounds
    }
    for match in view.matches:
        old = (fact for fact in match.grounds if fact.superseded_by is not None and fact.superseded_by not in used)
        fact = next((fact for fact in old if fact.id in used), None)
        if fact is None or fact.superseded_by is None:
            continue
        newer = view.registry.fact_by_id.get(fact.superseded_by)
        now = f"{newer.id} ({fact_number(newer)})" if newer else fact.superseded_by
        verb = "rests on" if match.derivation else "is"
        message = f"{claim_number(match.claim)} {verb} {fact.id}, superseded by {now}."
        found = about_claim(RULE, view, match, message, severity=_severity(view, newer))
        yield replace(
            found,
            said=claim_number(match.claim),
            expected=fact_number(newer) if newer else None,
            diagnosis="superseded",
            related=registry_places((fact, newer) if newer else (fact,)),
        )


def _severity(view: PageView, newer: Fact | None) -> Severity | None:
    """An error where the newer fact stands in the label: then the label has changed."""
    sources = (view.registry.source_by_id.get(citing.source) for citing in newer.sources) if newer else ()
    return Severity.ERROR if any(source is not None and source.kind == "label" for source in sources) else None


RULE = Rule(
    id="sub.superseded",
    title="A claim does not rest on a fact that a newer one supersedes",
    severity=Severity.WARNING,
    check=check,
    needs=("facts.superseded_by",),
    manual=__doc__,
)
