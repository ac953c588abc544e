"""A block's text to segments: its sentences, and its lines where lines stand for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.pages.headings import is_value

Span = tuple[int, int]
LONGEST = 2000  # characters of a sentence

ABBREVIATED = re.compile(  # in capitals some are diseases and tests, which may end a sentence: MS, CF, DR
    r"(?:\b(?!(?-i:DR|MS|MR|CF|ST|CO|AL|IE)\.)(?:vs|v|e\.g|i\.e|eg|ie|cf|al|etc|approx|no|nos|fig|ref|refs|dr|mr|ms|mrs|prof|st|inc|ltd|co|corp|u\.s|u\.k|ph\.d|m\.d|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\b[A-Z])\.$",
    re.IGNORECASE,
)
END = re.compile(r"[.!?][”\"’')\]]*(?=\s+[\"“‘(\[]?[A-Z0-9≥≤<>~]|\s*$)")


def segments(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of a text; a line of a list of short lines is a segment of its own."""
    lines = _lines(text)
    found: list[Span] = []
    for start, end in lines:
        at = start
        for match in END.finditer(text, start, end):
            if ABBREVIATED.search(text, max(start, match.start() - 8), match.start() + 1):
                continue
            found.append((at, match.end()))
            at = match.end()
            while at < end and text[at].isspace():
                at += 1
        if at < end:
            found.append((at, end))
    return tuple(piece for span in found if span[1] > span[0] for piece in _pieces(text, span))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """A sentence as it is; one longer than any that people write in pieces, so that reading stays linear."""
    start, end = span
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _lines(text: str) -> list[Span]:
    if "\n" not in text:
        return [(0, len(text))]
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    spans = [(start, end) for start, end in zip(starts, [*(s - 1 for s in starts[1:]), len(text)], strict=True)]
    joined: list[Span] = [spans[0]]
    for start, end in spans[1:]:
        above, line = text[slice(*joined[-1])], text[start:end]
        if len(above) <= LONGEST and _continues(above, line):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


LONGEST_LABEL = 70
STATISTIC = re.compile(r"\W*(?:HR|OR|RR|P\b|CI|\d)")


def _continues(above: str, line: str) -> bool:
    """Whether a line carries on the sentence above it: an interval under its estimate, a wrapped word."""
    opens = line.lstrip()[:1]
    if is_value(above):
        return True  # the number of a stat tile and the label below it
    if opens in "([" or re.match(r"\s*(?:95|99|90)(?:\.\d+)?\s?% CI|\s*[Pp]\s?[=<]", line):
        return True
    if above.rstrip()[-1:] in ".:;!?":
        return False
    if is_value(above.partition("\n")[0]) and len(line) < LONGEST_LABEL and not STATISTIC.match(line):
        return True  # the lines of a tile's label
    if above.rpartition("\n")[2].isupper() and line.isupper() and not STATISTIC.match(line):
        return True  # a label in capitals over several lines
    return opens.islower() or (len(above) > 60 and above.rstrip()[-1:] in ",-") or above.count("(") > above.count(")")
