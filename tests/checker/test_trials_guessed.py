"""A result whose trial the page names only elsewhere, or as one of a pool: which fact it may be of, and which never."""

from typing import Any

import pytest

from checker.match import match
from checker.naming import Naming
from checker.slots import Setting, compare_context
from claims.model import ABOUT, Claim, ConfidenceInterval, Evidence, Place
from claims.quantity import Quantity
from references.index import Index
from references.model import Bounds, Fact, Registry, Trial, Where

HERE = Where("r.yaml", 1)
GUESSED = f"elsewhere on the page: {ABOUT}"
NAMED = "sentence: trial named"
TRIALS = ("SAMPLE-1", "SAMPLE-2", "SAMPLE-1 and SAMPLE-2")


def fact(id_: str, value: str, trial: str, **slots: Any) -> Fact:
    told = {"measure": "rate", "endpoint": "ORR", "unit": "%", "arm": "Exemplum", **slots}
    return Fact(id=id_, where=HERE, sources=(), value=Quantity.of(value), trial=trial, **told)


def claim(sentence: str, value: str, how: str = GUESSED, **slots: Any) -> Claim:
    told = {"measure": "rate", "endpoint": "ORR", "unit": "%", "arm": "Exemplum", "trial": "SAMPLE-1", **slots}
    place = Place(1, 1, 1, 1, 0, 1)
    quote = told.pop("quote", f"{value}%")
    return Claim(
        id="c1",
        quote=quote,
        place=place,
        block=5,
        value=Quantity.of(value),
        sentence=sentence,
        evidence=(Evidence("trial", how),),
        **told,
    )


def matched(said: Claim, *facts: Fact, around: frozenset[str] = frozenset()) -> tuple[str, str | None]:
    trials = tuple(Trial(id=name, where=HERE) for name in TRIALS)
    registry = Registry(path="r", sha256="", facts=facts, trials=trials)
    index = Index(registry)
    setting = Setting(
        index=index, around=said.sentence, naming=Naming(index, {}), block=said.sentence, trials_around=around
    )
    found = match(said, setting, registry)
    return found.verdict, found.fact.id if found.fact else None


ONE, TWO = fact("one", "31", "SAMPLE-1"), fact("two", "44", "SAMPLE-2")


@pytest.mark.parametrize(
    ("value", "around", "found"),
    [
        ("44", {"SAMPLE-2"}, ("supported", "two")),
        ("31", {"SAMPLE-2"}, ("contradicted", "two")),
        ("31", set(), ("supported", "one")),
        ("44", set(), ("contradicted", "one")),
    ],
)
def test_a_heading_that_names_a_registered_trial_goes_before_a_guess(
    value: str, around: set[str], found: tuple[str, str]
) -> None:
    assert matched(claim("ORR", value), ONE, TWO, around=frozenset(around)) == found


@pytest.mark.parametrize(("of", "found"), [("212", "supported"), ("198", "contradicted"), (None, "contradicted")])
def test_the_size_of_the_arm_tells_of_which_trial_a_result_is(of: str | None, found: str) -> None:
    facts = (fact("one", "31", "SAMPLE-1", of=Quantity.of("198")), fact("two", "44", "SAMPLE-2", of=Quantity.of("212")))
    said = claim("44%", "44", of=Quantity.of(of) if of else None)
    assert matched(said, *facts)[0] == found


POOL = fact("pool", "38", "SAMPLE-1 and SAMPLE-2")


@pytest.mark.parametrize(
    ("sentence", "slots", "verdict"),
    [
        ("ORR was 38%", {}, "supported"),
        ("In SAMPLE-1, ORR was 38%", {"how": NAMED}, "contradicted"),
        ("Pooled with SAMPLE-1, ORR was 38%", {"how": NAMED, "analysis": "pooled"}, "supported"),
        ("ORR was 38% in SAMPLE-1 and SAMPLE-2", {"how": NAMED, "trial": "SAMPLE-2"}, "supported"),
    ],
)
def test_a_pool_is_meant_where_nothing_near_names_one_trial_alone(
    sentence: str, slots: dict[str, Any], verdict: str
) -> None:
    assert matched(claim(sentence, "38", **slots), POOL, ONE, TWO)[0] == verdict


@pytest.mark.parametrize(
    ("sentence", "value", "verdict"),
    [
        ("In SAMPLE-1 and SAMPLE-2, ORR was 31% and 44%", "31", "supported"),
        ("In SAMPLE-1 and SAMPLE-2, ORR was 31% and 44%", "44", "supported"),
        ("In SAMPLE-1 and SAMPLE-2, respectively, 31% of patients and later 44% responded", "44", "supported"),
        ("In SAMPLE-1 and SAMPLE-2, ORR was 31%", "31", "contradicted"),
        ("In SAMPLE-1 and SAMPLE-2, ORR was 31% and 47%", "47", "unsupported"),
    ],
)
def test_one_number_is_not_that_of_two_trials_unless_each_has_its_own(sentence: str, value: str, verdict: str) -> None:
    assert matched(claim(sentence, value, NAMED, trial="SAMPLE-1 and SAMPLE-2"), ONE, TWO)[0] == verdict


INTERVAL = {"measure": "hazard_ratio", "unit": None, "endpoint": "PFS", "versus": "Kd"}


@pytest.mark.parametrize(
    ("low", "sentence", "verdict"),
    [
        ("0.41", "HR 0.57 (0.41-0.79)", "supported"),
        ("0.42", "HR 0.57 (0.42-0.79)", "contradicted"),
        ("0.41", "HR 0.57 (0.41-0.79) vs Kd", "contradicted"),
    ],
)
def test_an_interval_to_the_digit_goes_before_a_guessed_trial_with_its_comparator(
    low: str, sentence: str, verdict: str
) -> None:
    def bounds(low: str, high: str) -> Any:
        return Quantity.of(low), Quantity.of(high)

    facts = (
        fact("one", "0.71", "SAMPLE-1", **INTERVAL, ci=Bounds(*bounds("0.50", "0.99"))),
        fact("two", "0.57", "SAMPLE-2", **{**INTERVAL, "versus": "Sd"}, ci=Bounds(*bounds("0.41", "0.79"))),
    )
    said = claim(sentence, "0.57", quote="0.57", **INTERVAL, ci=ConfidenceInterval(*bounds(low, "0.79"), None))
    assert matched(said, *facts)[0] == verdict


@pytest.mark.parametrize(
    ("said", "agreement"), [("CLEAN", "inherited"), ("SAMPLE-7", "inherited"), ("LEAN", "unknown")]
)
def test_a_trial_registered_under_two_names_is_called_by_either(said: str, agreement: str) -> None:
    known = fact("f", "31", "SAMPLE-7/CLEAN")
    registry = Registry(path="r", sha256="", facts=(known,), trials=(Trial(id="SAMPLE-7/CLEAN", where=HERE),))
    index = Index(registry)
    one = claim(f"{said}: ORR 31%", "31", NAMED, trial=said)
    setting = Setting(index=index, around=one.sentence, naming=Naming(index, {}), block=one.sentence)
    trial = next(slot for slot in compare_context(one, known, setting) if slot.slot == "trial")
    assert trial.agreement == agreement
