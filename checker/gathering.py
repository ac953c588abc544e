"""A claim -> the facts that it may be about, looked up by endpoint, words and number: by key, never by scan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from checker.candidates import GOOD, LIKELY, RELATED, SURE, Candidate, weigh
from checker.compare import said_value
from checker.context import Setting
from checker.measures import NO_RESULTS
from checker.model import Agreement
from checker.units import TIMES, plain_unit
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Fact
from references.names import UNSPECIFIC, amounts, normal, opposed, telling, worded

DOSE_WORDS = frozenset({"dose", "dosage", "dosing"})
GRADED = re.compile(r"\b(?:grade|class|stage|score|step|line)\b")  # another number there is another thing


def endpoint_keys(claim: Claim, setting: Setting) -> Iterator[tuple[str, int]]:
    """The endpoint's own key, then keys of endpoints in similar words, with their likeness of 100."""
    if claim.endpoint is None:
        return
    seen = set()
    bare = _without_products(claim.endpoint, setting.product_names)
    for words in (*setting.readings(claim.endpoint), *((bare,) if bare else ())):
        key = setting.index.endpoint_key(words)
        if key is not None and key not in seen:
            seen.add(key)
            yield key, 100
        for similar, score in setting.index.similar_endpoints(words):
            if similar not in seen and score >= LIKELY:
                seen.add(similar)
                yield similar, int(score)


def _without_products(endpoint: str, names: frozenset[str]) -> str | None:
    """`free of pain with Exemplar` without the product, which a page that never marks its name may leave in."""
    words = normal(endpoint)
    bare = _of_products(names).sub(" ", words).strip() if names else words
    return bare if bare and bare != words else None


@lru_cache(maxsize=64)
def _of_products(names: frozenset[str]) -> re.Pattern[str]:
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(
        rf"\s*(?:\b(?:with|on|for|of|in|by|after|taking|receiving|treated with)\s)?(?<!\w)(?:{either})(?!\w)"
    )


def gather(claim: Claim, setting: Setting) -> tuple[Candidate, ...]:
    """All facts of the claim's endpoint and measure (related measures too), else facts of similar endpoints."""
    found: list[Candidate] = []
    for key, likeness in endpoint_keys(claim, setting):
        if found and likeness < SURE:
            break
        facts = _of_measures(setting, key, (claim.measure, *RELATED.get(claim.measure, ())))
        found.extend(weigh(claim, fact, setting, likeness=likeness) for fact in facts)
    surely = any(candidate.fits and candidate.likeness >= SURE and candidate.same_measure for candidate in found)
    if not surely or claim.measure in NO_RESULTS:  # a starting dose is no other than the dose that is kept
        found.extend(_by_words(claim, setting))
        found.extend(_by_number(claim, setting))
        if claim.measure == "dose":
            found.extend(_by_drug(claim, setting))
        if claim.measure == "time":
            found.extend(_by_other_unit(claim, setting))
    elif not any(candidate.fits and candidate.agrees for candidate in found):
        found.extend(_unspecific(claim, setting))
    if not any(candidate.likeness >= SURE or (candidate.fits and candidate.agrees) for candidate in found):
        found.extend(_told_around(claim, setting))
    return _unique(found)


def _told_around(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Facts of this very number whose endpoint is named around the claim: in its sentence, over its table.

    The page's own words for the endpoint are no name of the registry, so they tell no other endpoint either.
    """
    value = said_value(claim)
    if value is None or claim.measure in NO_RESULTS or claim.measure == "p_value":
        return
    around = f" {normal(setting.around)} {normal(setting.titles)} "
    for fact in _of_number(value, claim, setting):
        may_be = fact.measure == claim.measure or fact.measure in RELATED.get(claim.measure, ())
        may_be &= fact.status != "withdrawn" and not _is_of_one_arm(fact, claim.measure)
        if may_be and any(f" {normal(name)} " in around for name in _names(fact, setting)):
            yield weigh(claim, fact, setting, likeness=LIKELY)


def _by_other_unit(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Times of this very number in another unit, told in the words of the block: `4 weeks` where 4 months is known."""
    value, unit = said_value(claim), plain_unit(claim.unit)
    if value is None or unit not in TIMES:
        return
    around = _words(setting.block)
    for fact in setting.index.near(value):
        if fact.measure == "time" and plain_unit(fact.unit) in TIMES - {unit} and fact.status != "withdrawn":
            words = _words(fact.endpoint)
            if 2 * len(words & around) >= len(words):
                yield weigh(claim, fact, setting, likeness=LIKELY)


def _unspecific(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Facts of this very number where one side only says `efficacy`."""
    for candidate in _by_number(claim, setting):
        if (normal(claim.endpoint or "") in UNSPECIFIC) != (normal(candidate.fact.endpoint) in UNSPECIFIC):
            yield candidate


def _by_drug(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Doses of a drug that the block names, for the time that the sentence names: `thereafter it was given at 48 mg`."""
    block = _words(setting.block)
    for fact in setting.doses:
        if plain_unit(fact.unit) == plain_unit(claim.unit) and _words(fact.endpoint) - DOSE_WORDS <= block:
            candidate = weigh(claim, fact, setting, likeness=SURE)
            timepoint = candidate.slot("timepoint")
            if timepoint is not None and timepoint.agreement in GOOD:
                yield candidate


def _by_words(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Facts whose endpoint is told in more or fewer words, whatever their number."""
    if claim.endpoint is None:
        return
    said = normal(claim.endpoint)
    for key in setting.index.endpoints_worded_like(claim.endpoint, claim.measure):
        if any(_is_longer_or_shorter(said, name) for name in setting.index.names_of_endpoint(key)):
            for fact in _of_measures(setting, key, (claim.measure,)):
                yield weigh(claim, fact, setting, likeness=LIKELY)


def _by_number(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Facts of this very number whose endpoint is told in more or fewer words: `prior therapies: PI`, `prior PI`.

    A claim without an endpoint takes those whose endpoint stands in the words around it, if any does.
    """
    facts = tuple(same_number(claim, setting))
    if claim.endpoint is None:
        around = _words(setting.around)
        named = [fact for fact in facts if any(_words(name) <= around for name in _names(fact, setting))]
        facts = tuple(named) or facts
    else:
        said = normal(claim.endpoint)
        facts = tuple(
            fact
            for fact in facts
            if any(_is_longer_or_shorter(said, name) or _shares_most(said, name) for name in _names(fact, setting))
        )
    for fact in facts:
        is_named = claim.endpoint is None and any(_stands_in(name, claim.sentence) for name in _names(fact, setting))
        yield weigh(claim, fact, setting, likeness=SURE if is_named else LIKELY)


def by_its_counts(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Facts of this very number and count, or interval, whose endpoint is told in more words: `reactions of grade 4`."""
    said = telling(normal(claim.endpoint or ""))
    for fact in same_number(claim, setting) if said else ():
        if any(said <= telling(normal(name)) for name in _names(fact, setting)):
            candidate = weigh(claim, fact, setting, likeness=LIKELY)
            told = [slot for slot in candidate.numbers if slot.slot in ("n", "ci.low", "ci.high") and slot.said]
            if candidate.fits and candidate.agrees and any(s.agreement is Agreement.AGREES for s in told):
                yield candidate


def _stands_in(name: str, text: str) -> bool:
    return f" {normal(name)} " in f" {normal(text)} "


def _names(fact: Fact, setting: Setting) -> tuple[str, ...]:
    return (fact.endpoint, *setting.index.names_of_endpoint(setting.index.endpoint_key(fact.endpoint)))


def _words(text: str) -> frozenset[str]:
    return telling(normal(text))


def _is_longer_or_shorter(said: str, name: str) -> bool:
    known = normal(name)
    apart = set(amounts(said)) ^ set(amounts(known))
    if opposed(said, known) or (
        apart and (set(amounts(said)) & set(amounts(known)) or GRADED.search(f"{said} {known}"))
    ):
        return False
    if (said in UNSPECIFIC) != (known in UNSPECIFIC):
        return True
    pairs = ((telling(said), telling(known)), (worded(said), worded(known)))
    return any(ours <= theirs or theirs <= ours for ours, theirs in pairs)


def _shares_most(said: str, name: str) -> bool:
    """Whether two wordings have two telling words in common, and two thirds of those of the shorter."""
    known = normal(name)
    if opposed(said, known) or amounts(said) != amounts(known):
        return False
    ours, theirs = telling(said), telling(known)
    common = len(ours & theirs)
    return common > 1 and 3 * common >= 2 * min(len(ours), len(theirs))


def _of_measures(setting: Setting, key: str, measures: tuple[str, ...]) -> Iterator[Fact]:
    for measure in measures:
        for fact in setting.index.facts_for(key, measure):
            if fact.status != "withdrawn" and not _is_of_one_arm(fact, measures[0]):
                yield fact


def _is_of_one_arm(fact: Fact, measure: str) -> bool:
    """Whether a fact is the rate of one arm, which is no difference between two; one with a direction may be."""
    return measure == "difference" and fact.measure == "rate" and fact.direction is None


def same_number(claim: Claim, setting: Setting) -> Iterator[Fact]:
    """Facts of the claim's measure whose value is printed here, whatever they are about."""
    value = said_value(claim)
    if value is None:
        return
    for fact in _of_number(value, claim, setting):
        if fact.measure == claim.measure and fact.status != "withdrawn":
            yield fact


def _of_number(value: Quantity, claim: Claim, setting: Setting) -> Iterator[Fact]:
    """Facts of this very number, in the claim's unit where both have one."""
    wanted = plain_unit(claim.unit)
    for fact in setting.index.near(value):
        unit = plain_unit(fact.unit)
        if not wanted or not unit or unit == wanted:
            yield fact


def _unique(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    best: dict[str, Candidate] = {}
    for candidate in found:
        known = best.get(candidate.fact.id)
        if known is None or known.rank < candidate.rank:
            best[candidate.fact.id] = candidate
    return tuple(best.values())
