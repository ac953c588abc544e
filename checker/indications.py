"""A page -> where it states what a medicine is approved for, and what is left out of the registered wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from checker.promotion import Promotion
from checker.surroundings import Surroundings
from checker.wordlists import is_used, patterns, words_of
from claims.model import Block, Kind
from references.names import SMALL, amounts, normal, tokens

STEM = 6  # letters that two forms of one word share
LEAST = 0.75  # of a piece's telling words that must stand there
MOST_MORE = 1.5  # times the telling words of a registered wording in a line that is nothing else
FEWEST = 2  # telling words that make a piece of its own
GENERAL = frozenset(normal(word) for word in words_of("indication")["general"])


def statements(promotion: Promotion, surroundings: Surroundings) -> tuple[Block, ...]:
    """The visible blocks that state an indication: its sentences, the list behind them, what stands under its title."""
    found: dict[int, Block] = {}
    blocks = promotion.told
    shown = {block.index for block in blocks}
    for at, block in enumerate(blocks):
        if block.kind is Kind.HEADING and _is_title(block.text):
            found.update((one.index, one) for one in surroundings.section_of(block) if one.index in shown)
        elif is_used(block.text, "indication"):
            found[block.index] = block
            if block.text.rstrip().endswith((":", "indicated", "for", "-", "in")):
                found.update((one.index, one) for one in _list_behind(blocks, at))
    return tuple(found[index] for index in sorted(found))


def whole_statement(promotion: Promotion, wording: str, short: dict[str, str]) -> Block | None:
    """The first visible block that tells all of a registered indication in other words: `for adults with myeloma`."""
    told = (
        block for block in promotion.told if is_used(block.text, "indication", "aim") or _is_as_short(block, wording)
    )
    return next((block for block in told if not left_out(wording, (block.text,), short)), None)


def _is_as_short(block: Block, wording: str) -> bool:
    """Whether a block holds hardly more words than the registered wording: the indication alone under a title."""
    return len(_telling(block.text)) <= MOST_MORE * len(_telling(wording))


def _is_title(words: str) -> bool:
    return bool(patterns("indication", "headings")[0].fullmatch(words.strip(" :.*")))


def _list_behind(blocks: tuple[Block, ...], at: int) -> Iterator[Block]:
    for block in blocks[at + 1 :]:
        if block.kind is not Kind.ITEM and not block.text[:1].islower():
            return
        yield block


def left_out(wording: str, texts: Sequence[str], short: dict[str, str]) -> tuple[str, ...]:
    """The pieces of a registered wording that texts do not tell, in its order; all of it as one where little is told."""
    said = _stems(_spelt_out(" ".join(texts), short))
    numbers = set(amounts(normal(" ".join(texts))))
    pieces = pieces_of(wording)
    missing = tuple(piece for piece in pieces if not _is_told(piece, said, numbers))
    return (wording,) if len(missing) == len(pieces) else missing


def pieces_of(wording: str) -> tuple[str, ...]:
    """A wording in the pieces that can be left out: by sentences, commas, and words such as `as an adjunct to`."""
    starts = {0}
    starts.update(match.start() for match in patterns("indication", "parts")[0].finditer(wording))
    starts.update(match.end() for match in re.finditer(r"[.;,]\s+|\n+", wording))
    cuts = [*sorted(starts), len(wording)]
    pieces: list[str] = []
    for start, end in pairwise(cuts):
        piece = wording[start:end]
        if pieces and (len(_telling(piece)) < FEWEST or len(_telling(pieces[-1])) < FEWEST):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return tuple(re.sub(r"[ .;,]+$|\s(?:and|or)$", "", " ".join(piece.split())) for piece in pieces)


def _is_told(piece: str, said: frozenset[str], numbers: set[str]) -> bool:
    wanted = _stems(piece)
    if set(amounts(normal(piece))) - numbers:
        return False
    return len(wanted & said) >= LEAST * len(wanted)


def _spelt_out(text: str, short: dict[str, str]) -> str:
    more = [long for form, long in short.items() if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text)]
    return " ".join((text, *more))


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in _telling(text))


def _telling(text: str) -> list[str]:
    words = tokens(normal(text))
    return [word for word in words if word not in SMALL and word not in GENERAL and len(word) > 1]
