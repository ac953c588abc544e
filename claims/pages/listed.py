"""Finds the blocks of a page's reference list: numbered entries, items under its title, citations that end the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from claims.lexicon import pattern
from claims.model import Kind
from claims.pages.raw import RawBlock

RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
RAISED_ENTRY = re.compile(r"(?:^|(?<=[.;)]\s)|(?<=[.;)]))([⁰¹²³⁴-⁹]{1,3})\s?(?=[^\W\d_])")
ENTRY = re.compile(r"(?:^|(?<=[\s.;]))(?:\[(?=\d{1,3}\]))?(\d{1,3})(?:\s?[-–]\s?\d{1,3})?\s?[.)\]]\s?(?=[^\W\d_])")
LEAD = re.compile(
    r"(references?|sources|bibliography)\s*[:.]?\s*(?=\[?1\]?\s?[.)]?\s|\[?\d{1,2}\]?[.)]\s?[^\W\d_])", re.IGNORECASE
)
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


Entry = tuple[int, int, int]  # number, block, offset


def entries(blocks: Sequence[RawBlock]) -> list[Entry]:
    """Numbered entries of reference lists: (number, block, offset), numbers rising by one from 1."""
    found: list[Entry] = []
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
        numbered = _numbers(text, lead.end() if lead else 0)
        for place, (number, at) in enumerate(numbered):
            leaves_out = bool(lead) and goes_on(numbered[place:], text, expecting)
            if number == expecting or leaves_out or passes_over(number, at, text, expecting):
                found.append((number, index, at))
                last = RANGE.match(text, at)
                expecting = max(number, int(last[1]) if last else 0) + 1
        if len(found) == before and not lead:
            listening = "reference" in block.hint
    return found


def goes_on(numbered: list[tuple[int, int]], text: str, expecting: int) -> bool:
    """Whether the next entries of a list in one text, which leaves many out, are all those of the text that are left:
    `2. The trial's publication. 5. Another one. 26. Data on file.`"""
    numbers = [number for number, _ in numbered]
    rising = all(one < other for one, other in pairwise(numbers))
    return 1 < expecting < numbers[0] and rising and all(text[:at].rstrip().endswith(".") for _, at in numbered)


RANGE = re.compile(r"\d{1,3}\s?[-–]\s?(\d{1,3})\b")  # `2-4. See the full list`
AUTHOR = re.compile(r"\d{1,3}\.\s(?:[A-Z][\w'’-]+\s[A-Z]{1,3}[,.\s]|[Dd]ata on file)")  # opens an entry within a line
MOST_LEFT_OUT = 3
LATEST_FIRST = 9  # number of the first entry of a shortened list


def passes_over(number: int, at: int, text: str, expecting: int) -> bool:
    """Whether an entry that begins a line and cites a work comes after some that a shortened list leaves out."""
    lead = LEAD.match(text)
    before = text[lead.end() if lead else 0 : at].rstrip(" [")
    begins = not before or before.endswith("\n") or (before.endswith(".") and bool(AUTHOR.match(text, at)))
    line = text[at:].partition("\n")[0]
    is_first = expecting == 1 < number <= LATEST_FIRST  # a page may list but those that it cites
    is_next = 1 < expecting < number <= expecting + MOST_LEFT_OUT
    return begins and (is_first or is_next) and bool(CITES_A_WORK.search(line))


def _numbers(text: str, start: int) -> list[tuple[int, int]]:
    """Numbers that may head entries, with their offsets: `1.`, `[1]`, or raised where a text begins with a raised one."""
    raised = RAISED_ENTRY.finditer(text, start) if RAISED_ENTRY.match(text, start) else ()
    found = (*ENTRY.finditer(text, start), *raised)
    return sorted(((int(match[1].translate(RAISED_DIGITS)), match.start(1)) for match in found), key=lambda one: one[1])


def _untitled(blocks: Sequence[RawBlock]) -> set[int]:
    """Numbered citations that end a page under no title: leavepieces and posts have no room for one."""
    for block in blocks:
        if LEAD.match(block.text) or "reference" in block.hint or REFERENCE_TITLE().fullmatch(block.text):
            return set()
    found: list[int] = []
    for index in range(len(blocks) - 1, -1, -1):
        text = blocks[index].text
        is_entry = bool(CITES_A_WORK.search(text)) and blocks[index].kind in (Kind.ITEM, Kind.PARAGRAPH)
        if is_entry and (blocks[index].kind is Kind.ITEM or own_number(blocks[index])):
            found.append(index)
        elif found or len(blocks) - index > LINES_BEHIND or len(text) > LONGEST_LINE:
            break
    first = blocks[found[-1]] if found else None
    if first is None or (first.kind is Kind.PARAGRAPH and own_number(first) != 1):
        return set()
    return set(found)


def reference_blocks(blocks: Sequence[RawBlock], numbered: Sequence[Entry]) -> set[int]:
    """Blocks of the reference list: numbered entries, list items under its title, unnumbered citations under it."""
    inside = {index for _, index, _ in numbered} | _untitled(blocks)
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


def own_number(block: RawBlock) -> int | None:
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
