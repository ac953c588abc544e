"""A claim -> what its number is about, every slot in names that can be compared on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from checker.everyone import is_everyone
from checker.moments import times
from checker.units import COUNTED, plain_unit
from claims.model import Claim, Extraction
from references.index import Index
from references.names import bare, normal

RATIOS = frozenset({"hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio"})


class Subject(NamedTuple):
    """What a number is about; an empty slot is one that the page leaves open."""

    endpoint: str
    measure: str
    unit: str
    arm: str
    population: str
    analysis: str
    timepoint: str
    trial: str


@dataclass(frozen=True)
class Subjects:
    """The subjects of one page's claims: by the registry's names where it has any, else by the page's words."""

    extraction: Extraction
    index: Index

    def of(self, claim: Claim) -> Subject | None:
        """What a claim is about; None without an endpoint."""
        if not claim.endpoint:
            return None
        trial = self._trial(claim)
        unit = plain_unit(claim.unit)
        return Subject(
            endpoint=self.index.endpoint_key(claim.endpoint),
            measure=claim.measure,
            unit="" if claim.measure in RATIOS or unit in COUNTED else unit,
            arm=self._arm(claim.arm, trial),
            population=self._population(claim.population, trial),
            analysis=self._analysis(claim.analysis, trial),
            timepoint=_moment(claim.timepoint),
            trial=trial or "",
        )

    def versus(self, claim: Claim) -> str:
        """The arm that the claim's is compared against."""
        return self._arm(claim.versus, self._trial(claim))

    def _trial(self, claim: Claim) -> str | None:
        return self._trial_key(claim.trial) if claim.trial else self._only_trial

    def _trial_key(self, words: str) -> str:
        found = {trial.id for each in self._readings(words) for trial in self.index.trials_named(each)}
        return found.pop() if len(found) == 1 else bare(words, "trial")

    @cached_property
    def _only_trial(self) -> str | None:
        """The one trial that the page's claims name; None where they name several or none."""
        named = {self._trial_key(claim.trial) for claim in self.extraction.claims if claim.trial}
        return named.pop() if len(named) == 1 else None

    def _arm(self, words: str | None, trial: str | None) -> str:
        if not words:
            return ""
        readings = self._readings(words)
        found = {arm.id for each in readings for arm in self.index.arms_named(each, trial)}
        return found.pop() if len(found) == 1 else bare(readings[-1], "arm")

    def _population(self, words: str | None, trial: str | None) -> str:
        if not words or is_everyone(words):
            return ""
        readings = self._readings(words)
        found = {one.id for each in readings for one in self.index.populations_named(each, trial)}
        return found.pop() if len(found) == 1 else bare(readings[-1], "population")

    def _analysis(self, words: str | None, trial: str | None) -> str:
        if not words:
            return ""
        found = {one.id for one in self.index.analyses_named(words, trial)}
        return found.pop() if len(found) == 1 else bare(words, "analysis")

    def _readings(self, words: str) -> tuple[str, ...]:
        """The words, and the words with the page's abbreviations spelt out."""
        short: Mapping[str, str] = self.extraction.abbreviations
        spelt = short.get(words) or " ".join(short.get(word, word) for word in words.split())
        return (words,) if spelt == words else (words, spelt)


def _moment(words: str | None) -> str:
    """`week 16` and `16 weeks` are one."""
    if not words:
        return ""
    found = times(words)
    return " and ".join(sorted(f"{number} {unit}" for number, unit in found)) or normal(words)
