"""Reads a table cell by its headings: which of them names the arm, which the endpoint, which the unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.arms import Arms, arm_mentions
from claims.model import Block, ConfidenceInterval
from claims.numerals import quantity
from claims.pipeline import endpoint_mentions
from claims.placing import populations, timepoints
from claims.printed import Estimate
from claims.quantity import Quantity

SIZE = re.compile(r"\(?\s*\b[nN]\s?=\s?(?P<n>[\d,]+)\s*\)?")
SHARE_HEAD = re.compile(r",?\s*\(?\s*(?:n\s?\(%\)|%)\s*\)?\s*$")
TOLD_AS = re.compile(r"^(?:median|mean)\s(?=\w)|\s?\((?:range|IQR|SD|SE|min|95% CI)[^)]*\)", re.IGNORECASE)
RATIO_NAME = re.compile(
    r"(?:stratified |adjusted )?(?:hazard|odds|risk|rate) ratio|HR|OR|RR|p[- ]?value|difference", re.IGNORECASE
)
EVERY_GRADE = re.compile(r"(?:all|any)[- ]?grades?(?:\s?\(?%\)?)?,?\s*%?", re.IGNORECASE)
ONE_GRADE = re.compile(r"(?P<grade>(?:CTCAE )?grades?\s[\d≥].{0,12}?)(?:,?\s*\(?%\)?)?", re.IGNORECASE)
STATISTIC = re.compile(
    r"^(?:(?:LS\s)?mean|median|range|(?:n|no\.?)(?:\s?\(%\))?|%|number|total|yes|events?|patients|rates?|IQR|SD|SE|95% CI)(?:\s?[,(].*)?$",
    re.IGNORECASE,
)
UNIT_WORDS = re.compile(
    r",\s(?P<unit>years?|months?|weeks?|days?|kg|lines?|%|n\s?\(%\)|n)\b.*$|\s\((?P<bracketed>years?|months?|weeks?|kg|%)\)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Headed:
    """What a cell's headings say."""

    arm: str | None
    size: Quantity | None
    endpoint: str | None
    code: str | None
    unit: str | None
    labels: str
    arm_head: str = ""
    versus: str | None = None
    population: str | None = None
    timepoint: str | None = None


def headed(block: Block, arms: Arms) -> Headed:
    """What the row and column headings of a cell say of it."""
    cell = block.cell
    assert cell is not None  # noqa: S101 - only called for cells
    row, column = list(cell.row_heads), list(cell.column_heads)
    versus = None
    arm, size, over = _arm(column, arms)
    if arm is not None:
        versus, _, over = _arm(over, arms)  # a ratio's cell stands under both arms
        words = [*row, *over]
    else:
        arm, size, beside = _arm(row, arms)
        words = [*beside, *column]
    labels = [head for head in words if head.strip() and not EVERY_GRADE.fullmatch(head.strip())]
    told = " | ".join(labels)
    spoken = endpoint_mentions(told)
    codes = [m.id for m in spoken if m.id not in ("eGFR",) or len(labels) == 1]
    name = endpoint_name(labels)
    point = timepoints(told) or timepoints(f"at {labels[0]}" if labels else "")
    group = populations(told)
    return Headed(
        arm=arm,
        size=size,
        endpoint=name,
        code=codes[-1] if codes else None,
        unit=_unit([head for head in words if head.strip()]),
        labels=told,
        arm_head=next((head for head in (*column, *row) if arm and arm in head.replace("®", "").replace("™", "")), ""),
        population=group[0].id if group else None,
        timepoint=point[0].id if point else None,
        versus=versus,
    )


def _arm(heads: list[str], arms: Arms) -> tuple[str | None, Quantity | None, list[str]]:
    for i, head in enumerate(heads):
        size = SIZE.search(head)
        bare = SHARE_HEAD.sub("", SIZE.sub("", head)).strip(" ,:;")
        spoken = arm_mentions(bare, arms)
        covers = sum(m.end - m.start for m in spoken)
        if (size and bare and (spoken or head in arms.heads or bare in arms.heads)) or (
            spoken and covers >= 0.6 * len(bare)
        ):
            number = quantity(size["n"]) if size else None
            return bare.replace("®", "").replace("™", ""), number, heads[:i] + heads[i + 1 :]
    return None, None, heads


def endpoint_name(labels: list[str]) -> str | None:
    """An endpoint in the page's words from row labels, outermost first: `Age, years` over `<70` is `age <70 years`."""
    kept = [label.strip(" :*") for label in labels if not STATISTIC.fullmatch(label.strip())]
    kept = [label for label in kept if not RATIO_NAME.fullmatch(TOLD_AS.sub("", label).strip())]
    if not kept:
        kept = [label.strip() for label in labels[-1:] if not RATIO_NAME.fullmatch(TOLD_AS.sub("", label).strip())]
    unit = ""
    cleaned = []
    for label in kept:
        match = UNIT_WORDS.search(label)
        if match:
            unit = match["unit"] or match["bracketed"] or ""
            label = label[: match.start()]  # noqa: PLW2901
        label = SHARE_HEAD.sub("", TOLD_AS.sub("", label)) or label  # noqa: PLW2901
        cleaned.append(label[:1].lower() + label[1:] if not label[1:2].isupper() else label)
    if not cleaned:
        return None
    grade = ONE_GRADE.fullmatch(cleaned[-1])
    if grade and len(cleaned) > 1:
        cleaned = [*cleaned[:-2], f"{grade['grade']} {cleaned[-2]}"]
    name = (
        " ".join(cleaned)
        if len(cleaned) == 1 or re.match(r"[<>≥≤=\d]", cleaned[-1])
        else f"{' '.join(cleaned[:-1])}: {cleaned[-1]}"
    )
    if re.match(r"[<>≥≤]", cleaned[-1]) and unit in ("years", "year"):
        name = f"{name} years"
    return name


def _unit(labels: list[str]) -> str | None:
    for label in reversed(labels):
        match = UNIT_WORDS.search(label)
        said = (match["unit"] or match["bracketed"] or "").casefold() if match else ""
        if said in ("years", "year", "months", "month", "weeks", "days", "kg"):
            return said if said.endswith("s") or said == "kg" else f"{said}s"
        if said.startswith(("%", "n (")) or re.search(r"%(?!\s?C)|\bpercent", label):
            return "%"
        if re.search(r"\b(?:mos?|months)\b", label):
            return "months"
        if re.search(r"\blines\b", label):
            return "lines"
    return None


COUNT_AND_SHARE = re.compile(r"\bn(?:o\.?|umber)?\s?\(%\)|\bno\.\s?\(%\)|\(%\)$", re.IGNORECASE)
INTERVAL_HEAD = re.compile(r"\((?:(?P<level>\d{2}(?:\.\d+)?)\s?%\s?)?(?:CI|CrI|confidence interval)\)", re.IGNORECASE)


def completed(text: str, told: Headed, estimates: Sequence[Estimate]) -> list[Estimate]:
    """A cell's estimates in the form that its headings promise: `71 (39.7)` under `n (%)`, `35.7 (25.8-44.0)` under
    `(95% CI)`."""
    if len(estimates) != 2 or text.count("(") != 1:
        return list(estimates)
    first, second = estimates
    heads = f"{told.labels} | {told.arm_head}"
    if COUNT_AND_SHARE.search(heads) and second.high is None and first.value is not None and first.unit in (None, "%"):
        whole = replace(
            second, start=first.start, end=second.end, unit="%", n=replace(first.value, op="="), form="n (%)"
        )
        return [whole]
    level = INTERVAL_HEAD.search(heads)
    if level and second.high is not None and second.value is not None:
        stated = quantity(level["level"]) if level["level"] else None
        ci = ConfidenceInterval(second.value, second.high, stated)
        return [replace(first, ci=ci, parts=((second.start, second.end),))]
    return list(estimates)


def with_headings(estimate: Estimate, told: Headed) -> Estimate:
    """An estimate of a cell with the unit its headings give it, and its share's total from the arm's size."""
    unit = estimate.unit
    if unit is None and told.arm_head and SHARE_HEAD.search(SIZE.sub("", told.arm_head)):
        unit = "%"
    is_ratio = bool(re.search(r"\b(?:HR|hazard ratio|odds ratio|OR|ratio|p[- ]?value)\b", told.labels, re.IGNORECASE))
    if unit is None and estimate.form in ("number", "low-high", "(range)") and not is_ratio:
        unit = told.unit
        if unit == "lines" and estimate.form == "number":
            unit = "lines"
    of = estimate.of
    if unit == "%" and of is None and told.size is not None:
        of = told.size
    return replace(estimate, unit=unit, of=of)
