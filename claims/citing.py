"""Ties markers to the claims they cover: behind the number, at the end of its sentence, its block or its heading."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from claims.model import Block, Kind, Mark
from claims.numerals import has_digit
from claims.pages.habits import numbers_in
from claims.segments import Span

LONG_LINE = re.compile(r"\n[^\n]{90}")  # a sentence on a line of its own closes the one above
FAR = 4000  # characters behind a sentence up to which the markers at the end of its block cover it
DIGIT = re.compile(r"\d")
NUMERAL = re.compile(r"(?<![\w-])\d")  # not the digits of a name


@dataclass(frozen=True, slots=True)
class Cited:
    """Reference numbers with ranges expanded, and footnote markers, of one claim."""

    citations: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    cited: tuple[Mark, ...] = field(default=(), compare=False)  # the markers that gave the numbers
    noted: tuple[Mark, ...] = field(default=(), compare=False)  # and those that gave the footnotes
    how: str = field(default="", compare=False)  # which markers cover the number
    noted_how: str = field(default="", compare=False)


def numbers_of(mark: Mark) -> tuple[str, ...]:
    """Reference numbers of a marker, ranges expanded: `1,3-5` is 1 3 4 5."""
    return _numbers(mark.text)


def symbols_of(mark: Mark) -> tuple[str, ...]:
    """Footnote markers of a marker: `*†` is two, `a,b` is two."""
    return _symbols(mark.text)


KEPT = 512  # markers


# A page prints the same markers again and again, and each is asked for by all numbers that it may cover.
@lru_cache(maxsize=KEPT)
def _numbers(printed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, numbers_in(printed))))


@lru_cache(maxsize=KEPT)
def _symbols(printed: str) -> tuple[str, ...]:
    if has_digit(printed) and not re.search(r"[*†‡§¶‖ǁ]", printed):
        return ()
    return tuple(re.findall(r"\*{1,3}|[†‡§¶‖ǁ◊#]{1,2}|[a-z]", re.sub(r"\d", "", printed)))


def cited_in(block: Block, estimate: Span, segment: Span) -> Cited:
    """Markers of the block that cover an estimate: the first behind it in its sentence, else its sentence's, else
    the first at the end of a later sentence of the block."""
    if not block.marks:
        return Cited()
    marks = _between(block.marks, *segment)
    inside = [mark for mark in marks if numbers_of(mark)]
    behind = [mark for mark in inside if mark.at >= estimate[1] - 1]
    covering = _covering(block, segment, inside, behind)
    chosen, how = next(((_run(found), how) for found, how in covering if found), ([], ""))
    citations: dict[str, None] = {}
    for mark in chosen:
        citations.update(dict.fromkeys(numbers_of(mark)))
    notes = [mark for mark in marks if symbols_of(mark)]
    near = [mark for mark in notes if mark.at >= estimate[1] - 1][:2]
    noted_how = "marker behind the number" if near else "marker on the words before the number"
    near = near or [
        mark
        for mark in notes[-1:]  # one on the words before all numbers covers them, one on a number only that
        if not DIGIT.search(block.text, mark.at - 1, estimate[0]) or not DIGIT.search(block.text, segment[0], mark.at)
    ]
    footnotes = tuple(dict.fromkeys(symbol for mark in near for symbol in symbols_of(mark)))
    return Cited(tuple(sorted(citations, key=int)), footnotes, tuple(chosen), tuple(near), how, noted_how)


def _covering(block: Block, segment: Span, inside: list[Mark], behind: list[Mark]) -> Iterator[tuple[list[Mark], str]]:
    """The markers that may cover a number, surest first, each kind with its name; none is sought before it is asked for."""
    yield behind, "marker behind the number"
    yield inside[-1:], "marker in the sentence"
    if is_apart(block, segment):
        yield _of_title(block, segment), "marker on the title line"
    yield _later(block, segment), LATER
    yield _of_title(block, segment), "marker on the title line"


def _between(marks: Sequence[Mark], start: int, end: int) -> Sequence[Mark]:
    """Those of a block's markers, which are in order, that stand from one offset to another."""
    low = bisect_left(marks, start, key=lambda mark: mark.at)
    return marks[low : bisect_right(marks, end, lo=low, key=lambda mark: mark.at)]


def _later(block: Block, segment: Span) -> list[Mark]:
    """Markers behind a sentence, up to a long line of its own."""
    far = segment[1] + FAR
    long = LONG_LINE.search(block.text, segment[1], far)
    last = min(far, long.end() - 1 if long else far)
    return [mark for mark in _between(block.marks, segment[1] + 1, last) if numbers_of(mark)]


def _of_title(block: Block, segment: Span) -> list[Mark]:
    """Markers at the end of a title that covers the lines below it: the nearest line above that states no result, else
    the block's first line, or the first ones."""
    text = block.text
    end = text.rfind("\n", 0, segment[0])
    for _ in range(MOST_LINES_ABOVE):
        start = text.rfind("\n", 0, max(0, end)) + 1
        found = _ending(block, end) if end > 0 else []
        if found and end - start <= LONGEST_TITLE and not STATES.search(text, start, end):
            return found
        if start == 0:
            break
        end = start - 1
    end = text.find("\n", 0, segment[0])
    for _ in range(MOST_TITLES):
        if end <= 0:
            break
        found = _ending(block, end)
        if found or NUMERAL.search(text, 0, end):
            return found
        end = text.find("\n", end + 1, segment[0])
    return []


def _ending(block: Block, end: int) -> list[Mark]:
    """Reference markers that stand at the end of a line, before its colon if it has one."""
    last = end - 1 if block.text[end - 1 : end] == ":" else end
    return [mark for mark in _between(block.marks, last, end) if numbers_of(mark)]


def is_apart(block: Block, segment: Span) -> bool:
    """Whether a sentence has its line to itself, so that markers of the lines below it are not its own."""
    behind = block.text.find("\n", segment[1])
    return behind >= 0 and not block.text[segment[1] : behind].strip()


def _run(marks: list[Mark]) -> list[Mark]:
    """The first marker and those printed at the same spot."""
    return [mark for mark in marks if mark.at - marks[0].at <= 1] if marks else []


LATER = "marker at the end of a later sentence"
MOST_LINES_ABOVE = 12
LONGEST_TITLE = 160
# What tells a result from a title: `HR=0.65`, `P<0.001`, `12.4 months`, `82%`, a finished sentence.
STATES = re.compile(r"\d\s?%|(?<![nN])(?<![nN]\s)=\s?[\d.]|\bP\s?[<=>≤]|\d\s(?:months|patients)\b|\bCI\b|\.$")
STATES_MORE = re.compile(
    r"(?:NR|NE|[Nn]ot reached)\b|^\W*\d[\d.]*\s?%|(?<![nN])(?<![nN]\s)=\s?[\d.]|\bP\s?[<=>≤]|\bCI\b|\.$|\bvs\b|:\s\d[\d.]*\s?(?:%|months)"
)
MOST_TITLES = 4  # lines that may stand one below the other over what they title
OVER = "marker of the heading, lead-in or label over it"


def ends_in_title(block: Block) -> bool:
    """Whether the last line of a block is a title with references for what stands beneath the block."""
    start = block.text.rfind("\n") + 1
    states = STATES if start else STATES_MORE  # how long patients were followed may stand straight below a heading
    is_aside = block.text.startswith("(", start)  # `(median follow-up of 19.4 months)`
    is_title = not is_aside and len(block.text) - start <= LONGEST_TITLE and not states.search(block.text, start)
    return is_title and bool(_ending(block, len(block.text)))


def cited_by_block(block: Block) -> Cited:
    """All markers of a heading, list lead-in or caption, which cover what stands beneath it; of several lines, those
    of the last one that is a title."""
    start = block.text.rfind("\n") + 1 if block.kind is Kind.PARAGRAPH and ends_in_title(block) else 0
    marks = _between(block.marks, start, len(block.text))
    citations = tuple(dict.fromkeys(number for mark in marks for number in numbers_of(mark)))
    footnotes = tuple(dict.fromkeys(symbol for mark in marks for symbol in symbols_of(mark)))
    cited = tuple(mark for mark in marks if numbers_of(mark))
    noted = tuple(mark for mark in marks if symbols_of(mark))
    return Cited(tuple(sorted(citations, key=int)), footnotes, cited, noted, OVER, OVER)
