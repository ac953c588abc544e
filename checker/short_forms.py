"""A page -> its short forms: where they are explained, where they are used, what each is taken to mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from checker.wordlists import words_of
from claims.abbreviations import Definition, definitions, is_long_form, is_spelt_by
from claims.lexicon import endpoint_names
from claims.model import Block, Carrier, Kind, Section
from references.names import SMALL, normal, tokens

if TYPE_CHECKING:
    from checker.view import PageView

TOKEN = re.compile(r"(?<![\w/.@#&])(?=[\w+-]*[A-Z][\w+-]*[A-Z])[A-Za-z][A-Za-z0-9]{1,9}(?![\w@]|-[A-Z]?\d|[./][a-z])")
WORD = re.compile(r"[A-Za-z0-9]+")
CODE_BEFORE = re.compile(r"(?:[A-Z\d]-|\b(?:[Ss]tage|[Pp]hase|[Gg]rade|[Cc]lass|[Tt]ype|NYSE|NASDAQ|Nasdaq):?\s)$")
BRACKETED = re.compile(r"(?<=[a-z®™)])\s[(\[](?:[^()\[\]]{0,20}[;,]\s)?$")
CLOSING = frozenset(")],;")
CONSONANTS = re.compile(r"[B-DF-HJ-NP-TV-XZ]{3,6}")
MOST_TITLES = 200  # that are read as long forms
LONGEST_TITLE = 80  # characters of a long form as a title
STEM = 5
FEWEST_USES = 2  # of a short form that no list knows, before it is taken for one
FEWEST_ENTRIES = 2  # of a text that is a list of abbreviations
SHOUTED = 0.6  # of a line's letters in capitals
FEW = 8  # letters; a shorter line is no shouting


@dataclass(frozen=True, slots=True)
class Usage:
    """A short form where the page uses it."""

    short: str
    block: Block
    start: int


@dataclass(frozen=True)
class ShortForms:
    """The short forms of one page."""

    view: PageView

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """Every explanation on the page, in page order."""
        return tuple(definitions(self.view.extraction.page))

    @cached_property
    def lists(self) -> dict[int, tuple[Definition, ...]]:
        """By the index of their block, the entries of the page's lists of abbreviations."""
        found: dict[int, list[Definition]] = {}
        for one in self.definitions:
            if one.is_listed:
                found.setdefault(one.block.index, []).append(one)
        return {index: tuple(entries) for index, entries in found.items()}

    @cached_property
    def explained(self) -> frozenset[str]:
        """Short forms that are explained somewhere, with their parts: ECOG PS explains ECOG, Isa-Kd explains Kd."""
        shorts = {one.short for one in self.definitions} | set(self.view.extraction.abbreviations) | self._titled
        return frozenset(
            form for short in shorts for form in (short, *re.split(r"[\s/-]+", short), short.rstrip("+-s"))
        )

    @cached_property
    def _titled(self) -> set[str]:
        """Short forms whose long form is the title that a reader sees over them: <abbr title="...">."""
        page = self.view.extraction.page
        spoken = (b.text for b in page.blocks if b.carrier is Carrier.ALT and len(b.text) <= LONGEST_TITLE)
        titles = list(dict.fromkeys(spoken))[:MOST_TITLES]
        shorts = {match[0] for block in page.blocks for match in TOKEN.finditer(block.text)} if titles else ()
        return {
            short for short in shorts for title in titles if is_spelt_by(short, title) and is_long_form(short, title)
        }

    @cached_property
    def unexplained(self) -> tuple[Usage, ...]:
        """The first use of each short form that is explained nowhere, in page order."""
        first: dict[str, Usage] = {}
        count: dict[str, int] = {}
        loose: set[str] = set()
        for usage in self._usages():
            first.setdefault(usage.short, usage)
            count[usage.short] = count.get(usage.short, 0) + 1
            behind = usage.block.text[usage.start + len(usage.short) :][:1]
            if behind in CLOSING and BRACKETED.search(usage.block.text[: usage.start]):
                loose.add(usage.short)  # explained by words whose letters do not tell
        known = self.explained | loose | self._names
        return tuple(
            usage
            for short, usage in first.items()
            if not {short, short.removesuffix("s"), f"{short}s", short.removeprefix("m")} & known
            and (short in _field() or (CONSONANTS.fullmatch(short) and count[short] >= FEWEST_USES))
        )

    def is_used(self, definition: Definition) -> bool:
        """Whether the page uses a short form outside its lists and the reference list."""
        bare = re.escape(definition.short.rstrip("+-"))
        sign = re.escape(definition.short[len(definition.short.rstrip("+-")) :])
        pattern = re.compile(rf"(?<![A-Za-z0-9]){bare}(?:{sign}|s)?(?![A-Za-z0-9])")
        return any(
            pattern.search(block.text[begin:end])
            for block in self._by_word.get(next(iter(WORD.findall(definition.short)), ""), ())
            for begin, end in self._outside_lists(block, definition.short)
        )

    @cached_property
    def _by_word(self) -> dict[str, tuple[Block, ...]]:
        """The blocks that use a word; one with an s behind it too."""
        found: dict[str, dict[int, Block]] = {}
        for block in self.view.extraction.page.blocks:
            if block.kind is not Kind.REFERENCES:
                for word in WORD.findall(block.text):
                    found.setdefault(word, {})[block.index] = block
                    found.setdefault(word.removesuffix("s"), {})[block.index] = block
        return {word: tuple(blocks.values()) for word, blocks in found.items()}

    def _outside_lists(self, block: Block, short: str) -> Iterator[tuple[int, int]]:
        """A block's text without the entries that define the short form itself."""
        if block.index not in self.lists:
            yield 0, len(block.text)
            return
        at = 0
        for entry in self.lists[block.index]:
            if entry.short == short:
                yield at, entry.start
                at = entry.end
        if block.kind is not Kind.ABBREVIATIONS:
            yield at, len(block.text)

    def _is_list(self, block: Block) -> bool:
        return len(self.lists.get(block.index, ())) >= FEWEST_ENTRIES

    def _usages(self) -> Iterator[Usage]:
        for block in self.view.extraction.page.blocks:
            is_read = block.carrier is Carrier.TEXT and block.section is not Section.BOILERPLATE
            if not is_read or block.kind in (Kind.REFERENCES, Kind.ABBREVIATIONS) or self._is_list(block):
                continue
            for start, line in _lines(block.text):
                if is_shouted(line):
                    continue
                for match in TOKEN.finditer(line):
                    if match[0] not in _exempt() and not CODE_BEFORE.search(line[: match.start()]):
                        yield Usage(match[0], block, start + match.start())

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words of names that the page or the registry has: products, trials, arms, marked brands."""
        view = self.view
        names = [claim.trial for claim in view.extraction.claims if claim.trial]
        names += [*view.extraction.generics, *view.extraction.generics.values()]
        for product in view.registry.products:
            names += [product.id, product.brand or "", *product.names]
        for trial in view.registry.trials:
            names += [trial.id, *trial.names, *(name for arm in trial.arms for name in (arm.id, *arm.names))]
        marked = re.compile(r"([A-Za-z][\w-]+)[®™]")
        names += [match[1] for block in view.extraction.page.blocks for match in marked.finditer(block.text)]
        return frozenset(word for name in names for word in re.findall(r"[\w]+", name))


def is_shouted(line: str) -> bool:
    """Whether a line is printed in capitals, where every word looks like a short form."""
    letters = [character for character in line if character.isalpha()]
    return len(letters) >= FEW and sum(map(str.isupper, letters)) >= SHOUTED * len(letters)


def mean_the_same(one: str, other: str) -> bool:
    """Whether two long forms say one thing: the same words but for endings and small words, or one has all of the other."""
    ours, theirs = _stems(one), _stems(other)
    return ours <= theirs or theirs <= ours


def _stems(words: str) -> frozenset[str]:
    plain = re.sub(r"\([^()]*\)", " ", words)
    return frozenset(word[:STEM] for word in tokens(normal(plain)) if word not in SMALL)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


@cache
def _exempt() -> frozenset[str]:
    lists = words_of("abbreviations")
    return frozenset((*lists["universal"], *lists["genes"]))


@cache
def _field() -> frozenset[str]:
    """Short forms of the field: of the endpoints that the lexicon knows, and of the list."""
    named = (name for names in endpoint_names().values() for name in names)
    short = {name for name in named if TOKEN.fullmatch(name)}
    return frozenset(short | set(words_of("abbreviations")["field"]))
