"""A registry by its keys: the facts that a claim may mean, without a scan."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from claims.quantity import Quantity
from references.endpoint_names import EndpointNames
from references.model import Fact, Registry
from references.names import normal
from references.trial_names import TrialNames

if TYPE_CHECKING:
    from references.source_names import SourceNames


class Index(EndpointNames, TrialNames):
    """Look-ups in one registry; every table is made when it is first asked for."""

    def __init__(self, registry: Registry) -> None:
        EndpointNames.__init__(self, registry)
        TrialNames.__init__(self, registry)

    @cached_property
    def sources(self) -> SourceNames:
        """Sources by what printed references say of them."""
        from references.source_names import SourceNames  # noqa: PLC0415 - only pages that cite need it

        return SourceNames(self.registry)

    def facts_for(self, endpoint_key: str, measure: str) -> tuple[Fact, ...]:
        """Facts of exactly this endpoint and measure, in the registry's order."""
        return tuple(self._by_subject.get((endpoint_key, measure), ()))

    def facts_of(self, endpoint_key: str) -> tuple[Fact, ...]:
        """Facts of this endpoint, whatever the measure."""
        return tuple(self._by_endpoint.get(endpoint_key, ()))

    def facts_for_value(self, value: Decimal) -> tuple[Fact, ...]:
        """Facts whose value or upper end is this number: 62.3 finds 62.30."""
        return tuple(self._by_value.get(value, ()))

    def near(self, value: Quantity, unit: str | None = None) -> tuple[Fact, ...]:
        """Facts whose value rounds to this number at its printed precision; of this unit, where both have one."""
        values, facts = self._in_order
        reach = value.rounding
        wanted = normal(unit) if unit else None
        return tuple(
            fact
            for fact in facts[bisect_left(values, reach.low) : bisect_right(values, reach.high)]
            if wanted is None or fact.unit is None or normal(fact.unit) == wanted
        )

    @cached_property
    def _by_subject(self) -> dict[tuple[str, str], list[Fact]]:
        table: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in self.registry.facts:
            table[self.endpoint_key(fact.endpoint), fact.measure].append(fact)
        return dict(table)

    @cached_property
    def _by_endpoint(self) -> dict[str, list[Fact]]:
        table: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.registry.facts:
            table[self.endpoint_key(fact.endpoint)].append(fact)
        return dict(table)

    @cached_property
    def _by_value(self) -> dict[Decimal, list[Fact]]:
        table: dict[Decimal, list[Fact]] = defaultdict(list)
        for fact in self.registry.facts:
            for number in {end.value for end in (fact.value, fact.high) if end is not None}:
                table[number].append(fact)
        return dict(table)

    @cached_property
    def _in_order(self) -> tuple[list[Decimal], list[Fact]]:
        pairs = sorted(
            ((fact.value.value, at) for at, fact in enumerate(self.registry.facts) if fact.value is not None)
        )
        return [value for value, _ in pairs], [self.registry.facts[at] for _, at in pairs]
