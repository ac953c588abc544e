"""A source line of any length with the places that matter -> stretches of it that fit a width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from checker.reports.visible import visible

What = TypeVar("What")
CUT = "…"


@dataclass(frozen=True, slots=True)
class Span(Generic[What]):
    """Offsets into a line and what stands there."""

    start: int
    end: int
    what: What


@dataclass(frozen=True, slots=True)
class Window(Generic[What]):
    """A stretch of a line as visible words: each piece with what it is, None between the places that matter."""

    pieces: tuple[tuple[str, What | None], ...]


def windows(line: str, spans: Sequence[Span[What]], width: int) -> Iterator[Window[What]]:
    """Every span once, in as few stretches as hold them; the work grows with the line, never with its square."""
    first, last = len(line) - len(line.lstrip()), len(line.rstrip())
    done, at = first, 0
    while at < len(spans):
        room = width - 2 * len(CUT)
        begin = _begin(line, done, spans[at].start, room, last)
        pieces: list[tuple[str, What | None]] = [(CUT, None)] if begin > first else []
        done, opened = begin, at
        while at < len(spans):
            gap, words = visible(line[done : spans[at].start]), visible(line[spans[at].start : spans[at].end])
            if at == opened:
                gap = _ending(gap, room - min(_cells(words), room // 2))
                words = _opening(words, room - _cells(gap))
            elif _cells(gap) + _cells(words) > room:
                break
            pieces += [(gap, None), (words, spans[at].what)]
            room -= _cells(gap) + _cells(words)
            done = max(done, spans[at].end)
            at += 1
        end = _end(line, done, min(done + room, spans[at].start if at < len(spans) else last), last)
        tail = _opening(visible(line[done:end]), room)
        done = end
        pieces += [(tail.rstrip(), None), (CUT if end < last else "", None)]
        yield Window(tuple(piece for piece in pieces if piece[0]))


def _begin(line: str, done: int, start: int, room: int, last: int) -> int:
    """Where a window opens: behind the last one if all the rest fits, else a few whole words before its first span."""
    begin = max(done, start - room // 3)
    if begin == done or last - done <= room:
        return done
    space = line.find(" ", begin, start)
    return space + 1 if space >= 0 else begin


def _end(line: str, done: int, end: int, last: int) -> int:
    """Where it closes: between words, unless the line or the next span ends it."""
    if end >= last or not line[end - 1 : end + 1].isalnum():
        return max(done, end)
    space = line.rfind(" ", done, end)
    return space if space >= 0 else max(done, end)


def _opening(words: str, room: int) -> str:
    from rich.cells import set_cell_size  # noqa: PLC0415 - start-up stays light

    return words if _cells(words) <= room else set_cell_size(words, max(0, room - 1)) + CUT


def _ending(words: str, room: int) -> str:
    return words if _cells(words) <= room else CUT + words[len(words) - max(0, room - 1) :]


def _cells(words: str) -> int:
    from rich.cells import cell_len  # noqa: PLC0415 - start-up stays light

    return cell_len(words)
