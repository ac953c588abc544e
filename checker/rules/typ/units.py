"""Units are those of the result: percentage points are not per cent, mg is not mg/kg.

What is required
    A distance between two percentages is given in percentage points; a dose by body weight or surface says so; times
    keep the registered unit.

Why
    "Improved by 12%" above 48% and 36% is read as a twelfth more; it is a third more, or 12 percentage points.

Source
    ABPI Code 2024 clause 6.1, accurate and unambiguous.

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
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from checker.compare import plain_unit
from checker.findings import about_claim
from checker.model import Confidence, Finding, Match, PageView, Rule, Severity, Verdict
from checker.promotion import generic_parts
from checker.sentences import Sentence
from checker.wording import claim_number, fact_number, registry_places, source_words
from checker.wordlists import is_used, uses
from claims.model import Claim
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
    pair = _pair_apart(match, view.spoken.matches_in(sentence))
    if pair is not None:
        high, low = pair
        message = f"Says {claim_number(match.claim)}; between {claim_number(high)} and {claim_number(low)} lie "
        message += f"{match.claim.value} percentage points, which is {_relative(high, low)}% of {claim_number(low)}."
        found = about_claim(RULE, view, match, message, confidence=Confidence.HIGH)
        yield _with_points(found, match)
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


def _pair_apart(match: Match, beside: tuple[Match, ...]) -> tuple[Claim, Claim] | None:
    """Two percentages of the sentence that lie as far apart as the claim says, and are no relative change of that size."""
    said = match.claim.value
    rates = [m.claim for m in beside if m is not match and _is_rate(m.claim)][:MOST_BESIDE]
    if said is None:
        return None
    fitting = None
    for high, low in permutations(rates, 2):
        if high.value is None or low.value is None or high.value.value <= low.value.value:
            continue
        if _fits_relative(said.value, high, low):
            return None
        step = abs(said.value)
        off = abs(high.value.value - low.value.value - step)
        if off <= _rounding(high) + _rounding(low) and off <= Decimal("0.55"):
            fitting = fitting or (high, low)
    return fitting


def _fits_relative(said: Decimal, high: Claim, low: Claim) -> bool:
    """Whether the number is, give or take a point, the change from one of the two to the other."""
    if high.value is None or low.value is None:
        return False
    top, bottom = high.value.value, low.value.value
    ways = [100 * (top - bottom) / base for base in (top, bottom) if base]
    return any(abs(abs(said) - way) <= max(Decimal(1), way / 20) for way in ways)


def _relative(high: Claim, low: Claim) -> str:
    if high.value is None or low.value is None or not low.value.value:
        return "more than 100"
    return str((100 * (high.value.value - low.value.value) / low.value.value).quantize(Decimal(1)))


def _is_rate(claim: Claim) -> bool:
    return claim.measure in CHANGES and plain_unit(claim.unit) == "%" and claim.value is not None and claim.high is None


def _rounding(claim: Claim) -> Decimal:
    return (claim.value.rounding.high - claim.value.value) if claim.value else Decimal(0)


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
