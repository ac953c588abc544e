"""Units are those of the result: percentage points are not per cent, mg is not mg/kg.

What is required
    A distance between two percentages is given in percentage points; a dose by body weight or surface says so; times
    keep the registered unit.

Why
    "Improved by 12%" above 48% and 36% is read as a twelfth more; it is a third more, or 12 percentage points.

Source
    ABPI Code 2024 clause 6.1, accurate and unambiguous [R].

Passes
    "12 percentage points higher (48% vs 36%)"; "33% higher (48% vs 36%)"; "10 mg/kg" where that is registered.

Fails
    "improved by 12% (48% vs 36%)"; "improved by 12%" where the registered difference is 12 percentage points; "10 mg"
    where the registered dose is 10 mg/kg.

Stays silent
    "An absolute difference of 12%"; values that are measured in per cent (HbA1c, ejection fraction); numbers that fit as
    a relative change too; equal times in another unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_claim
from checker.mentions import generic_parts
from checker.model import Confidence, Finding, Match, Rule, Severity, Verdict
from checker.points import CHANGES, POINTS, UNDECIDED, arms_apart, pair_apart, registered_distance, relative
from checker.sentences import Sentence
from checker.units import plain_unit
from checker.view import PageView
from checker.wording import claim_number, fact_number, registry_places, source_words, wrong_numbers
from checker.wordlists import is_used, uses
from claims.model import Claim
from references.model import Fact
from references.names import SMALL, normal, tokens

PER_BODY = ("/kg", "/m2", "/m²")
FAR = 80  # characters between a word such as `improved` and the number, in one clause
NEAR = 25  # characters between the number and `higher`
BY = re.compile(
    r"\b(?:by|of)\s+(?:(?:a|an|the|about|nearly|almost|approximately|around|up to|~|≈)\s*)*$", re.IGNORECASE
)
CLAUSE = re.compile(r"[;:.()]\s|,\s(?:and|but|while|whereas)\s")


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each claim whose unit is another's."""
    for sentence in view.sentences.all:
        for match in view.spoken.matches_in(sentence):
            if plain_unit(match.claim.unit) == "%" and _is_change(sentence, match.claim):
                yield from _points(view, sentence, match)
    for match in view.matches:
        if match.claim.measure == "dose" and match.verdict in (*UNDECIDED, Verdict.EXEMPT):
            yield from _dose(view, match)
        elif match.verdict is Verdict.CONTRADICTED and {slot.slot for slot in wrong_numbers(match)} == {"unit"}:
            yield _other_unit(view, match)


def _other_unit(view: PageView, match: Match) -> Finding:
    """The registered number under another unit: 18.2 weeks for 18.2 months. That it is wrong, sub.value says."""
    fact = match.fact
    known = f"{fact.id} has {fact_number(fact)} ({source_words(fact)})" if fact else "the registry has another unit"
    found = about_claim(RULE, view, match, f"Says {claim_number(match.claim)}; {known}.")
    places = registry_places((fact,)) if fact else ()
    return replace(found, said=match.claim.unit, expected=fact.unit if fact else None, related=places)


def _points(view: PageView, sentence: Sentence, match: Match) -> Iterator[Finding]:
    """A percentage that is the distance of two others, in its sentence or in the registry."""
    pair = pair_apart(sentence, match, view.spoken.matches_in(sentence))
    if pair is not None:
        high, low = pair
        message = f"Says {claim_number(match.claim)}; between {high.text}% and {low.text}% lie "
        message += f"{match.claim.value} percentage points, which is {relative(high, low)}% of {low.text}%."
        found = about_claim(RULE, view, match, message, confidence=Confidence.HIGH)
        yield _with_points(found, match)
        return
    arms = arms_apart(view, match)
    if arms is not None:
        one, other = arms
        message = f"Says {claim_number(match.claim)}; between {one.id} ({fact_number(one)}) and {other.id} "
        message += f"({fact_number(other)}) lie {match.claim.value} percentage points."
        found = about_claim(RULE, view, match, message, confidence=Confidence.MEDIUM)
        yield replace(_with_points(found, match), fact=one.id, related=registry_places((one, other)))
        return
    fact = registered_distance(view, match)
    if fact is not None:
        message = f"Says {claim_number(match.claim)}; {fact.id} has {fact_number(fact)} ({source_words(fact)})."
        found = about_claim(RULE, view, match, message, confidence=Confidence.MEDIUM)
        yield replace(_with_points(found, match), fact=fact.id, related=registry_places((fact,)))


def _with_points(found: Finding, match: Match) -> Finding:
    number = match.claim.value.text if match.claim.value else ""
    said = claim_number(match.claim)
    return replace(found, said=said, expected=f"{number.lstrip('-')} {POINTS}", diagnosis="% for percentage points")


def _is_change(sentence: Sentence, claim: Claim) -> bool:
    """Whether words beside the number make a change of it, and none says that it is absolute or measured in per cent."""
    if claim.value is None or claim.measure not in CHANGES:
        return False
    if is_used(sentence.text, "units", "absolute") or is_used(sentence.text, "units", "own_percent"):
        return False
    spots = sentence.block.spots
    text = sentence.block.text
    start = next((at for at in range(sentence.start, sentence.end) if spots[at] >= claim.place.start), sentence.start)
    end = text.find("%", start, sentence.end) + 1
    before = CLAUSE.split(text[max(sentence.start, start - FAR) : start])[-1]
    if BY.search(before) and is_used(before, "units", "change"):
        return True
    behind = text[end : min(sentence.end, end + NEAR)]
    return bool(end) and any(not behind[: use.start].strip() for use in uses(behind, "units", "change_behind"))


def _dose(view: PageView, match: Match) -> Iterator[Finding]:
    """A dose without its body weight or surface, or with one it does not have."""
    claim = match.claim
    if claim.value is None or not claim.unit:
        return
    doses = [fact for fact in view.index.facts_for_value(claim.value.value) if _is_its_dose(view, claim, fact)]
    if any(plain_unit(fact.unit) == plain_unit(claim.unit) for fact in doses):
        return
    fact = next((fact for fact in doses if _mass(fact.unit or "") == _mass(claim.unit)), None)
    if fact is not None:
        message = f"Says {claim_number(claim)}; {fact.id} has {fact_number(fact)} ({source_words(fact)})."
        found = about_claim(RULE, view, match, message, confidence=Confidence.MEDIUM)
        yield replace(
            found,
            said=claim_number(claim),
            expected=fact_number(fact),
            fact=fact.id,
            diagnosis=f"{claim.unit} for {fact.unit}",
            related=registry_places((fact,)),
        )


def _is_its_dose(view: PageView, claim: Claim, fact: Fact) -> bool:
    """Whether a fact is a dose of a drug that the sentence names."""
    if fact.measure != "dose" or not fact.unit or fact.status == "withdrawn":
        return False
    said = normal(claim.sentence)
    drugs = [word for word in tokens(normal(fact.endpoint)) if word not in SMALL and not word.startswith("dos")]
    product = next((one for one in view.registry.products if one.id == fact.product), None)
    names = [drugs] if drugs else []
    names += [tokens(normal(name)) for name in (product.brand, *generic_parts(product)) if name] if product else []
    return any(all(word in tokens(said) for word in name) for name in names)


def _mass(unit: str) -> str:
    """What is given, without what it is given by: mg of mg/kg."""
    plain = plain_unit(unit) or ""
    return next((plain.removesuffix(body) for body in PER_BODY if plain.endswith(body)), plain)


RULE = Rule(
    id="typ.units",
    title="Units are those of the result: percentage points are not per cent, mg is not mg/kg",
    severity=Severity.WARNING,
    check=check,
    manual=__doc__,
)
