"""Raw blocks of any format to a page: what each block is, which headings and section it stands under, its markers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise

from claims.lexicon import endpoint_names, load, pattern
from claims.model import Block, Carrier, Kind, Mark, Page, Section
from claims.pages.flattened import SPREAD, restore_tables
from claims.pages.habits import SYMBOLS, Habits
from claims.pages.headings import has_heading_shape, is_marked_value
from claims.pages.learned import habits_of, letter_marker
from claims.pages.listed import entries, reference_blocks
from claims.pages.long_blocks import in_pieces
from claims.pages.marks import lift
from claims.pages.notes_apart import notes_apart
from claims.pages.overlong import without_overlong
from claims.pages.raw import RawBlock, RawPage
from claims.pages.stacked import LABEL_LEVEL
from claims.pages.tiles import TILES, restore_tiles

NOTE_SYMBOL = re.compile(
    rf"(?P<marker>[{re.escape(SYMBOLS.replace('#', ''))}]{{1,3}}|II(?=[A-HJ-Z][A-Za-z]{{2}})|\|\|)\s?(?=\S)"
)
SAYS = re.compile(r"\b(?:was|were|had|showed|(?<!\w, not )reached|achieved|responded)\b")  # not `NR, not reached`
TITLED = re.compile(r"(?:abbreviations?|key)\s?:", re.IGNORECASE)
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s?\d{4}|all rights reserved", re.IGNORECASE)


LONGEST_TITLE = 1000  # characters of a heading or caption: what is longer governs nothing
DEEPEST = 12  # ranks of headings that a flattened page is given


def build_page(path: str, format: str, source: str, raw: RawPage) -> Page:  # noqa: A002 - the word of the contract
    """Page from its raw blocks."""
    read = tuple(without_overlong(source, _with_their_sentences(raw.blocks)))
    raw_blocks = tuple(notes_apart(in_pieces(block for block, _ in read)))
    problems = (*raw.problems, *(problem for _, told in read for problem in told))
    numbered = entries(raw_blocks)
    in_list = reference_blocks(raw_blocks, numbered)
    habits = habits_of(raw_blocks, numbered, in_list)
    blocks: list[Block] = []
    marks: tuple[Mark, ...]
    for index, block in enumerate(raw_blocks):
        if index in in_list:
            text, spots, marks = block.text, block.spots, ()
            kind = Kind.REFERENCES
        else:
            text, spots, marks = lift(block, habits)
            is_prose = block.kind in (Kind.HEADING, Kind.CAPTION) and len(text) > LONGEST_TITLE
            kind = Kind.PARAGRAPH if is_prose else block.kind
        blocks.append(
            Block(
                index=index,
                kind=kind,
                text=text,
                spots=spots,
                marks=marks,
                level=block.level,
                carrier=block.carrier,
                cell=block.cell,
                group=block.group,
            )
        )
    hints = [block.hint for block in raw_blocks]
    if raw.is_flattened:
        blocks = restore_tables(blocks)
        blocks = list(restore_tiles(blocks))
        blocks = list(_ranked(_without_menus([_as_heading(block, blocks) for block in blocks])))
    else:
        blocks = list(restore_tiles(blocks))
        blocks = [_as_called(block, blocks) for block in blocks]
    blocks = [_as_note(block, hint, habits) for block, hint in zip(blocks, hints, strict=True)]
    return Page(
        path, format, source, tuple(_with_trails(blocks, hints)), problems, raw.layout, raw.is_flattened, raw.links
    )


def _as_called(block: Block, blocks: list[Block]) -> Block:
    """A paragraph that its author calls a title as the heading it is, unless it is the label of the number below it."""
    if block.kind is not Kind.PARAGRAPH or not block.level:
        return block
    below = blocks[block.index + 1] if block.index + 1 < len(blocks) else None
    over_text = below is not None and not is_marked_value(below.text.partition("\n")[0])
    is_heading = over_text and block.cell is None and has_heading_shape(block, blocks)
    return replace(block, kind=Kind.HEADING) if is_heading else replace(block, level=0)


RUNS_ON = re.compile(r"(?!vs\b|versus\b|and\b|or\b)(?:[a-z]{2,}|[a-z]{1,2}[A-Z]{2,4})(?:\s\S+){2}")


def _with_their_sentences(blocks: Iterable[RawBlock]) -> Iterable[RawBlock]:
    """The same blocks, a big number and the words that go on with it as one: `68%` above `reduction in the risk`, `86%`
    above `RRR` and `new fractures`; the name of a statistic goes to the label above it."""
    above: RawBlock | None = None
    is_below_value = False  # whether the block above stands straight below a number
    for block in blocks:
        if above is not None and above.carrier is block.carrier and _goes_on(above, block, is_below_value):
            above = replace(above, kind=Kind.PARAGRAPH, level=0).joined_with(block)
            continue
        if above is not None:
            yield above
            is_below_value = is_marked_value(above.text)
        above = block
    if above is not None:
        yield above


STATISTIC = re.compile(r"(?:RRR|ARR|NNT|(?:relative |absolute )?risk reduction|RRR vs\.? placebo)\W{0,2}")
CHANGED_BY = re.compile(r"[~<>≤≥]?\s?\d[\d.]*\s?%\s(?:fewer|less|lower|more|higher|greater|reduced)", re.IGNORECASE)
P_VALUE = re.compile(r"[<≤=]?\s?0?\.\d+\W{0,2}")
OPEN_END = re.compile(r"[a-z]\s(?:at|by|through|over|until|after|within)$", re.IGNORECASE)
AS_TIME = re.compile(
    r"(?:(?:week|month|year|day)s?\s\d|\d+[\s-](?:weeks?|months?|years?|days?)(?![a-z]))", re.IGNORECASE
)
PARTNER = re.compile(r"[+]\s?[A-Za-z]{3}")  # of an arm that is told over two lines: `+ samplimab 240 mg`
INTERVAL = re.compile(
    r"[(\[]?\d{2}(?:\.\d)?\s?%\sC(?:I|rI)\b[^A-Za-z]{3,40}(?:to\s[^A-Za-z]{1,12})?(?:N[RE])?\W?"
)  # `(95% CI: 2.2-7.3)`
UNIT = re.compile(r"(?:months?|mos?\.?|weeks?|days?|years?)")  # of a big number, on the line below it
LONGEST_ARM = 60
LONGEST_WORDS = 40  # characters of a line that goes on with a label


def _goes_on(above: RawBlock, block: RawBlock, is_below_value: bool) -> bool:
    plain = above.kind in (Kind.PARAGRAPH, Kind.HEADING) and block.kind is Kind.PARAGRAPH
    if not plain or above.cell is not None or block.cell is not None:
        return False
    if PARTNER.match(block.text):
        return len(above.text) <= LONGEST_ARM and not above.text.endswith((".", ":"))
    number, *words = above.text.split("\n")
    if P_VALUE.fullmatch(number):
        return False  # of a row of p values
    if INTERVAL.fullmatch(block.text):
        return (
            is_marked_value(number) and "CI" not in above.text
        )  # of the number above, past the words that say what it is
    if not words and UNIT.fullmatch(block.text):
        return is_marked_value(number) and number[-1:].isdigit()
    if OPEN_END.search(above.text) and AS_TIME.match(block.text):
        return True  # `Significantly fewer fractures at` above `18 months`
    if not words and CHANGED_BY.fullmatch(above.text):
        return block.text[:1].islower()  # `25% fewer` above `first events`
    if STATISTIC.fullmatch(block.text):
        return is_marked_value(number) if not words else is_below_value
    if not words and is_below_value and STATISTIC.search(above.text):
        return False
    if words and is_marked_value(number) and STATISTIC.fullmatch(words[0]):
        return block.text[:1].islower() and len(block.text) <= LONGEST_WORDS and not any(map(str.isdigit, block.text))
    return not words and is_marked_value(number) and bool(RUNS_ON.match(block.text))


LONGEST_CODE = 4  # letters of an abbreviation: `CNS ORR` is in capitals without shouting


def _as_heading(block: Block, blocks: list[Block]) -> Block:
    if block.kind is not Kind.PARAGRAPH or not has_heading_shape(block, blocks):
        return block
    label, _, number = block.text.rpartition("\n")
    if label and is_marked_value(number) and not OPEN_END.search(label):
        return block  # a number below its label: `Median time to response` above `1.6 months`
    if pattern("sections", "indication").fullmatch(block.text):
        return replace(block, kind=Kind.HEADING, level=3)  # governs its own text only: the page goes on below it
    major = pattern("sections", "safety").fullmatch(block.text)
    first = block.text.partition("\n")[0]
    shouts = first.isupper() and len(first.split()) > 1 and any(len(word) > LONGEST_CODE for word in first.split())
    return replace(block, kind=Kind.HEADING, level=2 if major or shouts else 3)


TOP = 16  # blocks among which a menu stands
ISI = re.compile(r"important|warning|\bisi\b|boxed", re.IGNORECASE)


def _is_link(title: str, below: str) -> bool:
    """Whether the title of a part on safety, at the top of a page, only leads to it: the title of another part follows."""
    safety = pattern("sections", "safety")
    return bool(safety.match(title)) and not ISI.search(title) and bool(pattern("sections", "linked").match(below))


LONGEST_RUN = 5  # headings straight below each other: more of them are the menu of a site


def _without_menus(blocks: Sequence[Block]) -> Iterable[Block]:
    """The same blocks, of a run of headings without anything below them only the last ones as headings."""
    for is_heading, run in groupby(blocks, key=lambda block: block.kind is Kind.HEADING):
        members = list(run)
        menu = max(0, len(members) - LONGEST_RUN) if is_heading else 0
        linked = {block.index for block in members[:menu]}
        if is_heading and members[0].index < TOP:
            linked.update(above.index for above, below in pairwise(members) if _is_link(above.text, below.text))
        yield from (replace(m, kind=Kind.PARAGRAPH, level=0) if m.index in linked else m for m in members)


def _ranked(blocks: Iterable[Block]) -> Iterable[Block]:
    """Headings of a flattened page by rank: one that follows another at once stands beneath it, one of the same kind as
    a heading above takes its place."""
    above: Block | None = None
    stack: list[tuple[int, str | None]] = []  # rank and kind of each heading that governs
    for block in blocks:
        ranked = block
        if block.kind is Kind.HEADING:
            kind = _kind_of(block.text)
            like = next((level for level, told in reversed(stack) if kind is not None and told == kind), None)
            if like is not None and block.level < LABEL_LEVEL:
                ranked = replace(block, level=like)
            elif above and above.kind is Kind.HEADING and _may_nest(block, above):
                ranked = replace(block, level=min(DEEPEST, above.level + 1))
            while stack and stack[-1][0] >= ranked.level:
                stack.pop()
            stack.append((ranked.level, kind))
        above = ranked
        yield ranked


def _may_nest(block: Block, above: Block) -> bool:
    """Whether a heading stands beneath one straight above it; the title of a section only where no blank line parts
    them, that of a trial's part never, unless it tells but the rank of what stands above it."""
    if OF_RANK.fullmatch(block.text):
        return True
    if block.level == 2 and OF_A_TRIAL.match(block.text):
        return False
    if block.level == 2:
        titles = (pattern("sections", key) for key in ("safety", "boilerplate"))
        return block.group == above.group and not any(title.fullmatch(block.text) for title in titles)
    return 3 <= block.level < LABEL_LEVEL


OF_A_TRIAL = re.compile(r"[A-Z]{3,}[A-Z\d-]*:\s")
OF_RANK = re.compile(
    r"[A-Z]{3,}[A-Z\d-]*:\s(?:(?:co-?)?primary|(?:key\s)?secondary)\send\s?points?\W{0,3}", re.IGNORECASE
)  # `EXAMPLE-1: primary endpoint`


def _kind_of(text: str) -> str | None:
    """What a heading tells: by its first words an end point, a time, a phase, a study or a group; else what is measured,
    where it is no more than that."""
    told = next((kind for kind in load("sections")["kinds"] if pattern("sections", "kinds", kind).match(text)), None)
    return told or ("measured" if AT.sub("", text.strip(" *:")).casefold() in _measured() else None)


AT = re.compile(r"\s(?:rates?|at\s(?:week|month|year)s?\s\d+.*)$", re.IGNORECASE)


@cache
def _measured() -> frozenset[str]:
    return frozenset(name.casefold() for names in endpoint_names().values() for name in names)


def _as_note(block: Block, hint: str, habits: Habits) -> Block:
    """A block that defines a footnote or abbreviations, with its marker taken off."""
    if block.kind not in (Kind.PARAGRAPH, Kind.ITEM) or not block.text:
        return block
    leading = block.marks[0] if block.marks and block.marks[0].at == 0 else None
    if leading:
        is_number = leading.text.replace(" ", "").isdigit()
        if not is_number or pattern("sections", "hints", "footnotes").search(hint):
            return replace(block, kind=Kind.FOOTNOTE, marker=leading.text, marks=block.marks[1:])
    match = NOTE_SYMBOL.match(block.text)
    marker = match["marker"] if match else letter_marker(block.text, habits.words, _next_letter(block.text, habits))
    if marker and marker not in {"#"}:
        at = len(marker)
        while at < len(block.text) and block.text[at] in " \n.)":
            at += 1
        marks = tuple(replace(mark, at=max(0, mark.at - at)) for mark in block.marks)
        marker = {"II": "ǁ", "||": "ǁ"}.get(marker, marker)
        return replace(
            block, kind=Kind.FOOTNOTE, marker=marker, text=block.text[at:], spots=block.spots[at:], marks=marks
        )
    if _is_abbreviation_list(block.text):
        return replace(block, kind=Kind.ABBREVIATIONS)
    if pattern("sections", "hints", "footnotes").search(hint):
        return replace(block, kind=Kind.FOOTNOTE)
    return block


def _next_letter(text: str, habits: Habits) -> str | None:
    return text[0] if text[:1] in habits.letters else None


STATED = re.compile(r"\b[nNpP]\s?=\s?(?=[\d.]|NS\b)")


def _is_abbreviation_list(text: str) -> bool:
    text = STATED.sub(" ", text)  # sizes and p values define nothing
    parts = [part for part in re.split(r";\s|\n", text.strip().rstrip(".")) if part]
    if len(parts) == 1:
        return bool(re.fullmatch(r"[A-Z][\w+\-/]{1,11}\s?=\s?[^=;:.]{4,80}", parts[0]))
    if "=" not in text and not TITLED.match(text) and any(map(SAYS.search, parts)):
        return False  # `In EXAMPLE-1, median PFS was 41.7 months; in EXAMPLE-2, it was 28.0 months`
    short = sum(bool(re.match(r"[\w+\-/≥≤®™&()§* ]{1,24}?(?:\s?=|, )\s?[^\W\d]", part)) for part in parts)
    return (
        len(parts) >= 2
        and short >= 0.8 * len(parts)
        and len(text) < 120 * len(parts)
        and ("=" in text or text.count(", ") >= len(parts))
    )


def _with_trails(blocks: list[Block], hints: list[str]) -> Iterable[Block]:
    """Blocks with the headings above them and the section those headings put them in."""
    stack: list[Block] = []
    roles: list[Section | None] = []
    for block, hint in zip(blocks, hints, strict=True):
        while stack and (
            (block.kind is Kind.HEADING and stack[-1].level >= block.level)
            or (stack[-1].level >= LABEL_LEVEL and stack[-1].group != block.group)
        ):
            stack.pop()
            roles.pop()
        if _titles_a_table(block, blocks):
            while stack and stack[-1].level >= PART:
                stack.pop()
                roles.pop()
        trail = tuple(heading.index for heading in stack)
        section = _section(block, hint, next((role for role in reversed(roles) if role), None))
        if block.kind is Kind.HEADING:
            role = _role(block.text)
            stack.append(block)
            roles.append(role)
            section = role or section
        yield replace(block, trail=trail, section=section)


PART = 3  # rank of the headings of a flattened page that its tables with titles of their own stand beside, not under
NOTES = frozenset({Kind.FOOTNOTE, Kind.ABBREVIATIONS})


def _titles_a_table(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a flattened table begins a part of its own: behind the notes of the part above its title stands over its heads."""
    cell = block.cell
    return (
        cell is not None
        and cell.header
        and (cell.row, cell.column) == (0, 0)
        and cell.table > SPREAD
        and blocks[block.index - 1].kind in NOTES
        and len(block.text.split()) >= FEWEST_OF_TITLE
    )


FEWEST_OF_TITLE = 4  # words of a title, which a mere `Outcome` is none of


def _role(words: str) -> Section | None:
    words = words.strip(" :.*")
    if pattern("sections", "safety").match(words):
        return Section.SAFETY
    if any(pattern("sections", key).fullmatch(words) for key in ("indication", "boilerplate")):
        return Section.BOILERPLATE
    return None


def _section(block: Block, hint: str, inherited: Section | None) -> Section:
    if block.carrier is not Carrier.TEXT and block.carrier is not Carrier.HIDDEN and not inherited:
        return Section.BODY
    if COPYRIGHT.search(block.text) or pattern("sections", "hints", "boilerplate").search(hint):
        return Section.BOILERPLATE
    if inherited:
        return inherited
    if pattern("sections", "hints", "safety").search(hint):
        return Section.SAFETY
    if block.cell is not None and block.cell.table != TILES:
        return Section.TABLE
    if block.kind in (Kind.FOOTNOTE, Kind.ABBREVIATIONS):
        return Section.FOOTNOTE
    return Section.BODY
