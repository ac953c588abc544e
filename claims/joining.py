"""Gives intervals and p values that stand in a cell or on a line of their own to the claims they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from claims.evidence import given, taken_from, without
from claims.model import Block, Claim, Kind
from claims.named import Spot
from claims.pages.headings import is_value
from claims.pages.tiles import TILES
from claims.parts import intervals_in
from claims.printed import Canvas, Estimate
from claims.sides import COMPARATIVE
from claims.statistic_heads import is_statistic


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making, with where it stands in its block."""

    block: Block
    estimate: Estimate
    claim: Claim
    parts: tuple[tuple[int, int, int], ...] = ()  # (block, start, end) of what belongs to it in other cells


def joined(
    drafts: Sequence[Draft],
    labels: Sequence[Block] = (),
    arms: Mapping[int, Block] = MappingProxyType({}),
    below: Mapping[int, Block] = MappingProxyType({}),
) -> list[Draft]:
    """The same drafts, those that are only an interval or a p value of a table or list given to their claims.

    `labels` are the labels of stat tiles and `arms` the blocks that name the arms of values alone, by their blocks: both
    may hold the interval of their number. `below` are the blocks that are no more than an interval, by the block above.
    """
    told = _with_labels(_with_cells(list(drafts)), labels)
    told = [_with_interval(draft, arms.get(draft.block.index)) for draft in _with_row_p_values(told)]
    told = [
        _with_interval(draft, below.get(i)) if (i := draft.block.index) != after else draft
        for draft, after in _next(told)
    ]
    return _with_lone_p_values(_with_shared_p_values(_with_tiles(_with_endpoints(told))))


def _next(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, int | None]]:
    """Each draft with the block of the one behind it."""
    after = [draft.block.index for draft in drafts[1:]]
    return zip(drafts, [*after, None], strict=False)  # none behind the last


def _with_labels(drafts: list[Draft], labels: Sequence[Block]) -> list[Draft]:
    """A tile's number has the interval on a line of its label: `37.9%`, `EXEMPLAR (n=58/153)`, `95% CI: 30.2-46.1`."""
    result = list(drafts)
    of_row = {
        draft.block.cell.row: i
        for i, draft in enumerate(drafts)
        if draft.block.cell and draft.block.cell.table == TILES and not draft.block.cell.header
    }
    for label in labels:
        at = of_row.get(label.cell.row) if label.cell else None
        if at is None:
            continue
        result[at] = _with_interval(result[at], label)
    return result


def _with_interval(draft: Draft, label: Block | None) -> Draft:
    """A value that lacks its interval, with that on a line of its own in its label."""
    if label is None or not _lacks(draft, is_p=False):
        return draft
    for (start, end), ci in intervals_in(Canvas(label.text, ())):
        if _opens_line(label.text, start):
            claim = given(draft.claim, "ci", ci, "interval below the label of its tile", Spot(label.index, start, end))
            return replace(draft, claim=claim, parts=(*draft.parts, (label.index, start, end)))
    return draft


def _opens_line(text: str, at: int) -> bool:
    return text[:at].rpartition("\n")[2].strip(" ([") == ""


def _with_cells(drafts: list[Draft]) -> list[Draft]:
    """An interval goes to the value before it in its row, a p value to the row's ratio or else its first value; where
    there is none, both go to what stands above them in their column."""
    result: list[Draft | None] = list(drafts)
    tested = _tested(drafts)
    beside: dict[tuple[int, int], list[int]] = {}  # values passed so far that lack an interval, by row
    above: dict[tuple[int, int, bool], list[int]] = {}  # those that lack an interval, and those that lack a p value
    for i, draft in enumerate(drafts):
        cell = draft.block.cell
        if cell is None:
            continue
        if draft.estimate.form not in ("interval", "p"):
            beside.setdefault((cell.table, cell.row), []).append(i)
            for lacks_p in (False, True):
                above.setdefault((cell.table, cell.column, lacks_p), []).append(i)
            continue
        is_p = draft.estimate.form == "p"
        row = tested.get((cell.table, cell.row), []) if is_p else beside.get((cell.table, cell.row), [])
        column = above.get((cell.table, cell.column, is_p), [])
        at = _last_lacking(row, result, is_p=is_p)
        at = _last_lacking(column, result, is_p=is_p) if at is None else at
        owner = None if at is None else result[at]
        if at is not None and owner is not None:
            result[at] = _given(owner, draft)
            result[i] = None
    return [draft for draft in result if draft is not None]


def _with_row_p_values(drafts: list[Draft]) -> list[Draft]:
    """A p value on a line of its own under the last value of a row compares the row: `47%`, `26%`, `P<0.001`."""
    result = list(drafts)
    tested = _tested(drafts)
    for i, draft in enumerate(drafts):
        cell, p = draft.block.cell, draft.estimate.p
        if cell is None or cell.table == TILES or p is None or draft.claim.measure in COMPARATIVE:
            continue
        if not any(draft.block.text[start - 1 : start] == "\n" for start, _ in draft.estimate.parts if start):
            continue
        first = _last_lacking(list(tested[(cell.table, cell.row)]), result, is_p=True)
        if first is not None and first != i and result[first].claim.unit == draft.claim.unit:
            owner = taken_from(result[first].claim, draft.claim, "p", "p value in the cell beside")
            result[first] = replace(result[first], claim=owner)
            result[i] = replace(draft, claim=without(draft.claim, "p"))
    return result


def _tested(drafts: Sequence[Draft]) -> dict[tuple[int, int], list[int]]:
    """For each row the values that its p values may test, the first choice last: a ratio or difference, then in order."""
    rows: dict[tuple[int, int], list[int]] = {}
    for i, draft in enumerate(drafts):
        cell = draft.block.cell
        if cell is not None:
            rows.setdefault((cell.table, cell.row), []).append(i)
    for row in rows.values():
        row.sort(key=lambda i: (drafts[i].claim.measure not in COMPARATIVE, i), reverse=True)
    return rows


def _last_lacking(places: list[int], drafts: Sequence[Draft | None], *, is_p: bool) -> int | None:
    """The last of some places whose value lacks a p value or an interval; those that do not any more are dropped."""
    while places and not _lacks(drafts[places[-1]], is_p):
        places.pop()
    return places[-1] if places else None


def _with_endpoints(drafts: list[Draft]) -> list[Draft]:
    """Ratios and differences of a row that names only the statistic: they are of the endpoint in the row above."""
    result = list(drafts)
    above: dict[int, Claim] = {}
    for i, draft in enumerate(result):
        cell = draft.block.cell
        if cell is None or not cell.row_heads:
            continue
        known = above.get(cell.table)
        is_set_against = AGAINST.match(cell.row_heads[-1]) and known is not None and known.measure in DIFFER
        told = draft.claim.measure in COMPARATIVE or is_set_against
        if is_statistic(cell.row_heads[-1]) and known is not None and told:
            claim = taken_from(draft.claim, known, "endpoint", ROW_ABOVE)
            claim = replace(claim, measure="difference") if claim.measure not in COMPARATIVE else claim
            claim = claim if claim.population else taken_from(claim, known, "population", ROW_ABOVE)
            result[i] = replace(draft, claim=claim)
        elif not is_statistic(cell.row_heads[-1]):
            above[cell.table] = draft.claim
    return result


ROW_ABOVE = "as the row above"
AGAINST = re.compile(r"\W*(?:vs\.?|versus|compared (?:with|to)|over|against)\s", re.IGNORECASE)  # `vs placebo (95% CI)`
DIFFER = frozenset({"mean_change", "mean", "rate"})  # measures of two arms that a row below sets against each other


def _with_tiles(drafts: list[Draft]) -> list[Draft]:
    """A tile whose label names an arm and nothing else is of what the tile before it is: `71% reached PASI 90 at week 16`,
    `vs`, `3% with placebo`."""
    result = list(drafts)
    for i in range(1, len(result)):
        before, draft = result[i - 1], result[i]
        if not _is_next_tile(before.block, draft.block) or not draft.claim.arm or _names_its_own(draft, before.block):
            continue
        if before.claim.unit == draft.claim.unit and before.claim.arm != draft.claim.arm:
            claim = draft.claim
            for slot in ("endpoint", "timepoint", "population", "measure"):
                claim = taken_from(claim, before.claim, slot, TILE_BEFORE)
            result[i] = replace(draft, claim=claim)
    return result


TILE_BEFORE = "as the tile before"
BETWEEN_TILES = 3  # blocks from a tile's number to that of the next: its label and `vs`


def _is_next_tile(before: Block, block: Block) -> bool:
    """Whether a tile follows another, which may be a number with its label below it in one block."""
    is_tile = block.cell is not None and block.cell.table == TILES
    is_number = before.cell.table == TILES if before.cell else is_value(before.text.partition("\n")[0])
    return is_tile and is_number and before.trail == block.trail and block.index - before.index <= BETWEEN_TILES


def _names_its_own(draft: Draft, before: Block) -> bool:
    """Whether an endpoint was read in the words of the tile itself: behind the tile before it."""
    told = (spot for one in draft.claim.evidence if one.slot == "endpoint" for spot in one.read)
    return any(isinstance(spot, Spot) and spot.block > before.index for spot in told)


def _lacks(draft: Draft | None, is_p: bool) -> bool:
    if draft is None or draft.estimate.form in ("interval", "p", "n="):
        return False
    return draft.claim.p is None if is_p else draft.claim.ci is None


def _given(owner: Draft, part: Draft) -> Draft:
    spot = (part.block.index, part.estimate.start, part.estimate.end)
    of = "p value" if part.estimate.form == "p" else "interval"
    pattern = f"{of} {_apart(owner.block, part.block)}"
    if part.estimate.form == "p":
        claim = given(owner.claim, "p", part.estimate.value, pattern, Spot(*spot))
    else:
        claim = given(owner.claim, "ci", part.estimate.ci, pattern, Spot(*spot))
    return replace(owner, claim=claim, parts=(*owner.parts, spot))


def _apart(owner: Block, part: Block) -> str:
    """Where a part stands that has a cell or block of its own."""
    if owner.cell is None or part.cell is None:
        return "alone in its block"
    if owner.cell.row != part.cell.row:
        return "in the cell below"
    return "in the cell beside"


def _with_shared_p_values(drafts: list[Draft]) -> list[Draft]:
    """A p value on a line of its own under a list compares the list's items: it goes to the first of them."""
    result = list(drafts)
    first = 0
    for i, draft in enumerate(drafts):
        if not i or not _is_sibling(drafts[i - 1], draft):
            first = i
        estimate = draft.estimate
        if draft.block.kind is not Kind.ITEM or estimate.p is None or not estimate.parts:
            continue
        start = estimate.parts[-1][0]
        if start == 0 or draft.block.text[start - 1] != "\n":
            continue
        if first != i and result[first].claim.p is None:
            owner = taken_from(result[first].claim, draft.claim, "p", "p value under its list")
            result[first] = replace(result[first], claim=owner)
            result[i] = replace(draft, claim=without(draft.claim, "p"))
    return result


AS_FAR = 8  # blocks back to the values that a p value alone on its line compares


def _with_lone_p_values(drafts: list[Draft]) -> list[Draft]:
    """A p value alone in its block tests what stands above it: a ratio or difference, else the first of the values that
    are set side by side."""
    result: list[Draft | None] = list(_with_moved_p_values(drafts))
    for i, draft in enumerate(drafts):
        is_alone = draft.estimate.form == "p" and draft.block.cell is None and _is_no_more(draft.block.text)
        if not is_alone or draft.block.kind is not Kind.PARAGRAPH:
            continue
        if OF_EACH_ITEM.match(draft.block.text):
            heads = {j: owner for j in _heads_above(result, i) if (owner := result[j])}
            result[i] = None if heads else draft
            for j, owner in heads.items():
                result[j] = _given(owner, draft)
            if heads:
                continue
        near: list[int] = []
        of_each = OF_EACH_DOSE.search(draft.block.text) is not None
        most = MOST_DOSES if of_each else 2
        for j in range(i - 1, -1, -1):
            other = result[j]
            if (
                other is None
                or other.block.trail != draft.block.trail
                or draft.block.index - other.block.index > AS_FAR
            ):
                break
            if other.estimate.form == "n=":
                continue  # the size of the arm that a tile names
            if near and (other.claim.unit, other.claim.endpoint) != (
                drafts[near[0]].claim.unit,
                drafts[near[0]].claim.endpoint,
            ):
                break
            if not _lacks(other, is_p=True) or other.claim.measure in ("count", "dose", "time", "p_value"):
                break
            near.insert(0, j)
            if other.claim.measure in COMPARATIVE or len(near) == most:
                break
        owner = result[near[0]] if near else None
        if owner is not None:
            tested = _with_interval(_given(owner, draft), draft.block)
            result[near[0]] = _with_interval_of(tested, draft.block)
            result[i] = None
        for j in near[1:-1] if of_each else ():  # not the comparator, which stands last
            if other := result[j]:
                result[j] = _given(other, draft)
    return [draft for draft in result if draft is not None]


# `EXEMPLAR 100/25 mcg vs additor 100 mcg; 95% CI 66-153; p<0.001`: the arms and the statistics of the value above
OF_TWO_ARMS = re.compile(
    r"[^;:=%]{3,60}\s(?:vs\.?|versus)\s[^;:=%]{3,60}[;:]\s9\d(?:\.\d)?\s?%\sCI[^A-Za-z;]{3,30}(?:to\s[^A-Za-z;]{1,14})?;\s[Pp]\s?[=<≤]\s?[\d.]{1,8}\W{0,3}"
)


def _is_no_more(text: str) -> bool:
    """Whether a block with a p value holds no more than that, or the arms and the interval with it."""
    return len(text) < LONGEST_P or bool(OF_TWO_ARMS.fullmatch(text))


def _with_interval_of(draft: Draft, block: Block) -> Draft:
    """A value with the interval that stands beside its p value in a block of both."""
    if not OF_TWO_ARMS.fullmatch(block.text) or not _lacks(draft, is_p=False):
        return draft
    for (start, end), ci in intervals_in(Canvas(block.text, ())):
        spot = (block.index, start, end)
        claim = given(draft.claim, "ci", ci, "interval in the block below", Spot(*spot))
        return replace(draft, claim=claim, parts=(*draft.parts, spot))
    return draft


OF_EACH_ITEM = re.compile(r"\W{0,2}(?:each|all|both)\s[Pp]\b", re.IGNORECASE)
OF_EACH_DOSE = re.compile(r"\bfor (?:each|both|all) (?:doses?|arms?|regimens?|groups?)\b")
MOST_DOSES = 4  # values of a tile that one p value compares


def _heads_above(drafts: Sequence[Draft | None], i: int) -> list[int]:
    """The first value of each item of the list above a line."""
    found: dict[int, int] = {}
    for j in range(i - 1, -1, -1):
        other = drafts[j]
        if other is None or other.block.kind is not Kind.ITEM or i - j > 3 * AS_FAR:
            break
        found[other.block.index] = j
    return sorted(j for j in found.values() if _lacks(drafts[j], is_p=True))


def _with_moved_p_values(drafts: list[Draft]) -> list[Draft]:
    """A p value on the last line of a tile tests the reduction or ratio that heads the tiles, else their first value."""
    result = list(drafts)
    last = 0  # behind the last value whose p value was moved: what stands before has been tested
    for i, draft in enumerate(result):
        estimate, block = draft.estimate, draft.block
        if (
            estimate.p is None
            or not estimate.parts
            or block.kind is not Kind.PARAGRAPH
            or draft.claim.measure in COMPARATIVE
        ):
            continue
        start = estimate.parts[-1][0]
        is_comparator = bool(OF_COMPARATOR.match(block.text))
        if len(block.text) > LONGEST_P * 3 or not (is_comparator or block.text[start - 1 : start] == "\n"):
            continue
        if SAYS_AGAINST.match(block.text, estimate.parts[-1][1]):
            continue  # `-1.8%` over `P<0.001 vs 1.5 mg` is what was tested
        near = [
            k
            for k in range(max(last, i - 4), i)
            if result[k].block.trail == block.trail
            and block.index - result[k].block.index <= AS_FAR
            and result[k].claim.p is None
            and (is_comparator or result[k].claim.endpoint == draft.claim.endpoint)
        ]
        tested = [k for k in near if result[k].claim.measure in COMPARATIVE]
        alike = [
            k
            for k in near
            if result[k].claim.unit == draft.claim.unit
            and (is_comparator or result[k].claim.measure == draft.claim.measure)
        ]
        chosen = alike[-1:] if is_comparator else tested[-1:] or alike[:1]
        at = (chosen or [i])[0]
        if at != i:
            owner = taken_from(result[at].claim, draft.claim, "p", "p value on the last line of a tile")
            result[at] = replace(result[at], claim=owner)
            result[i] = replace(draft, claim=without(draft.claim, "p"))
            last = i + 1
    return result


SAYS_AGAINST = re.compile(r"\s(?:vs\.?|versus|compared (?:with|to))\s(?!\d[\d.]*\s?%)")
OF_COMPARATOR = re.compile(r"\W{0,3}(?:vs\.?|versus|compared with|compared to)\s\d")  # the comparator of the tile above
LONGEST_P = 40  # characters of a block that holds a p value and nothing else


def _is_sibling(other: Draft, draft: Draft) -> bool:
    return (
        other.block.kind is Kind.ITEM
        and other.block.level == draft.block.level
        and other.block.group == draft.block.group
        and other.claim.endpoint == draft.claim.endpoint
        and other.claim.measure == draft.claim.measure
    )


def parts_of(draft: Draft) -> Iterator[tuple[int, int, int]]:
    """(block, start, end) of everything that belongs to a claim beside its value."""
    yield from ((draft.block.index, start, end) for start, end in draft.estimate.parts)
    yield from draft.parts
