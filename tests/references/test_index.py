from __future__ import annotations

from decimal import Decimal

import pytest

from claims.quantity import Quantity
from references import endpoint_names
from references.index import Index
from references.model import Registry
from references.trial_names import parts_of_pool

ENDPOINTS = """\
sources: [{id: pi}]
endpoints:
  - {id: pfs, names: [time without worsening]}
  - {id: recovery, names: [overall survival, back to work]}
facts:
  - {id: a, endpoint: PFS, measure: rate, value: 62.30, unit: "%", sources: [pi]}
  - {id: b, endpoint: Time without worsening, measure: rate, value: 62.3, unit: months, sources: [pi]}
  - {id: c, endpoint: back to work, measure: count, value: 12, high: 62.3, sources: [pi]}
  - {id: d, endpoint: Infusion–related reactions, measure: rate, value: 45.8, unit: "%", sources: [pi]}
  - {id: e, endpoint: PASI 75, measure: rate, value: NR, sources: [pi]}
  - {id: g, endpoint: hypertension, measure: rate, value: 62.27, unit: "%", sources: [pi]}
"""


@pytest.fixture
def index(registry: Registry) -> Index:
    return Index(registry)


@pytest.fixture
def ends(registry_of, monkeypatch) -> Index:
    built_in = {"PFS": ("PFS", "progression-free survival"), "OS": ("OS", "overall survival"), "PASI 75": ("PASI75",)}
    monkeypatch.setattr(endpoint_names, "_built_in", lambda: built_in)
    return Index(registry_of(ENDPOINTS))


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("PFS", "PFS"),
        ("Progression–Free Survival", "PFS"),
        ("median PFS", "PFS"),
        ("PFS rate", "PFS"),
        ("time without worsening", "PFS"),
        ("overall survival", "recovery"),
        ("OS", "OS"),
        ("recovery", "recovery"),
        ("infusion-related reaction", "infusion related reaction"),
        ("PASI75", "PASI 75"),
        ("PASI 90", "pasi 90"),
        ("survival", "survival"),
    ],
)
def test_the_key_of_an_endpoint(ends: Index, words: str, key: str):
    assert ends.endpoint_key(words) == key


def test_facts_are_found_by_endpoint_and_measure(ends: Index):
    assert [fact.id for fact in ends.facts_for("PFS", "rate")] == ["a", "b"]
    assert [fact.id for fact in ends.facts_for("recovery", "count")] == ["c"]
    assert [fact.id for fact in ends.facts_for("infusion related reaction", "rate")] == ["d"]
    assert ends.facts_for("PFS", "hazard_ratio") == ()
    assert [fact.id for fact in ends.facts_of("PFS")] == ["a", "b"]


def test_facts_are_found_by_their_number(ends: Index):
    assert [fact.id for fact in ends.facts_for_value(Decimal("62.3"))] == ["a", "b", "c"]
    assert [fact.id for fact in ends.facts_for_value(Decimal("62.300"))] == ["a", "b", "c"]
    assert ends.facts_for_value(Decimal("62")) == ()


def test_facts_are_found_by_numbers_that_round_to_it(ends: Index):
    assert [fact.id for fact in ends.near(Quantity.of("62"), "%")] == ["g", "a"]
    assert [fact.id for fact in ends.near(Quantity.of("62.3"))] == ["g", "a", "b"]
    assert [fact.id for fact in ends.near(Quantity.of("62.3"), "month")] == ["b"]
    assert [fact.id for fact in ends.near(Quantity.of("62.28"))] == []


def test_endpoints_in_similar_words(ends: Index):
    assert [key for key, _ in ends.similar_endpoints("infusion reactions")] == ["infusion related reaction"]
    assert ends.similar_endpoints("time without worsening")[0] == ("PFS", 100)


@pytest.mark.parametrize("words", ["PASI 90", "hypotension", "nausea", ""])
def test_endpoints_that_only_look_similar(ends: Index, words: str):
    assert ends.similar_endpoints(words) == ()


def test_the_names_of_an_endpoint(ends: Index):
    assert ends.names_of_endpoint("PFS") == ("PFS", "progression-free survival", "pfs", "time without worsening")
    assert ends.names_of_endpoint("nausea") == ("nausea",)
    known = ends.endpoint("PFS")
    assert known is not None
    assert known.id == "pfs"
    assert ends.endpoint("OS") is None


def test_the_built_in_list_is_used(registry: Registry):
    assert Index(registry).endpoint_key("overall survival") == "OS"


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("EXAMPLE-1 and EXAMPLE-2", {"example1", "example2"}),
        ("EXAMPLE I & II", {"examplei", "exampleii", "ii"}),
        ("CLEAN SKIN-1 and SKIN-2", {"cleanskin1", "cleanskin2", "skin2"}),
        ("EXAMPLE-1, SAMPLE-2 and OTHER", {"example1", "sample2", "other"}),
        ("EXAMPLE-1", set()),
        ("CLEAN Outcomes", set()),
        ("", set()),
    ],
)
def test_the_trials_that_a_pool_lists(words: str, parts: set[str]):
    assert parts_of_pool(words) == parts


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("EXAMPLE-1", ["EXAMPLE-1"]),
        ("Example 1", ["EXAMPLE-1"]),
        ("the EXAMPLE‑1 study", ["EXAMPLE-1"]),
        ("Example trial", ["EXAMPLE-1"]),
        ("NCT00000000", ["EXAMPLE-1"]),
        ("EXAMPLE-2", []),
        ("NCT00000001", []),
        ("another trial", []),
    ],
)
def test_trials_by_name(index: Index, words: str, found: list[str]):
    assert [trial.id for trial in index.trials_named(words)] == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("exd", ["exd"]),
        ("EXEMPLAR® + Kd", ["exd"]),
        ("examplimab plus Kd", ["exd"]),
        ("examplimab-abcd + Kd", ["exd"]),
        ("Exemplar SC + Kd", ["exd"]),
        ("Kd + EXEMPLAR", ["exd"]),
        ("Ex‑Kd arm", ["exd"]),
        ("the Kd group", ["kd"]),
        ("Kd alone", ["kd"]),
        ("EXEMPLAR", []),
        ("Rd", []),
        ("placebo", []),
    ],
)
@pytest.mark.parametrize("trial", ["EXAMPLE-1", None])
def test_arms_by_name(index: Index, words: str, found: list[str], trial: str | None):
    assert [arm.id for arm in index.arms_named(words, trial)] == found


def test_arms_of_another_trial_are_not_meant(index: Index):
    assert index.arms_named("Kd", "EXAMPLE-2") == ()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("first look", ["first"]),
        ("interim", ["first"]),
        ("the interim analysis", ["first"]),
        ("final", ["last"]),
        ("updated analysis", []),
        ("second look", []),
    ],
)
def test_analyses_by_name_or_kind(index: Index, words: str, found: list[str]):
    assert [analysis.id for analysis in index.analyses_named(words, "EXAMPLE-1")] == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("elderly", ["elderly"]),
        ("patients ≥65 years", ["elderly"]),
        ("ITT", ["everyone"]),
        ("intent-to-treat population", ["everyone"]),
        ("≥75 years", []),
        ("<65 years", []),
        ("safety population", []),
    ],
)
def test_populations_by_name_or_kind(index: Index, words: str, found: list[str]):
    assert [population.id for population in index.populations_named(words, "EXAMPLE-1")] == found


def test_a_kind_gives_no_name_where_several_share_it(registry_of):
    looks = "trials: [{id: T, analyses: [{id: a, kind: interim}, {id: b, kind: interim}, {id: c, kind: final}]}]"
    index = Index(registry_of(looks))

    assert index.names_of_analysis("T", "a") == ("a",)
    assert "final analysis" in index.names_of_analysis("T", "c")
    assert [analysis.id for analysis in index.analyses_named("interim", "T")] == ["a", "b"]


def test_all_names_of_an_id(index: Index):
    assert index.names_of_arm("EXAMPLE-1", "exd") == ("exd", "EXEMPLAR + Kd", "Ex-Kd")
    assert index.names_of_arm(None, "placebo") == ("placebo",)
    assert index.names_of_population("EXAMPLE-1", "elderly") == ("elderly", "65 years of age and older")
    population = index.population("EXAMPLE-1", "elderly")
    assert population is not None
    assert population.n == Quantity.of("88")
    assert index.population("EXAMPLE-2", "elderly") is None
