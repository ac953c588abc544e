"""All kinds of slips, each with what plants them; in the order of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from checker.drill import citations, notes, numbers
from checker.drill.digits import changed, point_moved, transposed, zero_lost
from checker.drill.ground import Ground
from checker.drill.model import Kind, Slip

Plant = Callable[[Ground, Random], Iterator[Slip]]


def _of_p(text: str, chance: Random) -> Iterator[str]:
    """A zero lost or a digit changed; `P<0.001` for `P<0.0001` is no slip, so where a limit is printed look further."""
    yield from zero_lost(text)
    yield from changed(text, chance)


KINDS: tuple[tuple[Kind, Plant], ...] = (
    (numbers.DIGIT, numbers.of_numeral(numbers.DIGIT, ("value",), changed)),
    (numbers.TRANSPOSED, numbers.of_numeral(numbers.TRANSPOSED, ("value",), transposed)),
    (numbers.POINT, numbers.of_numeral(numbers.POINT, ("value",), point_moved)),
    (numbers.BOUND, numbers.of_numeral(numbers.BOUND, ("ci.low", "ci.high"), changed)),
    (numbers.BOUNDS_SWAPPED, numbers.swapped_bounds),
    (
        numbers.P_VALUE,
        numbers.of_numeral(numbers.P_VALUE, ("p",), _of_p),
    ),
    (numbers.COUNT, numbers.of_numeral(numbers.COUNT, ("n", "of"), changed)),
    (numbers.ARMS_SWAPPED, numbers.swapped_arms),
    (numbers.ENDPOINTS_SWAPPED, numbers.swapped_endpoints),
    (numbers.OTHER_ANALYSIS, numbers.other_analysis),
    (numbers.WRONG_UNIT, numbers.wrong_units),
    (citations.DROPPED, citations.dropped),
    (citations.WRONG, citations.wrong),
    (citations.BEYOND, citations.beyond),
    (citations.RENUMBERED, citations.renumbered),
    (notes.CAVEAT, notes.caveat_removed),
    (notes.NOTE, notes.note_removed),
)
