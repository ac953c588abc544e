"""Brand names carry their ® or ™ where the page first names them.

What is required
    ® or ™ at the first or most prominent mention of the product's brand, and of marks of others such as NCCN®.

Why
    A mark that its owner does not show as one weakens; licences of others ask for theirs.

Source
    NCCN's pages show the marks in use [R]; terms of licences [K].

Passes
    "NCCN Guidelines® recommend examplimab (Exemplar®)", and the bare names after that.

Fails
    "NCCN recommends Exemplar".

Stays silent
    Marks at the first mention only, or right below it; alternative texts, addresses, reference lists, company lines.
    Without a registry the brands are those that the page marks somewhere itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.findings import about_place
from checker.mentions import MARKS
from checker.model import Confidence, Finding, Rule, Severity
from checker.view import PageView
from checker.wordlists import words_of
from claims.model import Block, Kind, Section

LONGER_NAME = re.compile(r"(?:\b[A-Z][\w-]*|&)\s$")  # in front of the last word of Example Society®
MARKED = re.compile(r"(?<![\w/.@-])([A-Z][\w-]{2,30})\s?(?:[®™]|\((?:R|TM)\))")
MARK = re.compile(r"\s?(?:[®™℠]|\((?:R|TM)\))")
NEAR = 2  # blocks behind the first mention in which the mark may stand
HIDDEN_FROM = (Kind.REFERENCES, Kind.ABBREVIATIONS, Kind.BOILERPLATE)


@dataclass(frozen=True, slots=True)
class _Mention:
    block: Block
    start: int
    end: int
    is_marked: bool


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each mark that is not shown where it is first or most prominently used."""
    blocks = [
        block
        for block in view.promotion.visible
        if block.kind not in HIDDEN_FROM and block.section is not Section.BOILERPLATE
    ]
    for name, sign in _names(view).items():
        mentions = [one for block in blocks for one in _mentions(block, name)]
        if not mentions or _is_shown(mentions):
            continue
        first = mentions[0]
        later = next((one for one in mentions if one.is_marked), None)
        where = view.extraction.page.spot(later.block, later.start, later.end).words if later else ""
        message = f"{first.block.text[first.start : first.end]} is first named without {sign}"
        message += f"; it has it at {where}." if later else " and nowhere with it."
        place = view.extraction.page.spot(first.block, first.start, first.end)
        quote = first.block.text[first.start : first.end]
        found = about_place(RULE, view, place, quote, message, sentence=first.block.text)
        yield replace(found, said=quote, expected=f"{quote}{sign}", confidence=Confidence.MEDIUM)


def _names(view: PageView) -> dict[str, str]:
    """What must carry a mark, with the mark: registered brands, or those that the page marks itself; marks of others."""
    brands = [MARKS.sub("", product.brand) for product in view.mentions.named if product.brand]
    if not view.registry.products:
        brands = [
            match[1]
            for block in view.promotion.told
            for match in MARKED.finditer(block.text)
            if not LONGER_NAME.search(block.text[: match.start()])
        ]
    others: dict[str, str] = words_of("marks")["third_party"]
    known = {name.casefold() for name in others}
    return {
        **{brand: "®" for brand in dict.fromkeys(brands) if brand.casefold() not in known},
        **{name: sign for name, sign in others.items() if sign},
    }


def _mentions(block: Block, name: str) -> Iterator[_Mention]:
    """Where a block has a name that is no part of a longer one in the list, nor of an address."""
    longer = [other for other in words_of("marks")["third_party"] if other != name and other.startswith(f"{name} ")]
    behind = "".join(rf"(?!{re.escape(other[len(name) :])})" for other in longer)
    words = r"\s+".join(map(re.escape, name.split()))
    pattern = re.compile(rf"(?<![\w/.@-]){words}(?![\w-]|[./@]\w){behind}", re.IGNORECASE)
    for match in pattern.finditer(block.text):
        if match[0][:1].isupper():
            yield _Mention(block, match.start(), match.end(), bool(MARK.match(block.text, match.end())))


def _is_shown(mentions: list[_Mention]) -> bool:
    """Whether the first mention, one right below a heading or label, or one in the highest heading has the mark."""
    first = mentions[0]
    headings = [one for one in mentions if one.block.kind is Kind.HEADING]
    top = min((one.block.level for one in headings), default=0)
    reach = first.block.index + (NEAR if first.block.kind is Kind.HEADING or not _is_running(first.block) else -1)
    return first.is_marked or any(
        one.is_marked and (one.block.index <= reach or (one.block.kind is Kind.HEADING and one.block.level == top))
        for one in mentions
    )


def _is_running(block: Block) -> bool:
    """Whether a block is running text, whose first words a reader reads first; a label or line of a menu is none."""
    return block.text.rstrip()[-1:] in ".!?"


RULE = Rule(
    id="typ.marks",
    title="Brand names carry their ® or ™ where the page first names them",
    severity=Severity.NOTE,
    check=check,
    manual=__doc__,
)
