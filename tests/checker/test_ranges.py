"""What a printed number may stand for."""

import pytest

from checker.ranges import agree
from checker.two_claims import slip
from claims.quantity import Quantity


def quantity(text: str) -> Quantity:
    op = next((op for op in (">=", "<=", ">", "<", "~") if text.startswith(op)), "=")
    return Quantity.of(text.removeprefix(op if op != "=" else ""), op)


@pytest.mark.parametrize(
    ("one", "other"),
    [("22", "22.4"), ("22.5", "22"), (">40", "42.1"), ("~29", "28.6"), ("<0.001", "<0.0001"), ("<0.001", "0.0004")],
)
def test_two_ways_to_print_one_number(one: str, other: str) -> None:
    assert agree(quantity(one), quantity(other))
    assert agree(quantity(other), quantity(one))


@pytest.mark.parametrize(("one", "other"), [("0.74", "0.75"), ("22", "22.6"), (">40", "38.2"), ("<0.001", "0.02")])
def test_two_numbers(one: str, other: str) -> None:
    assert not agree(quantity(one), quantity(other))
    assert not agree(quantity(other), quantity(one))


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("41.7", "47.1", "transposed digits"),
        ("41.7", "41.1", "one digit changed"),
        ("44", "4.4", "decimal point moved"),
        ("41.7", "28.2", None),
        ("9", "44", None),
    ],
)
def test_slips(one: str, other: str, how: str | None) -> None:
    assert slip(one, other) == how
