"""A claim -> the words that stand beside its number: sentence, cell heads, headings, the notes its markers lead to."""

from __future__ import annotations

import re

from checker.model import Match
from checker.view import PageView
from claims.model import Block
from references.names import normal

SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "to",
        "from",
        "with",
        "and",
        "or",
        "as",
        "than",
        "is",
        "was",
        "are",
        "were",
        "be",
        "been",
        "had",
        "has",
        "have",
        "who",
        "which",
        "that",
        "this",
        "those",
        "it",
        "its",
        "there",
        "all",
        "only",
        "also",
        "patient",
        "subject",
        "people",
        "person",
        "participant",
        "woman",
        "man",
        "adult",
        "those",
        "their",
    ]
)
STEM = 5  # letters that two forms of a word share: enter, entered, entering
NUMERAL = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?(?![\d])")


def beside(view: PageView, match: Match, *, headings: bool = False) -> tuple[str, ...]:
    """The claim's block, the heads of its cell, the notes that its markers lead to; its headings where asked."""
    block = view.surroundings.blocks.get(match.claim.block)
    if block is None:
        return (match.claim.sentence,)
    return (*around(view, block, match.claim.footnotes), *(_headings(view, block) if headings else ()))


def around(view: PageView, block: Block, markers: tuple[str, ...] = ()) -> tuple[str, ...]:
    """A block's text, the heads of its cell with the cells of its row, the notes that its markers lead to."""
    texts = [block.text]
    if block.cell is not None:
        texts += [*block.cell.row_heads, *block.cell.column_heads]
    texts += [note.text for note in view.surroundings.notes_of(block, markers)]
    return tuple(texts)


def _headings(view: PageView, block: Block) -> tuple[str, ...]:
    blocks = view.surroundings.blocks
    return tuple(blocks[index].text for index in block.trail if index in blocks)


def names(words: str, text: str) -> bool:
    """Whether a text holds every telling word of some words, each in any of its forms.

    `patients who entered maintenance` is named by `the 77 women entering the maintenance phase`.
    """
    wanted = {_stem(word) for word in normal(words).split()} - {_stem(word) for word in SMALL}
    there = {_stem(word) for word in normal(text).split()}
    return bool(wanted) and wanted <= there


def gives(number: object, text: str) -> bool:
    """Whether a text prints a whole number, with or without its thousands comma."""
    return any(found[0].replace(",", "") == str(number) for found in NUMERAL.finditer(text))


def _stem(word: str) -> str:
    return word if any(letter.isdigit() for letter in word) else word[:STEM]
