"""Claims, rules and registry records as tables for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from checker.reports.visible import visible
from claims.model import Claim, Extraction, Unreadable

if TYPE_CHECKING:
    from rich.console import Console


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, width: int, color: bool) -> str:
    """Rows of plain words as one table; nothing in them is read as markup."""
    from rich.table import Table  # noqa: PLC0415 - only a terminal needs it
    from rich.text import Text  # noqa: PLC0415

    console = _console(width, color)
    grid = Table(title=Text(visible(title)), title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        grid.add_column(column, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(visible(cell)) for cell in row))
    console.print(grid)
    return _written(console)


def extractions(pages: Iterable[Extraction | Unreadable], *, width: int, color: bool, ledger: bool = False) -> str:
    """Each page's claims in a table, with what its numerals came to; with `ledger`, every numeral that is no claim."""
    parts = []
    for page in pages:
        if isinstance(page, Unreadable):
            parts.append(f"{visible(page.path)}: could not read: {visible(page.reason)}\n")
            continue
        columns = ("line", "section", "measure", "endpoint", "value", "arm", "where", "refs")
        rows = [_row(claim) for claim in page.claims]
        parts.append(table(f"{page.page.path}: {len(rows)} claims", columns, rows, width=width, color=color))
        totals = Counter(entry.bucket.value for entry in page.ledger)
        told = ", ".join(f"{count} {bucket}" for bucket, count in sorted(totals.items()))
        parts.append(f"\n{len(page.ledger)} numerals: {told or 'none'}\n")
        parts.extend(f"  {problem.line}:{problem.column}  {visible(problem.message)}\n" for problem in page.problems)
        if ledger:
            entries = [(str(e.place.line), e.text, e.bucket.value, e.reason or e.claim or "") for e in page.ledger]
            parts.append(
                "\n" + table("ledger", ("line", "numeral", "bucket", "why"), entries, width=width, color=color)
            )
    return "\n".join(parts)


def worded(claim: Claim) -> str:
    """A claim's numbers in short: `86.6 % (95% CI 81 to 91), p=0.39, 155/179`."""
    number = claim.status or f"{'' if claim.op == '=' else claim.op}{claim.value.text if claim.value else ''}"
    if claim.high is not None:
        number = f"{number} to {claim.high.text}"
    if claim.unit and claim.unit != "ratio":
        number = f"{number} {claim.unit}"
    if claim.ci is not None:
        low = claim.ci.low.text if claim.ci.low else "NR"
        high = claim.ci.high.text if claim.ci.high else "NR"
        level = f"{claim.ci.level.text}% " if claim.ci.level else ""
        number = f"{number} ({level}CI {low} to {high})"
    if claim.p is not None and claim.measure != "p_value":
        number = f"{number}, p{claim.p.op}{claim.p.text}"
    if claim.n is not None:
        number = f"{number}, {claim.n.text}/{claim.of.text if claim.of else '?'}"
    return number


def _row(claim: Claim) -> tuple[str, ...]:
    arm = f"{claim.arm} vs {claim.versus}" if claim.versus else claim.arm or ""
    where = "; ".join(part for part in (claim.population, claim.analysis, claim.timepoint, claim.trial) if part)
    refs = ",".join((*claim.citations, *claim.footnotes))
    return (
        str(claim.place.line),
        claim.section.value,
        claim.measure,
        claim.endpoint or "",
        worded(claim),
        arm,
        where,
        refs,
    )


def _console(width: int, color: bool) -> Console:
    from rich.console import Console  # noqa: PLC0415

    return Console(
        file=StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
    )


def _written(console: Console) -> str:
    assert isinstance(console.file, StringIO)  # noqa: S101 - made so above
    return "".join(f"{line.rstrip()}\n" for line in console.file.getvalue().splitlines())
