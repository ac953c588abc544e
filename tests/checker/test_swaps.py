"""Two wrong numbers that are each other's are told as exchanged, and only those."""

from dataclasses import replace

import pytest

from checker.model import Match, Verdict
from checker.swaps import with_swaps
from claims.model import Claim, Place
from claims.quantity import Quantity
from references.model import Fact, Where

PLACE = Place(1, 1, 1, 2, 0, 1)


def fact(id_: str, value: str, **slots: str) -> Fact:
    given = {"measure": "rate", "endpoint": "ORR", "arm": "exd", **slots}
    return Fact(id=id_, where=Where("r", 1), sources=(), value=Quantity.of(value), **given)  # type: ignore[arg-type]


def wrong(said: str, meant: Fact) -> Match:
    claim = Claim(id=f"c{said}", quote=said, place=PLACE, block=0, measure=meant.measure, value=Quantity.of(said))
    return Match(claim=claim, verdict=Verdict.CONTRADICTED, reason="differs", fact=meant, diagnosis="one digit changed")


@pytest.mark.parametrize(
    ("slot", "other", "told"),
    [
        ("arm", "kd", "swapped arms: b"),
        ("endpoint", "CR", "swapped endpoints: b"),
        ("population", "elderly", "swapped populations: b"),
        ("timepoint", "week 16", "swapped time points: b"),
    ],
)
def test_exchanged(slot: str, other: str, told: str) -> None:
    one, two = fact("a", "61"), fact("b", "48", **{slot: other})
    first, second = with_swaps([wrong("48", one), wrong("61", two)])
    assert first.diagnosis == told
    assert second.diagnosis == told.replace(": b", ": a")


def test_a_number_that_was_only_borrowed_is_not_exchanged() -> None:
    one, two = fact("a", "61"), fact("b", "48", arm="kd")
    first, second = with_swaps([wrong("48", one), wrong("49", two)])
    assert (first.diagnosis, second.diagnosis) == ("one digit changed", "one digit changed")


def test_right_numbers_and_other_measures_are_left_alone() -> None:
    one, two = fact("a", "61"), fact("b", "48", arm="kd", measure="mean")
    right = replace(wrong("48", one), verdict=Verdict.SUPPORTED)
    assert [m.diagnosis for m in with_swaps([right, wrong("61", two)])] == ["one digit changed"] * 2
    assert [m.diagnosis for m in with_swaps([wrong("48", one), wrong("61", two)])] == ["one digit changed"] * 2
