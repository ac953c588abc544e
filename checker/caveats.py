"""Which registered caveats a page owes, where, and whether their words stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from checker.identity import COMPARISONS
from checker.model import Match, PageView, Verdict
from checker.slots import NO_RESULTS, is_everyone
from claims.model import Block, Kind, Note
from references.model import Caveat
from references.names import amounts, normal

USED = (Verdict.SUPPORTED, Verdict.DERIVED, Verdict.CONTRADICTED, Verdict.AMBIGUOUS)
_DATA = yaml.load(Path(__file__).with_name("caveats.yaml").read_text("utf-8"), yaml.SafeLoader)
ALIKE = int(_DATA["alike"])
LIMITS_HEADINGS = frozenset(_DATA["limits_headings"])
NEGATIONS = frozenset(_DATA["negations"])
EXCEPTIONS = frozenset(_DATA["exceptions"])
SMALL_WORDS = frozenset(_DATA["small"])
SENTENCE = re.compile(r"(?<=[.!?])\s+")
TELLING = 4  # with fewer telling words, all of them may stand together by chance
LEAST_SHARED = 0.3  # of a wording's telling words; below that a text is not worth a closer look


@dataclass(frozen=True, slots=True)
class Debt:
    """A caveat that is owed in one scope: by which claim, or by which block's phrase."""

    caveat: Caveat
    match: Match | None
    block: Block
    scope: tuple[str, int | None]
    phrase: str | None = None


def owed(view: PageView, caveats: tuple[Caveat, ...] | None = None) -> Iterator[Debt]:
    """Each caveat once for each scope that owes it, at the first claim or phrase there; all of the registry's."""
    for caveat in view.registry.caveats if caveats is None else caveats:
        seen: set[tuple[str, int | None]] = set()
        for match, block, phrase in _owing(view, caveat):
            scope = _scope(view, caveat, block)
            if scope not in seen:
                seen.add(scope)
                yield Debt(caveat, match, block, scope, phrase)


def _owing(view: PageView, caveat: Caveat) -> Iterator[tuple[Match | None, Block, str | None]]:
    for match in view.matches:
        block = view.surroundings.blocks.get(match.claim.block)
        if block is not None and match.verdict in USED and _governs(view, caveat, match):
            yield match, block, None
    phrases = {phrase: f" {normal(phrase)} " for phrase in caveat.applies_to.phrases}
    for block in view.extraction.page.blocks if phrases else ():
        words = f" {normal(block.text)} "
        said = next((phrase for phrase, plain in phrases.items() if plain in words), None)
        if said is not None and block.kind is not Kind.REFERENCES:
            yield None, block, said


def _governs(view: PageView, caveat: Caveat, match: Match) -> bool:
    facts = match.grounds or match.candidates
    applies = caveat.applies_to
    if any(caveat.id in fact.caveats or fact.id in applies.facts for fact in facts):
        return True
    keys = {view.index.endpoint_key(words) for words in applies.endpoints}
    if any(view.index.endpoint_key(fact.endpoint) in keys for fact in facts):
        return True
    # "Early relapse (1-3 prior therapies)" says who is meant: only results need what is said of a subgroup's results.
    return (
        match.claim.measure not in NO_RESULTS
        and bool(applies.populations)
        and _is_of_population(view, applies.populations, match)
    )


def _is_of_population(view: PageView, wanted: tuple[str, ...], match: Match) -> bool:
    claim, fact = match.claim, match.fact
    if "any" in wanted:
        # Shares of patients by age or stage describe who took part; only results compare.
        registered = fact is not None and not is_everyone(fact.population)
        return registered or (claim.measure in COMPARISONS and not is_everyone(claim.population))
    words = {normal(name) for name in wanted}
    named = {claim.population, fact.population if fact else None}
    if claim.population:
        named |= {population.id for population in view.index.populations_named(claim.population)}
    return any(name is not None and normal(name) in words for name in named)


def _scope(view: PageView, caveat: Caveat, block: Block) -> tuple[str, int | None]:
    match caveat.scope:
        case "block":
            return ("table", block.cell.table) if block.cell else ("block", block.index)
        case "section":
            return "section", view.surroundings.heading_of(block)
        case _:
            return "page", None


def best_wording(view: PageView, debt: Debt) -> float:
    """How much of the caveat stands within its scope, of 100; the best of its accepted wordings."""
    texts = tuple(_texts(view, debt))
    return max((_present(wording, text) for wording in wordings(debt.caveat) for text in texts), default=0.0)


def standing(view: PageView, debt: Debt) -> tuple[Block, ...]:
    """The blocks and notes that hold an owed caveat within its scope; none where it only stands over two blocks."""
    markers = debt.match.claim.footnotes if debt.match else ()
    blocks = {block.index: block for block in _blocks(view, debt)}
    for block in tuple(blocks.values()):
        for note in view.surroundings.notes_of(block, markers if block is debt.block else ()):
            if note.block in view.surroundings.blocks:
                blocks[note.block] = view.surroundings.blocks[note.block]
    asked = wordings(debt.caveat)
    return tuple(block for block in blocks.values() if any(_present(words, block.text) >= ALIKE for words in asked))


def wordings(caveat: Caveat) -> tuple[str, ...]:
    """Every accepted wording of a caveat."""
    return (caveat.text, *caveat.also)


def found_elsewhere(view: PageView, debt: Debt) -> Block | None:
    """A block outside the scope that does hold the caveat."""
    for block in view.extraction.page.blocks:
        if any(_present(wording, block.text) >= ALIKE for wording in wordings(debt.caveat)):
            return block
    return None


def _texts(view: PageView, debt: Debt) -> Iterator[str]:
    """The words within a scope, block by block and once more joined: a caveat may run over two blocks."""
    blocks = _blocks(view, debt)
    markers = debt.match.claim.footnotes if debt.match else ()
    notes: dict[int, Note] = {}
    for block in blocks:
        own = markers if block is debt.block else ()
        notes.update({note.block: note for note in view.surroundings.notes_of(block, own)})
    yield from (block.text for block in blocks)
    yield from (note.text for note in notes.values())
    yield " ".join(block.text for block in blocks)


def _blocks(view: PageView, debt: Debt) -> tuple[Block, ...]:
    page = view.extraction.page.blocks
    match debt.scope[0]:
        case "page":
            return page
        case "section":
            above = (view.surroundings.blocks[index] for index in debt.block.trail if index in view.surroundings.blocks)
            return (
                *above,
                *view.surroundings.section_of(debt.block),
                *view.surroundings.limits_behind(debt.block, LIMITS_HEADINGS),
            )
        case "table":
            return tuple(block for block in page if _of_table(block, debt))
        case _:
            return (debt.block,)


def _of_table(block: Block, debt: Debt) -> bool:
    """Cells of the table, and what shares its group: caption, notes under it."""
    if block.cell is not None:
        return block.cell.table == debt.scope[1]
    return block.group != 0 and block.group == debt.block.group


@lru_cache(maxsize=4096)
def _present(wording: str, text: str) -> float:
    """How much of a wording a text holds, of 100: letter by letter, or its telling words within two sentences."""
    wanted, words = normal(wording), normal(text)
    if wanted in words:
        return 100.0
    if _shared(wanted, words) < LEAST_SHARED:
        return 0.0
    return max((_window(wanted, window) for window in _windows(text)), default=0.0)


def _shared(wanted: str, words: str) -> float:
    """Which part of the telling words of a wording stand anywhere in a text."""
    telling = {word for word in wanted.split() if word not in SMALL_WORDS}
    return len(telling.intersection(words.split())) / len(telling) if telling else 1.0


@lru_cache(maxsize=4096)
def _windows(text: str) -> tuple[str, ...]:
    sentences = [normal(sentence) for sentence in SENTENCE.split(text) if sentence.strip()]
    return tuple(" ".join(sentences[at : at + 2]) for at in range(len(sentences)))


def _window(wanted: str, words: str) -> float:
    from rapidfuzz.fuzz import partial_ratio  # noqa: PLC0415 - start-up stays light

    asked, there = set(wanted.split()), set(words.split())
    # Leaving out the "not" turns a caveat into its opposite, whatever the likeness.
    if asked & NEGATIONS and not there & (NEGATIONS | EXCEPTIONS):
        return 0.0
    if set(amounts(wanted)) - set(amounts(words)):
        return 0.0
    telling = {word for word in asked - NEGATIONS if word not in SMALL_WORDS}
    recall = 100.0 * len(telling & there) / len(telling) if len(telling) >= TELLING else 0.0
    letters = partial_ratio(wanted, words) if len(words) >= len(wanted) else 0.0
    return max(recall, letters)
