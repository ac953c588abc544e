from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from references.errors import RegistryError
from references.load import load
from references.model import Registry

FULL = """\
products:
  - id: exemplar
    brand: EXEMPLAR
    generic: examplimab-abcd
    names: [Exemplar SC]
    approval: regular
    indication: Adults with an invented disease.
    key_risks: [infections, neutropenia]
    black_triangle: false
    markets: {us: {launched: 2021-03-31}}
sources:
  - {id: pi, kind: label, citation: EXEMPLAR. Prescribing information., date: 2024-07, expires: 2027-01-31}
  - {id: paper, kind: article, doi: 10.0000/example, date: 2021, superseded_by: pi}
trials:
  - id: EXAMPLE-1
    names: [EXAMPLE-1, the Example trial]
    registration: NCT00000000
    design: rct
    enrolled: 302
    arms:
      - {id: exd, names: [EXEMPLAR + Kd, Ex-Kd], n: 179, role: experimental}
      - {id: kd, names: [Kd, Kd alone], n: 123, role: control}
    analyses:
      - {id: first, kind: interim, names: [first look], follow_up: 20.7 months, cutoff: 2020-02-07}
      - {id: last, kind: final, follow_up: 44 months}
    populations:
      - {id: elderly, names: [65 years of age and older], kind: prespecified_subgroup, n: 88}
      - {id: everyone, kind: itt}
    ni: {margin: 1.25, populations_met: [per_protocol], superiority_tested: false}
endpoints:
  - {id: MRD-, names: [MRD negativity], not: [cure]}
facts:
  - id: hr
    product: exemplar
    trial: EXAMPLE-1
    analysis: first
    endpoint: PFS
    measure: hazard_ratio
    arm: exd
    versus: kd
    with: carfilzomib
    value: 0.530
    op: "="
    ci: [0.32, 0.89]
    ci_level: 95
    ci_kind: confidence
    p: "<0.001"
    p_sided: 1
    rank: primary
    multiplicity: controlled
    base_selected: false
    label_status: in_label
    sources: [pi, {id: paper, at: Table 2}]
    caveats: [power]
    checked: {by: medical-affairs, on: 2026-05-04}
  - {id: median, trial: EXAMPLE-1, endpoint: PFS, measure: median_time, arm: exd, value: NR, unit: months,
     ci: [20.30, NE], sources: [pi]}
  - {id: mrd, endpoint: MRD negativity, measure: rate, value: 29.6, unit: "%", n: 53, of: 179, sources: [paper],
     status: draft}
caveats:
  - {id: power, text: Subgroups were not powered., scope: section, applies_to: {populations: any, facts: [hr]}}
policy:
  derived: {pooled: allow}
"""


@pytest.fixture
def registry_of(tmp_path: Path) -> Callable[[str], Registry]:
    def read(text: str) -> Registry:
        file = tmp_path / "registry.yaml"
        file.write_text(text, encoding="utf-8")
        return load(file, shown_as="registry.yaml", strict=True)

    return read


@pytest.fixture
def said_of(registry_of: Callable[[str], Registry]) -> Callable[[str], list[str]]:
    """The registry's defects as printed, none for one that loads."""

    def read(text: str) -> list[str]:
        try:
            registry_of(text)
        except RegistryError as error:
            return str(error).splitlines()
        return []

    return read


@pytest.fixture
def full() -> str:
    return FULL


@pytest.fixture
def registry(registry_of: Callable[[str], Registry]) -> Registry:
    return registry_of(FULL)
