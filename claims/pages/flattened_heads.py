"""Lines above a table spread over lines to the heads of its columns: arms with sizes, heads that repeat under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.lexicon import load
from claims.model import Block
from claims.pages.flattened_rows import SIZE_LINE, compares
from claims.pages.rowed import SIZED

UNIT_LINE = re.compile(r"(?:\(?%\)?|[nN]o?\.?\s?\(%\)|\(95% CI\)|\((?:months|weeks|years)\))")
STUB = re.compile(
    r"(?:first|any|adverse|solicited|laboratory|reactions?|events?|endpoints?|outcomes?|characteristics?|parameters?|measures?|subgroups?|"
    r"results?|efficacy|response|preferred|system|body|visit|time ?point)\b",
    re.IGNORECASE,
)
LABEL_HEAD = re.compile(
    r"(?:age|sub|patient|treatment)?\s?groups?|(?:efficacy\s|primary\s)?end\s?points?|outcomes?|characteristics?|parameters?|populations?"
    r"|(?:preferred\s)?terms?|adverse (?:reactions?|events?)",
    re.IGNORECASE,
)  # a line that can only head the label column, so heads begin with it
STATED = re.compile(r"\((?:%|n|months|DCO[^)]*)\)$|^n$")


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a spread table: for each column its texts, outermost first, and the blocks they stand in."""

    columns: tuple[tuple[str, ...], ...]
    stub: str
    blocks: tuple[int, ...]
    end: int  # index behind the last head
    is_sized: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A head with the sizes and units that stand on lines of their own beneath it."""

    text: str
    start: int
    end: int

    @property
    def is_sized(self) -> bool:
        """Whether it names an arm with its size."""
        return bool(SIZED.fullmatch(self.text))


def merged(blocks: Sequence[Block], at: int, end: int) -> list[Line]:
    """Lines that may be heads, each with the sizes and units below it as one."""
    lines: list[Line] = []
    for index in range(at, end):
        text = blocks[index].text.strip().replace("\n", " ")
        if lines and (SIZE_LINE.fullmatch(text) or UNIT_LINE.fullmatch(text)):
            lines[-1] = Line(f"{lines[-1].text} {text}", lines[-1].start, index + 1)
        else:
            lines.append(Line(text, index, index + 1))
    return lines


def sized_heads(lines: list[Line], width: int) -> Heads | None:
    """Heads that open the lines and name arms with their sizes, one a column or over heads that repeat; the head of the
    label column may stand before them."""
    stub = 0 if lines[0].is_sized else 1
    sized = 0
    while stub + sized < len(lines) and lines[stub + sized].is_sized:
        sized += 1
    if sized < 2 or (stub and not STUB.match(lines[0].text)):
        return None
    if sized >= width:
        over = [(line.text,) for line in lines[stub : stub + width]]
        return _made(lines, stub, over, stub + width, is_sized=True)
    heads = lines[stub : stub + width]
    if len(heads) == width and all(line.is_sized or compares(line.text) for line in heads):
        return _made(lines, stub, [(line.text,) for line in heads], stub + width, is_sized=True)
    return _two_rows(lines, stub, sized, width, is_sized=True)


def plain_heads(lines: list[Line], width: int) -> Heads | None:
    """Heads without sizes: as many lines as columns, or arms over heads that repeat, and one label of the first row."""
    for arms in range(2, width // 2 + 1):
        for stub in (0, 1):
            if len(lines) == stub + arms + width + 1:
                found = _two_rows(lines, stub, arms, width, is_sized=False)
                if found:
                    return found
    cuts = [
        (stub, labels)
        for labels in (1, 2)
        for stub in (0, 1)
        if len(lines) == stub + width + labels and len({line.text for line in lines[stub : stub + width]}) == width
    ]
    if not cuts:
        return None
    # A group may stand over the first row's label: then the heads are those among which a comparator is.
    stub, labels = next((one for one in cuts if _names_control(lines[one[0] : one[0] + width])), cuts[0])
    if labels > 1 and not _names_control(lines[stub : stub + width]):
        return None
    end = stub + width
    return _made(lines, stub, [(line.text,) for line in lines[stub:end]], end, is_sized=False)


def bare_heads(lines: list[Line], width: int) -> Heads | None:
    """Arms over rows that bare times label: `Exemplar + AI`, `AI alone`, `6 months`, `77%`, `61%`."""
    if len(lines) != width or not (is_one_alone(lines) or _names_control(lines)):
        return None
    columns = tuple((line.text,) for line in lines)
    return Heads(columns, "", tuple(range(lines[0].start, lines[-1].end)), lines[-1].end, False)


def is_one_alone(heads: Sequence[Line]) -> bool:
    """Whether one of some heads is another one without its partner: `Exemplar + AI` and `AI alone`."""
    alone = [line.text.removesuffix(" alone") for line in heads if line.text.endswith(" alone")]
    return any(one in line.text and not line.text.endswith(" alone") for one in alone for line in heads)


def _names_control(heads: Sequence[Line]) -> bool:
    """Whether one of some heads is a comparator, and none tells how a value is stated."""
    told = any(STATED.search(line.text) or LABEL_HEAD.fullmatch(line.text) for line in heads)
    return not told and any(line.text.casefold().startswith(tuple(load("arms")["controls"])) for line in heads)


def _two_rows(lines: list[Line], stub: int, arms: int, width: int, *, is_sized: bool) -> Heads | None:
    each, over = width // arms, lines[stub : stub + arms]
    below = [line.text for line in lines[stub + arms : stub + arms + width]]
    if width % arms or len(below) < width or below != below[:each] * arms or len(set(below)) != each:
        return None
    columns = [(over[i // each].text, below[i]) for i in range(width)]
    return _made(lines, stub, columns, stub + arms + width, is_sized=is_sized)


def _made(
    lines: list[Line], stub: int, columns: Sequence[tuple[str, ...]], end: int, *, is_sized: bool
) -> Heads | None:
    if end >= len(lines) and not is_sized:
        return None
    behind = lines[end - 1].end
    head = lines[0].text if stub else ""
    return Heads(tuple(columns), head, tuple(range(lines[0].start, behind)), behind, is_sized)
