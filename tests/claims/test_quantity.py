from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.quantity import Interval, Quantity

numbers = st.decimals(min_value=-10_000, max_value=10_000, places=6, allow_nan=False, allow_infinity=False)
places = st.integers(min_value=0, max_value=5)


def interval(one: Decimal, other: Decimal) -> Interval:
    return Interval(min(one, other), max(one, other))


def written(number: Decimal, decimals: int, rounding: str) -> Quantity:
    return Quantity.of(str(number.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)))


@pytest.mark.parametrize("rounding", [ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN])
@given(number=numbers, decimals=places)
def test_a_number_lies_within_the_rounding_of_what_it_is_rounded_to(
    rounding: str, number: Decimal, decimals: int
) -> None:
    assert written(number, decimals, rounding).rounding.contains(number)


@given(number=numbers, decimals=places)
def test_rounding_is_one_step_wide_around_the_value(number: Decimal, decimals: int) -> None:
    quantity = written(number, decimals, ROUND_DOWN)
    assert quantity.rounding.high - quantity.rounding.low == quantity.step
    assert (quantity.rounding.low + quantity.rounding.high) / 2 == quantity.value


def test_a_trailing_zero_narrows_the_rounding() -> None:
    assert Quantity.of("22.1").rounding == Interval(Decimal("22.05"), Decimal("22.15"))
    assert Quantity.of("22.10").rounding == Interval(Decimal("22.095"), Decimal("22.105"))
    assert Quantity.of("22").rounding == Interval(Decimal("21.5"), Decimal("22.5"))
    assert Quantity.of("22.10") != Quantity.of("22.1")


def test_decimals_are_those_written() -> None:
    assert [Quantity.of(text).decimals for text in ("62.30", "62", "-0.500", "0")] == [2, 0, 3, 0]


@given(low=numbers, high=numbers, other_low=numbers, other_high=numbers)
def test_overlap_is_a_number_in_both(low: Decimal, high: Decimal, other_low: Decimal, other_high: Decimal) -> None:
    one, other = interval(low, high), interval(other_low, other_high)
    assert one.overlaps(other) == other.overlaps(one)
    # where two closed intervals meet, one of their lower ends lies in both
    assert one.overlaps(other) == (other.contains(one.low) or one.contains(other.low))


@given(low=numbers, high=numbers, number=numbers)
def test_containing_is_overlapping_with_a_point(low: Decimal, high: Decimal, number: Decimal) -> None:
    assert interval(low, high).contains(number) == interval(low, high).overlaps(Interval(number, number))


@pytest.mark.parametrize(
    ("text", "power", "expected"),
    [
        ("0.81", 2, "81"),
        ("0.810", 2, "81.0"),
        ("81.0", -2, "0.810"),
        ("3.2", -5, "0.000032"),
        ("12", 3, "12000"),
        ("-1.4", 0, "-1.4"),
    ],
)
def test_scaling_moves_the_precision_along(text: str, power: int, expected: str) -> None:
    assert Quantity.of(text).scaled(power).text == expected


@given(number=numbers, decimals=places, power=st.integers(min_value=0, max_value=4))
def test_scaling_down_and_up_again_changes_nothing(number: Decimal, decimals: int, power: int) -> None:
    quantity = written(number, decimals, ROUND_DOWN)
    back = quantity.scaled(-power).scaled(power)
    assert (back.value, back.decimals) == (quantity.value, quantity.decimals)


def test_the_comparator_is_printed_before_the_number() -> None:
    assert str(Quantity.of("0.001", "<")) == "<0.001"
    assert str(Quantity.of("62.30")) == "62.30"


@pytest.mark.parametrize("text", ["", "1.2.3", "twelve", "12%", "1,234"])
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidOperation):
        Quantity.of(text)
