"""A claim that has only the beginning of a registered name, and results that a registry tells in other words or scale."""

from collections.abc import Iterable
from typing import Any

import pytest

from checker.compare import compare_claim
from checker.diagnose import diagnose
from checker.match import match
from checker.naming import Naming
from checker.slots import Setting
from checker.told_in_full import in_full
from claims.model import Claim, ConfidenceInterval, Place
from claims.quantity import Quantity
from references.index import Index
from references.model import Bounds, Endpoint, Fact, Population, Registry, Trial, Where

HERE = Where("r.yaml", 1)


def fact(id_: str, value: str, **slots: Any) -> Fact:
    told = {"measure": "rate", "endpoint": "hair regrowth", "unit": "%", **slots}
    return Fact(id=id_, where=HERE, sources=(), value=Quantity.of(value), **told)


def claim(sentence: str, value: str, **slots: Any) -> Claim:
    told = {"measure": "rate", "endpoint": "hair regrowth", "unit": "%", "quote": value, "sentence": sentence, **slots}
    return Claim(id="c1", place=Place(1, 1, 1, 1, 0, 1), block=0, value=Quantity.of(value), **told)


def matched(
    said: Claim,
    *facts: Fact,
    trials: tuple[Trial, ...] = (),
    endpoints: tuple[Endpoint, ...] = (),
    above: str = "",
    heads: tuple[str, ...] = (),
) -> tuple[str, str | None]:
    registry = Registry(path="r", sha256="", facts=facts, trials=trials, endpoints=endpoints)
    index = Index(registry)
    around = " | ".join((said.sentence, above, *heads))
    setting = Setting(
        index=index,
        around=around,
        naming=Naming(index, {}),
        block=said.sentence,
        doses=index.doses,
        in_full=in_full(said, index, around),
        heads=heads,
    )
    found = match(said, setting, registry)
    return found.verdict, found.fact.id if found.fact else None


def trials(*names: str) -> tuple[Trial, ...]:
    return tuple(Trial(id=name, where=HERE) for name in names)


def told(said: Claim, names: Iterable[str], above: str = "") -> str | None:
    index = Index(Registry(path="r", sha256="", facts=(fact("f", "1"),), trials=trials(*names)))
    return in_full(said, index, f"{said.sentence} | {above}").get("trial")


@pytest.mark.parametrize(
    ("sentence", "above", "name"),
    [
        ("BLOOM LTE follows 61% of them.", "", "BLOOM LTE"),
        ("BLOOM follows 61% of them.", "", None),
        ("BLOOM and BLOOM LTE follow 61% of them.", "", None),  # the one place stands for itself
        ("BLOOM 1 and BLOOM LTE follow 61% of them.", "", None),  # either may be meant
        ("61%", "BLOOM LTE: what came after", "BLOOM LTE"),
        ("BLOOM follows 61% of them.", "After BLOOM LTE", None),  # the sentence decides
    ],
)
def test_a_trial_is_the_one_whose_name_the_words_go_on_to_say(sentence: str, above: str, name: str | None) -> None:
    assert told(claim(sentence, "61", trial="BLOOM"), ("BLOOM", "BLOOM 1", "BLOOM LTE"), above) == name


@pytest.mark.parametrize(
    ("value", "sentence", "found"),
    [
        ("61", "In BLOOM LTE 61% had hair regrowth.", ("supported", "lte")),
        ("48", "In BLOOM LTE 48% had hair regrowth.", ("contradicted", "lte")),
        ("48", "In BLOOM 48% had hair regrowth.", ("supported", "first")),
    ],
)
def test_a_result_is_checked_against_the_trial_in_full(value: str, sentence: str, found: tuple[str, str]) -> None:
    facts = (fact("first", "48", trial="BLOOM"), fact("lte", "61", trial="BLOOM LTE"))
    said = claim(sentence, value, trial="BLOOM")
    assert matched(said, *facts, trials=trials("BLOOM", "BLOOM LTE"))[0:2] == found


LONG = "those who had been on therapy for at least 12 months"
GROUPS = Trial(id="BLOOM", where=HERE, populations=(Population(id="long", where=HERE, names=(LONG,)),))


@pytest.mark.parametrize(
    ("value", "sentence", "verdict"),
    [
        ("70", f"Of {LONG}, 70% had hair regrowth.", "supported"),
        ("48", f"Of {LONG}, 48% had hair regrowth.", "contradicted"),
    ],
)
def test_a_population_is_the_one_that_the_sentence_goes_on_to_say(value: str, sentence: str, verdict: str) -> None:
    facts = (fact("all", "48", trial="BLOOM"), fact("part", "70", trial="BLOOM", population="long"))
    said = claim(sentence, value, trial="BLOOM", population="those who had been")
    assert matched(said, *facts, trials=(GROUPS,))[0] == verdict


@pytest.mark.parametrize(
    ("sentence", "name"),
    [(f"Of {LONG}, 70% had it.", LONG), ("Of those who had been on therapy for a month, 70% had it.", None)],
)
def test_a_population_that_goes_on_otherwise_stays_as_it_is(sentence: str, name: str | None) -> None:
    index = Index(Registry(path="r", sha256="", facts=(), trials=(GROUPS,)))
    assert in_full(claim(sentence, "70", population="those who had been"), index, sentence).get("population") == name


RATIO = {"measure": "hazard_ratio", "unit": None}
EITHER = fact("either", "0.90", endpoint="CV death or first flare", **RATIO)
DEATH = fact("death", "0.93", endpoint="CV death", **RATIO)


@pytest.mark.parametrize(
    ("value", "sentence", "above", "found"),
    [
        ("0.90", "HR 0.90", "CV death or first flare", ("supported", "either")),
        ("0.93", "HR 0.93", "CV death or first flare", ("contradicted", "either")),
        ("0.93", "CV death: HR 0.93", "CV death or first flare", ("supported", "death")),
        ("0.90", "CV death: HR 0.90", "CV death or first flare", ("contradicted", "death")),
        ("0.93", "Cardiovascular death: HR 0.93", "CV death or first flare", ("supported", "death")),
    ],
)
def test_a_composite_over_a_number_is_no_result_of_its_first_part(
    value: str, sentence: str, above: str, found: tuple[str, str]
) -> None:
    assert matched(claim(sentence, value, endpoint="CV death", **RATIO), EITHER, DEATH, above=above) == found


FLARES = {"measure": "count", "endpoint": "flares", "unit": "flares"}


@pytest.mark.parametrize(
    ("quote", "value", "agreement"),
    [
        ("12 million flares", "12", "agrees"),
        ("12,000,000 flares", "12000000", "agrees"),
        ("12 thousand flares", "12", "differs"),
        ("12 flares", "12", "differs"),
        ("112 million flares", "112", "differs"),
    ],
)
def test_a_number_in_full_is_met_by_the_millions_of_a_page(quote: str, value: str, agreement: str) -> None:
    slots = compare_claim(claim(quote, value, **{**FLARES, "quote": quote}), fact("f", "12000000", **FLARES))
    assert next(slot.agreement for slot in slots if slot.slot == "value") == agreement


SAME = (Endpoint(id="nail loss", where=HERE, names=("lost nails",)),)


@pytest.mark.parametrize(
    ("other", "verdict"),
    [("lost nails", "supported"), ("brittle nails", "supported"), ("nail losses", "supported")],
)
def test_a_result_registered_under_two_names_of_its_endpoint_is_one(other: str, verdict: str) -> None:
    facts = (fact("one", "61", endpoint="nail loss"), fact("two", "61", endpoint=other))
    assert matched(claim("61%", "61", endpoint="nail loss"), *facts, endpoints=SAME)[0] == verdict


def test_one_endpoint_of_two_populations_stays_open() -> None:
    facts = (fact("one", "61", population="men"), fact("two", "61", population="women"))
    assert matched(claim("61%", "61"), *facts)[0] == "ambiguous"


VOLUME = {"endpoint": "loss of hair volume", "arm": "Exemplum", "timepoint": "2 years"}


@pytest.mark.parametrize(
    ("value", "unit", "verdict"),
    [("9.4", "%", "supported"), ("9.7", "%", "unsupported"), ("9.4", "per year", "unsupported")],
)
def test_how_much_a_level_changed_in_percent_may_be_told_as_a_rate(value: str, unit: str, verdict: str) -> None:
    known = fact("f", "9.4", measure="mean_change", **VOLUME)
    said = claim(f"{value}%", value, **{**VOLUME, "endpoint": "hair volume", "unit": unit})
    assert matched(said, known)[0] == verdict


def test_a_change_is_no_contradiction_of_a_rate() -> None:
    known = fact("f", "9.4", measure="mean_change", **VOLUME)
    assert matched(claim("61%", "61", **VOLUME), known)[0] == "unsupported"


STEPS = [
    fact(f"{step} {turn}", value, measure="dose", endpoint=f"{step} dose, {turn} dose", unit="mg")
    for step, turn, value in (("starting", "first", "45"), ("starting", "second", "15"), ("target", "first", "90"))
]


@pytest.mark.parametrize(
    ("value", "heads", "found"),
    [
        ("45", ("Starting dose", "First dose (on waking)"), ("supported", "starting first")),
        ("54", ("Starting dose", "First dose (on waking)"), ("contradicted", "starting first")),
        ("45", ("Target dose", "First dose (on waking)"), ("contradicted", "target first")),
        ("45", ("Starting dose", "Price"), ("exempt", None)),
    ],
)
def test_a_dose_is_named_by_the_heads_of_its_row_and_column(
    value: str, heads: tuple[str, ...], found: tuple[str, str | None]
) -> None:
    said = claim(f"{value} mg", value, measure="dose", endpoint="Exemplum dose", unit="mg")
    assert matched(said, *STEPS, heads=heads) == found


@pytest.mark.parametrize(
    ("trial", "value", "verdict"),
    [("BLOOM-3", "5", "supported"), ("BLOOM-3", "6", "unsupported"), ("BLOSSOM-3", "5", "exempt")],
)
def test_a_schedule_of_a_programme_is_that_of_each_of_its_trials(trial: str, value: str, verdict: str) -> None:
    length = {"measure": "time", "endpoint": "duration of treatment", "unit": "weeks"}
    said = claim(f"In {trial} they were treated for {value} weeks.", value, trial=trial, **length)
    known = fact("f", "5", trial="BLOOM", **length)
    assert matched(said, known, trials=trials("BLOOM", "BLOOM-3", "BLOSSOM-3"))[0] == verdict


BOUNDS = Bounds(Quantity.of("1.9"), Quantity.of("3.7"))


@pytest.mark.parametrize(
    ("value", "low", "high", "slip"),
    [
        ("1.9", "1.1", "3.7", "one digit changed"),
        ("3.7", "1.9", "3.7", "the upper CI bound"),
        ("1.9", "3.7", "1.9", "CI bounds swapped"),
        ("1.9", "1.9", "3.7", None),
    ],
)
def test_an_estimate_that_equals_its_bound_is_no_slip(value: str, low: str, high: str, slip: str | None) -> None:
    printed = ConfidenceInterval(Quantity.of(low), Quantity.of(high), None)
    assert diagnose(claim(value, value, ci=printed), fact("f", "1.9", ci=BOUNDS)) == slip


@pytest.mark.parametrize(
    ("value", "slip"),
    [("21", "transposed digits"), ("13", "one digit changed"), ("1.2", "decimal point moved"), ("12", None)],
)
def test_a_slip_in_millions_is_one_in_the_printed_digits(value: str, slip: str | None) -> None:
    said = claim(f"{value} million flares", value, **{**FLARES, "quote": f"{value} million flares"})
    assert diagnose(said, fact("f", "12000000", **FLARES)) == slip


def test_a_wrong_number_is_told_against_the_endpoint_of_that_very_name() -> None:
    facts = (fact("bald", "53", endpoint="bald spots"), fact("spot", "65", endpoint="bald spot, scalp"))
    assert matched(claim("56%", "56", endpoint="bald spot, scalp"), *facts) == ("contradicted", "spot")
