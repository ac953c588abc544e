"""Values one under another that name no arm: the first is of the arm under study, the next of its comparator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claims.context import PageContext
from claims.default_arms import UNDER_STUDY
from claims.drafts import Draft
from claims.evidence import evidence_of, taken_from, without
from claims.model import Claim, Kind
from claims.named import spots_of
from claims.pages.headings import is_value
from claims.pipeline import endpoint_mentions
from claims.sides import Pair, oriented
from claims.situated import RATIOS
from claims.timepoints import timepoints

NEAR = 4  # blocks from a value to the next, with the label or the interval between them
LONGEST = 90  # characters of a block that is a value with what belongs to it
AGAINST = re.compile(r"\W{0,3}(?:vs\.?|versus|compared with)\s", re.IGNORECASE)
ALIKE = ("endpoint", "timepoint", "population", "measure")
APART = ("timepoint", "population", "trial", "analysis")  # in which two values set against each other are alike
TURN = "the comparator, whose value comes second"


def in_turn(drafts: Sequence[Draft], context: PageContext) -> list[Draft]:
    """The same drafts, a value below that of the arm under study given to the comparator, of what the first was of."""
    result = list(drafts)
    last: int | None = None  # the last value that may have its counterpart below it
    for i, draft in enumerate(result):
        if draft.estimate.form in ("n=", "interval", "p", "range", "(range)"):
            continue
        pair = context.inherited[draft.block.index].pair
        if last is not None and pair is not None and _is_counterpart(result[last], draft, pair, context):
            claim = _of_comparator(draft.claim, result[last].claim, pair, context)
            if claim.p is not None and result[last].claim.p is None:  # it compares both
                first = taken_from(result[last].claim, claim, "p", "p value below the value set against it")
                result[last] = replace(result[last], claim=first)
                claim = without(claim, "p")
            result[i] = replace(draft, claim=claim)
            last = None
        elif i and _is_ratio_of_tile(result[i - 1], draft, context):
            claim = draft.claim
            for slot in ("endpoint", "timepoint", "population"):
                claim = taken_from(claim, result[i - 1].claim, slot, "as the number above it")
            result[i] = replace(draft, claim=claim)
        else:
            last = i
    return result


RATIO_LINE = re.compile(r"\W{0,2}(?:HR|OR|RR|(?:hazard|odds|risk|rate)\sratio)\b[^A-Za-z]{0,3}\d", re.IGNORECASE)


def _is_ratio_of_tile(above: Draft, draft: Draft, context: PageContext) -> bool:
    """Whether a line is the ratio of the reduction that the tile above it tells: `27%`, `heart attack`, `HR 0.73`."""
    return (
        draft.claim.measure in RATIOS
        and above.claim.measure == "risk_reduction"
        and above.claim.endpoint is not None
        and bool(RATIO_LINE.match(draft.block.text))
        and not context.words[draft.block.index].endpoints
        and 0 < draft.block.index - above.block.index <= NEAR
        and above.block.trail == draft.block.trail
        and is_value(above.block.text.partition("\n")[0])
    )


def _is_counterpart(first: Draft, draft: Draft, pair: Pair, context: PageContext) -> bool:
    one, other = first.claim, draft.claim
    own = oriented(pair, context.arms.product)
    is_set_against = bool(AGAINST.match(draft.block.text)) and draft.estimate.start < NEAR_START
    is_open = other.arm is None or _is_default(other)
    is_first = _is_default(one) or (is_set_against and one.arm == own[0])
    return (
        is_open
        and is_first
        and one.unit == other.unit
        and (one.measure == other.measure or other.endpoint is None)
        and all(getattr(other, slot) in (None, getattr(one, slot)) for slot in APART)
        and first.block.index < draft.block.index <= first.block.index + NEAR
        and first.block.trail == draft.block.trail
        and all(len(one.block.text) <= LONGEST and one.block.kind is not Kind.ITEM for one in (first, draft))
        and not _names_another(first, draft, context)
        and (is_set_against or len(WORD.findall(draft.block.text)) <= MOST_WORDS)
    )


def _names_another(first: Draft, draft: Draft, context: PageContext) -> bool:
    """Whether a label between two values, or that of the second, says that the second is of something else, or of another time."""
    labels = [context.words[at].text for at in range(first.block.index + 1, draft.block.index)]
    if first.block.cell and draft.block.cell:  # two tiles: the label of each may stand below its number
        labels += draft.block.cell.row_heads
    told = {str(first.claim.endpoint), str(first.claim.timepoint)}
    return any(str(m.id) not in told for text in labels for m in (*endpoint_mentions(text), *timepoints(text)))


WORD = re.compile(r"[A-Za-z]{3,}")
MOST_WORDS = 2  # beside a value alone: its unit
NEAR_START = 12  # characters from the start of a block to a value that it opens with


def _is_default(claim: Claim) -> bool:
    return any(one.slot == "arm" and one.pattern.endswith(UNDER_STUDY) for one in claim.evidence)


def _of_comparator(claim: Claim, first: Claim, pair: Pair, context: PageContext) -> Claim:
    arm = oriented(pair, context.arms.product)[1]
    kept = tuple(one for one in claim.evidence if one.slot != "arm")
    told = replace(claim, arm=str(arm), evidence=(*kept, evidence_of("arm", f"inferred: {TURN}", *spots_of(arm))))
    for slot in ALIKE:
        told = taken_from(told, first, slot, "as the value above it")
    return told
