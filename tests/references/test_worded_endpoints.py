"""Endpoints in more or fewer words are found by their rarest word."""

import pytest

from claims.quantity import Quantity
from references.index import Index
from references.model import Endpoint, Fact, Registry, Where

HERE = Where("r.yaml", 1)
NAMES = ("grade 3 infusion-related reactions", "infusion-related reactions", "cardiac failure (fatal)", "neutropenia")


def index(*endpoints: str, measure: str = "rate") -> Index:
    facts = tuple(
        Fact(id=f"f{at}", where=HERE, measure=measure, endpoint=name, sources=(), value=Quantity.of("1"))
        for at, name in enumerate(endpoints)
    )
    own = (Endpoint(id="neutropenia", where=HERE, names=("low neutrophils",)),)
    return Index(Registry(path="r", sha256="", facts=facts, endpoints=own))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("cardiac failure", {"cardiac failure fatal"}),
        ("infusion-related reactions", {"grade 3 infusion related reaction", "infusion related reaction"}),
        ("low neutrophils at any time", {"neutropenia"}),
        ("rate of cardiac failure (fatal) in patients", {"cardiac failure fatal"}),
        ("cardiac arrest", set()),
        ("", set()),
    ],
)
def test_longer_and_shorter_wordings(said: str, found: set[str]) -> None:
    assert set(index(*NAMES).endpoints_worded_like(said, "rate")) == found


def test_only_endpoints_of_the_measure() -> None:
    assert index(*NAMES, measure="count").endpoints_worded_like("cardiac failure", "rate") == ()


def test_facts_are_found_by_what_they_were_counted_in() -> None:
    fact = Fact(id="f", where=HERE, measure="rate", endpoint="ORR", sources=(), of=Quantity.of("592"))
    gone = Fact(
        id="g", where=HERE, measure="rate", endpoint="CR", sources=(), of=Quantity.of("592"), status="withdrawn"
    )
    known = Index(Registry(path="r", sha256="", facts=(fact, gone)))
    assert known.facts_counted_in(Quantity.of("592").value) == (fact,)
    assert known.facts_counted_in(Quantity.of("593").value) == ()
