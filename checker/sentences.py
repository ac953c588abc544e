"""A page's blocks -> its sentences in running order, each with its place and the words that turn it round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checker.wordlists import Use, patterns, uses
from claims.model import Block, Carrier, Extraction, Kind, Place, Section
from claims.segments import segments

SILENT = (Kind.REFERENCES, Kind.ABBREVIATIONS, Kind.BOILERPLATE)
QUOTED = re.compile(r"[“\"«„](?P<inside>[^“”\"«»„]{1,200})[”\"»“]")
SPOKEN = re.compile(
    r"[,.]?\s?(?:[\w.]+\s){0,4}?(?:said|says|commented|comments|explained|explains|added|adds|noted|notes|stated|states)\b"
)
SAYING = 4  # words: a quotation of so many at the head of a line is what somebody said
SAYER = 6  # words behind it: `Consultant cardiologist, Leeds`
FAR = 8  # words between a negation and what it denies
ASIDE = re.compile(r"\s?\([\w\s+-]{1,24}\)")  # `overall survival (OS) benefit`: an abbreviation breaks no clause
WORD = re.compile(r"[\w'’-]+|[;:.()–—]|,")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block: offsets in the block's text."""

    block: Block
    start: int
    end: int
    text: str

    @property
    def is_promotional(self) -> bool:
        """Whether it stands where a page promotes: not in safety information, the indication or company lines."""
        return self.block.section in (Section.BODY, Section.TABLE) and self.block.kind is not Kind.INDICATION


@dataclass(frozen=True, slots=True)
class Said:
    """A word of a list that a sentence says, and how: denied, or in quotation marks."""

    sentence: Sentence
    use: Use
    is_denied: bool
    is_quoted: bool

    @property
    def words(self) -> str:
        """As it stands on the page."""
        return self.use.text


@dataclass(frozen=True)
class Sentences:
    """All sentences of one page, in page order; reference lists, abbreviations and company lines have none."""

    extraction: Extraction

    @cached_property
    def all(self) -> tuple[Sentence, ...]:
        """Every sentence that a reader sees; hidden text, alt text and notes too."""
        return tuple(
            Sentence(block, start, end, block.text[start:end])
            for block in self.extraction.page.blocks
            if block.kind not in SILENT and block.section is not Section.BOILERPLATE
            for start, end in segments(block.text)
        )

    @cached_property
    def promotional(self) -> tuple[Sentence, ...]:
        """Those that promote: body, headings and tables in visible or alternative text."""
        return tuple(
            one
            for one in self.all
            if one.is_promotional
            and one.block.kind is not Kind.FOOTNOTE
            and one.block.carrier in (Carrier.TEXT, Carrier.ALT, Carrier.SVG)
        )

    @cached_property
    def by_block(self) -> dict[int, tuple[Sentence, ...]]:
        """The sentences of each block, by its index."""
        found: dict[int, list[Sentence]] = {}
        for sentence in self.all:
            found.setdefault(sentence.block.index, []).append(sentence)
        return {block: tuple(sentences) for block, sentences in found.items()}

    def saying(self, name: str, key: str = "words") -> Iterator[Said]:
        """Where promotional sentences use the words of a list, in page order."""
        for sentence in self.promotional:
            yield from said(sentence, name, key)

    def place(self, one: Sentence, use: Use | None = None) -> Place:
        """A sentence, or a word in it, as a place in the source."""
        start, end = (one.start + use.start, one.start + use.end) if use else (one.start, one.end)
        return self.extraction.page.spot(one.block, start, end)


def said(sentence: Sentence, name: str, key: str = "words") -> Iterator[Said]:
    """Where a sentence uses the words of a list, whether it denies them, whether it quotes them."""
    for use in uses(sentence.text, name, key):
        yield Said(sentence, use, is_denied(sentence.text, use.start, use.end), _is_quoted(sentence.text, use))


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether words of a sentence are taken back in their own clause: `not`, `no`, `fails to`, `was not shown`."""
    return is_led_by(text, start, "negation", "before") or _is_denied_behind(text[end:])


def is_led_by(text: str, start: int, name: str, key: str = "words", *, far: int = FAR) -> bool:
    """Whether words of a list stand in front of an offset: in its own clause, at most so many words away."""
    leading, exempt = patterns(name, key)
    before = ASIDE.sub("", text[:start])
    clause = before[_last_break(before) :]
    near = [match.start() for match in WORD.finditer(clause)][-far:]
    reach = clause[near[0] :] if near else ""
    pseudo = [match.span() for match in exempt.finditer(reach)] if exempt else []
    return any(not any(begin <= match.start() < end for begin, end in pseudo) for match in leading.finditer(reach))


def _is_denied_behind(behind: str) -> bool:
    behind = ASIDE.sub("", behind)
    first = patterns("negation", "breaks")[0].search(behind)
    clause = re.split(r"[;:()—]", behind[: first.start()] if first else behind, maxsplit=1)[0]
    near = [match.end() for match in WORD.finditer(clause)][:FAR]
    return bool(near and patterns("negation", "behind")[0].search(clause[: near[-1]]))


def _last_break(text: str) -> int:
    last = 0
    for match in patterns("negation", "breaks")[0].finditer(text):
        last = match.end()
    return max(last, *(text.rfind(sign) + 1 for sign in ";:()—"))


def _opens(text: str, match: re.Match[str]) -> bool:
    """Whether nothing stands in front of a quotation, and behind it no verb but only who said it."""
    behind = text[match.end() :].split()
    return not text[: match.start()].strip() and len(behind) <= SAYER and not any(map(str.isdigit, behind))


def _is_quoted(text: str, use: Use) -> bool:
    """Whether it stands in quotation marks that hold less than the whole sentence: a name, a grade, a title.

    What somebody is quoted as saying (`“...,” said Dr Doe`) is said by the page.
    """
    return any(
        not SPOKEN.match(text, match.end())
        and match.start("inside") <= use.start
        and use.end <= match.end("inside")
        and len(match["inside"]) < len(text.strip(' .!?“”"«»„'))
        and not (_opens(text, match) and len(match["inside"].split()) >= SAYING)
        for match in QUOTED.finditer(text)
    )
