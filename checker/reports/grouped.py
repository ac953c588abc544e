"""The claims of a page -> a table under the page's own headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from checker.reports import worded
from checker.reports.columns import folded, widths
from checker.reports.listing import HEADER, drawn, grid, styled
from checker.reports.visible import visible
from claims.model import Claim, Extraction, Kind

if TYPE_CHECKING:
    from rich.console import RenderableType

COLUMNS = ("line", "endpoint", "measure", "value", "arm", "where", "refs")
STYLES = ("dim", "", "", "bold", "", "", "dim")
UNFOLDED = ("value",)
NO_HEADING = "(no heading)"
GROUP = "bold cyan"


def grouped(extraction: Extraction, *, width: int, color: bool) -> str:
    """Consecutive claims of one heading and section under a row that names both; columns that hold nothing are left out."""
    rows = [_row(claim) for claim in extraction.claims]
    kept = [at for at in range(len(COLUMNS)) if any(row[at] for row in rows)]
    header = _picked(COLUMNS, kept)
    first = [at for at, column in enumerate(header) if column in UNFOLDED]
    each = widths([header, *(_picked(row, kept) for row in rows)], width, first)
    styles = _picked(STYLES, kept)
    parts: list[RenderableType] = [grid([header], each, (HEADER,) * len(each))]
    claims = iter(extraction.claims)
    for title, group in groupby(rows, key=lambda _: _title(extraction, next(claims))):
        parts.append(styled(""))
        parts.extend(styled(line, GROUP) for line in folded(title, width))
        parts.append(grid([_picked(row, kept) for row in group], each, styles))
    return drawn(parts, width, color) if rows else ""


def _title(extraction: Extraction, claim: Claim) -> str:
    return f"{visible(heading(extraction, claim)) or NO_HEADING}  [{worded.standing(claim)}]"


def heading(extraction: Extraction, claim: Claim) -> str:
    """The innermost heading above the claim; a claim in a heading stands under that one."""
    block = extraction.page.blocks[claim.block]
    if block.kind is Kind.HEADING:
        return block.text
    return extraction.page.blocks[block.trail[-1]].text if block.trail else ""


def _row(claim: Claim) -> tuple[str, ...]:
    return (
        str(claim.place.line) if claim.place.block is None else claim.place.words,
        visible(claim.endpoint or ""),
        claim.measure.replace("_", " "),
        "\n".join(visible(line) for line in _value(claim)),
        "\n".join(visible(arm) for arm in worded.arms(claim)),
        visible(worded.where(claim)),
        visible(worded.refs(claim)).replace(",", ", "),
    )


def _value(claim: Claim) -> Iterator[str]:
    """The estimate with its counts, then its interval and its p value, each on a line that reads on its own."""
    counts = worded.counts(claim)
    yield " ".join(part for part in (worded.estimate(claim), f"({counts})" if counts else "") if part)
    if claim.ci is not None:
        yield worded.interval(claim.ci)
    if claim.p is not None:
        yield worded.p_value(claim)


def _picked(row: Sequence[str], kept: Sequence[int]) -> tuple[str, ...]:
    return tuple(row[at] for at in kept)
