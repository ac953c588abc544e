"""Rules of a page that cross -> the tables they draw: rows and columns of cells, and which phrases stand in which."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from claims.pages.pdf_cells import FoundCell, FoundTable
from claims.pages.pdf_lines import Phrase, Word
from claims.pages.pdf_paint import Painted

_NEAR = 3.0  # points: rules nearer than this touch, edges nearer are one
_MOST_RULES = 5_000
_LONGEST = 80  # words a cell on average: beyond is text in boxes


@dataclass(slots=True)
class Grid:
    """Crossing rules: heights of the horizontal ones, places of the vertical ones, and the rules themselves."""

    flat: list[Painted] = field(default_factory=list)
    upright: list[Painted] = field(default_factory=list)

    @property
    def ys(self) -> list[float]:
        """Edges of the rows."""
        return _edges(_middle(rule.top, rule.bottom) for rule in self.flat)

    @property
    def xs(self) -> list[float]:
        """Edges of the columns."""
        return _edges(_middle(rule.left, rule.right) for rule in self.upright)


def ruled_tables(phrases: Sequence[Phrase], painted: Sequence[Painted]) -> list[tuple[FoundTable, set[int]]]:
    """Tables from top to bottom, each with the ids of its phrases."""
    found = []
    for grid in _grids([thing for thing in painted if thing.is_rule][:_MOST_RULES]):
        xs, ys = grid.xs, grid.ys
        if len(xs) < 3 or len(ys) < 3:
            continue
        inside = [
            p for p in phrases if ys[0] - _NEAR < p.base <= ys[-1] + _NEAR and xs[0] < _middle(p.left, p.right) < xs[-1]
        ]
        table = _table(grid, xs, ys, inside)
        if table is not None:
            found.append((table, {id(phrase) for phrase in inside}))
    return sorted(found, key=lambda one: one[0].top)


def _grids(rules: list[Painted]) -> Iterator[Grid]:
    """Rules that touch each other, directly or through others."""
    flat = sorted((rule for rule in rules if _is_flat(rule)), key=lambda rule: rule.top)
    upright = [rule for rule in rules if not _is_flat(rule)]
    tops = [rule.top for rule in flat]
    parent = list(range(len(flat) + len(upright)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for number, rule in enumerate(upright, start=len(flat)):
        for at in range(bisect_right(tops, rule.top - 2 * _NEAR), bisect_right(tops, rule.bottom + _NEAR)):
            if flat[at].left - _NEAR <= _middle(rule.left, rule.right) <= flat[at].right + _NEAR:
                parent[root(at)] = root(number)
    grids: dict[int, Grid] = {}
    for number, rule in enumerate([*flat, *upright]):
        grid = grids.setdefault(root(number), Grid())
        (grid.flat if number < len(flat) else grid.upright).append(rule)
    yield from grids.values()


def _table(grid: Grid, xs: list[float], ys: list[float], phrases: list[Phrase]) -> FoundTable | None:
    cells: dict[tuple[int, int], FoundCell] = {}
    for phrase in phrases:
        row = _at(ys, phrase.base - 0.3 * phrase.size)
        if row is None:
            return None
        for first, last, words in _parts(phrase, xs, grid, ys, row):
            cell = cells.setdefault((row, first), FoundCell(first, last - first + 1, []))
            _put(cell.lines, Phrase(words, phrase.base, phrase.size))
    if len(cells) < 4 or len({column for _, column in cells}) < 2 or len({row for row, _ in cells}) < 2:
        return None
    if sum(len(line.words) for cell in cells.values() for line in cell.lines) > _LONGEST * len(cells):
        return None
    rows = [[cells[key] for key in sorted(cells) if key[0] == row] for row in range(len(ys) - 1)]
    return FoundTable([row for row in rows if row], xs[:-1], ys[0], ys[-1])


def _parts(
    phrase: Phrase, xs: list[float], grid: Grid, ys: list[float], row: int
) -> Iterator[tuple[int, int, list[Word]]]:
    """A phrase's words by the cell they stand in, each with its first and last column."""
    height = _middle(ys[row], ys[row + 1])
    walls = [0] + [at for at in range(1, len(xs) - 1) if _has_wall(grid, xs[at], height)] + [len(xs) - 1]
    by_cell: dict[int, list[Word]] = {}
    for word in phrase.words:
        column = _at(xs, _middle(word.left, word.right)) or 0
        by_cell.setdefault(bisect_right(walls, column) - 1, []).append(word)
    for at, words in by_cell.items():
        yield walls[at], walls[at + 1] - 1, words


def _has_wall(grid: Grid, x: float, y: float) -> bool:
    return any(
        abs(_middle(r.left, r.right) - x) <= _NEAR and r.top - _NEAR <= y <= r.bottom + _NEAR for r in grid.upright
    )


def _put(lines: list[Phrase], part: Phrase) -> None:
    last = lines[-1] if lines else None
    if last is not None and abs(last.base - part.base) <= 0.3 * part.size:
        lines[-1] = Phrase([*last.words, *part.words], last.base, max(last.size, part.size))
    else:
        lines.append(part)


def _at(edges: list[float], value: float) -> int | None:
    at = bisect_right(edges, value) - 1
    return at if 0 <= at < len(edges) - 1 else None


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _is_flat(rule: Painted) -> bool:
    return rule.right - rule.left > rule.bottom - rule.top


def _middle(one: float, other: float) -> float:
    return (one + other) / 2
