"""A registry by its keys: the facts that a claim may mean, without a scan."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from claims.quantity import Quantity
from references.endpoint_names import EndpointNames
from references.model import Fact, Registry
from references.names import normal
from references.scope import Scope, Scopes
from references.trial_names import TrialNames
from references.used_words import UsedWords
from references.worded_endpoints import WordedEndpoints

_Table = TypeVar("_Table")
_KEPT = 16  # parts whose tables are kept: pages of one product come one after another

if TYPE_CHECKING:
    from references.source_names import SourceNames


class Index(EndpointNames, TrialNames, UsedWords, WordedEndpoints):
    """Look-ups in one registry; every table is made when it is first asked for."""

    def __init__(self, registry: Registry) -> None:
        EndpointNames.__init__(self, registry)
        TrialNames.__init__(self, registry)
        UsedWords.__init__(self, registry)
        WordedEndpoints.__init__(self, registry)
        self._scopes = Scopes(registry)
        self._within: dict[Scope, Index] = {}
        self._kept: dict[Hashable, Any] = {}

    def scope_of(self, texts: Iterable[str], trials: Iterable[str] = ()) -> Scope:
        """The products and trials that the texts name, and trials by their ids."""
        scope = self._scopes.named_in(texts)
        return replace(scope, trials=scope.trials.union(trials))

    def within(self, scope: Scope) -> Index:
        """The same look-ups in the part of the registry that the scope leaves: their cost is that part's alone."""
        known = self._within.get(scope)
        if known is None:
            part = self._scopes.part(scope)
            known = self if part is self.registry else Index(part)
            if len(self._within) >= _KEPT:
                self._within.pop(next(iter(self._within)))
            self._within[scope] = known
        return known

    @cached_property
    def sources(self) -> SourceNames:
        """Sources by what printed references say of them."""
        from references.source_names import SourceNames  # noqa: PLC0415 - only pages that cite need it

        return SourceNames(self.registry)

    def facts_for(self, endpoint_key: str, measure: str) -> tuple[Fact, ...]:
        """Facts of exactly this endpoint and measure, in the registry's order."""
        return self._by_subject.get((endpoint_key, measure), ())

    def facts_of(self, endpoint_key: str) -> tuple[Fact, ...]:
        """Facts of this endpoint, whatever the measure."""
        return self._by_endpoint.get(endpoint_key, ())

    def facts_for_value(self, value: Decimal) -> tuple[Fact, ...]:
        """Facts whose value or upper end is this number: 62.3 finds 62.30."""
        return tuple(self._by_value.get(value, ()))

    def facts_counted_in(self, base: Decimal) -> tuple[Fact, ...]:
        """Facts whose rate was counted in this many: their `of`."""
        return tuple(self._by_base.get(base, ()))

    def near(self, value: Quantity, unit: str | None = None) -> tuple[Fact, ...]:
        """Facts whose value rounds to this number at its printed precision; of this unit, where both have one."""
        wanted = normal(unit) if unit else None
        values, facts = self._in_order
        found = facts[bisect_left(values, value.rounding.low) : bisect_right(values, value.rounding.high)]
        return tuple(fact for fact in found if wanted is None or fact.unit is None or normal(fact.unit) == wanted)

    def count_near(self, value: Quantity) -> int:
        """How many facts' values round to this number."""
        values, _ = self._in_order
        return bisect_right(values, value.rounding.high) - bisect_left(values, value.rounding.low)

    def kept(self, name: Hashable, make: Callable[[Index], _Table]) -> _Table:
        """A table that others make of this registry, made once."""
        if name not in self._kept:
            self._kept[name] = make(self)
        table: _Table = self._kept[name]
        return table

    @cached_property
    def doses(self) -> tuple[Fact, ...]:
        """Registered doses that are not withdrawn."""
        return tuple(fact for fact in self.registry.facts if fact.measure == "dose" and fact.status != "withdrawn")

    @cached_property
    def _by_subject(self) -> dict[tuple[str, str], tuple[Fact, ...]]:
        table: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in self.registry.facts:
            table[self.endpoint_key(fact.endpoint), fact.measure].append(fact)
        return {subject: tuple(facts) for subject, facts in table.items()}

    @cached_property
    def _by_endpoint(self) -> dict[str, tuple[Fact, ...]]:
        table: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.registry.facts:
            table[self.endpoint_key(fact.endpoint)].append(fact)
        return {key: tuple(facts) for key, facts in table.items()}

    @cached_property
    def _by_value(self) -> dict[Decimal, list[Fact]]:
        table: dict[Decimal, list[Fact]] = defaultdict(list)
        for fact in self.registry.facts:
            for number in {end.value for end in (fact.value, fact.high) if end is not None}:
                table[number].append(fact)
        return dict(table)

    @cached_property
    def _by_base(self) -> dict[Decimal, list[Fact]]:
        table: dict[Decimal, list[Fact]] = defaultdict(list)
        for fact in self.registry.facts:
            if fact.of is not None and fact.status != "withdrawn":
                table[fact.of.value].append(fact)
        return dict(table)

    @cached_property
    def _in_order(self) -> tuple[list[Decimal], list[Fact]]:
        pairs = sorted(
            ((fact.value.value, at) for at, fact in enumerate(self.registry.facts) if fact.value is not None)
        )
        return [value for value, _ in pairs], [self.registry.facts[at] for _, at in pairs]
