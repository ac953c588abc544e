from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.quantity import Quantity
from references.contradictions import contradictions
from references.endpoint_names import EndpointNames
from references.model import Citing, Fact, Registry, Trial, Where

RATE = 'measure: rate, endpoint: ORR, unit: "%"'
NO_SHARE = "% is no share of patients or events; it lies between 0% and 100%"


def facts(*written: str) -> str:
    listed = "".join(f"  - {{id: f{at}, {one}}}\n" for at, one in enumerate(written))
    return f"sources: [{{id: pi}}, {{id: paper}}]\nfacts:\n{listed}"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (f"{RATE}, value: 62.3, ci: [70.1, 80.2]", "ci: [70.1, 80.2] does not hold the value 62.3"),
        (f"{RATE}, value: 62.3, ci: [NR, 60]", "ci: [NR, 60] does not hold the value 62.3"),
        (
            "measure: hazard_ratio, endpoint: PFS, value: 0.90, ci: [0.3, 0.8]",
            "ci: [0.3, 0.8] does not hold the value 0.90",
        ),
        (
            "measure: mean_change, endpoint: HbA1c, value: 1.2, ci: [-1.5, -0.9]",
            "ci: [-1.5, -0.9] does not hold the value 1.2",
        ),
        (
            "measure: mean_change, endpoint: LDL-C, value: 10, direction: lower, ci: [15, 20]",
            "ci: [15, 20] does not hold the value 10",
        ),
        (f"{RATE}, value: 162.3", f"value: 162.3{NO_SHARE}"),
        (f"{RATE}, value: -2", f"value: -2{NO_SHARE}"),
        (f"{RATE}, value: 20, high: 120", f"high: 120{NO_SHARE}"),
        (f"{RATE}, value: 62.3, n: 179, of: 112", "n: 179 is more than of 112"),
        (
            "measure: hazard_ratio, endpoint: PFS, value: -0.5",
            "value: -0.5 is no hazard ratio; a ratio is never negative",
        ),
        (
            "measure: other, endpoint: age, value: 86, high: 37",
            "high: 37 is below the value 86; write value: 37, high: 86",
        ),
        (
            f"{RATE}, value: 62.3, ci: [60, 65], ci_level: 0.95",
            "ci_level: 0.95 is no level of an interval in percent; write 95",
        ),
        (f"{RATE}, value: 62.3, ci: [60, 65], ci_level: 950", "ci_level: 950 is no level of an interval in percent"),
    ],
)
def test_a_number_that_no_source_can_say(said_of, written: str, said: str):
    assert said_of(facts(f"{written}, sources: [pi]")) == [f"registry.yaml:3: facts[0].{said}"]


@pytest.mark.parametrize(
    "written",
    [
        f"{RATE}, value: 62.3, ci: [62.3, 80.2]",
        f"{RATE}, value: 62, ci: [62.4, 80.2]",
        f"{RATE}, value: 62.3, ci: [55.0, NR]",
        f'{RATE}, value: 60, op: ">", ci: [70, 80]',
        f"{RATE}, value: NR, ci: [70, 80]",
        f"{RATE}, value: 100, n: 179, of: 179",
        f"{RATE}, value: 0, n: 0, of: 0",
        f"{RATE}, value: 162.3, status: draft",
        f"{RATE}, value: 162.3, status: withdrawn",
        "measure: rate, endpoint: exacerbations, value: 120, unit: per 100 patient-years, n: 179, of: 112",
        "measure: fold, endpoint: response, value: 120",
        "measure: mean_change, endpoint: LDL-C, value: 10, direction: lower, ci: [-15, -5]",
        "measure: mean_change, endpoint: HbA1c, value: -1.2, ci: [-1.5, -0.9]",
        "measure: hazard_ratio, endpoint: PFS, value: 0, ci_level: 95.4",
        "measure: other, endpoint: age, value: 37, high: 86",
    ],
)
def test_numbers_that_may_be_true(said_of, written: str):
    assert said_of(facts(f"{written}, sources: [pi]")) == []


TRIAL = "trials: [{id: T, arms: [{id: exd, names: [EXEMPLAR + Kd]}]}]\n"
SLIP = "; withdraw or supersede one, or write what tells them apart"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (
            f"{RATE}, value: 62.3, sources: [pi]",
            f"{RATE}, value: 63.2, sources: [paper, {{id: pi, at: Table 2}}]",
            "value: says 63.2 where f0 (registry.yaml:3) says 62.3 of the same, both from pi",
        ),
        (
            f"{RATE}, value: 62.3, sources: [pi]",
            'measure: rate, endpoint: overall response rate, unit: "%", value: 63, sources: [pi]',
            "value: says 63 where f0 (registry.yaml:3) says 62.3 of the same, both from pi",
        ),
        (
            f"{RATE}, value: 62.3, sources: [pi]",
            f"{RATE}, value: 62.4, sources: [pi]",
            "value: says 62.4 where f0 (registry.yaml:3) says 62.3 of the same, both from pi",
        ),
        (
            "measure: median_time, endpoint: PFS, value: NR, sources: [pi]",
            "measure: median_time, endpoint: PFS, value: 41.7, sources: [pi]",
            "value: says 41.7 where f0 (registry.yaml:3) says NR of the same, both from pi",
        ),
        (
            "measure: hazard_ratio, endpoint: PFS, value: 0.6, ci: [0.4, 0.8], population: age 65 or over, sources: [pi]",
            "measure: hazard_ratio, endpoint: PFS, value: 0.6, ci: [0.5, 0.8], population: Age 65 or over, sources: [pi]",
            "ci: says low 0.5 where f0 (registry.yaml:3) says low 0.4 of the same, both from pi",
        ),
        (
            f"{RATE}, value: 62.3, of: 179, sources: [pi]",
            f'{RATE}, value: 60, op: "<", of: 179, sources: [pi]',
            "value: says <60 where f0 (registry.yaml:3) says 62.3 of the same, both from pi",
        ),
    ],
)
def test_one_source_that_contradicts_itself(said_of, one: str, other: str, said: str):
    text = facts(f"{one}, trial: T, arm: exd", f"{other}, trial: T, arm: exd")

    assert said_of(text + TRIAL) == [f"registry.yaml:4: facts[1].{said}{SLIP}"]


@pytest.mark.parametrize(
    "other",
    [
        f"{RATE}, value: 62, sources: [pi]",
        f"{RATE}, value: 62.34, sources: [pi]",
        f'{RATE}, value: 50, op: ">", sources: [pi]',
        f"{RATE}, value: 63.2, sources: [paper]",
        f"{RATE}, value: 63.2, analysis: final, sources: [pi]",
        f"{RATE}, value: 63.2, regimen: weekly, sources: [pi]",
        f"{RATE}, value: 63.2, with: dexamethasone, sources: [pi]",
        f"{RATE}, value: 63.2, of: 177, sources: [pi]",
        f"{RATE}, value: 63.2, status: draft, sources: [pi]",
        f"{RATE}, value: 63.2, status: withdrawn, sources: [pi]",
        f"{RATE}, value: 63.2, superseded_by: f0, sources: [pi]",
        'measure: rate, endpoint: CR, unit: "%", value: 63.2, sources: [pi]',
    ],
)
def test_facts_of_one_source_that_stand_beside_each_other(said_of, other: str):
    text = facts(f"{RATE}, value: 62.3, of: 179, sources: [pi], trial: T, arm: exd", f"{other}, trial: T, arm: exd")

    assert said_of(text + TRIAL) == []


@pytest.mark.parametrize(
    ("both", "trial"),
    [
        ("trial: T", TRIAL),
        ("arm: exd", TRIAL),
        ("endpoint: PFS", TRIAL),
        ("trial: T, arm: exd", TRIAL.replace("arms: [", "arms: [{id: kd}, {id: placebo}, ")),
        ("trial: T, arm: exd", TRIAL.replace("id: T", "id: T, analyses: [{id: interim}, {id: final}]")),
    ],
)
def test_what_is_left_out_may_tell_facts_of_one_source_apart(said_of, both: str, trial: str):
    rate = RATE if "endpoint" not in both else RATE.replace(", endpoint: ORR", "")
    one, other = (f"{rate}, value: {value}, sources: [pi], {both}" for value in (62.3, 47.1))

    assert said_of(facts(one, other) + trial) == []


def test_nothing_is_said_of_a_fact_that_was_not_wholly_read(said_of):
    both = f"{RATE}, sources: [pi], trial: T, arm: exd"
    text = facts(f"{both}, value: 62.3", f"{both}, value: 63.2, timepoint: [final]")

    assert said_of(text + TRIAL) == ["registry.yaml:4: facts[1].timepoint: is a list; write words"]


def test_arms_by_other_names_are_the_same(said_of):
    text = facts(
        f"{RATE}, value: 62.3, trial: T, arm: exd, sources: [pi]",
        f"{RATE}, value: 63.2, trial: T, arm: EXEMPLAR plus Kd, sources: [pi]",
    )

    assert said_of(TRIAL + text) == [
        "registry.yaml:5: facts[1].value: says 63.2 where f0 (registry.yaml:4) says 62.3 of the same, both from pi"
        + SLIP
    ]


def test_every_file_is_named(tmp_path):
    from references.errors import RegistryError
    from references.load import load

    (tmp_path / "a.yaml").write_text(facts(f"{RATE}, value: 62.3, sources: [pi], trial: T, arm: exd") + TRIAL)
    (tmp_path / "b.yaml").write_text(f"facts:\n  - {{id: g, {RATE}, value: 63.2, sources: [pi], trial: T, arm: exd}}\n")

    with pytest.raises(RegistryError) as caught:
        load(tmp_path, shown_as="r", strict=True)

    assert str(caught.value) == (
        "r/b.yaml:2: facts[0].value: says 63.2 where f0 (r/a.yaml:3) says 62.3 of the same, both from pi" + SLIP
    )


numbers = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from([0, 1]), st.sampled_from(["=", "=", "=", "<", ">", "~"])), max_size=6
)


@given(numbers)
def test_a_contradiction_is_found_if_and_only_if_two_numbers_have_nothing_in_common(drawn: list[tuple[int, int, str]]):
    told = [
        Fact(
            id=str(at),
            where=Where("r", at),
            measure="mean",
            trial="T",
            arm="exd",
            endpoint="pain",
            sources=(Citing("pi"),),
            value=Quantity.of(f"{number}.5" if decimals else str(number)),
            op=op,
        )
        for at, (number, decimals, op) in enumerate(drawn)
    ]
    boxes = [_box(fact) for fact in told]
    clash = [
        str(at) for at, box in enumerate(boxes) if any(box[1] <= other[0] or other[1] <= box[0] for other in boxes[:at])
    ]

    trial = Trial(id="T", where=Where("r", 0))

    found = contradictions(told, EndpointNames(Registry(path="r", sha256="", facts=tuple(told), trials=(trial,))))

    assert [one.fact.id for one in found] == clash
    assert all(one.is_defect for one in found)


def _box(fact: Fact) -> tuple[Decimal, Decimal]:
    assert fact.value is not None
    low, high = fact.value.rounding.low, fact.value.rounding.high
    return (
        Decimal("-Infinity") if fact.op in "<~" else low,
        Decimal("Infinity") if fact.op in ">~" else high,
    )
