"""Multiples and percentages that a sentence tells as time, speed or heads."""

from decimal import Decimal

import pytest

from checker.multiples import retold
from claims.quantity import Interval


def told(sentence: str) -> list[tuple[str, str]]:
    return [(one.text, one.kind) for one in retold(sentence)]


@pytest.mark.parametrize(
    ("sentence", "text", "kind"),
    [
        ("Patients lived twice as long with EXEMPLAR", "twice as long", "time"),
        ("Survive 50% longer", "50% longer", "time"),
        ("EXEMPLAR doubled overall survival", "doubled overall survival", "time"),
        ("EXEMPLAR prolonged survival by 49%", "prolonged survival by 49%", "time"),
        ("Recover three times faster", "three times faster", "speed"),
        ("EXEMPLAR slows progression by 41%", "slows progression by 41%", "speed"),
        ("2.4 times more patients had clear skin", "2.4 times more patients", "heads"),
        ("Twice as many responded", "Twice as many", "heads"),
    ],
)
def test_told_as(sentence: str, text: str, kind: str) -> None:
    assert told(sentence) == [(text, kind)]


@pytest.mark.parametrize(
    "sentence",
    [
        "EXEMPLAR halved the hazard of death",
        "Patients were twice as likely to respond",
        "EXEMPLAR is taken twice daily. Patients lived longer",
        "EXEMPLAR delayed progression and cut the risk of death by 33%",
        "A double-blind trial of longer treatment",
        "The half-life is longer in the elderly",
    ],
)
def test_not_told(sentence: str) -> None:
    assert told(sentence) == []


def test_a_percentage_says_more_and_less() -> None:
    (longer,) = retold("50% longer survival")
    assert longer.says(Interval(Decimal("1.49"), Decimal("1.51")))
    assert longer.says(Interval(Decimal("0.50"), Decimal("0.50")))
    assert not longer.says(Interval(Decimal("2"), Decimal("2")))
