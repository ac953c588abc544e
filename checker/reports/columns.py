"""Rows of words and a width -> columns in which words stay whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

GAP = 2
AFTER_JOINT = re.compile(r"(?<=[/,;+-])")  # where a word too long for its column is cut first


def folded(words: str, width: int) -> list[str]:
    """Words on lines of at most `width` cells; a line break in them stays one, a longer word is cut at a joint first."""
    return [line for told in words.split("\n") for line in _filled(told.split(), width)]


def _filled(words: Sequence[str], width: int) -> list[str]:
    from rich.cells import cell_len  # noqa: PLC0415 - start-up stays light

    lines, room = [""], width
    for word in words:
        for at, piece in enumerate(_pieces(word, width)):
            gap = " " if at == 0 and lines[-1] else ""
            needed = len(gap) + cell_len(piece)
            if needed <= room:
                lines[-1] += gap + piece
                room -= needed
            else:
                lines.append(piece)
                room = width - cell_len(piece)
    return lines if lines[0] else lines[1:] or [""]


def _pieces(word: str, width: int) -> list[str]:
    from rich.cells import cell_len, chop_cells  # noqa: PLC0415 - start-up stays light

    if cell_len(word) <= width:
        return [word]
    return [cut for piece in AFTER_JOINT.split(word) for cut in chop_cells(piece, width)]


def widths(rows: Sequence[Sequence[str]], width: int, first: Sequence[int] = ()) -> tuple[int, ...]:
    """Cells for each column: its longest word, then those of `first` unfolded, then each its share of what is left."""
    columns = tuple(zip(*rows, strict=True))
    room = width - GAP * (len(columns) - 1)
    cells = [max(map(_longest_word, column)) for column in columns]
    lacking = [max(0, _usual(column) - most) for most, column in zip(cells, columns, strict=True)]
    while sum(cells) > max(room, len(columns)):
        cells[cells.index(max(cells))] -= 1
    left = max(0, room - sum(cells))
    rest = sorted((at for at in range(len(cells)) if at not in first), key=lambda at: lacking[at])
    for turn, at in enumerate((*first, *rest)):
        share = left if at in first else left // (len(cells) - turn)
        given = min(lacking[at], share)
        cells[at] += given
        left -= given
    return tuple(cells)


def _longest_word(words: str) -> int:
    from rich.cells import cell_len  # noqa: PLC0415 - start-up stays light

    return max(map(cell_len, words.split()), default=0)


def _usual(column: Sequence[str]) -> int:
    """The length that all but the longest tenth of the filled cells keep to: one long cell must not starve the rest."""
    from rich.cells import cell_len  # noqa: PLC0415 - start-up stays light

    lengths = sorted(max(map(cell_len, cell.split("\n"))) for cell in column if cell)
    return lengths[int(len(lengths) * 0.9) - (len(lengths) >= 10)] if lengths else 0
