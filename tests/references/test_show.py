from __future__ import annotations

import pytest

from references.model import Registry
from references.show import FACT_COLUMNS, ids, tables, worded


def test_all_facts_as_a_table(registry: Registry):
    (table,) = tables(registry)

    assert table.title == "3 facts"
    assert table.columns == FACT_COLUMNS
    assert table.rows == (
        (
            "hr",
            "EXAMPLE-1",
            "PFS",
            "hazard_ratio",
            "exd vs kd",
            "0.530 (95% CI 0.32 to 0.89; p<0.001)",
            "",
            "first",
            "pi, paper (Table 2)",
            "approved",
        ),
        ("median", "EXAMPLE-1", "PFS", "median_time", "exd", "NR months (CI 20.30 to NE)", "", "", "pi", "approved"),
        ("mrd", "", "MRD negativity", "rate", "", "29.6% (53/179)", "", "", "paper", "draft"),
    )


def test_one_record_by_its_id(registry: Registry):
    (table,) = tables(registry, "mrd")

    assert (table.title, table.columns) == ("fact mrd", ("key", "value"))
    assert dict(table.rows)["value"] == "29.6"
    assert dict(table.rows)["where"] == f"registry.yaml:{registry.fact_by_id['mrd'].where.line}"
    assert "arm" not in dict(table.rows)


def test_a_record_stands_before_the_facts_that_name_it(registry: Registry):
    trial, resting = tables(registry, "EXAMPLE-1")

    assert trial.title == "trial EXAMPLE-1"
    assert dict(trial.rows)["arms.kd.names"] == "Kd, Kd alone"
    assert dict(trial.rows)["ni"] == "margin: 1.25; populations_met: per_protocol; superiority_tested: no"
    assert resting.title == "facts that name EXAMPLE-1"
    assert [row[0] for row in resting.rows] == ["hr", "median"]


@pytest.mark.parametrize(
    ("id_", "titles"),
    [
        ("pi", ["source pi", "facts that name pi"]),
        ("power", ["caveat power", "facts that name power"]),
        ("exemplar", ["product exemplar", "facts that name exemplar"]),
        ("MRD-", ["endpoint MRD-"]),
        ("nobody", []),
    ],
)
def test_records_of_every_kind(registry: Registry, id_: str, titles: list[str]):
    assert [table.title for table in tables(registry, id_)] == titles


def test_keys_are_those_of_the_file(registry: Registry):
    assert dict(tables(registry, "MRD-")[0].rows)["not"] == "cure"
    assert dict(tables(registry, "hr")[0].rows)["with"] == "carfilzomib"
    assert dict(tables(registry, "median")[0].rows)["value"] == "NR"


def test_every_id_that_can_be_shown(registry: Registry):
    assert ids(registry) == ("EXAMPLE-1", "MRD-", "exemplar", "hr", "median", "mrd", "paper", "pi", "power")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("value: 0.5", "0.5"),
        ("value: 5, op: '<', unit: months", "<5 months"),
        ("value: 4, high: 240, unit: days", "4 to 240 days"),
        ("value: 10, unit: '%', direction: lower", "10% lower"),
        ("value: 12, n: 3", "12 (3/?)"),
        ("value: 0, ci: [0, 0.5], ci_kind: credible, ci_level: 95", "0 (95% CrI 0 to 0.5)"),
        ("value: 0, p: 0.5", "0 (p=0.5)"),
    ],
)
def test_a_fact_in_words(registry_of, written: str, said: str):
    text = f"sources: [{{id: pi}}]\nfacts: [{{id: f, endpoint: ORR, measure: rate, sources: [pi], {written}}}]"

    assert worded(registry_of(text).facts[0]) == said
