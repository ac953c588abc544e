"""Row labels that part a group of patients, and the data behind them."""

from decimal import Decimal

import pytest

from checker.partitions import Part, disjoint, is_composition, part_named, tiles, vocabulary
from claims.lexicon import endpoint_names

INFINITE = Decimal("Infinity")


@pytest.mark.parametrize(
    ("head", "label", "low", "high"),
    [
        ("Age, years", "<65", -INFINITE, 65),
        ("Age, years", "65-74", 65, 74),
        ("Age, years", "≥65 to <75", 65, 75),
        ("Age, years", "65–<75 years", 65, 75),
        ("Renal impairment", "≥15-<30 mL/min/1.73 m2", 15, 30),
        ("", "75 years of age or older", 75, INFINITE),
        ("", "Age ≥75 years", 75, INFINITE),
        ("ECOG PS", "0 or 1", 0, 1),
        ("Prior lines of therapy", "≥3, n (%)", 3, INFINITE),
        ("Renal impairment", "≥60 mL/min/1.73 m2", 60, INFINITE),
        ("PD-L1 expression", "1–49%", 1, 49),
    ],
)
def test_ranges_of_numbers(head: str, label: str, low: int, high: int) -> None:
    part = part_named(head, label)
    assert part is not None
    assert part.span is not None
    assert (part.span.low, part.span.high) == (low, high)


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("", "PASI 90"),
        ("ACR response", "ACR50"),
        ("PASI", "90"),
        ("Cytogenetics", "t(4;14)"),
        ("Cytogenetics", "1q21+"),
        ("Survival", "5 years"),
        ("Cycle", "1"),
        ("Prior therapies", "Lenalidomide"),
    ],
)
def test_what_is_no_part(head: str, label: str) -> None:
    assert part_named(head, label) is None


def named(head: str, *labels: str) -> list[Part]:
    return [part for label in labels if (part := part_named(head, label)) is not None]


def test_parts_that_nobody_shares() -> None:
    assert disjoint(named("ISS stage", "I", "II", "III"))
    assert disjoint(named("Age", "<65", "65-74", "≥75"))
    assert not disjoint(named("Age", "<65", "≥60"))
    assert not disjoint(named("ECOG", "0 or 1", "1"))
    assert not disjoint(named("Prior ASCT", "Yes", "No", "Yes"))


def test_sets_that_leave_nobody_out() -> None:
    assert tiles(named("Sex", "Male", "Female"))
    assert tiles(named("Age, years", "<65", "65-74", "≥75"))
    assert not tiles(named("Age, years", "<65", "≥75"))
    assert not tiles(named("Sex", "Male"))
    assert not tiles(named("Renal function, mL/min", "<60", "≥60"))


def test_tables_of_patients() -> None:
    assert is_composition("Baseline Characteristics | Age, years")
    assert not is_composition("Response in subgroups | Age, years")


def test_the_endpoints_of_the_data_are_those_of_the_lexicon() -> None:
    told = vocabulary()
    named = {name for chain in told["within"] for name in chain}
    named |= {
        name for whole, ways in told["made_of"].items() for name in (whole, *(part for way in ways for part in way))
    }
    assert named <= set(endpoint_names())
