"""Names that know which words of the page they were read from, through every hand they pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HERE = -1  # the block of a spot in the text that is being read, before anyone knows which block that is


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a block's text."""

    block: int
    start: int
    end: int


class Named(str):
    """A name with the stretches of the page that it was read from; it is equal to the same words without them."""

    __slots__ = ("_spots",)
    _spots: tuple[Spot, ...]

    def __new__(cls, words: str, *spots: Spot) -> Named:
        """The words with their stretches."""
        name = super().__new__(cls, words)
        name._spots = spots
        return name

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Where it was read."""
        return self._spots


def spots_of(name: str | None) -> tuple[Spot, ...]:
    """Where a name was read; nowhere for plain words."""
    return name.spots if isinstance(name, Named) else ()


def like(source: str | None, words: str) -> str:
    """Other words made of a name: they were read where it was."""
    return Named(words, *source.spots) if isinstance(source, Named) else words


def like_all(sources: Iterable[str], words: str) -> str:
    """Words made of several names."""
    return Named(words, *dict.fromkeys(spot for source in sources for spot in spots_of(source)))
