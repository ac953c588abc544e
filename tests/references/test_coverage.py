from __future__ import annotations

from datetime import date

import pytest

from references.coverage import Reach, disabled, reach, remarks
from references.dates import first_day, last_day
from references.index import Index
from references.model import Registry


def said(registry: Registry, today: date = date(2025, 1, 1)) -> list[tuple[str, str, str]]:
    return [(one.kind, one.id, one.message) for one in remarks(registry, Index(registry), today=today)]


def facts(*written: str) -> str:
    given = "".join(f"  - {{{one}}}\n" for one in written)
    return f"sources: [{{id: pi}}]\nfacts:\n{given}"


RATE = 'id: {}, endpoint: ORR, measure: rate, value: {}, unit: "%", sources: [pi]'


def test_how_far_fields_are_filled(registry: Registry):
    needs = {"sta.b": ["facts.multiplicity", "facts.ci"], "cmp.a": ["trials.arms.role", "trials.ni.margin"]}

    assert reach(registry, needs) == (
        Reach("cmp.a", "trials.arms.role", 2, 2),
        Reach("cmp.a", "trials.ni.margin", 1, 1),
        Reach("sta.b", "facts.multiplicity", 1, 3),
        Reach("sta.b", "facts.ci", 2, 3),
    )


@pytest.mark.parametrize(
    ("field", "is_disabled"),
    [
        ("facts.with", False),
        ("facts.dose", True),
        ("facts.value", False),
        ("facts.base_selected", False),
        ("products.boxed_warning", True),
        ("products.black_triangle", False),
        ("products.markets.us.launched", False),
        ("products.markets.uk", True),
        ("endpoints.not", False),
        ("caveats.applies_to.phrases", True),
        ("caveats", False),
        ("policy.derived.pooled", False),
    ],
)
def test_rules_that_are_disabled(registry: Registry, field: str, is_disabled: bool):
    assert [one.rule for one in disabled(registry, {"x.y": [field]})] == (["x.y"] if is_disabled else [])


def test_a_section_that_is_missing_disables(registry_of):
    registry = registry_of(facts(RATE.format("f", 62.3)))

    assert [one.field for one in disabled(registry, {"x.y": ["trials.arms.n", "caveats", "facts.id"]})] == [
        "trials.arms.n",
        "caveats",
    ]


@pytest.mark.parametrize("field", ["facts.multiplicty", "fact.ci", "facts.ci.low", ""])
def test_a_field_that_no_record_has_is_refused(registry: Registry, field: str):
    with pytest.raises(KeyError):
        reach(registry, {"x.y": [field]})


def test_what_needs_a_hand_in_order_of_places(registry: Registry):
    assert said(registry, date(2027, 2, 1)) == [
        ("expired", "pi", "expired on 2027-01-31; 2 facts rest on it"),
        ("superseded", "paper", "is superseded by pi; 2 facts rest on it still"),
        ("draft", "mrd", "is a draft: it supports a claim only with a warning"),
    ]


def test_the_last_day_is_not_expired(registry: Registry):
    assert [one for one in said(registry, date(2027, 1, 31)) if one[0] == "expired"] == []


def test_a_source_without_facts(registry_of):
    text = facts(RATE.format("f", 62.3)).replace("{id: pi}", "{id: pi}, {id: old, superseded_by: pi}")

    assert said(registry_of(text)) == [("unused", "old", "no fact rests on it")]


def test_a_withdrawn_fact(registry_of):
    text = facts(RATE.format("f", 62.3) + ", status: withdrawn")

    assert said(registry_of(text)) == [("withdrawn", "f", "is withdrawn: it supports no claim")]


@pytest.mark.parametrize(
    ("applies_to", "remarked"),
    [
        ("{}", ["is attached to nothing"]),
        ("{endpoints: [OS]}", ['applies_to.endpoints names "OS", which no fact is about', "is attached to nothing"]),
        ("{endpoints: [OS, overall response rate]}", ['applies_to.endpoints names "OS", which no fact is about']),
        (
            "{populations: [smokers]}",
            ['applies_to.populations names "smokers", which no fact is about', "is attached to nothing"],
        ),
        ("{populations: any}", []),
        ("{populations: [≥65 years]}", []),
        ("{facts: [f]}", []),
        ("{phrases: [durable]}", []),
    ],
)
def test_caveats_that_attach_to_nothing(registry_of, applies_to: str, remarked: list[str]):
    text = facts(RATE.format("f", 62.3) + ", population: 65 years and older")
    text += f"caveats: [{{id: c, text: x, applies_to: {applies_to}}}]\n"

    assert said(registry_of(text)) == [("unattached", "c", message) for message in remarked]


def test_a_caveat_that_a_fact_names_is_attached(registry_of):
    text = facts(RATE.format("f", 62.3) + ", caveats: [c]") + "caveats: [{id: c, text: x}]\n"

    assert said(registry_of(text)) == []


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        ("value: 62.3, ci: [70.1, 80.2], status: draft", "ci [70.1, 80.2] does not hold the value 62.3"),
        ("value: 62.3, ci: [NR, 60], status: draft", "ci [NR, 60] does not hold the value 62.3"),
        ("value: 62.3, n: 179, of: 112, status: draft", "n 179 is more than of 112"),
        ("value: 162.3, status: draft", "value 162.3% is no share of patients or events; it lies between 0% and 100%"),
        ("value: 62.3, n: 112, of: 179", "112/179 is 62.57%, its value 62.3%"),
    ],
)
def test_numbers_that_do_not_go_together(registry_of, written: str, doubt: str):
    text = facts(f'id: f, endpoint: ORR, measure: rate, unit: "%", sources: [pi], {written}')

    assert [one for one in said(registry_of(text)) if one[0] != "draft"] == [("doubtful", "f", doubt)]


@pytest.mark.parametrize(
    "written",
    [
        "value: 62.3, ci: [55.0, 69.2]",
        "value: 62.3, ci: [62.3, 69.2]",
        "value: 62, ci: [62.4, 69.2]",
        "value: 62.6, n: 112, of: 179",
        "value: 63, n: 112, of: 179",
        "value: 62.3, n: 112",
        "value: NR, ci: [12.5, NR]",
        "value: 50, op: '>', n: 112, of: 179",
        "value: 62.3, n: 0, of: 0",
    ],
)
def test_numbers_that_go_together(registry_of, written: str):
    text = facts(f'id: f, endpoint: ORR, measure: rate, unit: "%", sources: [pi], {written}')

    assert said(registry_of(text)) == []


def two_sources(*written: str) -> str:
    return facts(*written).replace("[{id: pi}]", "[{id: pi}, {id: paper}]")


def conflicts(registry: Registry) -> list[tuple[str, str]]:
    return [(id_, message) for kind, id_, message in said(registry) if kind == "conflict"]


FROM_PAPER = RATE.replace("[pi]", "[paper]")


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        (
            RATE.format("f", 62.3),
            FROM_PAPER.format("g", 63.2).replace("ORR", "overall response rate"),
            "says 63.2 where f (registry.yaml:3) says 62.3 of the same",
        ),
        (
            RATE.format("f", 62.3) + ", timepoint: week 16",
            FROM_PAPER.format("g", 63) + ", timepoint: Weeks 16",
            "says 63 where f (registry.yaml:3) says 62.3 of the same",
        ),
        (
            RATE.format("f", 62.3),
            FROM_PAPER.format("g", "NR"),
            "says NR where f (registry.yaml:3) says 62.3 of the same",
        ),
        (
            RATE.format("f", 62.3) + ", ci: [55.1, 70.2], ci_level: 95",
            FROM_PAPER.format("g", 62.3) + ", ci: [55.1, 72.2], ci_level: 95.0",
            "says high 72.2 where f (registry.yaml:3) says high 70.2 of the same",
        ),
        (
            RATE.format("f", 62.3) + ", of: 179",
            RATE.format("g", 63.2) + ", of: 177",
            "says 63.2 where f (registry.yaml:3) says 62.3 of the same, both from pi",
        ),
        (
            RATE.format("f", 10).replace("rate", "dose"),
            RATE.format("g", 20).replace("rate", "dose"),
            "says 20 where f (registry.yaml:3) says 10 of the same, both from pi",
        ),
    ],
)
def test_facts_that_contradict_each_other(registry_of, one: str, other: str, message: str):
    assert conflicts(registry_of(two_sources(one, other))) == [("g", message)]


@pytest.mark.parametrize(
    "other",
    [
        FROM_PAPER.format("g", "62.30"),
        FROM_PAPER.format("g", "62"),
        FROM_PAPER.format("g", 70) + ", op: '<'",
        FROM_PAPER.format("g", 70) + ", op: '~'",
        FROM_PAPER.format("g", 63.2) + ", analysis: final",
        FROM_PAPER.format("g", 63.2) + ", arm: placebo",
        FROM_PAPER.format("g", 63.2) + ", timepoint: week 16",
        FROM_PAPER.format("g", 63.2) + ", population: elderly",
        FROM_PAPER.format("g", 63.2) + ", dose: 10 mg",
        FROM_PAPER.format("g", 63.2) + ", status: withdrawn",
        FROM_PAPER.format("g", 63.2) + ", status: draft",
        FROM_PAPER.format("g", 63.2) + ", superseded_by: f",
        FROM_PAPER.format("g", 63.2).replace("%", "% per year"),
        FROM_PAPER.format("g", 63.2).replace("ORR", "CR"),
        FROM_PAPER.format("g", 62.3) + ", ci: [50.1, 72.2], ci_level: 99",
    ],
)
def test_facts_that_stand_beside_each_other(registry_of, other: str):
    text = two_sources(RATE.format("f", 62.3) + ", ci: [55.1, 70.2], ci_level: 95", other)

    assert conflicts(registry_of(text)) == []


def remarked(registry: Registry, kind: str) -> list[tuple[str, str]]:
    return [(id_, message) for found, id_, message in said(registry) if found == kind]


@pytest.mark.parametrize(
    ("newer", "message"),
    [
        ("endpoint: CR, value: 63", "is superseded by g, whose endpoint is CR, not ORR"),
        ("endpoint: ORR, value: 63, arm: kd", "is superseded by g, whose arm is kd, not exd"),
        (
            "endpoint: ORR, value: 63, population: elderly",
            "is superseded by g, whose population is elderly, not everyone",
        ),
        ("endpoint: ORR, value: 63, status: draft", "is superseded by g, which is a draft"),
        ("endpoint: ORR, value: 63, status: withdrawn", "is superseded by g, which is withdrawn"),
    ],
)
def test_a_fact_whose_successor_is_another(registry_of, newer: str, message: str):
    old = "id: f, endpoint: ORR, measure: rate, value: 62.3, arm: exd, population: everyone, superseded_by: g, sources: [pi]"

    assert remarked(registry_of(facts(old, f"id: g, measure: rate, sources: [pi], {newer}")), "succession") == [
        ("f", message)
    ]


@pytest.mark.parametrize(
    "newer",
    [
        "endpoint: ORR, value: 63",
        "endpoint: ORR, value: 63, analysis: final, timepoint: 24 months",
        "endpoint: orr, value: 63, arm: Exd",
    ],
)
def test_a_fact_with_its_successor(registry_of, newer: str):
    old = (
        "id: f, endpoint: ORR, measure: rate, value: 62.3, arm: exd, analysis: interim, superseded_by: g, sources: [pi]"
    )

    assert remarked(registry_of(facts(old, f"id: g, measure: rate, sources: [pi], {newer}")), "succession") == []


TRIALS = (
    "trials: [{id: T, populations: [{id: elderly}], analyses: [{id: cut-1}]},"
    " {id: U, populations: [{id: elderly}, {id: renal}], analyses: [{id: cut-2}]}, {id: V}]\n"
)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("trial: T, population: renal", "population renal is none of T but of U; it is read as words"),
        ("trial: T, analysis: cut-2", "analysis cut-2 is none of T but of U; it is read as words"),
        ("trial: V, population: elderly", "population elderly is none of V but of T, U; it is read as words"),
    ],
)
def test_an_id_of_another_trial(registry_of, written: str, message: str):
    text = TRIALS + facts(RATE.format("f", 62.3) + f", {written}")

    assert remarked(registry_of(text), "stray") == [("f", message)]


@pytest.mark.parametrize(
    "written",
    [
        "trial: U, population: renal",
        "trial: T, population: elderly, analysis: cut-1",
        "trial: T, population: smokers",
        "population: renal",
    ],
)
def test_an_id_of_its_own_trial_or_words(registry_of, written: str):
    assert remarked(registry_of(TRIALS + facts(RATE.format("f", 62.3) + f", {written}")), "stray") == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-07-15", date(2024, 7, 15), date(2024, 7, 15)),
    ],
)
def test_days_that_a_date_may_mean(text: str, first: date, last: date):
    assert (first_day(text), last_day(text)) == (first, last)
