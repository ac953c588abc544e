"""Pages as extracted -> text or tables for people, with what all numerals came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from checker.reports.claim_lines import claim_lines
from checker.reports.grouped import grouped
from checker.reports.listing import drawn, styled
from checker.reports.marked import marked
from claims.model import Bucket, Extraction, Unreadable
from claims.serial import problems_of

if TYPE_CHECKING:
    from rich.console import RenderableType

Pages = Iterable[Extraction | Unreadable]


def text(pages: Pages, *, width: int, color: bool, ledger: bool = False, explain: bool = False) -> str:
    """Each page's claims, one a line, then its numerals by bucket and its problems; with `ledger`, the marked page; with
    `explain`, below each claim the words that filled its slots."""
    parts = []
    for page in pages:
        if isinstance(page, Unreadable):
            parts.append(_unreadable(page, width, color))
            continue
        lines = drawn(claim_lines(page, explain=explain), width, color) if page.claims else ""
        parts.append(lines + ("\n" if lines else "") + _totals(page, width, color, ledger=ledger))
    return "\n".join(parts)


def table(pages: Pages, *, width: int, color: bool, ledger: bool = False) -> str:
    """Each page's claims in a table under the page's headings, then the same as `text` has."""
    parts = []
    for page in pages:
        if isinstance(page, Unreadable):
            parts.append(_unreadable(page, width, color))
            continue
        title = drawn([styled(page.page.path, "bold")], width, color)
        rows = grouped(page, width=width, color=color)
        parts.append(f"{title}\n{rows}" + ("\n" if rows else "") + _totals(page, width, color, ledger=ledger))
    return "\n".join(parts)


def _unreadable(page: Unreadable, width: int, color: bool) -> str:
    return drawn([styled(f"{page.path}: could not read: {page.reason}", "bold red")], width, color)


def _totals(page: Extraction, width: int, color: bool, *, ledger: bool) -> str:
    shown = drawn(_sums(page), width, color)
    return shown + "\n" + drawn(marked(page, width=width), width, color) if ledger else shown


def _sums(page: Extraction) -> Iterator[RenderableType]:
    counted = Counter(entry.bucket for entry in page.ledger)
    order = (Bucket.UNREAD, *(bucket for bucket in Bucket if bucket is not Bucket.UNREAD))
    told = ", ".join(f"{counted[bucket]} {bucket}" for bucket in order if counted[bucket])
    many = "" if len(page.claims) == 1 else "s"
    yield styled(f"{page.page.path}: {len(page.claims)} claim{many}, {len(page.ledger)} numerals: {told or 'none'}")
    for problem in problems_of(page):
        where = page.page.problem_at(problem)
        what = "could not read" if problem.is_unread else "could not decide"
        yield styled(f"{where}  {what}: {problem.message}", "bold red" if problem.is_unread else "yellow")
