"""Of thousands of facts of one endpoint few are weighed, and the right one is among them."""

from collections.abc import Iterator
from typing import Any

import pytest

from checker import candidates, gathering, shortlist
from checker.match import match
from checker.model import Match
from checker.naming import Naming
from checker.slots import Setting
from claims.model import Claim, ConfidenceInterval, Place
from claims.quantity import Quantity
from references.index import Index
from references.model import Arm, Bounds, Fact, Population, Registry, Trial, Where

HERE = Where("r.yaml", 1)
MANY = 3000


def fact(id_: str, value: str | None, **slots: Any) -> Fact:
    told = {"measure": "rate", "endpoint": "ORR", "unit": "%", **slots}
    return Fact(id=id_, where=HERE, sources=(), value=Quantity.of(value) if value else None, **told)


def claim(quote: str, value: str, **slots: Any) -> Claim:
    told = {"measure": "rate", "endpoint": "ORR", "unit": "%", "sentence": quote, **slots}
    return Claim(id="c1", quote=quote, place=Place(1, 1, 1, 1, 0, 1), block=0, value=Quantity.of(value), **told)


def crowd() -> Iterator[Fact]:
    """Results of one endpoint in many trials and groups, under two arms, with all values there are."""
    for at in range(MANY):
        slots = {"trial": f"GLOW-{at % 500}", "arm": ("exa", "placebo")[at % 2], "population": f"group {at % 30}"}
        yield fact(f"f{at}", f"{at % 1000 / 10:.1f}", **slots)


TRIALS = tuple(
    Trial(
        id=f"GLOW-{at}",
        where=HERE,
        arms=(
            Arm(id="exa", where=HERE, names=("Examplimab",), role="experimental"),
            Arm(id="placebo", where=HERE, role="control"),
        ),
        populations=(Population(id="elderly", where=HERE, names=(">=65 years",)),),
    )
    for at in range(500)
)
RIGHT = fact("right", "61.4", trial="GLOW-7", arm="exa", population="elderly")
WHOLE = fact("whole", "58.2", trial="GLOW-7", arm="exa")
FACTS = (*crowd(), RIGHT, WHOLE)
REGISTRY = Registry(path="r", sha256="", facts=FACTS, trials=TRIALS)
INDEX = Index(REGISTRY)


def matched(told: Claim, registry: Registry = REGISTRY, index: Index = INDEX, around: str = "") -> Match:
    setting = Setting(
        index=index,
        around=around or told.sentence,
        naming=Naming(index, {}),
        block=told.sentence,
        doses=index.doses,
    )
    return match(told, setting, registry)


@pytest.mark.parametrize(
    ("value", "slots", "verdict", "found"),
    [
        ("61.4", {"arm": "Examplimab", "trial": "GLOW-7", "population": "65 years and older"}, "supported", "right"),
        ("61.4", {"arm": "Examplimab", "trial": "GLOW 7", "population": "65 years and older"}, "supported", "right"),
        ("61", {"arm": "Examplimab", "trial": "GLOW-7", "population": "65 years and older"}, "supported", "right"),
        ("61.40", {"arm": "Examplimab", "trial": "GLOW-7", "population": "65 years and older"}, "supported", "right"),
        ("64.1", {"arm": "Examplimab", "trial": "GLOW-7", "population": "65 years and older"}, "contradicted", "right"),
        ("58.2", {"arm": "Examplimab", "trial": "GLOW-7"}, "supported", "whole"),
        ("582", {"arm": "Examplimab", "trial": "GLOW-7"}, "contradicted", "whole"),
        ("58.2", {"arm": "placebo", "trial": "GLOW-7"}, "contradicted", "whole"),
        ("58.25", {"arm": "Examplimab", "trial": "GLOW-7"}, "supported", "whole"),
        ("100.5", {"arm": "Zetamab", "trial": "GLOW-7"}, "unsupported", None),
    ],
)
def test_the_right_fact_is_found_among_thousands(
    value: str, slots: dict[str, str], verdict: str, found: str | None
) -> None:
    result = matched(claim(f"{value}%", value, **slots))
    assert (result.verdict, result.fact and result.fact.id) == (verdict, found)


def test_what_is_left_out_is_said() -> None:
    result = matched(claim("61.4%", "61.4", arm="Examplimab", trial="GLOW-7", population=">=65 years"))
    assert 0 < result.left_out < len(FACTS)
    told = f"{result.left_out} more facts of the endpoint share less with it and were not weighed"
    assert result.reason == f"agrees with right; {told}"


def test_of_few_facts_none_is_left_out() -> None:
    registry = Registry(path="r", sha256="", facts=(RIGHT, WHOLE, *FACTS[:10]), trials=TRIALS)
    result = matched(claim("61.4%", "61.4", arm="Examplimab", trial="GLOW-7"), registry, Index(registry))
    assert result.left_out == 0
    assert "not weighed" not in result.reason


def test_a_group_in_the_heading_is_asked_for() -> None:
    told = claim("61.4%", "61.4", arm="Examplimab", trial="GLOW-7")
    assert matched(told, around="Patients of 65 years and older 61.4%").verdict == "supported"
    assert matched(told).verdict == "ambiguous"  # a subgroup's number, told of everyone


def test_a_rare_group_does_not_hide_a_fact_that_leaves_the_group_open() -> None:
    here = {"trial": "GLOW-7", "arm": "exa"}
    rare = {"trial": "GLOW-8", "arm": "placebo", "population": "north region"}
    many = tuple(fact(f"rare{at}", "70.0", **rare) for at in range(50))
    registry = Registry(path="r", sha256="", facts=(*crowd(), *many, fact("open", "70.0", **here)), trials=TRIALS)
    told = claim("70.0%", "70.0", arm="Examplimab", trial="GLOW-7", population="north region")
    result = matched(told, registry, Index(registry))
    assert (result.verdict, result.fact and result.fact.id) == ("supported", "open")


def test_an_interval_tells_which_of_many_ratios_is_misprinted() -> None:
    ratio = {"measure": "hazard_ratio", "endpoint": "OS", "unit": None, "arm": "exa", "versus": "placebo"}
    many = tuple(
        fact(f"h{at}", f"0.{at:03}", trial="GLOW-7", ci=Bounds(Quantity.of("0.3"), Quantity.of(f"1.{at:03}"), None), **ratio)
        for at in range(400, 600)
    )  # fmt: skip
    meant = fact("meant", "0.79", trial="GLOW-7", ci=Bounds(Quantity.of("0.65"), Quantity.of("0.96"), None), **ratio)
    registry = Registry(path="r", sha256="", facts=(*many, meant), trials=TRIALS)
    printed = ConfidenceInterval(Quantity.of("0.65"), Quantity.of("0.96"), None)
    told = claim("0.97", "0.97", ci=printed, trial="GLOW-7", **{**ratio, "arm": "Examplimab"})
    result = matched(told, registry, Index(registry))
    assert (result.verdict, result.fact and result.fact.id) == ("contradicted", "meant")


@pytest.mark.parametrize("size", [200, 3000])
def test_few_are_weighed_however_many_there_are(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = []

    def counted(*args: Any, **slots: Any) -> candidates.Candidate:
        weighed.append(args[1])
        return candidates.weigh(*args, **slots)

    monkeypatch.setattr(gathering, "weigh", counted)
    registry = Registry(path="r", sha256="", facts=FACTS[-size:], trials=TRIALS)
    matched(claim("61.4%", "61.4", arm="Examplimab"), registry, Index(registry))
    assert 0 < len(weighed) <= shortlist.ALL


@pytest.mark.parametrize("at", range(0, MANY, 311))
def test_the_few_give_what_all_would(at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    known = FACTS[at]
    slots = {"arm": {"exa": "Examplimab"}.get(str(known.arm), known.arm), "trial": known.trial}
    told = [
        claim(f"{value}%", str(value), population=known.population, **slots)
        for value in (known.value, Quantity.of("99.95"))
    ]
    few = [matched(one) for one in told]
    monkeypatch.setattr(shortlist, "ALL", len(FACTS))
    monkeypatch.setattr(gathering, "ALL", len(FACTS))
    every = [matched(one, index=Index(REGISTRY)) for one in told]
    assert [(one.verdict, one.fact) for one in few] == [(one.verdict, one.fact) for one in every]


def test_a_dose_is_found_among_those_of_many_drugs() -> None:
    doses = tuple(
        fact(f"d{at}", f"{at % 90 + 5}", measure="dose", unit="mg", endpoint=f"drug{at} dose", timepoint="month 2")
        for at in range(300)
    )
    registry = Registry(path="r", sha256="", facts=doses)
    sentence = "From month 2, drug17 is given at 33 mg."
    told = claim(
        "33 mg", "33", measure="dose", unit="mg", endpoint="maintenance", timepoint="month 2", sentence=sentence
    )
    result = matched(told, registry, Index(registry))
    assert (result.verdict, result.fact and result.fact.id) == ("contradicted", "d17")
