"""Gives a p value that stands alone, below a list or on the last line of a tile to the value that it tests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claims.drafts import Draft, lacks, with_part
from claims.evidence import given, taken_from, without
from claims.label_intervals import with_interval
from claims.model import Block, Kind
from claims.named import Spot
from claims.parts import intervals_in
from claims.printed import Canvas
from claims.sides import COMPARATIVE


def with_shared_p_values(drafts: list[Draft]) -> list[Draft]:
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


def _is_sibling(other: Draft, draft: Draft) -> bool:
    return (
        other.block.kind is Kind.ITEM
        and other.block.level == draft.block.level
        and other.block.group == draft.block.group
        and other.claim.endpoint == draft.claim.endpoint
        and other.claim.measure == draft.claim.measure
    )


AS_FAR = 8  # blocks back to the values that a p value alone on its line compares


def with_lone_p_values(drafts: list[Draft]) -> list[Draft]:
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
                result[j] = with_part(owner, draft)
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
            if not lacks(other, is_p=True) or other.claim.measure in ("count", "dose", "time", "p_value"):
                break
            near.insert(0, j)
            if other.claim.measure in COMPARATIVE or len(near) == most:
                break
        owner = result[near[0]] if near else None
        if owner is not None:
            tested = with_interval(with_part(owner, draft), draft.block)
            result[near[0]] = _with_interval_of(tested, draft.block)
            result[i] = None
        for j in near[1:-1] if of_each else ():  # not the comparator, which stands last
            if other := result[j]:
                result[j] = with_part(other, draft)
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
    if not OF_TWO_ARMS.fullmatch(block.text) or not lacks(draft, is_p=False):
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
    return sorted(j for j in found.values() if lacks(drafts[j], is_p=True))


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
        line = block.text.rfind("\n", 0, estimate.start) + 1
        is_comparator = bool(OF_COMPARATOR.match(block.text, line))
        if len(block.text) - line > LONGEST_P * 3 or not (is_comparator or block.text[start - 1 : start] == "\n"):
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
