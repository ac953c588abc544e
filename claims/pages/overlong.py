"""Leaves out runs of characters without a space that no copy has, so that reading them costs nothing; each is a problem told."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from claims.model import Problem
from claims.pages.raw import Raised, RawBlock

LONGEST = 400  # characters without a space: beyond any name, web address or chain of citations
LINE_BREAK = re.compile("\n")
RUN = re.compile(rf"\S{{{LONGEST + 1},}}")


def without_overlong(source: str, blocks: Iterable[RawBlock]) -> Iterator[tuple[RawBlock, tuple[Problem, ...]]]:
    """Each block without its overlong runs, and a problem for each run."""
    starts = [0, *(match.end() for match in LINE_BREAK.finditer(source))]
    for block in blocks:
        runs = [match.span() for match in RUN.finditer(block.text)] if len(block.text) > LONGEST else []
        if not runs:
            yield block, ()
            continue
        kept = _kept(runs, len(block.text))
        spots = array("q")
        for start, end in kept:
            spots.extend(block.spots[start:end])
        spots.append(block.spots[-1])
        text = "".join(block.text[start:end] for start, end in kept)
        yield (
            replace(block, text=text, spots=spots, raised=tuple(_moved(block.raised, kept))),
            tuple(_told(starts, block, *run) for run in runs),
        )


def _kept(runs: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    starts = [0, *(end for _, end in runs)]
    ends = [*(start for start, _ in runs), length]
    return list(zip(starts, ends, strict=True))


def _moved(raised: Iterable[Raised], kept: list[tuple[int, int]]) -> Iterator[Raised]:
    """Raised stretches at their offsets in what is kept."""
    before = 0
    stretches = iter(sorted(raised, key=lambda stretch: stretch.start))
    stretch = next(stretches, None)
    for start, end in kept:
        while stretch is not None and stretch.start < end:
            if stretch.start >= start and stretch.end <= end:
                shift = before - start
                yield replace(stretch, start=stretch.start + shift, end=stretch.end + shift)
            stretch = next(stretches, None)
        before += end - start


def _told(starts: list[int], block: RawBlock, start: int, end: int) -> Problem:
    at = block.spots[start]
    line = bisect_right(starts, at)
    has_digits = any(character.isdigit() for character in block.text[start:end])
    what = f"{end - start} characters without a space were not read"
    return Problem(what, line, at - starts[line - 1] + 1, is_unread=has_digits)
