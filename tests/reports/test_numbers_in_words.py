"""Numbers as findings say them."""

from __future__ import annotations

import pytest

from checker.wording import with_unit


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        ("1", "deaths", "1 death"),
        ("1", "percentage points", "1 percentage point"),
        ("1.0", "months", "1.0 months"),
        ("11", "months", "11 months"),
        ("1", "%", "1%"),
        ("1", "mm Hg", "1 mm Hg"),
        ("1", "mass", "1 mass"),
        ("NR", "months", "NR"),
    ],
)
def test_one_of_a_thing_is_said_in_the_singular(number: str, unit: str, said: str) -> None:
    assert with_unit(number, unit) == said
