"""Clauses, purposes, figures that show no difference, and the parts of composites."""

from decimal import Decimal

import pytest

from checker.clauses import clause
from checker.composites import parts_of
from checker.significance import by_interval, by_p
from claims.quantity import Quantity


def clause_around(text: str, word: str) -> str:
    start, end = clause(text, text.index(word))
    return text[start:end].strip()


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("PFS improved (HR 0.6; P=.01); OS was 22 months", "improved", "PFS improved (HR 0.6; P=.01)"),
        ("PFS improved, while OS was 22 months", "OS", "OS was 22 months"),
        ("EXEMPLAR improved PFS, with an OS hazard ratio of 0.9", "improved", "EXEMPLAR improved PFS"),
        ("Survival improved, with a hazard ratio of 0.9", "improved", "Survival improved, with a hazard ratio of 0.9"),
    ],
)
def test_a_clause_ends_where_another_result_begins(text: str, word: str, expected: str) -> None:
    assert clause_around(text, word) == expected


@pytest.mark.parametrize(
    ("p", "one_sided", "level", "expected"),
    [
        ("0.049", False, None, True),
        ("0.05", False, None, False),
        ("0.03", True, None, False),
        ("0.02", True, None, True),
        ("0.03", False, "97.5", False),
        ("0.07", False, "90", False),
    ],
)
def test_a_p_value_against_its_threshold(p: str, one_sided: bool, level: str | None, expected: bool) -> None:
    shown = by_p(Quantity.of(p), one_sided=one_sided, level=Quantity.of(level) if level else None)
    assert shown is not None
    assert shown.is_significant is expected


@pytest.mark.parametrize(("op", "value"), [("<", "0.1"), (">", "0.01")])
def test_a_bound_may_leave_it_open(op: str, value: str) -> None:
    assert by_p(Quantity(Decimal(value), value, op)) is None


@pytest.mark.parametrize(
    ("measure", "low", "high", "expected"),
    [
        ("hazard_ratio", "0.60", "1.00", False),
        ("hazard_ratio", "0.60", "0.99", True),
        ("difference", "-0.9", "0.1", False),
        ("risk_reduction", "-5", "40", False),
        ("odds_ratio", "1.1", "2.4", True),
    ],
)
def test_an_interval_against_no_difference(measure: str, low: str, high: str, expected: bool) -> None:
    shown = by_interval(measure, Quantity.of(low), Quantity.of(high), None)
    assert shown is not None
    assert shown.is_significant is expected


def test_the_interval_of_one_arm_shows_nothing() -> None:
    assert by_interval("median_time", Quantity.of("0.5"), Quantity.of("3"), None) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("death, dialysis or kidney transplant", ("death*", "dialysis*", "kidney transplant*")),
        ("composite of stroke and death", ()),
        ("time to first hospitalisation or death", ("hospitalisation*", "death*")),
        ("complete response or better", ()),
        ("overall survival", ()),
    ],
)
def test_the_events_that_a_name_joins(name: str, expected: tuple[str, ...]) -> None:
    assert parts_of(name) == expected
