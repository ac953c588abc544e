"""A claim -> the facts that it may be about, looked up by endpoint, words and number: by key, never by scan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from checker.candidates import GOOD, LIKELY, RELATED, SURE, Candidate, weigh
from checker.context import Setting
from checker.measures import NO_RESULTS
from checker.same_numbers import (
    in_another_unit,
    is_longer_or_shorter,
    is_no_other_name,
    names_of,
    told_around,
    told_more_narrowly,
    unspecific,
    worded_otherwise,
    words_of,
)
from checker.shortlist import ALL, Few, of_subject
from checker.units import plain_unit
from claims.model import Claim
from references.model import Fact
from references.names import bare, normal, worded

DOSE_WORDS = frozenset({"dose", "dosage", "dosing"})
SAME_IN_OTHER_WORDS = {"rate": ("mean", "mean_change"), "mean": ("rate",)}  # events in a year, lesions per scan
CUT = re.compile(r"[,;:.()]")
UNTIL = re.compile(r"(?: (?:through|at|by|to|until|till|over|after|within|up to|during|for|in|of))*\s*$")


def endpoint_keys(claim: Claim, setting: Setting) -> Iterator[tuple[str, int]]:
    """The endpoint's own key, then keys of endpoints in similar words, with their likeness of 100."""
    said = setting.said(claim, "endpoint")
    if said is None:
        return
    seen = set()
    shorter = (
        _without_products(said, setting.product_names),
        _without_time(said, claim.timepoint),
        bare(said, "endpoint"),
    )
    wordings = (*setting.readings(said), *filter(None, shorter))
    for words in wordings:
        key = setting.index.endpoint_key(words)
        if key is not None and key not in seen:
            seen.add(key)
            yield key, 100
    for words in wordings:
        for similar, score in setting.index.similar_endpoints(words):
            if similar not in seen and score >= LIKELY:
                seen.add(similar)
                yield similar, int(score)


def _without_products(endpoint: str, names: frozenset[str]) -> str | None:
    """`free of pain with Exemplar` without the product, which a page that never marks its name may leave in."""
    words = normal(endpoint)
    bare = _of_products(names).sub(" ", words).strip() if names else words
    return bare if bare and bare != words else None


def _without_time(endpoint: str, timepoint: str | None) -> str | None:
    """`relapse through month 24` without the time point, which has a slot of its own."""
    time, words = normal(timepoint or ""), normal(endpoint)
    if not time or not words.endswith(f" {time}"):
        return None
    return UNTIL.sub("", words.removesuffix(time)).strip() or None


@lru_cache(maxsize=64)
def _of_products(names: frozenset[str]) -> re.Pattern[str]:
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(
        rf"\s*(?:\b(?:with|on|for|of|in|by|after|taking|receiving|treated with)\s)?(?<!\w)(?:{either})(?!\w)"
    )


@dataclass(frozen=True, slots=True)
class Gathered:
    """Candidates, and how many facts of the same endpoint were not weighed, for they share less with the claim."""

    candidates: tuple[Candidate, ...]
    left_out: int


def gather(claim: Claim, setting: Setting) -> Gathered:
    """All facts of the claim's endpoint and measure (related measures too), else facts of similar endpoints."""
    found: list[Candidate] = []
    left_out = 0
    for key, likeness in endpoint_keys(claim, setting):
        if found and likeness < SURE:
            break
        few = _of_measures(claim, setting, key, (claim.measure, *RELATED.get(claim.measure, ())))
        left_out += few.left_out
        found.extend(weigh(claim, fact, setting, likeness=likeness) for fact in few.facts)
    surely = any(candidate.fits and candidate.likeness >= SURE and candidate.same_measure for candidate in found)
    if not surely or claim.measure in NO_RESULTS:  # a starting dose is no other than the dose that is kept
        found.extend(_by_words(claim, setting))
        found.extend(worded_otherwise(claim, setting))
        if claim.measure == "dose":
            found.extend(_by_drug(claim, setting))
            found.extend(_by_both_heads(claim, setting))
        if claim.measure == "time":
            found.extend(in_another_unit(claim, setting))
    elif not any(candidate.fits and candidate.agrees for candidate in found):
        found.extend(unspecific(claim, setting))
        found.extend(told_more_narrowly(claim, setting))
    if not any(candidate.likeness >= SURE or (candidate.fits and candidate.agrees) for candidate in found):
        found.extend(told_around(claim, setting))
    return Gathered(_unique(found), left_out)


def _by_drug(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Doses of a drug that the block names, for the time that the sentence names: `thereafter it was given at 48 mg`.

    Of any time the dose of this very number that the sentence names alone: `Induction: 600 mg`. Where it names the drug
    of the claim as well, the number is told of that, unless the other stands right behind it.
    """
    block = words_of(setting.block)
    known = [fact for fact in _doses_within(block, claim, setting) if plain_unit(fact.unit) == plain_unit(claim.unit)]
    known = [fact for fact in known if _drug_of(fact) <= block]
    told = [fact for fact in known if _drug_of(fact) - words_of(claim.endpoint or "") and _is_told(fact, claim)]
    values = {fact.value for fact in told}
    own = words_of(claim.endpoint or "") - DOSE_WORDS
    is_named_alone = len(values) == 1 and not own <= words_of(claim.sentence)
    for fact in known:
        candidate = weigh(claim, fact, setting, likeness=SURE)
        timepoint = candidate.slot("timepoint")
        alone = fact in told and (is_named_alone or _stands_behind(fact, claim))
        if (timepoint is not None and timepoint.agreement in GOOD) or (alone and candidate.fits and candidate.agrees):
            yield candidate


def _by_both_heads(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Doses of a table that are named by the head of the row and that of the column together: `Loading`, `Second dose`."""
    heads = [worded(normal(head)) for head in setting.heads]
    words = frozenset[str]().union(*heads)
    for fact in _doses_within(words, claim, setting) if len(heads) > 1 else ():
        names = [worded(normal(name)) - DOSE_WORDS for name in names_of(fact, setting)]
        told = any(name <= words and not any(name <= head for head in heads) for name in names)
        if told and plain_unit(fact.unit) == plain_unit(claim.unit):
            yield weigh(claim, fact, setting, likeness=SURE)


def _drug_of(fact: Fact) -> frozenset[str]:
    return words_of(fact.endpoint) - DOSE_WORDS


def _is_told(fact: Fact, claim: Claim) -> bool:
    return _drug_of(fact) <= words_of(claim.sentence)


def _stands_behind(fact: Fact, claim: Claim) -> bool:
    """Whether the drug stands right behind its dose: `45 mg exadol`."""
    _, _, behind = claim.sentence.partition(claim.quote)
    words = normal(CUT.split(behind, maxsplit=1)[0]).split()
    drug = _drug_of(fact)
    return frozenset(words[: len(drug)]) == drug


def _doses_within(words: frozenset[str], claim: Claim, setting: Setting) -> Iterable[Fact]:
    """Registered doses; of many those of drugs that the words name."""
    if len(setting.doses) <= ALL:
        return setting.doses
    keys = setting.index.endpoints_worded_within(words | DOSE_WORDS, "dose")
    few = (of_subject(claim, setting, key, "dose") for key in keys)
    return (fact for one in few for fact in one.facts if fact.status != "withdrawn")


def _by_words(claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """Facts whose endpoint is told in more or fewer words, whatever their number."""
    if claim.endpoint is None:
        return
    said = normal(claim.endpoint)
    for measure in (claim.measure, *SAME_IN_OTHER_WORDS.get(claim.measure, ())):
        for key in setting.index.endpoints_worded_like(claim.endpoint, measure):
            if any(is_longer_or_shorter(said, name) for name in setting.index.names_of_endpoint(key)):
                for fact in _of_measures(claim, setting, key, (measure,)).facts:
                    yield weigh(claim, fact, setting, likeness=LIKELY)


def _of_measures(claim: Claim, setting: Setting, key: str, measures: tuple[str, ...]) -> Few:
    """Facts of the first measure, which is the claim's, and of those that are told apart differently.

    Of many facts of another measure those with the claim's number are enough: the others neither support nor contradict.
    """
    known = [len(setting.index.facts_for(key, measure)) for measure in measures]
    found = [
        of_subject(claim, setting, key, measure, by_number_alone=measure != measures[0] and sum(known) > ALL)
        for measure in measures
    ]
    facts = (fact for few in found for fact in few.facts)
    facts = (fact for fact in facts if fact.status != "withdrawn" and not is_no_other_name(claim, fact))
    return Few(tuple(facts), sum(few.left_out for few in found))


def _unique(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    best: dict[str, Candidate] = {}
    for candidate in found:
        known = best.get(candidate.fact.id)
        if known is None or known.rank < candidate.rank:
            best[candidate.fact.id] = candidate
    return tuple(best.values())
