"""Gives values in a row to the times or groups that their sentence lists, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from claims.evidence import given
from claims.in_order import last_beside, sets_beside
from claims.listings import listings
from claims.model import Claim
from claims.named import Spot
from claims.printed import Estimate
from claims.segments import Span
from claims.sides import SETS_AGAINST, Pair, Sides, gap_behind
from claims.words import Words


@dataclass(frozen=True, slots=True)
class Listed:
    """Values of a sentence that belong in order to what it lists: place of each value -> its name."""

    slot: str  # timepoint | population
    names: dict[int, str]
    spot: Spot
    sides: dict[int, int]  # place of each value -> 0 or 1, where the values of two arms are set against each other

    def told(self, claim: Claim, place: int) -> Claim:
        """A claim with the time or the group that stands in its place of the list."""
        return given(claim, self.slot, self.names[place], IN_ORDER, self.spot) if place in self.names else claim


IN_ORDER = "listed in the same order"


def listed(estimates: Sequence[Estimate], words: Words, segment: Span) -> tuple[Listed, ...]:
    """Rows of values with as many members as a list of their sentence, or as many for each of two arms."""
    lists = list(listings(words.text, *segment))
    if not lists:
        return ()
    has_two_arms = len({mention.id for mention in words.arms}) > 1
    found = []
    runs = list(_runs(estimates, words.text))
    opposed = _opposed(runs, estimates, words.text)
    for run in runs:
        first, last = estimates[run[0]].start, estimates[run[-1]].end
        against = [bool(SETS_AGAINST.search(gap_behind(estimates, i, words.text))) for i in run[:-1]]
        fitting = [(one, order) for one in lists if (order := _order(against, len(one.names)))]
        apart = [(one, order) for one, order in fitting if one.end <= first or one.start >= last]
        if not apart or (has_two_arms and not any(against) and run not in opposed):
            continue
        near, order = min(apart, key=lambda pair: min(abs(first - pair[0].end), abs(pair[0].start - last)))
        names = {place: near.names[member] for place, (member, _) in zip(run, order, strict=True)}
        sides = {place: side for place, (_, side) in zip(run, order, strict=True)} if any(against) else {}
        found.append(Listed(near.slot, names, Spot(words.block, near.start, near.end), sides))
    return tuple(found)


def _order(against: Sequence[bool], many: int) -> list[tuple[int, int]]:
    """(member of the list, side) of each value, by which of the gaps between them set arms against each other."""
    values = len(against) + 1
    if values == many and not any(against):
        return [(i, 0) for i in range(values)]
    if values == 2 * many and [i for i, one in enumerate(against) if one] == list(range(0, values, 2)):
        return [(i // 2, i % 2) for i in range(values)]  # `62% vs 50% and 44% vs 30%`
    if values == 2 * many and [i for i, one in enumerate(against) if one] == [many - 1]:
        return [(i % many, i // many) for i in range(values)]  # `62% and 44% vs 50% and 30%`
    return []


def _runs(estimates: Sequence[Estimate], text: str) -> Iterator[range]:
    """Values of one unit that stand in a row, two or more."""
    i = 0
    while i < len(estimates):
        j = last_beside(i, estimates, text, sets_beside)
        if j > i:
            yield range(i, j + 1)
        i = j + 1


def _opposed(runs: Sequence[range], estimates: Sequence[Estimate], text: str) -> list[range]:
    """Rows as long as each other, the values of one arm set against those of another: `62% and 44% with A vs 50% and 30%`."""
    found: list[range] = []
    for one, other in pairwise(runs):
        gap = text[estimates[one[-1]].end : estimates[other[0]].start]
        if len(one) == len(other) and other[0] == one[-1] + 1 and len(gap) < FARTHEST and SETS_AGAINST.search(gap):
            found += [one, other]
    return found


FARTHEST = 80  # characters from the values of one arm to those of the other


def shared_sides(sides: Sequence[Sides], rows: Sequence[Listed], pair: Pair | None) -> list[Sides]:
    """Sides of values of which some are in order of what the sentence lists: all of one arm, or of the two compared."""
    result = list(sides)
    for row in rows:
        for place, side in row.sides.items():
            result[place] = Sides(pair[side], pair[1 - side], IN_ORDER) if pair else result[place]
        named = {result[place].arm for place in row.names} - {None}
        if not row.sides and len(named) == 1:
            known = next(result[place] for place in row.names if result[place].arm)
            for place in row.names:
                result[place] = replace(known, versus=None)
    return result
