"""A claim -> the facts of its very number, whose endpoint is told in other words, in another unit or only around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.candidates import LIKELY, RELATED, SURE, Candidate, weigh
from checker.compare import said_value
from checker.context import Setting
from checker.measures import NO_RESULTS
from checker.model import Agreement
from checker.shortlist import of_number
from checker.units import TIMES, plain_unit
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Fact
from references.names import UNSPECIFIC, amounts, normal, opposed, telling, worded

GRADED = re.compile(r"\b(?:grade|class|stage|score|step|line)\b")  # another number there is another thing


def told_around(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Facts of this very number whose endpoint is named around the claim: in its sentence, over its table.

    The page's own words for the endpoint are no name of the registry, so they tell no other endpoint either.
    """
    value = said_value(claim)
    if value is None or claim.measure in NO_RESULTS or claim.measure == "p_value":
        return
    around = f" {normal(setting.around)} {normal(setting.titles)} "
    for fact in _of_number(value, claim, setting, (claim.measure, *RELATED.get(claim.measure, ()))):
        may_be = fact.status != "withdrawn" and not is_no_other_name(claim, fact)
        if may_be and any(f" {normal(name)} " in around for name in names_of(fact, setting)):
            yield weigh(claim, fact, setting, likeness=LIKELY)


def unspecific(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Facts of this very number where one side only says `efficacy`."""
    for candidate in worded_otherwise(claim, setting):
        if (normal(claim.endpoint or "") in UNSPECIFIC) != (normal(candidate.fact.endpoint) in UNSPECIFIC):
            yield candidate


def told_more_narrowly(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Facts of this very number whose endpoint the sentence tells in two places: `Fatal reactions were sepsis (3%)`.

    Where the narrower endpoint stands there as one, it has a number of its own.
    """
    said = worded(normal(claim.endpoint or ""))
    around = words_of(f"{claim.sentence} {claim.endpoint} {claim.timepoint or ''}")
    for fact in same_number(claim, setting) if said else ():
        names = names_of(fact, setting)
        told = any(said < worded(normal(name)) and words_of(name) <= around for name in names)
        if told and not any(_stands_in(name, claim.sentence) for name in names):
            yield weigh(claim, fact, setting, likeness=LIKELY)


def in_another_unit(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Times of this very number in another unit, told in the words of the block: `4 weeks` where 4 months is known."""
    value, unit = said_value(claim), plain_unit(claim.unit)
    if value is None or unit not in TIMES:
        return
    around = words_of(setting.block)
    for fact in of_number(claim, setting, value, ("time",)):
        if plain_unit(fact.unit) in TIMES - {unit} and fact.status != "withdrawn":
            words = words_of(fact.endpoint)
            if 2 * len(words & around) >= len(words):
                yield weigh(claim, fact, setting, likeness=LIKELY)


def worded_otherwise(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Facts of this very number whose endpoint is told in more or fewer words: `prior therapies: PI`, `prior PI`.

    A claim without an endpoint takes those whose endpoint stands in the words around it, if any does.
    """
    facts = tuple(same_number(claim, setting))
    if claim.endpoint is None:
        around = words_of(setting.around)
        named = [fact for fact in facts if any(words_of(name) <= around for name in names_of(fact, setting))]
        facts = tuple(named) or facts
    else:
        said = normal(claim.endpoint)
        timed = normal(f"{claim.endpoint} {claim.timepoint}") if claim.timepoint else said
        facts = tuple(
            fact
            for fact in facts
            if any(
                is_longer_or_shorter(said, name) or _shares_most(said, name) or _shares_most(timed, name)
                for name in names_of(fact, setting)
            )
        )
    for fact in facts:
        is_named = claim.endpoint is None and any(_stands_in(name, claim.sentence) for name in names_of(fact, setting))
        yield weigh(claim, fact, setting, likeness=SURE if is_named else LIKELY)


def by_its_counts(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Facts of this very number and count, or interval, whose endpoint is told in more words: `reactions of grade 4`."""
    said = telling(normal(claim.endpoint or ""))
    for fact in same_number(claim, setting) if said else ():
        if any(said <= telling(normal(name)) for name in names_of(fact, setting)):
            candidate = weigh(claim, fact, setting, likeness=LIKELY)
            told = [slot for slot in candidate.numbers if slot.slot in ("n", "ci.low", "ci.high") and slot.said]
            if candidate.fits and candidate.agrees and any(s.agreement is Agreement.AGREES for s in told):
                yield candidate


def same_number(claim: Claim, setting: Setting) -> Iterator[Fact]:
    """Facts of the claim's measure whose value is printed here, whatever they are about."""
    value = said_value(claim)
    if value is None:
        return
    related = RELATED["other"] if claim.measure == "other" else ()  # a page that does not say what a number is
    for fact in _of_number(value, claim, setting, (claim.measure, *related)):
        if fact.status != "withdrawn":
            yield fact


def _of_number(value: Quantity, claim: Claim, setting: Setting, measures: tuple[str, ...]) -> Iterator[Fact]:
    """Facts of this very number and of some measures, in the claim's unit where both have one."""
    wanted = plain_unit(claim.unit)
    for fact in of_number(claim, setting, value, measures):
        unit = plain_unit(fact.unit)
        if not wanted or not unit or unit == wanted:
            yield fact


def names_of(fact: Fact, setting: Setting) -> tuple[str, ...]:
    """What the fact calls its endpoint, and all other names of it."""
    return (fact.endpoint, *setting.index.names_of_endpoint(setting.index.endpoint_key(fact.endpoint)))


def words_of(text: str) -> frozenset[str]:
    """The words of a text that say what was measured."""
    return telling(normal(text))


def _stands_in(name: str, text: str) -> bool:
    return f" {normal(name)} " in f" {normal(text)} "


def is_longer_or_shorter(said: str, name: str) -> bool:
    """Whether one wording of an endpoint holds all words of the other, and neither a number or opposite that tells apart."""
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


def is_no_other_name(claim: Claim, fact: Fact) -> bool:
    """Whether a fact of a related measure is something else: the rate of one arm beside a difference, a share beside a
    mean. A rate with a direction may be a difference, and events or lesions per scan or year a rate or a mean; a rate of
    a level in percent is how much it changed."""
    measures = {claim.measure, fact.measure}
    if claim.measure == "difference" and fact.measure == "rate":
        return fact.direction is None
    if measures == {"rate", "mean_change"}:
        return not plain_unit(claim.unit) == plain_unit(fact.unit) == "%"
    return measures == {"rate", "mean"} and "%" in (plain_unit(claim.unit)[:1], plain_unit(fact.unit)[:1])
