"""Units in other words: whom a count counts, its millions, how often a dose is given; times that are one time."""

import pytest

from checker.compare import compare_claim, compare_units
from checker.moments import times
from claims.model import Claim, Place
from claims.quantity import Quantity
from references.model import Fact, Where


@pytest.mark.parametrize(
    ("said", "known", "agreement"),
    [
        ("women", "patients", "agrees"),
        ("women and men", "participants", "agrees"),
        ("mg daily", "mg/day", "agrees"),
        ("mg twice daily", "mg BID", "agrees"),
        ("mg/day", "mg", "unregistered"),
        ("mg", "mg once daily", "unsaid"),
        ("mg daily", "mg weekly", "differs"),
        ("mg/kg", "mg", "differs"),
        ("mg daily", "mcg daily", "differs"),
        ("lesions", "patients", "differs"),
        ("%/year", "% per year", "agrees"),
        ("percent a year", "%/year", "agrees"),
        ("%/year", "%", "differs"),
        ("%/year", "%/month", "differs"),
    ],
)
def test_units_in_other_words(said: str, known: str, agreement: str) -> None:
    assert compare_units(said, known)[0] == agreement


@pytest.mark.parametrize(
    ("quote", "value", "agreement"),
    [
        ("1,900,000 people", "1900000", "agrees"),
        ("1.9 million people", "1.9", "agrees"),  # a page's number before its `million`
        ("1,800,000 people", "1800000", "differs"),
        ("1.9 people", "1.9", "differs"),
    ],
)
def test_a_number_in_millions_is_compared_in_full(quote: str, value: str, agreement: str) -> None:
    number = Quantity.of(value)
    claim = Claim(
        id="c1",
        quote=quote,
        place=Place(1, 1, 1, 1, 0, 1),
        block=0,
        measure="count",
        value=number,
        unit="patients",
        sentence=quote,
    )
    fact = Fact(
        id="f1",
        where=Where("r.yaml", 1),
        measure="count",
        endpoint="asthma",
        sources=(),
        value=Quantity.of("1.9"),
        unit="million people",
    )
    assert [slot.agreement for slot in compare_claim(claim, fact) if slot.slot in ("value", "unit")] == [
        agreement,
        "agrees",
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("60 minutes", "1 hour", True),
        ("week 4", "day 28", True),
        ("12 months", "year 1", True),
        ("4 weeks", "1 month", False),
        ("2 hours", "2 minutes", False),
    ],
)
def test_times_that_are_one_time(one: str, other: str, same: bool) -> None:
    assert (times(one) == times(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Weeks 6 and 52", "week 52 and week 6", True),
        ("hours 2 to 48", "hours 2 and 48", True),
        ("hours 2 to 48", "hour 2", False),
        ("week 8 and 24 months", "week 8, month 24", True),
        ("months 3", "3 months", True),
        ("Weeks 0–16", "weeks 0-16", True),
        ("Weeks 0–16", "week 0", False),
        ("week 12 and 52% of patients", "week 12", True),
    ],
)
def test_several_times_of_one_unit(one: str, other: str, same: bool) -> None:
    assert (times(one) == times(other)) is same
