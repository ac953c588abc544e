from decimal import Decimal

import pytest

from checker.compare import compare_intervals, compare_numbers
from checker.units import compare_units
from claims.model import ConfidenceInterval
from claims.quantity import Quantity
from references.model import Bounds


def q(text: str) -> Quantity:
    op = next((op for op in ("<=", ">=", "<", ">", "~") if text.startswith(op)), "=")
    return Quantity.of(text.removeprefix(op if op != "=" else ""), op)


@pytest.mark.parametrize(
    ("said", "known", "agreement"),
    [
        ("0.548", "0.548", "agrees"),
        ("62.3", "62.30", "agrees"),
        ("0.37", "0.366", "agrees"),
        ("0.36", "0.366", "differs"),  # cut, not rounded
        ("0.36", "0.365", "agrees"),  # half-even and half-up are both rounding
        ("0.37", "0.365", "agrees"),
        ("42", "41.7", "rounded"),
        ("~42", "41.7", "agrees"),
        ("~40", "41.7", "agrees"),  # within 5 %
        ("~39", "41.7", "differs"),
        ("41", "41.7", "differs"),
        ("87", "86.6", "rounded"),
        ("23", "23.5", "rounded"),
        ("24", "23.5", "rounded"),
        ("25", "23.5", "differs"),
        ("44.91", "44.9", "agrees"),  # more digits than registered
        ("44.96", "44.9", "differs"),
        ("0.53", "0.548", "differs"),
        ("-1.2", "-1.2", "agrees"),
        ("1.2", "-1.2", "differs"),
        ("<1", "0.6", "agrees"),
        ("<1", "<1", "agrees"),
        ("<1", "1", "differs"),
        ("<=1", "1", "agrees"),
        ("1", "<1", "differs"),  # the sign is dropped
        ("<3", "<1", "differs"),
        (">1", "<1", "differs"),
        (">40", "41.7", "agrees"),
        (">42", "41.7", "differs"),
        (">=41.7", "41.7", "agrees"),
    ],
)
def test_printed_beside_registered(said: str, known: str, agreement: str) -> None:
    assert compare_numbers(q(said), q(known))[0] == agreement


@pytest.mark.parametrize(
    ("said", "known", "agreement"),
    [
        ("<0.0001", "0.00003", "agrees"),
        ("<0.001", "<0.0001", "agrees"),
        ("<0.0001", "<0.001", "differs"),
        ("0.001", "<0.001", "differs"),
        ("0.003", "0.0032", "agrees"),
        ("0.025", "0.0025", "differs"),
    ],
)
def test_p_values(said: str, known: str, agreement: str) -> None:
    assert compare_numbers(q(said), q(known), loosely=True)[0] == agreement


def test_a_rounding_and_surplus_digits_are_told() -> None:
    assert compare_numbers(q("42"), q("41.7"))[1] == "rounded to a whole number from 41.7"
    assert compare_numbers(q("44.91"), q("44.9"))[1] == "more digits than registered (44.9)"


@pytest.mark.parametrize(
    ("said", "known", "agreement", "note"),
    [
        ("months", "month", "agrees", None),
        ("ratio", None, "agrees", None),
        ("patients", None, "agrees", None),
        ("patients", "events", "agrees", None),
        ("%", "percent", "agrees", None),
        (None, "%", "unsaid", None),
        ("%", None, "unregistered", None),
        ("months", "weeks", "differs", "months for weeks"),
        ("%", "percentage points", "differs", None),
        ("mg", "mg/kg", "differs", None),
        ("per year", "exacerbations/year", "agrees", None),
        ("events per 100 person-years", "per 100 patient-years", "agrees", None),
        ("mg/day", "g/day", "differs", None),
        ("/year", "/month", "differs", None),
    ],
)
def test_units(said: str | None, known: str | None, agreement: str, note: str | None) -> None:
    assert compare_units(said, known) == (agreement, note)


def agreements(
    said: tuple[str | None, str | None], known: tuple[str | None, str | None], *, percent: bool
) -> list[str]:
    one = ConfidenceInterval(*(None if bound is None else q(bound) for bound in said), None)
    other = Bounds(*(None if bound is None else q(bound) for bound in known), "NE")
    return [slot.agreement for slot in compare_intervals(one, other, percent=percent)]


def test_proportions_beside_percentages_agree_after_scaling() -> None:
    assert agreements(("0.81", "0.91"), ("80.7", "91.2"), percent=True) == ["agrees", "agrees"]
    assert agreements(("80.7", "91.2"), ("0.807", "0.912"), percent=True) == ["agrees", "agrees"]


def test_a_wrong_bound_differs_on_either_scale() -> None:
    assert agreements(("0.81", "0.97"), ("80.7", "91.2"), percent=True) == ["differs", "differs"]
    assert agreements(("80.7", "97.2"), ("80.7", "91.2"), percent=True) == ["agrees", "differs"]


def test_proportions_on_both_sides_need_no_note() -> None:
    one = ConfidenceInterval(q("0.81"), q("0.91"), None)
    slots = compare_intervals(one, Bounds(q("0.81"), q("0.91")), percent=True)
    assert [(slot.agreement, slot.note) for slot in slots] == [("agrees", None), ("agrees", None)]


def test_ratios_are_never_scaled() -> None:
    assert agreements(("0.42", "0.83"), ("42", "83"), percent=False) == ["differs", "differs"]


def test_open_bounds() -> None:
    assert agreements(("31.6", None), ("31.6", None), percent=False) == ["agrees", "agrees"]
    assert agreements(("31.6", None), ("31.6", "40.1"), percent=False) == ["agrees", "differs"]
    assert agreements(("31.6", "40.1"), ("31.6", None), percent=False) == ["agrees", "differs"]


def test_scaling_keeps_the_written_precision() -> None:
    assert q("0.81").scaled(2).text == "81"
    assert q("0.81").scaled(2).rounding.low == Decimal("80.5")
