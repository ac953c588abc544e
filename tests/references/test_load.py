from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from claims.quantity import Quantity
from references import record
from references.model import Bounds, Citing, Registry, Where

SHORT = """\
sources: [{{id: pi}}]
facts:
  - {{id: f, measure: rate, endpoint: ORR, value: 62.30, sources: [pi], {}}}
"""


def test_a_fact_keeps_every_slot_as_written(registry: Registry):
    fact = registry.fact_by_id["hr"]

    assert (fact.product, fact.trial, fact.analysis, fact.endpoint) == ("exemplar", "EXAMPLE-1", "first", "PFS")
    assert (fact.measure, fact.arm, fact.versus, fact.combined_with) == ("hazard_ratio", "exd", "kd", "carfilzomib")
    assert fact.value == Quantity(Decimal("0.530"), "0.530")
    assert fact.ci == Bounds(Quantity.of("0.32"), Quantity.of("0.89"))
    assert fact.ci_level == Quantity.of("95")
    assert fact.p == Quantity.of("0.001", "<")
    assert fact.p_sided == "1"
    assert fact.base_selected is False
    assert fact.sources == (Citing("pi"), Citing("paper", "Table 2"))
    assert fact.caveats == ("power",)
    assert fact.checked == {"by": "medical-affairs", "on": "2026-05-04"}
    assert fact.status == "approved"


def test_places_are_the_lines_of_the_file(registry: Registry, full: str):
    lines = full.splitlines()

    assert [lines[fact.where.line - 1].strip().partition(",")[0] for fact in registry.facts] == [
        "- id: hr",
        "- {id: median",
        "- {id: mrd",
    ]
    kd = registry.trials[0].arms[1]
    assert kd.where.file == "registry.yaml"
    assert lines[kd.where.line - 1].strip().startswith("- {id: kd,")


def test_a_value_that_is_not_reached_is_a_status(registry: Registry):
    fact = registry.fact_by_id["median"]

    assert (fact.value, fact.status_value) == (None, "NR")
    assert fact.ci == Bounds(Quantity.of("20.30"), None, "NE")


def test_other_records_keep_what_they_say(registry: Registry):
    product, trial, endpoint, caveat = (
        registry.products[0],
        registry.trials[0],
        registry.endpoints[0],
        registry.caveats[0],
    )

    assert product.names == ("Exemplar SC",)
    assert product.markets == {"us": {"launched": "2021-03-31"}}
    assert product.black_triangle is False
    assert trial.enrolled == Quantity.of("302")
    assert trial.ni is not None
    assert trial.ni.margin == Quantity.of("1.25")
    assert trial.ni.superiority_tested is False
    assert trial.analyses[0].cutoff == "2020-02-07"
    assert endpoint.forbidden == ("cure",)
    assert caveat.applies_to.populations == ("any",)
    assert registry.source_by_id["paper"].date == "2021"


def test_a_partial_policy_keeps_the_other_choices(registry: Registry):
    assert registry.policy.indirect_comparisons == "forbid"
    assert registry.policy.derived == {
        "risk_reduction": "allow",
        "difference": "needs_wording",
        "ratio_of_medians": "needs_wording",
        "ratio_of_rates": "needs_wording",
        "needed_to_treat": "needs_wording",
        "share": "allow",
        "sums": "allow",
        "pooled": "allow",
    }


@pytest.mark.parametrize("written", ["62.30", "0.5", "-0.50", "0", "1021", "'62.30'", "100.000"])
def test_a_number_keeps_its_digits(registry_of, written: str):
    fact = registry_of(SHORT.format("").replace("62.30", written)).facts[0]

    assert fact.value is not None
    assert fact.value.text == written.strip("'")


@pytest.mark.parametrize("written", ["NO", "on", "1e3", "0x10", "12:30", "1_000", "007", "2024-01-01", "3.10", "true"])
def test_words_that_yaml_would_turn_stay_words(registry_of, written: str):
    text = f"sources: [{{id: {written}}}]\n" + SHORT.format(f"note: {written}").split("\n", 1)[1].replace(
        "[pi]", f"[{written}]"
    )
    registry = registry_of(text)

    assert registry.sources[0].id == written
    assert registry.facts[0].note == written


@pytest.mark.parametrize("written", ["null", "~", "", "Null", "NULL", "''"])
def test_null_is_left_out(registry_of, written: str):
    fact = registry_of(
        SHORT.format(f"ci: {written}, unit: {written}, caveats: {written}, op: {written}, n: {written}")
    ).facts[0]
    bare = registry_of(SHORT.format("")).facts[0]

    assert fact == dataclasses.replace(bare, where=fact.where)


def test_null_in_a_list_is_left_out(registry_of):
    assert registry_of("products: [{id: exemplar, key_risks: [infections, null, ~]}]").products[0].key_risks == (
        "infections",
    )


@pytest.mark.parametrize(
    ("written", "op", "digits"),
    [
        ("0.0032", "=", "0.0032"),
        ('"<0.001"', "<", "0.001"),
        ("<0.001", "<", "0.001"),
        ('"< 0.05"', "<", "0.05"),
        ("1", "=", "1"),
    ],
)
def test_a_p_value_keeps_its_comparator(registry_of, written: str, op: str, digits: str):
    assert registry_of(SHORT.format(f"p: {written}")).facts[0].p == Quantity.of(digits, op)


def test_a_bound_that_is_not_reached_is_named(registry_of):
    assert registry_of(SHORT.format("ci: [NR, NR]")).facts[0].ci == Bounds(None, None, "NR")


def test_names_of_arms_analyses_and_populations_become_ids(registry_of, full: str):
    other = full.replace("arm: exd\n", "arm: ex‑kd\n").replace("versus: kd\n", "versus: Kd Alone\n")
    other = other.replace("analysis: first", "analysis: First look").replace(
        "    with:", "    population: ≥65 years\n    with:"
    )

    fact = registry_of(other).fact_by_id["hr"]

    assert (fact.arm, fact.versus, fact.analysis, fact.population) == ("exd", "kd", "first", "elderly")


def test_words_that_name_no_analysis_or_population_stay_words(registry_of, full: str):
    text = full.replace("analysis: first", "analysis: sensitivity analysis").replace(
        "    with:", "    population: non-smokers\n    with:"
    )
    fact = registry_of(text).fact_by_id["hr"]

    assert (fact.analysis, fact.population) == ("sensitivity analysis", "non-smokers")


@pytest.mark.parametrize("context", ["arm: any words", "versus: placebo", "trial: T, arm: any words"])
def test_arms_are_free_words_where_no_arms_are_declared(registry_of, context: str):
    assert registry_of(SHORT.format(context) + "trials: [{id: T}]\n").facts[0].id == "f"


def test_an_insufficient_caveat_needs_no_text(registry_of):
    assert registry_of("caveats: [{id: x, insufficient: true}]").caveats[0].text == ""


def test_ids_of_different_kinds_may_be_the_same(registry_of):
    registry = registry_of(SHORT.format("trial: pi") + "trials: [{id: pi}]\n")

    assert registry.trials[0].where == Where("registry.yaml", 4)


def test_words_read_before_do_not_fill_what_is_left_out(registry_of):
    """A text in quotes is words; the same text without them means that nothing is given."""
    both = SHORT.format('note: "null"') + SHORT.format("note: null").splitlines()[-1].replace("id: f", "id: g")

    assert [fact.note for fact in registry_of(both).facts] == ["null", None]


def test_long_words_and_many_of_them_stay_what_they_are(registry_of):
    notes = [f"{at} {'long ' * (at % 30)}".strip() for at in range(record._REMEMBERED + 50)]
    rows = [
        f"  - {{id: f{at}, measure: rate, endpoint: E{at}, value: {at}, unit: events, sources: [pi], note: {note}}}"
        for at, note in enumerate(notes)
    ]
    facts = registry_of(
        "\n".join(["sources: [{id: pi}]", "facts:", *rows, *(row.replace("id: f", "id: g") for row in rows)])
    ).facts

    assert [fact.note for fact in facts] == notes * 2
    assert [str(fact.value) for fact in facts] == [str(at) for at in range(len(notes))] * 2
