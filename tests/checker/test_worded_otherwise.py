"""Results whose endpoint, measure or time point the page tells in other words than the registry."""

from typing import Any

import pytest

from checker.identity import are_two_results
from checker.match import match
from checker.naming import Naming
from checker.slots import Setting
from claims.model import Claim, ConfidenceInterval, Place
from claims.quantity import Quantity
from references.index import Index
from references.model import Arm, Bounds, Fact, Population, Registry, Trial, Where

HERE = Where("r.yaml", 1)


def fact(id_: str, value: str, **slots: Any) -> Fact:
    told = {"measure": "rate", "endpoint": "itch relief", "unit": "%", "arm": "Exemplum", **slots}
    return Fact(id=id_, where=HERE, sources=(), value=Quantity.of(value), **told)


def claim(value: str, **slots: Any) -> Claim:
    told = {"measure": "rate", "endpoint": "itch relief", "unit": "%", "arm": "Exemplum", "sentence": value, **slots}
    return Claim(id="c1", quote=value, place=Place(1, 1, 1, 1, 0, 1), block=0, value=Quantity.of(value), **told)


def matched(
    said: Claim, *facts: Fact, trials: tuple[Trial, ...] = (), short: dict[str, str] | None = None
) -> tuple[str, str | None]:
    registry = Registry(path="r", sha256="", facts=facts, trials=trials)
    index = Index(registry)
    naming = Naming(index, short or {})
    setting = Setting(index=index, around=said.sentence, naming=naming, block=said.sentence)
    found = match(said, setting, registry)
    return found.verdict, found.fact.id if found.fact else None


@pytest.mark.parametrize(
    ("endpoint", "verdict"),
    [
        ("Primary endpoint, itch relief", "contradicted"),
        ("Itch relief, confirmatory", "contradicted"),
        ("Itch relief alone", "contradicted"),
        ("Itch relief of the scalp", "unsupported"),
    ],
)
def test_the_rank_of_an_endpoint_is_no_part_of_its_name(endpoint: str, verdict: str) -> None:
    assert matched(claim("61", endpoint=endpoint), fact("f", "48"))[0] == verdict


LESIONS = {"endpoint": "new lesions per scan", "unit": None}


@pytest.mark.parametrize(
    ("measure", "unit", "verdict"),
    [
        ("mean", None, "supported"),
        ("rate", None, "supported"),
        ("rate", "%", "unsupported"),
        ("count", None, "unsupported"),
    ],
)
def test_lesions_per_scan_are_a_rate_or_a_mean_and_a_share_is_none(
    measure: str, unit: str | None, verdict: str
) -> None:
    known = fact("f", "0.52", measure="mean", **LESIONS)
    assert matched(claim("0.52", measure=measure, endpoint="new lesions", unit=unit), known)[0] == verdict


@pytest.mark.parametrize(
    ("endpoint", "value", "verdict"),
    [("GMT", "1846.2", "supported"), ("GMT", "1846.3", "unsupported"), ("fever", "1846.2", "unsupported")],
)
def test_a_number_of_no_measure_may_be_a_mean(endpoint: str, value: str, verdict: str) -> None:
    known = fact("f", "1846.2", measure="mean", endpoint="GMT of antibodies", unit=None)
    assert matched(claim(value, measure="other", endpoint=endpoint, unit=None), known)[0] == verdict


@pytest.mark.parametrize(("endpoint", "found"), [("GMT ratio", ()), ("GMR ratio", ("contradicted", "f"))])
def test_an_acronym_is_no_slip_of_the_pen_for_another(endpoint: str, found: tuple[str, ...]) -> None:
    known = fact("f", "1.3", measure="other", endpoint="GMR ratio", unit=None)
    verdict = matched(claim("2.4", measure="other", endpoint=endpoint, unit=None), known)
    assert verdict == (found or ("unsupported", None))


BOTH = (
    fact("week 6", "26", timepoint="week 6"),
    fact("week 52", "39", timepoint="week 52"),
    fact("both", "24", endpoint="itch relief at both weeks 6 and 52", timepoint="weeks 6 and 52"),
)


@pytest.mark.parametrize(
    ("value", "found"),
    [("24", ("supported", "both")), ("26", ("supported", "week 6")), ("31", ("unsupported", None))],
)
def test_two_times_may_be_each_or_both(value: str, found: tuple[str, str | None]) -> None:
    assert matched(claim(value, timepoint="Weeks 6 and 52"), *BOTH) == found


def test_a_time_written_in_two_ways_is_one_result() -> None:
    facts = (fact("short", "57", timepoint="three years"), fact("exact", "56.5", timepoint="36 months"))
    assert not are_two_results(*facts)
    assert are_two_results(facts[0], fact("later", "57", timepoint="five years"))
    assert matched(claim("57", timepoint="Three years after the start"), *facts) == ("supported", "short")


@pytest.mark.parametrize(
    ("timepoint", "verdict"), [("week 321", "contradicted"), ("week 32", "contradicted"), ("week 322", "unsupported")]
)
def test_a_glued_reference_is_no_part_of_a_time(timepoint: str, verdict: str) -> None:
    said = claim("61", timepoint=timepoint, citations=("1",))
    assert matched(said, fact("f", "48", timepoint="week 32"))[0] == verdict


def test_a_glued_reference_is_no_part_of_a_group_of_patients() -> None:
    known = fact("f", "48", population="liver metastases")
    assert matched(claim("48", population="patients with liver metastases2"), known) == ("supported", "f")
    assert matched(claim("48", population="patients with BRCA2"), fact("f", "48", population="BRCA"))[0] != "supported"


def test_an_arm_called_by_its_very_name_goes_before_one_that_shares_it() -> None:
    arms = (Arm(id="Exemplum", where=HERE), Arm(id="Exemplum first", where=HERE, names=("Exemplum",)))
    facts = (fact("own", "48", trial="GLOW-1"), fact("other", "48", trial="GLOW-1", arm="Exemplum first"))
    assert matched(claim("48"), *facts, trials=(Trial(id="GLOW-1", where=HERE, arms=arms),)) == ("supported", "own")


def test_a_short_form_is_read_in_words_that_are_spelt_out() -> None:
    groups = (Population(id="LVI", where=HERE), Population(id="CKD", where=HERE))
    facts = (fact("lvi", "48", trial="GLOW-1", population="LVI"), fact("ckd", "48", trial="GLOW-1", population="CKD"))
    said = claim("48", population="patients with low vitamin intake", trial="GLOW-1")
    trials = (Trial(id="GLOW-1", where=HERE, populations=groups),)
    assert matched(said, *facts, trials=trials, short={"LVI": "low vitamin intake"}) == ("supported", "lvi")
    assert matched(said, *facts, trials=trials)[0] == "ambiguous"


RATIO = {"measure": "hazard_ratio", "unit": None, "versus": "Kd"}


@pytest.mark.parametrize(("high", "verdict"), [("0.79", "supported"), ("0.77", "unsupported")])
def test_an_interval_to_the_digit_tells_what_an_unknown_trial_is(high: str, verdict: str) -> None:
    known = fact("f", "0.64", trial="GLOW-1", **RATIO, ci=Bounds(Quantity.of("0.52"), Quantity.of("0.79")))
    ci = ConfidenceInterval(Quantity.of("0.52"), Quantity.of(high), None)
    said = claim("0.64", trial="PUBLISHED 30", ci=ci, **{**RATIO, "endpoint": "relief"})
    assert matched(said, known, trials=(Trial(id="GLOW-1", where=HERE),))[0] == verdict
