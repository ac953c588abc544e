"""Rows of plain words -> a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from checker.reports.columns import GAP, folded, widths
from checker.reports.visible import visible

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

HEADER = "bold"


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, width: int, color: bool) -> str:
    """A titled table in which words stay whole; nothing in them is read as markup."""
    shown = [tuple(visible(cell) for cell in row) for row in rows]
    each = widths([tuple(columns), *shown], width)
    return drawn(
        [styled(title, "italic"), grid([columns], each, (HEADER,) * len(each)), grid(shown, each)], width, color
    )


def grid(rows: Iterable[Sequence[str]], each: Sequence[int], styles: Sequence[str] = ()) -> RenderableType:
    """Rows folded into columns of these widths, each column in its style."""
    from rich.table import Table  # noqa: PLC0415 - only a terminal needs it
    from rich.text import Text  # noqa: PLC0415

    drawing = Table(box=None, show_header=False, pad_edge=False, padding=(0, GAP, 0, 0))
    for at, cells in enumerate(each):
        drawing.add_column(width=cells, no_wrap=True, style=styles[at] if styles else "")
    for row in rows:
        drawing.add_row(*(Text("\n".join(folded(cell, cells))) for cell, cells in zip(row, each, strict=True)))
    return drawing


def styled(words: str, style: str = "") -> RenderableType:
    """A line of plain words in one style."""
    from rich.text import Text  # noqa: PLC0415

    return Text(visible(words), style=style)


def drawn(parts: Iterable[RenderableType], width: int, color: bool) -> str:
    """Text and tables as lines of that width; a text longer than that is left to the terminal to wrap."""
    console = _console(width, color)
    for part in parts:
        console.print(part, soft_wrap=True)
    assert isinstance(console.file, StringIO)  # noqa: S101 - made so below
    return "".join(f"{line}\n" for line in _stripped(console.file.getvalue()))


def _stripped(text: str) -> Iterator[str]:
    return (line.rstrip() for line in text.removesuffix("\n").split("\n"))


def _console(width: int, color: bool) -> Console:
    from rich.console import Console  # noqa: PLC0415

    return Console(
        file=StringIO(),
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
