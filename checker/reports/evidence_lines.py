"""A claim's evidence -> indented lines: slot, value, the words of the page, their line, the pattern."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from checker.reports.visible import visible
from claims.explained import Explained, explained
from claims.model import Claim, Page

if TYPE_CHECKING:
    from rich.text import Text

INDENT = "    "
SLOT = 10  # the longest slot's name
LONGEST = 100  # characters of words or of a value that are shown


def evidence_lines(claim: Claim, page: Page) -> Iterator[Text]:
    """`slot  value  <- "words" (line N, pattern)`, the stretches of one line together."""
    from rich.text import Text  # noqa: PLC0415 - start-up stays light

    for (slot, line), group in groupby(explained(claim, page), key=lambda one: (one.slot, _line(one))):
        ones = list(group)
        words = " … ".join(f'"{_short(one.words)}"' for one in ones)
        where = (
            f"{ones[0].place.words if ones[0].place else ''}, {_short(ones[0].pattern)}"
            if line
            else f"inferred, {_short(ones[0].pattern)}"
        )
        said = Text(f"{INDENT}{slot:<{SLOT}}  ", style="dim").append(_short(ones[0].value), style="default")
        yield said.append(f"  <- {words if line else 'no words'} ({where})")


def _line(one: Explained) -> int:
    return one.place.line if one.place else 0


def _short(words: str) -> str:
    """Words of the page on one line, inert, cut where they are long."""
    shown = " ".join(visible(words).split())
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
