"""Results told in fewer words than they are registered in: by their count, by the arm they are set against, as a dose."""

from typing import Any

import pytest

from checker.identity import are_two_results
from checker.match import match
from checker.naming import Naming
from checker.slots import Setting
from claims.model import Claim, ConfidenceInterval, Place
from claims.quantity import Quantity
from references.index import Index
from references.model import Arm, Bounds, Fact, Registry, Trial, Where

HERE = Where("r.yaml", 1)


def fact(id_: str, value: str, **slots: Any) -> Fact:
    told = {"measure": "rate", "endpoint": "PASI 75", "unit": "%", **slots}
    return Fact(id=id_, where=HERE, sources=(), value=Quantity.of(value), **told)


def matched(claim: Claim, *facts: Fact, trials: tuple[Trial, ...] = ()) -> tuple[str, str | None]:
    registry = Registry(path="r", sha256="", facts=facts, trials=trials)
    index = Index(registry)
    naming = Naming(index, {})
    setting = Setting(index=index, around=claim.sentence, naming=naming, block=claim.sentence, doses=index.doses)
    found = match(claim, setting, registry)
    return found.verdict, found.fact.id if found.fact else None


def claim(quote: str, value: str, **slots: Any) -> Claim:
    told = {"measure": "rate", "endpoint": "PASI 75", "unit": "%", "sentence": quote, **slots}
    return Claim(id="c1", quote=quote, place=Place(1, 1, 1, 1, 0, 1), block=0, value=Quantity.of(value), **told)


@pytest.mark.parametrize(("measure", "two"), [("rate", False), ("median_time", False), ("hazard_ratio", True)])
def test_an_arms_result_is_one_whatever_it_is_set_against(measure: str, two: bool) -> None:
    one, other = (fact("f", "58", measure=measure, arm="Examplimab", versus=arm) for arm in ("placebo", "apremilast"))
    assert are_two_results(one, other) is two


def test_a_rate_registered_beside_two_other_arms_is_not_ambiguous() -> None:
    facts = [fact(arm, "58", arm="Examplimab", versus=arm) for arm in ("placebo", "apremilast")]
    assert matched(claim("58%", "58", arm="Examplimab", versus="apremilast"), *facts)[0] == "supported"


GRADE_4 = {"endpoint": "Grade 4 injection reactions", "n": Quantity.of("3")}


@pytest.mark.parametrize(
    ("value", "n", "verdict"),
    [("0.2", "3", "supported"), ("0.2", "4", "unsupported"), ("0.3", "3", "unsupported"), ("0.2", None, "unsupported")],
)
def test_a_result_of_a_grade_is_found_by_its_count(value: str, n: str | None, verdict: str) -> None:
    facts = (fact("all", "25", endpoint="injection reactions"), fact("grade", "0.2", **GRADE_4))
    said = claim(f"{value}%", value, endpoint="Injection reactions", arm="Examplimab", n=Quantity.of(n) if n else None)
    assert matched(said, *facts)[0] == verdict


def test_a_count_does_not_carry_a_result_to_an_endpoint_of_other_words() -> None:
    said = claim("0.2%", "0.2", endpoint="Nausea", arm="Examplimab", n=Quantity.of("3"))
    assert matched(said, fact("grade", "0.2", **GRADE_4))[0] == "unsupported"


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("The recommended starting dose is 102 mg once daily.", "unsupported"),
        ("The recommended dose is 102 mg once daily.", "contradicted"),
        ("For toxicity reduce to 102 mg once daily.", "exempt"),
    ],
)
def test_the_recommended_dose_is_checked_and_a_step_is_not(sentence: str, verdict: str) -> None:
    known = fact("dose", "120", measure="dose", endpoint="Examplimab dose", unit="mg")
    said = claim("102 mg", "102", measure="dose", endpoint="Examplimab dose", unit="mg", sentence=sentence)
    assert matched(said, known)[0] == verdict


TRIALS = tuple(Trial(id=name, where=HERE) for name in ("CLEAN Outcomes", "CLEAN Skin"))


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("Outcomes", "contradicted"),
        ("CLEAN Outcomes", "contradicted"),
        ("CLEAN", "unsupported"),
        ("CLEAR", "unsupported"),
    ],
)
def test_a_part_of_one_trials_name_names_it(said: str, verdict: str) -> None:
    known = fact("f", "58", trial="CLEAN Outcomes")
    told = claim("61%", "61", trial=said, sentence="61% of patients had PASI 75.")
    assert matched(told, known, trials=TRIALS)[0] == verdict


POOL = Trial(id="GLOW-1 and GLOW-2", where=HERE, names=("both trials",))


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [("In both trials 58.4% had PASI 75.", "supported"), ("In GLOW-1 58.4% had PASI 75.", "contradicted")],
)
def test_a_pool_is_named_by_any_of_its_names(sentence: str, verdict: str) -> None:
    known = fact("f", "58.4", trial="GLOW-1 and GLOW-2")
    one = Trial(id="GLOW-1", where=HERE)
    told = claim("58.4%", "58.4", trial="GLOW-1", sentence=sentence)
    assert matched(told, known, trials=(POOL, one))[0] == verdict


@pytest.mark.parametrize(
    ("endpoint", "timepoint", "verdict"),
    [
        ("new lesion through month 24", "month 24", "contradicted"),
        ("new lesion", "month 24", "contradicted"),
        ("new lesion through month 24", "month 12", "unsupported"),
        ("new lesion of the scalp", "month 24", "unsupported"),
    ],
)
def test_a_time_point_is_no_part_of_the_endpoint(endpoint: str, timepoint: str, verdict: str) -> None:
    known = fact("f", "4.1", endpoint="new lesion", timepoint="month 24")
    assert matched(claim("6.3%", "6.3", endpoint=endpoint, timepoint=timepoint), known)[0] == verdict


FATAL = (
    fact("sepsis", "19", endpoint="sepsis", arm="Examplimab"),
    fact("fatal", "3", endpoint="fatal sepsis", arm="Examplimab"),
)


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Fatal adverse reactions occurred in 23%, most often sepsis (3%).", ("supported", "fatal")),
        ("Adverse reactions occurred in 23%, most often sepsis (3%).", ("contradicted", "sepsis")),
        ("Sepsis occurred in 3%, fatal sepsis in 19%.", ("contradicted", "sepsis")),
    ],
)
def test_a_sentence_tells_a_narrower_endpoint_in_two_places(sentence: str, verdict: tuple[str, str]) -> None:
    assert matched(claim("3%", "3", endpoint="sepsis", arm="Examplimab", sentence=sentence), *FATAL) == verdict


def test_a_ratio_is_told_by_its_interval_whatever_else_is_named() -> None:
    ratio = {"measure": "hazard_ratio", "endpoint": "OS", "unit": None, "versus": "placebo"}
    arms = (Arm(id="early", where=HERE, names=("Examplimab",)), Arm(id="late", where=HERE, names=("Examplimab",)))
    trial = Trial(id="GLOW-1", where=HERE, arms=(*arms, Arm(id="placebo", where=HERE)))
    facts = (
        fact("early", "0.79", arm="early", trial="GLOW-1", ci=bounds("0.65", "0.96"), **ratio),
        fact("late", "0.76", arm="late", trial="GLOW-1", ci=bounds("0.63", "0.92"), analysis="post hoc", **ratio),
    )
    said = ConfidenceInterval(Quantity.of("0.65"), Quantity.of("0.96"), None)
    slots = {**ratio, "arm": "Examplimab", "ci": said, "sentence": "Post hoc, HR 0.97 (0.65-0.96)."}
    assert matched(claim("0.97", "0.97", **slots), *facts, trials=(trial,)) == ("contradicted", "early")


def bounds(low: str, high: str) -> Bounds:
    return Bounds(Quantity.of(low), Quantity.of(high), None)


DOSES = (
    fact("start", "600", measure="dose", unit="mg", endpoint="induction dose", arm="Examplimab"),
    fact("keep", "360", measure="dose", unit="mg", endpoint="maintenance dose", arm="Examplimab"),
    fact("own", "180", measure="dose", unit="mg", endpoint="Examplimab dose", arm="Examplimab"),
    fact("exadol", "45", measure="dose", unit="mg", endpoint="exadol", arm="Examplimab"),
)


@pytest.mark.parametrize(
    ("value", "sentence", "found"),
    [
        ("600", "Induction: 600 mg intravenously.", ("supported", "start")),
        ("360", "Induction: 360 mg intravenously.", ("contradicted", "own")),
        ("360", "Induction is 360 mg, maintenance 600 mg.", ("contradicted", "own")),  # exchanged
        ("600", "Examplimab 600 mg, then induction of another kind.", ("contradicted", "own")),
        ("45", "Tablets for induction hold 45 mg exadol each.", ("supported", "exadol")),
        ("45", "Induction: 45 mg beside exadol.", ("contradicted", "own")),
    ],
)
def test_a_dose_is_told_by_what_its_sentence_names_alone(value: str, sentence: str, found: tuple[str, str]) -> None:
    said = {"measure": "dose", "unit": "mg", "endpoint": "Examplimab dose", "arm": "Examplimab", "sentence": sentence}
    assert matched(claim(f"{value} mg", value, **said), *DOSES) == found
