"""The claims of a page -> one line each, for the eye and for grep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.reports import worded
from checker.reports.evidence_lines import evidence_lines
from checker.reports.visible import visible
from claims.model import Claim, Extraction

if TYPE_CHECKING:
    from rich.text import Text

SUBJECT, VALUE = 26, 36  # padded to the widest of the page, at most to these; what is longer sticks out
GAP = "  "


def claim_lines(extraction: Extraction, *, explain: bool = False) -> Iterator[Text]:
    """`PATH:LINE:COL  measure endpoint  value  arm vs arm  [where]  refs 1,2 *  (footnote)`; what is unknown is left out.

    With `explain`, the words that filled each slot follow it, indented.
    """
    from rich.cells import cell_len  # noqa: PLC0415 - start-up stays light
    from rich.text import Text  # noqa: PLC0415

    told = [(_place(extraction, claim), _subject(claim), visible(worded.value(claim))) for claim in extraction.claims]
    places, subjects, values = ([cell_len(row[at]) for row in told] for at in range(3))
    margins = (max(places, default=0), _margin(subjects, SUBJECT), _margin(values, VALUE))
    for claim, words in zip(extraction.claims, told, strict=True):
        line = Text()
        for part, margin, style in zip(words, margins, ("dim", "", "bold"), strict=True):
            line.append(part, style=style).append(" " * max(0, margin - cell_len(part)) + GAP)
        line.append(GAP.join(_about(claim)))
        line.rstrip()
        yield line
        if explain:
            yield from evidence_lines(claim, extraction.page)


def _margin(lengths: list[int], most: int) -> int:
    return max((length for length in lengths if length <= most), default=0)


def _place(extraction: Extraction, claim: Claim) -> str:
    return visible(extraction.page.located(claim.place))


def _subject(claim: Claim) -> str:
    return visible(f"{claim.measure} {claim.endpoint or ''}".rstrip())


def _about(claim: Claim) -> Iterator[str]:
    if claim.arm or claim.versus:
        yield visible(" ".join(worded.arms(claim)))
    if words := worded.where(claim):
        yield f"[{visible(words)}]"
    if words := worded.refs(claim):
        yield f"refs {visible(words)}"
    if not worded.is_plain(claim):
        yield f"({worded.standing(claim)})"
