"""A number that no fact has, told as the slip of the pen that it is; one that nothing speaks for is left alone."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from checker.misprints import sources_of
from claims.quantity import Quantity

MEDIAN = {"measure": "median_time", "unit": "weeks", "arm": "EXEMPLAR + Kd"}


@pytest.mark.parametrize(
    ("printed", "number"),
    [("47.1", "41.7"), ("0.584", "0.548"), ("4.17", "41.7"), ("41.9", "41.7"), ("-2.1", "-1.2")],
)
def test_what_one_slip_turns_into_a_number(printed: str, number: str) -> None:
    assert Decimal(number) in set(sources_of(Quantity.of(printed)))


@pytest.mark.parametrize("number", ["52.9", "4171", "40.8"])
def test_two_slips_are_not_looked_up(number: str) -> None:
    assert Decimal(number) not in set(sources_of(Quantity.of("41.7")))


@pytest.mark.parametrize(
    ("sentence", "slots", "fact", "diagnosis"),
    [
        (
            "With EXEMPLAR + Kd the stay on treatment had a DOT of 49 weeks",
            {**MEDIAN, "quote": "49 weeks", "value": "49", "endpoint": "stay"},
            "dot-exd",
            "transposed digits",
        ),
        (
            "With EXEMPLAR + Kd the stay on treatment had a DOT of 9.4 weeks",
            {**MEDIAN, "quote": "9.4 weeks", "value": "9.4", "endpoint": "stay"},
            "dot-exd",
            "decimal point moved",
        ),
    ],
)
def test_the_words_around_a_misprint_say_which_fact_is_meant(
    verdict_of: Callable[..., Any], sentence: str, slots: dict[str, Any], fact: str, diagnosis: str
) -> None:
    match = verdict_of(sentence, **slots)
    assert (match.verdict, match.candidates[0].id, match.diagnosis) == ("unsupported", fact, diagnosis)


@pytest.mark.parametrize(
    ("sentence", "slots"),
    [
        (
            "The stay was 49 weeks",
            {**MEDIAN, "quote": "49 weeks", "value": "49", "endpoint": "stay"},
        ),  # nothing names it
        ("DOT was 49 weeks with Kd", {**MEDIAN, "quote": "49 weeks", "value": "49", "endpoint": "stay", "arm": "Kd"}),
        ("DOT was 49%", {"measure": "rate", "quote": "49%", "value": "49", "unit": "%", "endpoint": "stay"}),
        ("DOT was 37 weeks", {**MEDIAN, "quote": "37 weeks", "value": "37", "endpoint": "stay"}),  # no single slip
    ],
)
def test_chance_is_no_misprint(verdict_of: Callable[..., Any], sentence: str, slots: dict[str, Any]) -> None:
    match = verdict_of(sentence, **slots)
    assert (match.verdict, match.diagnosis) == ("unsupported", None)
