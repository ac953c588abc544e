"""Trials -> the products that they were about, and whether two of them were ever compared in one trial."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from checker.naming import is_role
from references.index import Index
from references.model import Trial
from references.names import ROLES, normal
from references.trial_names import names_of_product


@dataclass(frozen=True)
class ProductsOfTrials:
    """What the registry knows of who studied what."""

    index: Index

    @cached_property
    def _by_facts(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self.index.registry.facts:
            if fact.trial and fact.product:
                found[fact.trial].add(fact.product)
        return {trial: frozenset(products) for trial, products in found.items()}

    def of(self, trial: str) -> frozenset[str]:
        """The products whose facts a trial gave; else the names of its experimental arms."""
        known = self._by_facts.get(trial)
        if known:
            return known
        record = self.index.registry.trial_by_id.get(trial)
        arms = record.arms if record else ()
        return frozenset(normal(arm.names[0] if arm.names else arm.id) for arm in arms if arm.role == "experimental")

    def are_apart(self, one: str, other: str) -> bool:
        """Whether two trials were about different products that no trial compared."""
        ours, theirs = self.of(one), self.of(other)
        if not ours or not theirs or ours & theirs:
            return False
        return not any(self._compares(trial, ours, theirs) for trial in self.index.registry.trials)

    def _compares(self, trial: Trial, ours: frozenset[str], theirs: frozenset[str]) -> bool:
        arms = [f" {normal(' '.join((arm.id, *arm.names)))} " for arm in trial.arms]
        ones = [at for at, words in enumerate(arms) if self._names(ours, words)]
        others = [at for at, words in enumerate(arms) if self._names(theirs, words)]
        return any(one != other for one in ones for other in others)

    def _names(self, products: frozenset[str], words: str) -> bool:
        return any(f" {name} " in words for product in products for name in self._names_of(product))

    def _names_of(self, product: str) -> frozenset[str]:
        record = next((one for one in self.index.registry.products if one.id == product), None)
        return frozenset(map(normal, (product, *(names_of_product(record) if record else ()))))


def is_comparator(arm: str) -> bool:
    """Whether the words name what is compared against by its role alone: placebo, control, standard of care."""
    return is_role(arm, ROLES["control"])
