"""Raw blocks of any format to a page: what each block is, which headings and section it stands under, its markers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from claims.lexicon import pattern
from claims.model import Block, Carrier, Kind, Mark, Page, Section
from claims.pages.flattened import TILES, restore_tables, restore_tiles
from claims.pages.headings import has_heading_shape, is_marked_value
from claims.pages.long_blocks import in_pieces
from claims.pages.marks import SYMBOLS, Habits, lift, numbered_in, numbers_in, telling_marks
from claims.pages.overlong import without_overlong
from claims.pages.raw import RawBlock, RawPage

RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
RAISED_ENTRY = re.compile(r"(?:^|(?<=[.;)]\s)|(?<=[.;)]))([⁰¹²³⁴-⁹]{1,3})\s?(?=[^\W\d_])")
WORD = re.compile(r"\d{0,3}[^\W\d_][\w\-+]*")
ENTRY = re.compile(r"(?:^|(?<=[\s.;]))(?:\[(?=\d{1,3}\]))?(\d{1,3})\s?[.)\]]\s?(?=[^\W\d_])")
LEAD = re.compile(r"(references?|sources|bibliography)\s*[:.]?\s*(?=\[?1\]?\s?[.)]?\s)", re.IGNORECASE)
NOTE_SYMBOL = re.compile(
    rf"(?P<marker>[{re.escape(SYMBOLS.replace('#', ''))}]{{1,3}}|II(?=[A-Z][A-Za-z])|\|\|)\s?(?=\S)"
)
NOTE_LETTER = re.compile(r"(?P<marker>[a-h])(?:[.)]?\n|\s(?=[A-Z])|[.)]\s)?(?=(?P<next>[\w≥≤><]+))")
BIG_INITIAL = re.compile(r"[A-Z][a-z]+[ ,-]")  # `aCox model`, no `aPTT`
SAYS = re.compile(r"\b(?:was|were|had|showed|reached|achieved|responded)\b")
ABBREVIATION = re.compile(r"[\w+\-/≥≤®™& ]{1,24}\s?[=:,]\s?[^=:;,]{4,}")
TITLED = re.compile(r"(?:abbreviations?|key)\s?:", re.IGNORECASE)
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s?\d{4}|all rights reserved", re.IGNORECASE)


MARKERS_THAT_TELL = 3  # glued digits on a page without a reference list, before they are taken for citations
LONGEST_TITLE = 1000  # characters of a heading or caption: what is longer governs nothing
MOST_REFERENCES = 60  # of a page that lists none
DEEPEST = 12  # ranks of headings that a flattened page is given
OWN_NUMBER = re.compile(r"(?P<number>\d{1,2})\s?(?=[^\W\d_])")
CITES = re.compile(r"\bet al\b|\d{4}\s?[;:]|\bdoi\b|accessed|prescribing information|data on file", re.IGNORECASE)


CITES_A_WORK = re.compile(
    r"\bet al\b|\d{4}\s?;|\bdoi\b|\baccessed\b|data on file|product characteristics"
    r"|prescribing information\b[^\n]{0,80}\b(?:19|20)\d{2}\b",
    re.IGNORECASE,
)
LINES_BEHIND = 3  # short lines that may stand behind a list of references without a title: a date, a job code
LONGEST_LINE = 160


@cache
def REFERENCE_TITLE() -> re.Pattern[str]:  # noqa: N802 - a constant that is only built when a page is read
    """The title of a reference list, alone in its block."""
    return re.compile(rf"\W*(?:{pattern('sections', 'references').pattern})\W*", re.IGNORECASE)


def build_page(path: str, format: str, source: str, raw: RawPage) -> Page:  # noqa: A002 - the word of the contract
    """Page from its raw blocks."""
    read = tuple(without_overlong(source, _with_their_sentences(raw.blocks)))
    raw_blocks = tuple(in_pieces(block for block, _ in read))
    problems = (*raw.problems, *(problem for _, told in read for problem in told))
    habits = _habits(raw_blocks)
    first_entry = _reference_blocks(raw_blocks)
    blocks: list[Block] = []
    marks: tuple[Mark, ...]
    for index, block in enumerate(raw_blocks):
        if index in first_entry:
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
        blocks = list(_ranked(_as_heading(block, blocks) for block in blocks))
    else:
        blocks = list(restore_tiles(blocks))
    blocks = [_as_note(block, hint, habits) for block, hint in zip(blocks, hints, strict=True)]
    return Page(
        path, format, source, tuple(_with_trails(blocks, hints)), problems, raw.layout, raw.is_flattened, raw.links
    )


RUNS_ON = re.compile(r"(?!vs\b|versus\b|and\b|or\b)(?:[a-z]{2,}|[a-z]{1,2}[A-Z]{2,4})(?:\s\S+){2}")


def _with_their_sentences(blocks: Iterable[RawBlock]) -> Iterable[RawBlock]:
    """The same blocks, a big number and the words that go on with it as one: `68%` above `reduction in the risk`."""
    above: RawBlock | None = None
    for block in blocks:
        if above is not None and above.carrier is block.carrier and _goes_on(above, block):
            above = replace(above, kind=Kind.PARAGRAPH, level=0).joined_with(block)
            continue
        if above is not None:
            yield above
        above = block
    if above is not None:
        yield above


def _goes_on(above: RawBlock, block: RawBlock) -> bool:
    plain = above.kind in (Kind.PARAGRAPH, Kind.HEADING) and block.kind is Kind.PARAGRAPH
    plain = plain and above.cell is None and block.cell is None
    return plain and "\n" not in above.text and is_marked_value(above.text) and bool(RUNS_ON.match(block.text))


def _habits(blocks: tuple[RawBlock, ...]) -> Habits:
    words: Counter[str] = Counter()
    times: Counter[str] = Counter()
    glued: set[int] = set()
    seen = 0
    letters: set[str] = set()
    raised = 0
    for block in blocks:
        words.update(WORD.findall(block.text))
        times.update(numbered_in(block.text))
        raised += sum(
            stretch.kind != "sub" and any(c.isdigit() for c in block.text[stretch.start : stretch.end])
            for stretch in block.raised
        )
        for said in telling_marks(block.text):
            seen += 1
            glued.update(numbers_in(said))
    last = max((number for number, _, _ in _entries(blocks)), default=0)
    listed = [blocks[index] for index in _reference_blocks(blocks)]
    last = last or sum(block.kind is Kind.ITEM for block in listed)
    last = last or max((_own_number(block) or 0 for block in listed), default=0)
    told = _cited(glued) if not last and seen >= MARKERS_THAT_TELL else ()
    for block in blocks:
        marker = _letter_marker(block.text, words, chr(ord(max(letters)) + 1) if letters else None)
        if marker:
            letters.update((marker, *_further_letters(block.text, marker)))
    return Habits(words, times, frozenset((*range(1, last + 1), *told)), frozenset(letters), raised >= 2)


def _cited(glued: set[int]) -> set[int]:
    """The references of a page that lists none: those that its glued digits tell, and what few are left out between."""
    told = {number for number in glued if 0 < number <= MOST_REFERENCES}
    full = [last for last in told if 3 * sum(number <= last for number in told) >= 2 * last]
    return told | set(range(1, max(full, default=0) + 1))


def _further_letters(text: str, marker: str) -> Iterable[str]:
    """The letters of further notes in the same text: `aAssessed by a committee. bOral and genital.`"""
    for letter in FURTHER.findall(text):
        if ord(letter) == ord(marker) + 1:
            marker = letter
            yield letter


FURTHER = re.compile(r"(?:\n|[.;]\s)([b-h])(?=[A-Z][a-z]{2}|\d)")


def _letter_marker(text: str, words: Counter[str], expected: str | None = None) -> str | None:
    """The letter that heads a footnote: `aHigh-risk ...`, `b` alone on its line; not the article `a`, not eGFR.

    The letter `expected` after those found so far may be glued to a word that the page has nowhere else.
    """
    match = NOTE_LETTER.match(text)
    if not match:
        return None
    marker, gap = match["marker"], text[len(match["marker"]) : match.start("next")]
    if "\n" in gap or gap[:1] in {".", ")"}:
        return marker
    if gap:
        return marker if marker != "a" or text[match.start("next")].isupper() else None
    rest = re.match(r"[\w+\-]+", text[match.start("next") :])
    known = rest and (
        words[rest[0]] or words[rest[0].capitalize()] or words[rest[0].casefold()] or words[match["next"]]
    )
    glued = marker + match["next"]
    if marker == expected and match["next"][0].isupper() and words[glued] <= 1 and len(text) > 30:
        return marker
    if BIG_INITIAL.match(text, match.start("next")) and marker != "e" and words[glued] <= 1 and len(text) > 30:
        return marker
    starts_fresh = match["next"][0].isupper() or match["next"][0].isdigit() or match["next"] in {"sCR"}
    return (
        marker
        if known and (starts_fresh or words[match["next"]] > 1) and words[glued] <= 1 and len(text) > 30
        else None
    )


def _entries(blocks: tuple[RawBlock, ...]) -> list[tuple[int, int, int]]:
    """Numbered entries of reference lists: (number, block, offset), numbers rising by one from 1."""
    found: list[tuple[int, int, int]] = []
    expecting = 0
    listening = False
    untitled = min(_untitled(blocks), default=-1)
    for index, block in enumerate(blocks):
        text = block.text
        if index == untitled:
            expecting, listening = 1, True
        lead = LEAD.match(text)
        is_title = bool(REFERENCE_TITLE().fullmatch(text))
        if lead or is_title or "reference" in block.hint:
            expecting, listening = (1, True) if lead or is_title or not listening else (expecting, True)
        if not listening or is_title:
            continue
        before = len(found)
        for number, at in _numbers(text, lead.end() if lead else 0):
            if number == expecting:
                found.append((expecting, index, at))
                expecting += 1
        if len(found) == before and not lead:
            listening = "reference" in block.hint
    return found


def _numbers(text: str, start: int) -> list[tuple[int, int]]:
    """Numbers that may head entries, with their offsets: `1.`, `[1]`, or raised where a text begins with a raised one."""
    raised = RAISED_ENTRY.finditer(text, start) if RAISED_ENTRY.match(text, start) else ()
    found = (*ENTRY.finditer(text, start), *raised)
    return sorted(((int(match[1].translate(RAISED_DIGITS)), match.start(1)) for match in found), key=lambda one: one[1])


def _untitled(blocks: tuple[RawBlock, ...]) -> set[int]:
    """Numbered citations that end a page under no title: leavepieces and posts have no room for one."""
    for block in blocks:
        if LEAD.match(block.text) or "reference" in block.hint or REFERENCE_TITLE().fullmatch(block.text):
            return set()
    found: list[int] = []
    for index in range(len(blocks) - 1, -1, -1):
        text = blocks[index].text
        is_entry = bool(CITES_A_WORK.search(text)) and blocks[index].kind in (Kind.ITEM, Kind.PARAGRAPH)
        if is_entry and (blocks[index].kind is Kind.ITEM or _own_number(blocks[index])):
            found.append(index)
        elif found or len(blocks) - index > LINES_BEHIND or len(text) > LONGEST_LINE:
            break
    first = blocks[found[-1]] if found else None
    if first is None or (first.kind is Kind.PARAGRAPH and _own_number(first) != 1):
        return set()
    return set(found)


def _reference_blocks(blocks: tuple[RawBlock, ...]) -> set[int]:
    """Blocks of the reference list: numbered entries, list items under its title, unnumbered citations under it."""
    inside = {index for _, index, _ in _entries(blocks)} | _untitled(blocks)
    after_title = False
    for index, block in enumerate(blocks):
        if REFERENCE_TITLE().fullmatch(block.text):
            after_title = True
        elif after_title:
            if block.kind is Kind.ITEM or CITES.search(block.text):
                inside.add(index)
            else:
                after_title = False
    return inside


def _own_number(block: RawBlock) -> int | None:
    """The number that heads a block: `1.`, or raised as the label of a note is."""
    listed = ENTRY.match(block.text)
    raised = RAISED_ENTRY.match(block.text)
    if raised:
        return int(raised[1].translate(RAISED_DIGITS))
    found = OWN_NUMBER.match(block.text)
    is_raised = any(stretch.start == 0 and stretch.kind != "sub" for stretch in block.raised)
    if listed:
        return int(listed[1])
    return int(found["number"]) if found and is_raised else None


LONGEST_CODE = 4  # letters of an abbreviation: `CNS ORR` is in capitals without shouting


def _as_heading(block: Block, blocks: list[Block]) -> Block:
    if block.kind is not Kind.PARAGRAPH or not has_heading_shape(block, blocks):
        return block
    if pattern("sections", "indication").fullmatch(block.text):
        return replace(block, kind=Kind.HEADING, level=3)  # governs its own text only: the page goes on below it
    major = pattern("sections", "safety").fullmatch(block.text)
    first = block.text.partition("\n")[0]
    shouts = first.isupper() and len(first.split()) > 1 and any(len(word) > LONGEST_CODE for word in first.split())
    return replace(block, kind=Kind.HEADING, level=2 if major or shouts else 3)


def _ranked(blocks: Iterable[Block]) -> Iterable[Block]:
    """Headings of a flattened page by rank: one that follows another at once stands beneath it."""
    above: Block | None = None
    for block in blocks:
        ranked = block
        if above and above.kind is Kind.HEADING and block.kind is Kind.HEADING and block.level >= 3:
            ranked = replace(block, level=min(DEEPEST, above.level + 1))
        above = ranked
        yield ranked


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
    marker = match["marker"] if match else _letter_marker(block.text, habits.words, _next_letter(block.text, habits))
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


def _is_abbreviation_list(text: str) -> bool:
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
        if block.kind is Kind.HEADING:
            while stack and stack[-1].level >= block.level:
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
