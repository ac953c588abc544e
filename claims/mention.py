"""Words of a text that name something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text that name something: offsets, what kind of thing, its id or the words themselves."""

    start: int
    end: int
    kind: str
    id: str
