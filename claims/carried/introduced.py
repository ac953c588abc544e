"""Finds what introduces a block: the line that leads in to it, the title of its table, the title of its page."""

from __future__ import annotations

import re

from claims.carried.analyses import TELLS
from claims.model import Block, Kind, Page
from claims.words import Words

LONGEST_LEAD = 200  # characters of a title over a list
LONGEST_LIST = 200  # items back that a lead-in is sought over
LABEL = re.compile(r"[^:.\n%]{3,80}:")
LABELLED = re.compile(r"[^:.\n]{3,80}:\W{0,2}(?=[\d(])")
BARE_VALUE = re.compile(r"\W{0,2}\d[\d.,]*\s?%?\W{0,3}(?:\n|$|\()")
# What a value below completes: `HR for OS`, `the risk of death fell by`
OPENS = re.compile(
    r"^(?:(?:un)?stratified |adjusted )?(?:HR|OR|RR|(?:[Hh]azard|[Oo]dds|[Rr]isk|[Rr]ate) ratio)(?: (?:for|of) [\w -]{2,40})?[\W\d]*$|\bby[\d*†‡§¶#|]{0,6}$"
)
DOSED = re.compile(
    r"\W*(?:recommended\s|starting\s)?(?:dos(?:e|ing|age)|administration)\b[^:.\n]{0,40}:", re.IGNORECASE
)


def title_of(page: Page) -> tuple[int, bool]:
    """The last heading of a page's title, and whether running text follows it: then all those straight below each other
    are the title."""
    first = next((block.index for block in page.blocks if block.kind is Kind.HEADING), -1)
    last = first
    while 0 <= last < len(page.blocks) - 1 and page.blocks[last + 1].kind is Kind.HEADING:
        last += 1
    below = page.blocks[last + 1] if 0 <= last < len(page.blocks) - 1 else None
    is_story = below is not None and below.kind is Kind.PARAGRAPH and len(below.text) > LONGEST_LEAD
    return (last, True) if is_story else (first, False)


def captions_of(page: Page, words: list[Words]) -> dict[int, int | None]:
    """For each table of a page the block that titles it."""
    found: dict[int, int | None] = {}
    caption = (-1, 0)  # (group of the table, its caption)
    for block in page.blocks:
        if block.kind is Kind.CAPTION:
            caption = block.group, block.index
        if block.cell is not None and block.cell.table and block.cell.table not in found:
            found[block.cell.table] = _caption_of(block, caption, page, words)
    return found


def _caption_of(block: Block, caption: tuple[int, int], page: Page, words: list[Words]) -> int | None:
    """The block that titles a table: its caption, else the short line straight above its first cell that is no
    sentence with results of its own."""
    if caption[0] == block.group:
        return caption[1]
    above = page.blocks[block.index - 1] if block.index else None
    plain = above is not None and above.kind in (Kind.PARAGRAPH, Kind.HEADING) and above.cell is None
    if above is None or not plain or len(above.text) >= LONGEST_LEAD:
        return None
    told = words[above.index]
    is_sentence = above.text.rstrip()[-1:] == "." or above.text.count("%") > 1  # the values of two arms
    tells = above.kind is Kind.PARAGRAPH and is_sentence and (told.has_number or MEASURED.search(above.text))
    return None if tells and TELLS.search(told.text) else above.index


MEASURED = re.compile(r"\d\s(?:m?L|kg|mg/dL|points|weeks?|years?)\b")


def lead_in(block: Block, lead: Block | None, page: Page, words: list[Words]) -> Block | None:
    """The block that introduces this one: the list item above a nested one, a paragraph that ends in a colon."""
    if block.kind is Kind.HEADING or not block.index or DOSED.match(block.text):
        return None
    above = page.blocks[block.index - 1]
    if block.kind is Kind.ITEM:
        if above.kind is Kind.ITEM and above.level == block.level:
            return lead
        at = block.index - 1
        while (
            at >= max(0, block.index - LONGEST_LIST)
            and page.blocks[at].kind is Kind.ITEM
            and page.blocks[at].level >= block.level
        ):
            at -= 1
        above = page.blocks[max(0, at)]
        introduces = above.text.rstrip().endswith(":") or (
            above.kind is Kind.PARAGRAPH and len(above.text) < LONGEST_LEAD and above.text.rstrip()[-1:] not in ".;"
        )
        return above if above.kind is Kind.ITEM or (introduces and above.kind is not Kind.HEADING) else None
    if above.text.rstrip().endswith(":") and len(above.text) < 220:
        return above
    if above.kind in (Kind.PARAGRAPH, Kind.HEADING) and BARE_VALUE.match(block.text) and OPENS.search(above.text):
        return above
    if lead is not None and OPENS.search(lead.text) and BARE_VALUE.match(block.text) and lead.index >= block.index - 4:
        return lead  # the next value that the same words open
    closing = above.text.rstrip().rpartition("\n")[2]
    tells = words[above.index].has_number and closing[-1:] != ":" and not LABEL.match(closing)  # a result of its own
    if LABELLED.match(block.text) and above.kind is Kind.PARAGRAPH and not tells:
        carries_on = LABELLED.match(above.text) and not words[above.index].endpoints
        return lead if lead is not None and carries_on and above.index - lead.index < 8 else above
    if lead is not None and block.kind is Kind.PARAGRAPH and ":" in block.text[:90] and lead.index >= block.index - 6:
        return lead
    return None
