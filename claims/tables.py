"""Reads a table cell by its headings: which of them names the arm, which the endpoint, which the unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims import heads as printed
from claims.analyses import analyses
from claims.arm_heads import arm_of_heads
from claims.context import PageContext
from claims.head_parts import SOME_OF_THEM, by_stub, labels_apart
from claims.head_units import SHARE_HEAD, unit_of_heads
from claims.idle_heads import tells_nothing
from claims.mention import Mention
from claims.model import Block
from claims.named import Named, Spot, like, like_all, spots_of
from claims.notations import NUMBER_WORD
from claims.pipeline import endpoint_mentions
from claims.populations import populations, says_in_whom
from claims.quantity import Quantity
from claims.row_names import endpoint_name, named_by
from claims.statistic_heads import role
from claims.timepoints import timepoints
from claims.trials import trial_mentions
from claims.words import Inherited

BY_SUBGROUP = re.compile(
    r"\bsubgroups?\b|\bforest\b|\bage groups?\b|\bacross (?:patient )?(?:types|populations)\b", re.IGNORECASE
)
# A table of what all patients were like has no groups in its rows.
AT_BASELINE = re.compile(
    r"\b(?:characteristics|demographics)\b|^(?:(?:study|trial|all|randomi[sz]ed)\s){0,2}(?:participants|patients|subjects|population)\s\([Nn]\s?=",
    re.IGNORECASE,
)
# `Subjects with any TEAE`: what happened, not to whom.
WITH_ANY = re.compile(
    r"(?:patients|participants|subjects|people|adults|women|men)\s(?:with|who\shad|having)\s(?:any|an?|at\sleast\s(?:one|1)|[≥>]=?\s?1)\b",
    re.IGNORECASE,
)
STUB_OF_GROUPS = re.compile(
    r"\b(?:stage|age|sex|region|status|risk|population|cohort|weight|prior|(?<!\bat )baseline(?! (?:patient |disease )?(?:characteristics|demographics|features|data)|$))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Headed:
    """What a cell's headings, its table's caption and the head of its row labels say."""

    arm: str | None = None
    versus: str | None = None
    size: Quantity | None = None
    endpoint: str | None = None
    code: str | None = None
    unit: str | None = None
    labels: str = ""  # the heads that name no arm
    arm_head: str = ""
    caption: str = ""
    population: str | None = None
    timepoint: str | None = None
    trial: str | None = None
    analysis: str | None = None
    role: str = "value"  # value | interval | p
    interval_head: str = ""
    stub: str = ""
    row: str = ""  # the label of the cell's row, as printed


def headed(block: Block, context: PageContext) -> Headed:
    """What the row and column headings of a cell say of it."""
    cell = block.cell
    assert cell is not None  # noqa: S101 - only called for cells
    arms, inherited = context.arms, context.inherited[block.index]
    row_heads, column_heads = printed.row_heads(block, context), printed.column_heads(block, context)
    trials = [like(head, m.id) for head in (*row_heads, *column_heads) for m in trial_mentions(head, context.trials)]
    looks = [like(head, m.id) for head in (*column_heads, *row_heads) for m in analyses(head)]
    row, column = (_without(heads, trials) for heads in (row_heads, _with_clocks(column_heads)))
    versus = None
    arm, size, over, arm_head = arm_of_heads(column, arms)
    if arm is not None:
        versus, _, over, _ = arm_of_heads(over, arms)  # a ratio's cell stands under both arms
        words = [*row, *over]
    else:
        arm, size, beside, arm_head = arm_of_heads(row, arms)
        words = [*beside, *column]
    stub = printed.stub(block, context)
    caption = " | ".join(filter(None, (cell.stub, inherited.caption.text if inherited.caption else "")))
    above = (
        caption if inherited.caption else f"{caption} | {inherited.headings[0].text}" if inherited.headings else caption
    )
    groups = f"{cell.stub} | {above}"
    is_of_all = bool(AT_BASELINE.search(cell.stub))
    by_group = not is_of_all and bool(BY_SUBGROUP.search(groups) or STUB_OF_GROUPS.search(cell.stub))
    labels, parts = labels_apart(words, row, is_by_subgroup=by_group)
    if not is_of_all:  # whose rows tell what the patients were, not of whom a value is
        labels, parts = by_stub(labels, parts, row, cell.stub)
    told = " | ".join(labels)
    in_whom = populations(told)
    spoken = [m for m in endpoint_mentions(told) if m.id not in ("eGFR",) or len(labels) == 1]
    apart = [m for m in spoken if not any(g.start <= m.start < g.end for g in in_whom)]
    codes = [_from(labels, m.start, m.id) for m in _of_everybody(told, apart or spoken)]
    point = parts.get("timepoint") or next((_from(labels, p.start, p.id) for p in timepoints(told)), None)
    bare = [label for label in labels if not SHARE_HEAD.search(label)]
    whom = IN_BRACKETS.search(cell.stub)
    # `People with clear skin`: what is told, not in whom.
    is_outcome = (bool(spoken) and not apart and not by_group) or any(map(WITH_ANY.match, bare))
    among = () if is_outcome or is_of_all else populations(" | ".join(bare))
    group = parts.get("population") or next((_from(bare, g.start, g.id) for g in among), None)
    group = group or next((like(stub, g.id) for g in populations(f"in the {whom[1]}")), None) if whom else group
    return Headed(
        arm=arm,
        versus=versus,
        size=size,
        endpoint=named_by(labels, endpoint_name(_that_tell(labels, row, context))),
        code=codes[-1] if codes else None,
        unit=unit_of_heads([head for head in (stub, *words) if head.strip()])
        or ("%" if IN_PERCENT.search(above) else None),
        labels=like_all(labels, told),
        arm_head=arm_head,
        caption=Named(above, *spots_of(stub), *_over(inherited)),
        population=group,
        timepoint=point,
        trial=trials[-1] if trials else None,
        analysis=looks[-1] if looks else None,
        role=role(row, column),
        interval_head=" | ".join((*row[-1:], *column[-1:])),
        stub=cell.stub,
        row=cell.row_heads[-1] if cell.row_heads else "",
    )


def _that_tell(labels: Sequence[str], row: Sequence[str], context: PageContext) -> list[str]:
    """Labels without the heads of columns that name an arm in more words than its own: `EXEMPLAR cream`."""
    return [label for label in labels if label in row or not tells_nothing(label, context)] or list(labels)


def _of_everybody(told: str, named: Sequence[Mention]) -> Sequence[Mention]:
    """Endpoints without those that only say in whom others are told: `Median OS, MRD-negative patients`."""
    parts = [
        (part.start(), part.end(), says_in_whom(part[0].strip()) or bool(SOME_OF_THEM.search(part[0].strip())))
        for part in PART.finditer(told)
    ]
    own = [m for m in named if not any(whom and start <= m.start < end for start, end, whom in parts)]
    return own or named


PART = re.compile(r"[^,;|]+")
IN_PERCENT = re.compile(
    r"(?:%|\bpercent(?:age)?)\s(?:mean\s)?(?:change|increase|decrease|reduction|improvement)\b", re.IGNORECASE
)
# `Outcome (HR-positive cohort)` over the row heads says of whom the table speaks.
IN_BRACKETS = re.compile(r"\(([^()]{3,60}?\b(?:cohort|population|subgroup|patients|subset))\)")


def _from(labels: Sequence[str], at: int, words: str) -> str:
    """Words found at an offset of labels joined by bars: they were read in one of these."""
    end = -len(JOINT)
    for label in labels:
        end += len(JOINT) + len(label)
        if at < end:
            return like(label, words)
    return words


JOINT = " | "


def _over(inherited: Inherited) -> tuple[Spot, ...]:
    """The caption of a table, else the heading above it."""
    over = inherited.caption or (inherited.headings[0] if inherited.headings else None)
    return (Spot(over.block, 0, len(over.text)),) if over else ()


CLOCK = re.compile(r"(?:days?|weeks?|months?|years?|cycles?|visits?|seasons?)", re.IGNORECASE)
COUNTED_OFF = re.compile(rf"\d{{1,3}}|{NUMBER_WORD}", re.IGNORECASE)


def _with_clocks(heads: tuple[str, ...]) -> tuple[str, ...]:
    """Heads, a unit of time and the number below it as one: `Season` over `One` and `Two`, `Week` over `12` and `24`."""
    joined: list[str] = []
    for head in heads:
        if joined and CLOCK.fullmatch(joined[-1].strip()) and COUNTED_OFF.fullmatch(head.strip()):
            clock = joined.pop()
            joined.append(like_all((clock, head), f"{clock.strip()} {head.strip()}"))
        else:
            joined.append(head)
    return tuple(joined)


def _without(heads: tuple[str, ...], trials: list[str]) -> list[str]:
    """Heads without the trials that they name."""
    left = list(heads)
    for trial in trials:
        left = [like(head, head.replace(trial, " ").strip(" ,:;|–-") or head) for head in left]
    return [head for head in left if head not in trials]
