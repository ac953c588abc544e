"""Results on uses that are not approved do not stand in promotion.

What is required
    Population, line, use and regimen of every result are inside the registered indication.

Why
    A result on an unapproved use promotes that use, whatever is said beside it.

Source
    21 CFR 202.1(e)(4)(i)(a) [K]; FDA guidance on communications consistent with labeling, 2018, limited to approved
    uses [R]; guidance on scientific information on unapproved uses, January 2025, keeps it separate from promotion [R];
    ABPI Code clause 11.2 [R, cited in cases].

Passes
    A result that the registry holds as `in_label` or `consistent_with_label`.

Fails
    "31% lower risk of a first exacerbation", registered with `label_status: unapproved`; the same said without its
    number; a benefit of a product that is registered as investigational.

Stays silent
    Facts without `label_status`; dosing, patients and disease figures that are no results of the product; safety
    information; sentences that say that the use is not approved and claim nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_claim, about_sentence
from checker.model import Finding, Match, Rule, Severity, Verdict
from checker.sentences import Sentence, said
from checker.view import PageView
from checker.wording import claim_number, fact_subject, registry_places
from checker.wordlists import is_used
from claims.model import Section
from references.model import Fact

TOLD = (Verdict.SUPPORTED, Verdict.DERIVED, Verdict.CONTRADICTED)


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each claim, and for each sentence without a number, on an unapproved use."""
    investigational = {product.id for product in view.registry.products if product.approval == "investigational"}
    if not investigational and not any(fact.label_status == "unapproved" for fact in view.registry.facts):
        return
    with_numbers = set()
    for match in view.matches:
        fact = next((f for f in match.grounds if _is_off(f, investigational)), None)
        if fact is None or match.verdict not in TOLD or match.claim.section is Section.SAFETY:
            continue
        with_numbers.add((match.claim.block, match.claim.sentence))
        yield _found(view, match, fact)
    for sentence in view.sentences.promotional:
        if (sentence.block.index, sentence.text) in with_numbers or view.spoken.matches_in(sentence):
            continue
        yield from _told_in_words(view, sentence, investigational)


def _is_off(fact: Fact, investigational: set[str]) -> bool:
    return fact.label_status == "unapproved" or fact.product in investigational


def _found(view: PageView, match: Match, fact: Fact) -> Finding:
    why = "an unapproved use" if fact.label_status == "unapproved" else f"an investigational product ({fact.product})"
    message = f"{claim_number(match.claim)} is a result on {why}: {fact_subject(fact)}."
    return replace(about_claim(RULE, view, match, message), fact=fact.id, related=registry_places((fact,)))


def _told_in_words(view: PageView, sentence: Sentence, investigational: set[str]) -> Iterator[Finding]:
    benefit = next((one for one in said(sentence, "benefit") if not one.is_denied), None)
    facts = view.spoken.facts_named(sentence.text) if benefit and not is_used(sentence.text, "indication") else ()
    if benefit is None or not facts or not all(_is_off(fact, investigational) for fact in facts):
        return
    message = f"Claims a benefit in {facts[0].endpoint}; all that is registered on it is on an unapproved use."
    found = about_sentence(RULE, view, sentence, message, use=benefit.use)
    yield replace(found, fact=facts[0].id, related=registry_places(facts[:3]))


RULE = Rule(
    id="sub.off-label",
    title="Results on uses that are not approved do not stand in promotion",
    severity=Severity.ERROR,
    check=check,
    needs=("facts.label_status",),
    manual=__doc__,
)
