"""Facts to those that are about the very same thing and say what cannot both be true.

Two sources may differ, a label and a journal with a later cut: that is a remark. So is what is not told apart because
an arm or an analysis is left out, for that is unknown. One source that says two things of one arm is a defect: a slip
of the pen, or a difference that the registry does not tell, and no claim could ever be told which one is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from claims.quantity import Quantity
from references.endpoint_names import EndpointNames
from references.model import Fact, Registry
from references.names import normal

# Of these a source may name several for one thing: doses by step, sizes of groups, schedules.
_SEVERAL = frozenset({"count", "time", "dose", "threshold", "other"})
_ABOUT = (
    "product",
    "trial",
    "analysis",
    "arm",
    "versus",
    "population",
    "timepoint",
    "dose",
    "regimen",
    "combined_with",
    "direction",
    "unit",
    "assessed_by",
    "base",
    "p_test",
)
_INFINITE = Decimal("Infinity")
_BEYOND = Decimal("1E30")  # not reached: above every number that a registry can hold


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A fact beside an earlier one: the key that differs, what each says, and a source of both, if there is one.

    `is_defect`: one of the two must be wrong.
    """

    fact: Fact
    known: Fact
    key: str
    said: str
    stated: str
    source: str | None
    is_defect: bool

    def __str__(self) -> str:
        known = f"{self.known.id} ({self.known.where.file}:{self.known.where.line})"
        where = f", both from {self.source}" if self.source else ""
        return f"says {self.said} where {known} says {self.stated} of the same{where}"


def contradictions(facts: Iterable[Fact], names: EndpointNames) -> tuple[Contradiction, ...]:
    """Each fact that contradicts an earlier one, once for each key; approved facts that nothing supersedes."""
    about: dict[tuple[str | None, ...], list[Fact]] = defaultdict(list)
    spelt: dict[str | None, str | None] = {None: None}
    for fact in facts:
        if fact.status == "approved" and not fact.superseded_by:
            about[_about(fact, names, spelt)].append(fact)
    return tuple(found for same in about.values() if len(same) > 1 for found in _among(same, names.registry))


def _among(same: Iterable[Fact], registry: Registry) -> Iterator[Contradiction]:
    """Contradictions between facts about the same."""
    of_one_source: dict[tuple[str, ...], _Extremes] = defaultdict(_Extremes)
    of_any: dict[tuple[str, ...], _Extremes] = defaultdict(_Extremes)
    for fact in same:
        said: set[str] = set()
        for told in _told(fact):
            if "value" in said:  # its interval and upper end are another's too
                break
            found = [
                _between(told, known, source, registry)
                for source in dict.fromkeys(citing.source for citing in fact.sources)
                if (known := of_one_source[told.key, *told.apart, source].against(told))
            ]
            if known := of_any[told.key, *told.apart].against(told):
                found.append(_between(told, known, None, registry))
            if found and told.key not in said:
                said.add(told.key)
                yield found[0]


def _about(fact: Fact, names: EndpointNames, spelt: dict[str | None, str | None]) -> tuple[str | None, ...]:
    slots = []
    for slot in _ABOUT:
        words = getattr(fact, slot)
        if words not in spelt:
            spelt[words] = normal(words)
        slots.append(spelt[words])
    return (names.endpoint_key(fact.endpoint), fact.measure, *slots)


class _Told(NamedTuple):
    """One number of a fact: all that it may stand for, and what else must be the same for two to be comparable."""

    fact: Fact
    key: str
    low: Decimal
    high: Decimal
    shown: str
    apart: tuple[str, ...] = ()


def _told(fact: Fact) -> Iterator[_Told]:
    if fact.value is not None:
        yield _number(fact, "value", fact.value, fact.op)
    elif fact.status_value is not None:
        yield _Told(fact, "value", _BEYOND, _INFINITE, fact.status_value)
    if fact.high is not None:
        yield _number(fact, "high", fact.high, fact.op)
    if fact.ci is not None:
        level = (fact.ci_kind or "", str(fact.ci_level.value.normalize()) if fact.ci_level else "")
        for end, bound in (("low", fact.ci.low), ("high", fact.ci.high)):
            if bound is not None:
                told = _number(fact, "ci", bound, "=")
                yield told._replace(apart=(*level, end), shown=f"{end} {told.shown}")


def _number(fact: Fact, key: str, number: Quantity, op: str) -> _Told:
    box = number.rounding
    low, high = box.low, box.high
    if op in ("<", "<="):
        low = -_INFINITE
    elif op in (">", ">="):
        high = _INFINITE
    elif op == "~":  # about: what it is about is not known
        low, high = -_INFINITE, _INFINITE
    return _Told(fact, key, low, high, f"{'' if op == '=' else op}{number.text}")


class _Extremes:
    """Of numbers told so far the one that ends lowest and the one that begins highest: any other fits if both do."""

    __slots__ = ("begins_highest", "ends_lowest")

    def __init__(self) -> None:
        self.ends_lowest: _Told | None = None
        self.begins_highest: _Told | None = None

    def against(self, told: _Told) -> _Told | None:
        """An earlier number that cannot be true together with this one, which is then remembered too.

        62.3 and 62.4 could only both round 62.35: where one source prints both, one of them is a slip.
        """
        low, high = self.ends_lowest, self.begins_highest
        if low is None or told.high < low.high:
            self.ends_lowest = told
        if high is None or told.low > high.low:
            self.begins_highest = told
        if low is not None and low.high <= told.low:
            return low
        return high if high is not None and told.high <= high.low else None


def _between(told: _Told, known: _Told, source: str | None, registry: Registry) -> Contradiction:
    fact = told.fact
    counted = {one.of.value for one in (fact, known.fact) if one.of is not None}
    is_defect = (
        source is not None and len(counted) < 2 and fact.measure not in _SEVERAL and _is_wholly_told(fact, registry)
    )
    return Contradiction(fact, known.fact, told.key, told.shown, known.shown, source, is_defect)


def _is_wholly_told(fact: Fact, registry: Registry) -> bool:
    """Whether the fact names its arm, what it is compared with and the analysis, wherever its trial has several."""
    trial = registry.trial_by_id.get(fact.trial or "")
    if trial is None or fact.arm is None:
        return False
    compared = fact.versus is not None or len(trial.arms) <= 2
    return compared and (fact.analysis is not None or len(trial.analyses) <= 1)
