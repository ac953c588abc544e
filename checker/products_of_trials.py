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

    def are_apart(self, one: str, other: str, endpoints: frozenset[str] = frozenset()) -> bool:
        """Whether two trials were about different products that no trial compared in one of the endpoints' keys."""
        ours, theirs = self.of(one), self.of(other)
        if not ours or not theirs or ours & theirs:
            return False
        return not any(
            self._compares(trial, ours, theirs) and self._is_about(trial, endpoints)
            for trial in self.index.registry.trials
        )

    def _is_about(self, trial: Trial, endpoints: frozenset[str]) -> bool:
        """Whether a trial has results on one of the endpoints; a trial without registered results may have them."""
        known = self._endpoints.get(trial.id)
        return not endpoints or not known or bool(known & endpoints)

    @cached_property
    def _endpoints(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self.index.registry.facts:
            if fact.trial:
                found[fact.trial].add(self.index.endpoint_key(fact.endpoint))
        return {trial: frozenset(keys) for trial, keys in found.items()}

    def were_never_compared(self, one: str, other: str) -> bool:
        """Whether two products have results of trials of their own, and no trial has an arm of each."""
        trials = self.index.registry.trials
        known = frozenset[str]().union(*self._by_facts.values())
        ours, theirs = frozenset({one}), frozenset({other})
        return {one, other} <= known and not any(self._compares(trial, ours, theirs) for trial in trials)

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
