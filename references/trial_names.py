"""Trials, arms, analyses and populations by every name that the registry gives them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TypeVar

from references.model import Analysis, Arm, Population, Product, Registry, Trial, Where
from references.name_table import NameTable
from references.names import KINDS, bare, normal, tokens
from references.phrases import WORDS_AND_SIGNS, Phrases

_Kinded = TypeVar("_Kinded", bound=Analysis | Population)
_LISTED = re.compile(r"\s?[,;/&]\s?|\s(?:and|or)\s")  # what stands between the trials of a pool
_NUMBERED = re.compile(r"(?:[a-z]{1,4} )?(?:\d{1,4}|[ivx]{1,4})")  # what is left of the name of a later one
_SEVERAL = 2
SUFFIX = re.compile(r"-[a-z]{4}$")  # the four letters behind a biologic's non-proprietary name in the US


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
            key = _tight(words)
            self._trials_found[words] = self._trials.find(key, fuzzy=len(key) > 5)
        return self._trials_found[words]

    def trials_told_in_part(self, words: str) -> frozenset[str]:
        """Trials that have the words within a name of theirs: `Outcomes` of CLEAN Outcomes."""
        said = tokens(bare(words, "trial"))
        if not said:
            return frozenset()
        rarest = min((self._trials_by_word.get(word, frozenset()) for word in said), key=len)
        return frozenset(id_ for name, id_ in rarest if f" {' '.join(said)} " in f" {name} ")

    def arms_named(self, words: str, trial_id: str | None = None) -> tuple[Arm, ...]:
        """Arms of a trial (without one: of all trials) that the words name; brand and generic name are one."""
        at = (words, trial_id)
        if at not in self._arms_found:
            self._arms_found[at] = self._arms.find(self._arm_key(words), trial_id)
        return self._arms_found[at]

    def analyses_named(self, words: str, trial_id: str | None = None) -> tuple[Analysis, ...]:
        """Analyses of a trial (without one: of all trials) that the words name by name or kind."""
        at = (words, trial_id)
        if at not in self._analyses_found:
            self._analyses_found[at] = self._analyses.find(bare(words, "analysis"), trial_id)
        return self._analyses_found[at]

    def populations_named(self, words: str, trial_id: str | None = None) -> tuple[Population, ...]:
        """Populations of a trial (without one: of all trials) that the words name by name or kind."""
        at = (words, trial_id)
        if at not in self._populations_found:
            self._populations_found[at] = self._populations.find(bare(words, "population"), trial_id)
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
    def products_by_name(self) -> dict[str, frozenset[str]]:
        """Brand, generic and further names of all products in their normal form, each with the products it names."""
        named: dict[str, set[str]] = {}
        for product in self.registry.products:
            for name in (product.id, product.brand, product.generic, *product.names):
                if name:
                    named.setdefault(normal(name), set()).add(product.id)
        return {name: frozenset(ids) for name, ids in named.items()}

    @cached_property
    def product_names(self) -> frozenset[str]:
        """Brand, generic and further names of all products in their normal form."""
        return frozenset(self.products_by_name)

    @cached_property
    def _trials(self) -> NameTable[Trial]:
        return NameTable((None, _tight(name), trial) for trial in self.registry.trials for name in names_of(trial))

    @cached_property
    def _trials_by_word(self) -> dict[str, frozenset[tuple[str, str]]]:
        """Words of the trials' names to these names, with the trial's id."""
        table: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for trial in self.registry.trials:
            for name in names_of(trial):
                words = tokens(bare(name, "trial"))
                for word in words:
                    table[word].add((" ".join(words), trial.id))
        return {word: frozenset(known) for word, known in table.items()}

    @cached_property
    def _arms(self) -> NameTable[Arm]:
        return NameTable(
            (trial.id, name, arm)
            for trial in self.registry.trials
            for arm in trial.arms
            for name in dict.fromkeys(map(self._arm_key, (arm.id, *arm.names)))
        )

    @cached_property
    def _analyses(self) -> NameTable[Analysis]:
        return _by_name_or_kind(
            "analysis", ((trial.id, one) for trial in self.registry.trials for one in trial.analyses)
        )

    @cached_property
    def _populations(self) -> NameTable[Population]:
        return _by_name_or_kind(
            "population", ((trial.id, one) for trial in self.registry.trials for one in trial.populations)
        )

    def _arm_key(self, words: str) -> str:
        """The bare normal form with one name for each product, whichever of its names was written."""
        return bare(self._products.replaced(normal(words)), "arm")

    @cached_property
    def _products(self) -> Phrases[str]:
        """Every name of every product, each meaning the product's id."""
        return Phrases(
            (
                (normal(name), normal(product.id))
                for product in self.registry.products
                for name in names_of_product(product)
            ),
            WORDS_AND_SIGNS,
        )


_NO_TRIAL = Trial(id="", where=Where("", 0))


def names_of(trial: Trial) -> tuple[str, ...]:
    """A trial's id, names and registration."""
    return (trial.id, *trial.names, *((trial.registration,) if trial.registration else ()))


def names_of_product(product: Product) -> tuple[str, ...]:
    """A product's id, brand, generic name with and without its suffix, and further names."""
    generic = product.generic or ""
    given = (product.id, product.brand or "", generic, SUFFIX.sub("", generic), *product.names)
    return tuple(name for name in given if name)


def _by_name_or_kind(kind: str, members: Iterable[tuple[str, _Kinded]]) -> NameTable[_Kinded]:
    """Analyses or populations by their names; by the names of their kind where nothing else is called so."""
    members = tuple(members)
    named = (
        (trial, name, member)
        for trial, member in members
        for name in dict.fromkeys(bare(name, kind) for name in (member.id, *member.names))
    )
    of_kind = (
        (trial, name, member)
        for trial, member in members
        for name in dict.fromkeys(bare(name, kind) for name in KINDS.get(member.kind or "", ()))
    )
    return NameTable(named, otherwise=of_kind)


@lru_cache(maxsize=4096)
def parts_of_pool(words: str) -> frozenset[str]:
    """The trials that the name of a pool lists, each without spaces: `EXAMPLE I & II` is EXAMPLE I and EXAMPLE II.

    Nothing where the words list none.
    """
    listed = [normal(part) for part in _LISTED.split(words) if part.strip()]
    if len(listed) < _SEVERAL:
        return frozenset()
    first = listed[0]
    parts = {first}
    for part in listed[1:]:
        parts.add(part)
        whole, short = first.split(), part.split()
        if _NUMBERED.fullmatch(part) and len(whole) > len(short):
            parts.add(" ".join((*whole[: -len(short)], part)))
    return frozenset(map(_tight, parts))


def tight_names(names: Iterable[str]) -> frozenset[str]:
    """Names of a trial, each without spaces."""
    return frozenset(map(_tight, names))


def _tight(words: str) -> str:
    """A trial's name without spaces: EXAMPLE-1, Example 1 and EXAMPLE1 are one."""
    return bare(words, "trial").replace(" ", "")
