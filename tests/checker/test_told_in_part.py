"""Results told in fewer words than they are registered in: by their count, by the arm they are set against, as a dose."""

from typing import Any

import pytest

from checker.identity import are_two_results
from checker.match import match
from checker.naming import Naming
from checker.slots import Setting
from claims.model import Claim, Place
from claims.quantity import Quantity
from references.index import Index
from references.model import Fact, Registry, Where

HERE = Where("r.yaml", 1)


def fact(id_: str, value: str, **slots: Any) -> Fact:
    told = {"measure": "rate", "endpoint": "PASI 75", "unit": "%", **slots}
    return Fact(id=id_, where=HERE, sources=(), value=Quantity.of(value), **told)


def matched(claim: Claim, *facts: Fact) -> tuple[str, str | None]:
    registry = Registry(path="r", sha256="", facts=facts)
    index = Index(registry)
    setting = Setting(index=index, around=claim.sentence, naming=Naming(index, {}), block=claim.sentence)
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
