"""Raw blocks longer than any paragraph -> several, so that what is asked of each pair of a block's numbers stays small."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from claims.model import Kind
from claims.pages.raw import Raised, RawBlock

LONGEST = 6_000  # characters: an abstract without paragraphs has four thousand
_REACH = LONGEST // 2  # a piece is at least as long as this, where it can end well
_ENDS = (re.compile(r"\n"), re.compile(r"(?<=[.!?;])\s(?=[^a-z])"), re.compile(r"\s"))  # where a piece ends best


def in_pieces(blocks: Iterable[RawBlock]) -> Iterator[RawBlock]:
    """The same text in blocks of bounded length: they end at a line, else a sentence, else between words."""
    for block in blocks:
        if len(block.text) <= LONGEST:
            yield block
            continue
        kind = Kind.PARAGRAPH if block.kind in (Kind.HEADING, Kind.CAPTION) else block.kind
        raised = sorted(block.raised, key=lambda stretch: stretch.start)
        at = first = 0
        while at < len(block.text):
            end = _end(block.text, at)
            own: list[Raised] = []
            while first < len(raised) and raised[first].start < end:
                stretch = raised[first]
                own.append(replace(stretch, start=stretch.start - at, end=min(stretch.end, end) - at))
                first += 1
            yield _piece(block, at, end, kind, own)
            at = end + 1 if block.text[end : end + 1].isspace() else end


def _end(text: str, start: int) -> int:
    if len(text) - start <= LONGEST:
        return len(text)
    for best in _ENDS:
        ends = [match.start() for match in best.finditer(text, start + _REACH, start + LONGEST)]
        if ends:
            return ends[-1]
    return start + LONGEST


def _piece(block: RawBlock, start: int, end: int, kind: Kind, raised: Iterable[Raised]) -> RawBlock:
    level = block.level if kind is block.kind else 0
    text, spots = block.text[start:end], block.spots[start : end + 1]
    return replace(block, kind=kind, level=level, text=text, spots=spots, raised=tuple(raised))
