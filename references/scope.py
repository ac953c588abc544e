"""A page's words to the part of the registry that it speaks of: the products and trials that it names.

A company's archive holds the results of many products. A page about one of them is checked against that one, so that
another product's number neither supports a claim nor costs time, however many there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from references.model import Registry
from references.names import bare, small
from references.phrases import LETTERS_OR_DIGITS, Phrases
from references.trial_names import names_of, names_of_product

_MOST = 20  # trials that are weighed although the page does not name them
_PRODUCT, _TRIAL = "product", "trial"


@dataclass(frozen=True, slots=True)
class Scope:
    """Ids of products and trials; none at all means everything."""

    products: frozenset[str] = frozenset()
    trials: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.products or self.trials)


class Scopes:
    """The parts of one registry; every table is made when it is first asked for."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def named_in(self, texts: Iterable[str]) -> Scope:
        """The products and trials whose names occur in the texts."""
        named: dict[str, set[str]] = {_PRODUCT: set(), _TRIAL: set()}
        for text in texts:
            for _, _, meanings in self._names.found(small(text)):
                for kind, id_ in meanings:
                    named[kind].add(id_)
        return Scope(frozenset(named[_PRODUCT]), frozenset(named[_TRIAL]))

    def part(self, scope: Scope) -> Registry:
        """The registry without the facts, trials and products that are known to be outside the scope.

        In it is a product with all its trials and a trial with all its facts; a scope of trials alone reaches to their
        products. Of a product with many trials those are in it that the page names, if it names any of them. What has
        no known product stays, for what is left out is unknown, not false; so do trials of none, unless they are many.
        """
        products = set(scope.products)
        if scope and not products:
            products.update(product for trial in scope.trials for product in self._products_of.get(trial, ()))
        trials = set(scope.trials)
        for product in products:
            own: set[str] = self._trials_of.get(product, set())
            trials |= (len(own) > _MOST and own & scope.trials) or own
        if len(self._unclaimed) <= _MOST or not scope.trials:
            trials |= self._unclaimed
        at = set(self._places[None, None])
        for kind, ids in ((_PRODUCT, products), (_TRIAL, trials)):
            for id_ in ids:
                at.update(self._places.get((kind, id_), ()))
        if not scope or len(at) == len(self._registry.facts):
            return self._registry
        facts = tuple(self._registry.facts[place] for place in sorted(at))
        products.update(fact.product for fact in facts if fact.product)
        trials.update(fact.trial for fact in facts if fact.trial)
        return replace(
            self._registry,
            facts=facts,
            trials=tuple(trial for trial in self._registry.trials if trial.id in trials),
            products=tuple(product for product in self._registry.products if product.id in products),
        )

    @cached_property
    def _names(self) -> Phrases[tuple[str, str]]:
        products = self._registry.products
        named = [(small(name), (_PRODUCT, one.id)) for one in products for name in names_of_product(one)]
        for trial in self._registry.trials:
            told = {name: None for each in names_of(trial) for name in _telling(each)}
            named += [(name, (_TRIAL, trial.id)) for name in told]
        return Phrases(named, LETTERS_OR_DIGITS)

    @cached_property
    def _places(self) -> dict[tuple[str | None, str | None], list[int]]:
        """Where facts stand among all: those of each trial, those of each product that have no trial, those of neither."""
        places: dict[tuple[str | None, str | None], list[int]] = {(None, None): []}
        for at, fact in enumerate(self._registry.facts):
            kind = _TRIAL if fact.trial else _PRODUCT if fact.product else None
            places.setdefault((kind, fact.trial or fact.product), []).append(at)
        return places

    @cached_property
    def _products_of(self) -> dict[str, set[str]]:
        """Trials to the products that their facts are about."""
        products: dict[str, set[str]] = defaultdict(set)
        for fact in self._registry.facts:
            if fact.trial and fact.product:
                products[fact.trial].add(fact.product)
        return dict(products)

    @cached_property
    def _trials_of(self) -> dict[str, set[str]]:
        trials: dict[str, set[str]] = defaultdict(set)
        for trial, products in self._products_of.items():
            for product in products:
                trials[product].add(trial)
        return dict(trials)

    @cached_property
    def _unclaimed(self) -> frozenset[str]:
        """Trials of no known product."""
        known = {fact.trial for fact in self._registry.facts if fact.trial}
        known.update(trial.id for trial in self._registry.trials)
        return frozenset(known - self._products_of.keys())


def _telling(name: str) -> tuple[str, ...]:
    """A trial's name, also without words such as `study` where more than one word or number is left of it."""
    short = bare(name, "trial")
    return (small(name), short) if len(LETTERS_OR_DIGITS.findall(short)) > 1 else (small(name),)
