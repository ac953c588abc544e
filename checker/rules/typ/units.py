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
    a relative change too; equal times in another unit. A value whose unit alone contradicts its fact (94 months for 94
    weeks) is told by sub.value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

from checker.compare import RATIOS, plain_unit
from checker.derived.intervals import gap
from checker.findings import about_claim
from checker.model import Confidence, Finding, Match, PageView, Rule, Severity, Verdict
from checker.promotion import generic_parts
from checker.sentences import Sentence
from checker.wording import claim_number, fact_number, registry_places, source_words
from checker.wordlists import is_used, uses
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Fact
from references.names import SMALL, normal, tokens

POINTS = "percentage points"
PER_BODY = ("/kg", "/m2", "/m²")
CHANGES = frozenset({"rate", "risk_reduction", "mean_change", "difference", "other"})
FAR = 80  # characters between a word such as `improved` and the number, in one clause
NEAR = 25  # characters between the number and `higher`
BY = re.compile(
    r"\b(?:by|of)\s+(?:(?:a|an|the|about|nearly|almost|approximately|around|up to|~|≈)\s*)*$", re.IGNORECASE
)
AGAINST = re.compile(r"\b(?:vs|v|versus|compared|against|to|than|and)\b", re.IGNORECASE)
CLAUSE = re.compile(r"[;:.()]\s|,\s(?:and|but|while|whereas)\s")
MOST_BESIDE = 12  # percentages of one sentence that are weighed in pairs
UNDECIDED = (Verdict.UNSUPPORTED, Verdict.AMBIGUOUS)


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each claim whose unit is another's."""
    for sentence in view.sentences.all:
        for match in view.spoken.matches_in(sentence):
            if plain_unit(match.claim.unit) == "%" and _is_change(sentence, match.claim):
                yield from _points(view, sentence, match)
    for match in view.matches:
        if match.claim.measure == "dose" and match.verdict in (*UNDECIDED, Verdict.EXEMPT):
            yield from _dose(view, match)


def _points(view: PageView, sentence: Sentence, match: Match) -> Iterator[Finding]:
    """A percentage that is the distance of two others, in its sentence or in the registry."""
    pair = _pair_apart(sentence, match, view.spoken.matches_in(sentence))
    if pair is not None:
        high, low = pair
        message = f"Says {claim_number(match.claim)}; between {high.text}% and {low.text}% lie "
        message += f"{match.claim.value} percentage points, which is {_relative(high, low)}% of {low.text}%."
        found = about_claim(RULE, view, match, message, confidence=Confidence.HIGH)
        yield _with_points(found, match)
        return
    arms = _arms_apart(view, match)
    if arms is not None:
        one, other = arms
        message = f"Says {claim_number(match.claim)}; between {one.id} ({fact_number(one)}) and {other.id} "
        message += f"({fact_number(other)}) lie {match.claim.value} percentage points."
        found = about_claim(RULE, view, match, message, confidence=Confidence.MEDIUM)
        yield replace(_with_points(found, match), fact=one.id, related=registry_places((one, other)))
        return
    fact = _registered(view, match)
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


def _pair_apart(sentence: Sentence, match: Match, beside: tuple[Match, ...]) -> tuple[Quantity, Quantity] | None:
    """Two percentages set against each other that lie as far apart as the claim says, and are no relative change of it.

    A ratio in the sentence may be what the number is the change of: 20% beside a hazard ratio of 0.80.
    """
    said = match.claim.value
    others = [other.claim for other in beside if other is not match]
    if said is None or any(_is_from_ratio(abs(said.value), claim) for claim in others):
        return None
    pairs = [*_ranges(others), *_set_against(sentence, [claim for claim in others if _is_rate(claim)][:MOST_BESIDE])]
    fitting = None
    for one, other in pairs:
        high, low = (one, other) if one.value >= other.value else (other, one)
        if _fits_relative(said.value, high, low):
            return None
        if fitting is None and gap(high, low).low <= abs(said.value) <= gap(high, low).high and high.value > low.value:
            fitting = (high, low)
    return fitting


def _is_from_ratio(said: Decimal, claim: Claim) -> bool:
    return (
        claim.measure in RATIOS
        and claim.value is not None
        and abs(abs(1 - claim.value.value) * 100 - said) <= Decimal(1)
    )


def _ranges(claims: list[Claim]) -> Iterator[tuple[Quantity, Quantity]]:
    """`from 24% to 42%` may be read as one claim."""
    for claim in claims:
        if plain_unit(claim.unit) == "%" and claim.value is not None and claim.high is not None:
            yield claim.value, claim.high


def _set_against(sentence: Sentence, rates: list[Claim]) -> Iterator[tuple[Quantity, Quantity]]:
    """Neighbouring percentages with a word of comparison between them."""
    text, spots = sentence.block.text, sentence.block.spots
    for one, other in pairwise(rates):
        begin = bisect_left(spots, one.place.end, sentence.start, sentence.end)
        end = bisect_left(spots, other.place.start, sentence.start, sentence.end)
        if one.value is not None and other.value is not None and AGAINST.search(text, begin, end):
            yield one.value, other.value


def _fits_relative(said: Decimal, high: Quantity, low: Quantity) -> bool:
    """Whether the number is, give or take a point, the change from one of the two to the other."""
    ways = [100 * (high.value - low.value) / base.value for base in (high, low) if base.value]
    return any(abs(abs(said) - way) <= max(Decimal(1), way / 20) for way in ways)


def _relative(high: Quantity, low: Quantity) -> str:
    if not low.value:
        return "more than 100"
    return str((100 * (high.value - low.value) / low.value).quantize(Decimal(1)))


def _is_rate(claim: Claim) -> bool:
    return claim.measure in CHANGES and plain_unit(claim.unit) == "%" and claim.value is not None and claim.high is None


def _arms_apart(view: PageView, match: Match) -> tuple[Fact, Fact] | None:
    """Two registered shares of the endpoint, of two arms of one trial, whose distance the number is."""
    said, verdicts = match.claim.value, (*UNDECIDED, Verdict.CONTRADICTED)
    if said is None or not match.claim.endpoint or match.verdict not in verdicts:
        return None
    facts = view.index.facts_of(view.index.endpoint_key(match.claim.endpoint))
    rates = [fact for fact in facts if fact.measure == "rate" and plain_unit(fact.unit) == "%" and fact.value]
    fitting = None
    for one, other in combinations(rates[:MOST_BESIDE], 2):
        if one.trial != other.trial or one.arm == other.arm or one.analysis != other.analysis:
            continue
        if one.population != other.population or one.timepoint != other.timepoint or not (one.value and other.value):
            continue
        high, low = (one.value, other.value) if one.value.value >= other.value.value else (other.value, one.value)
        if _fits_relative(said.value, high, low):
            return None
        if fitting is None and high.value > low.value and gap(high, low).low <= abs(said.value) <= gap(high, low).high:
            fitting = (one, other)
    return fitting


def _registered(view: PageView, match: Match) -> Fact | None:
    """The registered difference in percentage points of the same endpoint that the number is."""
    if match.verdict not in UNDECIDED or match.claim.value is None:
        return None
    endpoint = view.index.endpoint_key(match.claim.endpoint or "")
    for value in {match.claim.value.value, abs(match.claim.value.value), -match.claim.value.value}:
        for fact in view.index.facts_for_value(value):
            is_same = not match.claim.endpoint or view.index.endpoint_key(fact.endpoint) == endpoint
            if is_same and plain_unit(fact.unit) == POINTS and fact.status != "withdrawn":
                return fact
    return None


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
