"""A claim -> the facts that a sum may start from: of its endpoint, told of the same subject, grouped by result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace

from checker.candidates import SURE, Candidate, weigh
from checker.context import Setting
from checker.gathering import endpoint_keys
from checker.model import Agreement
from checker.shortlist import of_subject
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Arm, Fact
from references.names import normal, telling

NOT_TOLD = (Agreement.UNREGISTERED, Agreement.UNSAID)
EXACT_OPS = ("=", "~")


def fitting(
    claim: Claim, setting: Setting, measures: Iterable[str], keys: Iterable[tuple[str, int]] | None = None
) -> list[Candidate]:
    """Facts of the claim's endpoint (or of these keys) and these measures whose subject is not another; best first."""
    measures = tuple(measures)
    found = [
        candidate
        for key, likeness in (endpoint_keys(claim, setting) if keys is None else keys)
        for measure in measures
        for fact in of_subject(claim, setting, key, measure).facts
        if fact.status != "withdrawn" and (candidate := weigh(claim, fact, setting, likeness=likeness)).fits
    ]
    return sorted(found, key=lambda candidate: candidate.rank, reverse=True)


def told(
    claim: Claim, setting: Setting, measures: Iterable[str], keys: Iterable[tuple[str, int]] | None = None
) -> list[Candidate]:
    """The same, of the very subject: population and time point are named on both sides or on neither.

    A number that merely comes out of a sum must not carry a claim about a subgroup or a moment that the facts do not
    cover, nor may a subgroup's number carry one about everyone.
    """
    return [
        candidate
        for candidate in fitting(claim, setting, measures, keys)
        if candidate.likeness >= SURE and _is_told(candidate, claim, setting)
    ]


def _is_told(candidate: Candidate, claim: Claim, setting: Setting) -> bool:
    for name in ("population", "timepoint"):
        slot = candidate.slot(name)
        if slot is None or slot.agreement not in NOT_TOLD:
            continue
        if name == "population" and candidate.fact.population is None and is_indicated(claim.population, setting):
            continue
        return False
    return True


def is_indicated(population: str | None, setting: Setting) -> bool:
    """Whether a population is named in the words of an indication: then it is everyone, no subgroup."""
    if population is None:
        return True
    for words in setting.readings(population):
        asked = _telling(words)
        indications = (_telling(product.indication or "") for product in setting.index.registry.products)
        if any(asked <= indication for indication in indications):
            return True
    return False


def _telling(words: str) -> frozenset[str]:
    return telling(normal(words))


def result_of(fact: Fact, setting: Setting) -> Hashable:
    """What the arms of one result share. A fact without a trial shares it with those of its sources alone."""
    trial = fact.trial or tuple(citing.source for citing in fact.sources)
    endpoint = setting.index.endpoint_key(fact.endpoint)
    slots = (fact.analysis, fact.population, fact.timepoint, fact.unit, fact.assessed_by, fact.base)
    return (fact.measure, endpoint, trial, *slots)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two arms of one result: the claim's arm and the one it is set against."""

    one: Candidate
    other: Candidate
    values: tuple[Quantity, Quantity]
    named: bool  # whether the page names both

    @property
    def facts(self) -> tuple[Fact, Fact]:
        """Their facts, the claim's arm first."""
        return self.one.fact, self.other.fact

    @property
    def turned(self) -> Pair:
        """The same two, the other way round."""
        return Pair(self.other, self.one, (self.values[1], self.values[0]), self.named)


def pairs(claim: Claim, setting: Setting, measures: Iterable[str]) -> Iterator[Pair]:
    """The arms that the claim compares, of each result that has both; those of the best fitting result first."""
    measures = tuple(measures)
    ones = list(_valued(told(claim, setting, measures)))
    if not ones:
        return
    beside: dict[Hashable, list[tuple[Candidate, Quantity]]] = defaultdict(list)
    for other, value in _valued(told(replace(claim, arm=claim.versus, versus=None), setting, measures)):
        beside[result_of(other.fact, setting)].append((other, value))
    named = claim.arm is not None and claim.versus is not None
    for one, first in ones:
        if claim.arm is None and _is_control(one.fact, setting):
            continue
        for other, second in beside.get(result_of(one.fact, setting), ()):
            if one.fact.arm != other.fact.arm:
                yield Pair(one, other, (first, second), named)


def _valued(candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, Quantity]]:
    for candidate in candidates:
        fact = candidate.fact
        if fact.value is not None and fact.arm is not None and fact.high is None and fact.op in EXACT_OPS:
            yield candidate, fact.value


def _is_control(fact: Fact, setting: Setting) -> bool:
    arm = setting.member("arms", fact.trial, fact.arm)
    return isinstance(arm, Arm) and arm.role in ("control", "reference")
