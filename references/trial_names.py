"""Trials, arms, analyses and populations by every name that the registry gives them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from references.model import Analysis, Arm, Population, Registry, Trial, Where
from references.names import KINDS, alike, bare, normal

_Member = TypeVar("_Member", bound=Arm | Analysis | Population)
_Kinded = TypeVar("_Kinded", bound=Analysis | Population)
_Any = TypeVar("_Any")
_Table = dict[tuple[str | None, str], list[_Member]]  # by trial and name; by name alone under None
_SUFFIX = re.compile(r"-[a-z]{4}$")  # the four letters behind a biologic's non-proprietary name in the US


class TrialNames:
    """Wordings of trials and of what belongs to them to the records that they name.

    A name is looked up in its normal form; only words that no dictionary knows are compared for slips of the pen.
    """

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._trials_found: dict[str, tuple[Trial, ...]] = {}
        self._arms_found: dict[tuple[str, str | None], tuple[Arm, ...]] = {}
        self._analyses_found: dict[tuple[str, str | None], tuple[Analysis, ...]] = {}
        self._populations_found: dict[tuple[str, str | None], tuple[Population, ...]] = {}

    def trials_named(self, words: str) -> tuple[Trial, ...]:
        """Trials that the words name by id, name or registration."""
        if words not in self._trials_found:
            table, key = self._trials, _tight(words)
            found = table.get(key) or [
                trial for name, trials in table.items() if len(key) > 5 and alike(key, name) for trial in trials
            ]
            self._trials_found[words] = _once(found)
        return self._trials_found[words]

    def arms_named(self, words: str, trial_id: str | None = None) -> tuple[Arm, ...]:
        """Arms of a trial (without one: of all trials) that the words name; brand and generic name are one."""
        at = (words, trial_id)
        if at not in self._arms_found:
            self._arms_found[at] = _look_up(self._arms, self._arm_key(words), trial_id)
        return self._arms_found[at]

    def analyses_named(self, words: str, trial_id: str | None = None) -> tuple[Analysis, ...]:
        """Analyses of a trial (without one: of all trials) that the words name by name or kind."""
        at = (words, trial_id)
        if at not in self._analyses_found:
            self._analyses_found[at] = _look_up(self._analyses, bare(words, "analysis"), trial_id)
        return self._analyses_found[at]

    def populations_named(self, words: str, trial_id: str | None = None) -> tuple[Population, ...]:
        """Populations of a trial (without one: of all trials) that the words name by name or kind."""
        at = (words, trial_id)
        if at not in self._populations_found:
            self._populations_found[at] = _look_up(self._populations, bare(words, "population"), trial_id)
        return self._populations_found[at]

    def arm(self, trial_id: str | None, arm_id: str | None) -> Arm | None:
        """The arm of the trial with this id."""
        return next((arm for arm in self._trial(trial_id).arms if arm.id == arm_id), None)

    def analysis(self, trial_id: str | None, analysis_id: str | None) -> Analysis | None:
        """The analysis of the trial with this id."""
        return next((one for one in self._trial(trial_id).analyses if one.id == analysis_id), None)

    def population(self, trial_id: str | None, population_id: str | None) -> Population | None:
        """The population of the trial with this id."""
        return next((one for one in self._trial(trial_id).populations if one.id == population_id), None)

    def names_of_arm(self, trial_id: str | None, arm: str) -> tuple[str, ...]:
        """All names of an arm, its id first; of words that are no id the words themselves."""
        known = self.arm(trial_id, arm)
        return (known.id, *known.names) if known else (arm,)

    def names_of_analysis(self, trial_id: str | None, analysis: str) -> tuple[str, ...]:
        """All names of an analysis, its kind's too where it is the trial's only one of that kind."""
        known = self.analysis(trial_id, analysis)
        if known is None:
            return (analysis,)
        only = sum(known.kind == other.kind for other in self._trial(trial_id).analyses) == 1
        return (known.id, *known.names, *(KINDS.get(known.kind or "", ()) if only else ()))

    def names_of_population(self, trial_id: str | None, population: str) -> tuple[str, ...]:
        """All names of a population, its kind's too where it is the trial's only one of that kind."""
        known = self.population(trial_id, population)
        if known is None:
            return (population,)
        only = sum(known.kind == other.kind for other in self._trial(trial_id).populations) == 1
        return (known.id, *known.names, *(KINDS.get(known.kind or "", ()) if only else ()))

    def _trial(self, trial_id: str | None) -> Trial:
        return self.registry.trial_by_id.get(trial_id or "", _NO_TRIAL)

    @cached_property
    def _trials(self) -> dict[str, list[Trial]]:
        table: dict[str, list[Trial]] = defaultdict(list)
        for trial in self.registry.trials:
            for name in (trial.id, *trial.names, *((trial.registration,) if trial.registration else ())):
                table[_tight(name)].append(trial)
        return dict(table)

    @cached_property
    def _arms(self) -> _Table[Arm]:
        table: _Table[Arm] = defaultdict(list)
        for trial in self.registry.trials:
            for arm in trial.arms:
                for name in dict.fromkeys(map(self._arm_key, (arm.id, *arm.names))):
                    table[trial.id, name].append(arm)
                    table[None, name].append(arm)
        return dict(table)

    @cached_property
    def _analyses(self) -> _Table[Analysis]:
        return _table((trial.id, one) for trial in self.registry.trials for one in trial.analyses)

    @cached_property
    def _populations(self) -> _Table[Population]:
        return _table((trial.id, one) for trial in self.registry.trials for one in trial.populations)

    def _arm_key(self, words: str) -> str:
        """The bare normal form with one name for each product, whichever of its names was written."""
        plain = normal(words)
        if self._product_names:
            plain = self._products_pattern.sub(lambda found: self._product_names[found[0]], plain)
        return bare(plain, "arm")

    @cached_property
    def _product_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for product in self.registry.products:
            generic = product.generic or ""
            for name in (product.id, product.brand or "", generic, _SUFFIX.sub("", generic), *product.names):
                if name:
                    names.setdefault(normal(name), normal(product.id))
        return names

    @cached_property
    def _products_pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._product_names, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


_NO_TRIAL = Trial(id="", where=Where("", 0))


def _table(members: Iterable[tuple[str, _Kinded]]) -> _Table[_Kinded]:
    """Analyses or populations by their names; by the names of their kind where nothing else is called so."""
    kind = "analysis"
    named: _Table[_Kinded] = defaultdict(list)
    of_kind: _Table[_Kinded] = defaultdict(list)
    for trial_id, member in members:
        kind = "analysis" if isinstance(member, Analysis) else "population"
        for name in dict.fromkeys(bare(name, kind) for name in (member.id, *member.names)):
            named[trial_id, name].append(member)
            named[None, name].append(member)
        for name in dict.fromkeys(bare(name, kind) for name in KINDS.get(member.kind or "", ())):
            of_kind[trial_id, name].append(member)
            of_kind[None, name].append(member)
    return {**of_kind, **named}


def _look_up(table: _Table[_Member], key: str, trial_id: str | None) -> tuple[_Member, ...]:
    found = table.get((trial_id, key))
    if found is None:
        found = [
            member
            for (trial, name), members in table.items()
            if trial == trial_id and alike(key, name)
            for member in members
        ]
    return _once(found)


def _tight(words: str) -> str:
    """A trial's name without spaces: EXAMPLE-1, Example 1 and EXAMPLE1 are one."""
    return bare(words, "trial").replace(" ", "")


def _once(found: Iterable[_Any]) -> tuple[_Any, ...]:
    """The same without repetition, in order."""
    return tuple({id(one): one for one in found}.values())
