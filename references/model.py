"""The registry as frozen values, each with its place in the YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from claims.quantity import Quantity
from references.errors import Defect


@dataclass(frozen=True, slots=True)
class Where:
    """A key in a registry file: relative path and 1-based line."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What is promoted, with what its pages must carry."""

    id: str
    where: Where
    brand: str | None = None
    generic: str | None = None
    approval: str | None = None
    indication: str | None = None
    limitations: str | None = None
    boxed_warning: tuple[str, ...] = ()
    key_risks: tuple[str, ...] = ()
    black_triangle: bool | None = None
    ae_statement: str | None = None
    markets: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    names: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that holds facts."""

    id: str
    where: Where
    kind: str | None = None
    citation: str | None = None
    doi: str | None = None
    pmid: str | None = None
    nct: str | None = None
    url: str | None = None
    document: str | None = None
    date: str | None = None
    expires: str | None = None
    superseded_by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """A treatment arm of a trial, by all its names."""

    id: str
    where: Where
    names: tuple[str, ...] = ()
    n: Quantity | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """An analysis of a trial: interim, final, pooled."""

    id: str
    where: Where
    kind: str | None = None
    names: tuple[str, ...] = ()
    follow_up: str | None = None
    cutoff: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """A subgroup or analysis set of a trial."""

    id: str
    where: Where
    names: tuple[str, ...] = ()
    kind: str | None = None
    n: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NonInferiority:
    """What a non-inferiority trial set out to show and showed."""

    margin: Quantity | None = None
    populations_met: tuple[str, ...] = ()
    superiority_tested: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A trial with its arms, analyses and populations."""

    id: str
    where: Where
    names: tuple[str, ...] = ()
    registration: str | None = None
    design: str | None = None
    enrolled: Quantity | None = None
    arms: tuple[Arm, ...] = ()
    analyses: tuple[Analysis, ...] = ()
    populations: tuple[Population, ...] = ()
    ni: NonInferiority | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A registry's own endpoint, or more names for a built-in one."""

    id: str
    where: Where
    names: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()  # `not` in the YAML: tempting wrong paraphrases


@dataclass(frozen=True, slots=True)
class Citing:
    """A source of a fact and the place in it."""

    source: str
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """A registered interval; a bound that is not reached is None and named in `open_as` (NR or NE)."""

    low: Quantity | None
    high: Quantity | None
    open_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a source says: the same shape as a claim, slot by slot."""

    id: str
    where: Where
    measure: str
    endpoint: str
    sources: tuple[Citing, ...]
    value: Quantity | None = None
    status_value: str | None = None  # NR | NE, where the value is no number
    product: str | None = None
    trial: str | None = None
    analysis: str | None = None
    arm: str | None = None
    versus: str | None = None
    population: str | None = None
    timepoint: str | None = None
    dose: str | None = None
    regimen: str | None = None
    combined_with: str | None = None  # `with` in the YAML
    direction: str | None = None
    unit: str | None = None
    op: str = "="
    high: Quantity | None = None
    ci: Bounds | None = None
    ci_level: Quantity | None = None
    ci_kind: str | None = None
    p: Quantity | None = None
    p_sided: str | None = None
    p_test: str | None = None
    n: Quantity | None = None
    of: Quantity | None = None
    rank: str | None = None
    multiplicity: str | None = None
    assessed_by: str | None = None
    base: str | None = None
    base_selected: bool | None = None
    n_entering: Quantity | None = None
    label_status: str | None = None
    caveats: tuple[str, ...] = ()
    superseded_by: str | None = None
    status: str = "approved"  # approved | draft | withdrawn
    checked: Mapping[str, str] = field(default_factory=dict, hash=False)
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliesTo:
    """What a caveat is attached to besides the facts that name it."""

    populations: tuple[str, ...] = ()  # ids or words; ("any",) for every named population
    endpoints: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """Words that must stand with a claim."""

    id: str
    where: Where
    text: str = ""  # empty only where insufficient
    also: tuple[str, ...] = ()
    scope: str = "page"  # block | section | page
    applies_to: AppliesTo = AppliesTo()
    insufficient: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the company lets its pages derive or compare."""

    indirect_comparisons: str = "forbid"
    derived: Mapping[str, str] = field(
        default_factory=lambda: {
            "risk_reduction": "allow",
            "difference": "needs_wording",
            "ratio_of_medians": "needs_wording",
            "ratio_of_rates": "needs_wording",
            "needed_to_treat": "needs_wording",
            "share": "allow",
            "sums": "allow",
            "pooled": "forbid",
        }
    )


Record: TypeAlias = Product | Source | Trial | Endpoint | Fact | Caveat


@dataclass(frozen=True, kw_only=True)
class Registry:
    """All that may be said, joined from any number of files."""

    path: str
    sha256: str
    products: tuple[Product, ...] = ()
    sources: tuple[Source, ...] = ()
    trials: tuple[Trial, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    facts: tuple[Fact, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    policy: Policy = field(default_factory=Policy)
    faults: tuple[Defect, ...] = ()  # numbers that cannot be true, alone or beside each other

    @property
    def is_given(self) -> bool:
        """Whether it was read from files; without one nothing is checked against sources."""
        return bool(self.sha256)

    @cached_property
    def records_at(self) -> dict[tuple[str, int], tuple[Record, ...]]:
        """Records by file and line; several may stand on one."""
        at: dict[tuple[str, int], tuple[Record, ...]] = {}
        for records in (self.products, self.sources, self.trials, self.endpoints, self.facts, self.caveats):
            for record in records:
                place = (record.where.file, record.where.line)
                at[place] = (*at.get(place, ()), record)
        return at

    @cached_property
    def fact_by_id(self) -> dict[str, Fact]:
        """Facts by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self.sources}

    @cached_property
    def trial_by_id(self) -> dict[str, Trial]:
        """Trials by id."""
        return {trial.id: trial for trial in self.trials}

    @cached_property
    def caveat_by_id(self) -> dict[str, Caveat]:
        """Caveats by id."""
        return {caveat.id: caveat for caveat in self.caveats}


NO_REGISTRY = Registry(path="", sha256="")
