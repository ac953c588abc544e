"""Plain text, flattened as copy and paste leaves it, to raw blocks: runs of lines, bullets, indented bullets."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import groupby

from claims.lexicon import pattern
from claims.model import Cell, Kind, Problem
from claims.pages.delimited import DELIMITED, Line, Row, is_rule, tables
from claims.pages.headings import is_marked_value
from claims.pages.raw import RawBlock, RawPage
from claims.pages.stacked import LABEL_LEVEL, depths, is_label, is_stacked

BULLET = re.compile(r"(?P<indent>[ \t\u00a0]*)(?P<mark>[•●▪■◦○‣∙·➢►▶✓✔]|[-–—*](?=[ \t\u00a0]+\S))[ \t\u00a0]*")
BULLETS = "•●▪■◦○‣∙·➢►▶✓✔"  # that are nothing else, as a dash may be
LONE_BULLET = re.compile(r"[ \t\u00a0]*[•●▪■◦○‣∙·➢►▶][ \t\u00a0]*")
SENTENCE_END = re.compile(r"[.!?][”\"’)\]]*(?:\s?\d{1,3}(?:[,–-]\d{1,3})*)?[*†‡§¶]*$")
TITLE = re.compile(r"(?P<rank>#{1,6})[ \t]+(?=\S)")
MARKERS = re.compile(r"\d{1,2}(?:[,–-]\d{1,2})*[ \t]*(?:\n|$)")
LEAD_END = re.compile(r":(?:\s?\d{1,3}(?:[,–-]\d{1,3})*)?$")
NOTE_LINE = re.compile(
    r"(?:[a-h]|[*†‡§¶‖ǁ]{1,2}|II)(?:\n|(?=[A-Z][\w-]+[\s:,])|(?=\d\w*[+]))|[A-Z][\w+\-/ ]{1,11}=[A-Za-z]"
)
# A note whose letter is glued to a short form: asCR.
NOTE_AFTER_STOP = re.compile(r"[a-h](?=[a-z][A-Z]{2,}\b)")
LONGEST_CAPTION = 160
LONGEST_CELL = 90
SIZED = re.compile(r"\(?\b[nN]\s?=\s?[\d,]+\)?[^.;]{0,12}$")
MARKERS_BEHIND = re.compile(r"(?<=[a-z])\d{1,2}(?:[,–-]\d{1,2})*$|[*†‡§¶]+$")
FEWEST_CELLS = 3
FEWEST_TILES = 2
SPACES = re.compile(r"[^\S\n ][^\S\n]*| [^\S\n]+")  # white space other than one plain space


def read_text(source: str) -> RawPage:
    """Raw page of a text file; lines of one paragraph stay together with their line breaks."""
    blocks = tuple(_blocks(source))
    problems = () if blocks else (Problem("the page holds no text"),)
    return RawPage(blocks, problems, is_flattened=True)


def _blocks(source: str) -> Iterator[RawBlock]:
    for group, run in enumerate(_runs(source), start=1):
        begin = 0
        for at, rows in tables(source, run):
            yield from _running(source, run[begin:at], group, is_above_table=True)
            yield from _table(source, rows, group, DELIMITED + run[at][0])
            begin = at + len(rows)
        yield from _running(source, run[begin:], group)


def _running(source: str, run: list[Line], group: int, *, is_above_table: bool = False) -> Iterator[RawBlock]:
    """Blocks of lines that are no rows: paragraphs and items, each line by itself where values stand under labels; the
    last line straight above a table is its caption."""
    caption: list[Line] = []
    if is_above_table and run and not BULLET.match(source, *run[-1]) and run[-1][1] - run[-1][0] <= LONGEST_CAPTION:
        caption, run = run[-1:], run[:-1]
    for kind, level, lines in (*_told_apart(source, run), *([(Kind.CAPTION, 0, caption)] if caption else ())):
        text, spots = _joined(source, lines)
        if text:
            yield RawBlock(kind=kind, text=text, spots=spots, level=level, group=group)


def _told_apart(source: str, run: list[Line]) -> Iterator[tuple[Kind, int, list[Line]]]:
    """A run as paragraphs and items; of its short lines those that hold a spread table each by itself."""
    kept: list[Line] = []
    for is_short, stretch in groupby(run, key=lambda line: line[1] - line[0] <= LONGEST_CELL):
        lines = list(stretch)
        if is_short and _is_spread(source, lines):
            yield from _parts(source, kept)
            kept = []
            yield from _spread(source, lines)
        elif is_short and is_stacked([source[start:end].strip() for start, end in lines]):
            yield from _parts(source, kept)
            kept = []
            yield from _stack(source, lines)
        else:
            kept += lines
    yield from _parts(source, kept)


BELONGS = re.compile(r"\(|\[|\d{2}(?:\.\d+)?\s?%\s?CI\b|(?:[12]-sided\s)?P\s?[=<≤]")
# `P<0.001 for both doses vs placebo` tests all the values that stand alone above it.
OF_ALL = re.compile(r"P\s?[=<≤]\s?0?\.\d+\sfor\s(?:both|each|all|every|either)\b")
NOT_REACHED = re.compile(r"\b(?:NR|NE|[Nn]ot (?:yet )?(?:reached|estimable))\W{0,3}$")


def _spread(source: str, run: list[Line]) -> Iterator[tuple[Kind, int, list[Line]]]:
    """Each line by itself, an interval, a size or a p value with the line it stands under."""
    lines: list[Line] = []
    for start, end in run:
        said = source[start:end].strip()
        bullet = BULLET.match(source, start, end)
        if bullet and bullet["mark"] in BULLETS:
            if lines:
                yield Kind.PARAGRAPH, 0, lines
            yield Kind.ITEM, 1, [(bullet.end(), end)]
            lines = []
            continue
        above = source[slice(*lines[-1])].strip() if lines else ""
        is_size = said.startswith("(") and SIZED.search(said)
        is_p = "P" in said[:9] and "CI" not in said
        valued = SIZED.sub("", above) if is_p else above  # an arm with its size is no value that a p value tests
        has_value = any(c.isdigit() for c in valued) or NOT_REACHED.search(above)
        if (
            lines
            and BELONGS.match(said)
            and not (OF_ALL.match(said) and is_marked_value(above))
            and (is_size or has_value)
            and not BULLET.match(above)
        ):
            lines.append((start, end))
            continue
        if lines:
            yield Kind.PARAGRAPH, 0, lines
        lines = [(start, end)]
    if lines:
        yield Kind.PARAGRAPH, 0, lines


def _stack(source: str, lines: list[Line]) -> Iterator[tuple[Kind, int, list[Line]]]:
    """Each line by itself: a label as the heading of what stands below it, a value as a paragraph."""
    for line, depth in zip(lines, depths([source[start:end].strip() for start, end in lines]), strict=True):
        is_title = source[slice(*line)].isupper()
        yield (Kind.PARAGRAPH, 0, [line]) if depth < 0 or is_title else (Kind.HEADING, LABEL_LEVEL + depth, [line])


def _is_spread(source: str, run: list[Line]) -> bool:
    """Whether a table's cells stand one a line in a run: short lines, values in a row among them."""
    if len(run) == FEWEST_TILES and is_marked_value(source[slice(*run[1])]):
        above = source[slice(*run[0])].strip()
        if is_marked_value(above) or is_label(MARKERS_BEHIND.sub("", above)):
            return True  # two numbers, or one below its label
    if len(run) < FEWEST_CELLS or any(end - start > LONGEST_CELL for start, end in run):
        return False
    lines = [source[start:end].strip() for start, end in run]
    if sum(bool(SIZED.search(line)) for line in lines) >= FEWEST_TILES or len(set(lines)) < len(lines):
        return True  # the heads of a table: arms with their sizes, or the same heads under each arm
    values = [is_marked_value(source[start:end]) for start, end in run]
    in_a_row = any(all(values[i : i + 2]) for i in range(len(values) - 1))
    return in_a_row or sum(values) >= FEWEST_TILES


def _table(source: str, rows: list[Row], group: int, table: int) -> Iterator[RawBlock]:
    """A cell of each row's cells; the headings that govern them are found when their markers are off."""
    for number, row in enumerate(row for row in rows if not is_rule(source, row)):
        for column, line in enumerate(row):
            text, spots = _joined(source, [line])
            if text:
                place = Cell(table, number, column)
                yield RawBlock(kind=Kind.CELL, text=text, spots=spots, group=group, cell=place)


def _runs(source: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines between blank lines, each line as (start, end)."""
    run: list[tuple[int, int]] = []
    at = 0
    bullet: int | None = None  # where a bullet stands alone on the line above
    for line in source.splitlines(keepends=True):
        start, end = at, at + len(line.rstrip())
        at += len(line)
        if LONE_BULLET.fullmatch(source, start, end):
            bullet = start if bullet is None else bullet
        elif source[start:end].strip():
            run.append((start if bullet is None else bullet, end))
            bullet = None
        elif run:
            yield run
            run = []
    if run:
        yield run


def _parts(source: str, run: list[tuple[int, int]]) -> Iterator[tuple[Kind, int, list[tuple[int, int]]]]:
    """A run as list items, each with its continuation lines, and what stands before the first bullet."""
    kind, level, lines = Kind.PARAGRAPH, 0, list[tuple[int, int]]()
    indent = 0  # of the last bullet
    for start, end in run:
        bullet = BULLET.match(source, start, end)
        title = TITLE.match(source, start, end)
        if title:
            if lines:
                yield _titled(source, kind, level, lines)
            yield Kind.HEADING, len(title["rank"]), [(title.end(), end)]
            kind, level, lines = Kind.PARAGRAPH, 0, []
        elif bullet:
            if lines:
                yield _titled(source, kind, level, lines)
            kind, level, lines = Kind.ITEM, 1 + len(bullet["indent"].expandtabs(4)) // 3, [(bullet.end(), end)]
            indent = _indent(source, start)
        else:
            is_over = kind is Kind.ITEM and _is_title_below_list(source, lines[-1], start)
            is_within = kind is Kind.ITEM and _indent(source, start) > indent
            if lines and not is_within and (is_over or _is_finished(source, lines, start)):
                yield _titled(source, kind, level, lines)
                kind, level, lines = Kind.PARAGRAPH, 0, []
            lines.append((start, end))
    if lines:
        yield _titled(source, kind, level, lines)


def _titled(source: str, kind: Kind, level: int, lines: list[Line]) -> tuple[Kind, int, list[Line]]:
    """The same; a line by itself that titles a trial's part is a heading."""
    is_title = kind is Kind.PARAGRAPH and len(lines) == 1 and _titles_a_part(source[slice(*lines[0])].strip())
    return (Kind.HEADING, 2, lines) if is_title else (kind, level, lines)


def _titles_a_part(line: str) -> bool:
    return bool(TRIAL_TITLE.fullmatch(line)) and not TELLS.search(line)


def _is_finished(source: str, lines: list[tuple[int, int]], following: int) -> bool:
    """Whether a paragraph ends at this line break: a sentence is complete, or a title stands above running text."""
    line = source[slice(*lines[-1])].strip()
    if len(line) <= 2:
        return False  # a marker on a line of its own heads the note below
    if MARKERS.match(source, following):
        return False  # reference numbers on a line of their own close the sentence above
    below, _, rest = source[following : following + 600].partition("\n")
    below = below.strip()
    if SENTENCE_END.search(line) and len(line) > 40 and not below[:1].islower():
        return True
    if _opens_section(below) or (len(lines) == 1 and _opens_section(line)):
        return True
    if LEAD_END.search(line) and len(line) > 40 and below[:1].isupper():
        return True
    if NOTE_LINE.match(source, following) and len(line) > 25:
        return True
    if NOTE_AFTER_STOP.match(source, following) and line[-1:] == "." and " " in line:
        return True  # a short sentence is complete, and `asCR, CR ...` is no word
    if len(lines) > 1 or not _is_title(line) or not below[:1].isupper():
        return False
    after = rest.partition("\n")[0].strip()
    return _runs_on(below) or (_is_title(below) and _runs_on(after))


def _indent(source: str, start: int) -> int:
    """Characters of white space that a line begins with."""
    return len(INDENT.match(source, start)[0])  # type: ignore[index]  # it matches everywhere


INDENT = re.compile(r"[ \t\u00a0]{0,40}")
# The end of a line that the next one carries on.
CARRIED_ON = re.compile(
    r"(?:[,(–-]|\b(?:and|or|of|the|an?|with|in|for|to|at|by|on|from|vs\.?|versus|plus|than|after|were|was|had|is|are))$",
    re.IGNORECASE,
)
OPENS_TITLE = re.compile(r"[A-Z]|[a-z]{1,2}[A-Z]")
STATES = re.compile(r"=|\d\s?%|[.,;]$")
ITEM_IS_SHORT = 100  # characters of an item that need not be carried on below


def _is_title_below_list(source: str, above: Line, following: int) -> bool:
    """Whether a line below the last line of an item is the title of what comes next: another list, or running text."""
    below, _, rest = source[following : following + 600].partition("\n")
    after = rest.partition("\n")[0]
    item, line = source[slice(*above)].strip(), below.strip()
    if below[:1].isspace() or not OPENS_TITLE.match(line) or len(item) > ITEM_IS_SHORT:
        return False
    if CARRIED_ON.search(item) or item.count("(") > item.count(")"):
        return False
    if BULLET.match(after):
        return not STATES.search(line)
    return _is_title(line) and after.strip()[:1].isupper() and _runs_on(after.strip())


def _is_title(line: str) -> bool:
    return bool(ENDPOINT_TITLE.fullmatch(line)) or (len(line) < 70 and not re.search(r"[=:]|\d\s?%|[.,;]$", line))


# `Secondary endpoint: OS1`, `Post hoc subgroup results: prior chemotherapy`
ENDPOINT_TITLE = re.compile(
    r"(?:(?:post[- ]hoc|exploratory|prespecified|planned)\s(?:sub-?group\s)?|sub-?group\s)(?:results|analys[ei]s|outcomes):\s[^.;:=%]{2,60}|(?:(?:co-?)?primary|(?:key\s)?secondary|exploratory|other)\s(?:efficacy\s|safety\s)?end\s?-?points?:\s[^.;:=%]{2,60}",
    re.IGNORECASE,
)


def _opens_section(line: str) -> bool:
    """Whether a line is no more than the title of the safety information, which ends what stands above it."""
    if _titles_a_part(line) or SAFETY_TITLE.fullmatch(line):
        return True
    return line[:1].isupper() and bool(pattern("sections", "safety").fullmatch(line.strip(" :*")))


SAFETY_TITLE = re.compile(r"Safety(?:,|:|\sin)\s[A-Z][^.;%:]{3,70}")  # `Safety: EXAMPLE-1 and EXAMPLE-2 pooled (N=285)`
# `EXAMPLE-2: primary analysis`, and nothing that the trial showed
TRIAL_TITLE = re.compile(
    r"(?:[A-Z]{3,}-(?:[A-Z]+-?)?\d{1,3}|[A-Z]{4,}(?:-[A-Z]{2,})?(?:-?\d{1,3})?):\s[A-Za-z\d][^.;=%:]{3,60}(?<![,:]) ?"
)


TELLS = re.compile(r"\b(?:was|were|had|has|is|are)\b")


def _runs_on(line: str) -> bool:
    return len(line) > 90 or line[-1:] == "." or (len(line) > 60 and bool(TELLS.search(line)))


def _joined(source: str, lines: list[tuple[int, int]]) -> tuple[str, array[int]]:
    """Lines as one text with inner white space collapsed, and the offset of each character."""
    text: list[str] = []
    spots = array("q")
    end = lines[-1][1]
    for start, stop in lines:
        if text:
            text.append("\n")
            spots.append(start - 1)
        at = start + len(source[start:stop]) - len(source[start:stop].lstrip())
        for gap in SPACES.finditer(source, at, stop):
            text.append(f"{source[at : gap.start()]} ")
            spots.extend(range(at, gap.start() + 1))
            at = gap.end()
        text.append(source[at:stop])
        spots.extend(range(at, stop))
    spots.append(end)
    return "".join(text), spots
