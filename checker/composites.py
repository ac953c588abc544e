"""A registered endpoint -> the parts that it is made of, and which of them words name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checker.wordlists import is_used, pattern_of, words_of
from claims.pipeline import endpoint_mentions
from references.index import Index
from references.model import Fact

AND = re.compile(r",\s*(?:(?:and/or|and|or)\s+)?|\s+(?:and/or|or)\s+", re.IGNORECASE)
COMPOSITE_OF = re.compile(r"\bcomposite of\b", re.IGNORECASE)
FIRST = re.compile(r"^(?:time to|first|occurrence of|composite of|risk of|the|a|an|any)\s+", re.IGNORECASE)
OWN_NAMES = frozenset(
    {"PFS", "rPFS", "DFS", "iDFS", "EFS", "RFS", "MFS", "DMFS", "DRFS", "dDFS", "CNS PFS"}
)  # known as one


@dataclass(frozen=True, slots=True)
class Composite:
    """An endpoint of more than one part, the facts about it, and the words for each part."""

    name: str
    names: tuple[str, ...]
    parts: tuple[str, ...]
    is_scale: bool
    facts: tuple[Fact, ...]

    def named(self, text: str) -> tuple[str, ...]:
        """The parts that a text names, as it prints them; none where it names the whole."""
        if pattern_of(self.names).search(text):
            return ()
        longer = [(mention.start, mention.end) for mention in endpoint_mentions(text)]
        found = tuple(
            dict.fromkeys(
                match[0]
                for match in pattern_of(self.parts).finditer(text)  # `CV death` is not the `death` of another composite
                if not any(s <= match.start() and match.end() <= e and e - s > len(match[0]) for s, e in longer)
            )
        )
        entries = {part for part in self.parts if pattern_of((part,)).search(text)}
        return () if not self.is_scale and len(entries) == len(self.parts) else found


@dataclass(frozen=True)
class Composites:
    """The composite endpoints and scales that a registry has facts about."""

    index: Index

    @cached_property
    def all(self) -> tuple[Composite, ...]:
        """Those of the list of composites, and those whose registered name joins events: `death or stroke`."""
        return (*self._listed(), *self._told())

    def _listed(self) -> Iterator[Composite]:
        for kind in ("scales", "events"):
            for entry in words_of("composites")[kind]:
                keys = {self.index.endpoint_key(name) for name in entry["whole"]}
                facts = tuple(fact for key in sorted(keys) for fact in self._facts(key))
                if facts:
                    names = tuple(n for fact in facts for n in self.index.names_of_endpoint(self._key(fact)))
                    whole = tuple(dict.fromkeys((*entry["whole"], *names)))
                    yield Composite(facts[0].endpoint, whole, tuple(entry["parts"]), kind == "scales", facts)

    def _told(self) -> Iterator[Composite]:
        listed = {fact.id for composite in self._listed() for fact in composite.facts}
        for key in dict.fromkeys(self._key(fact) for fact in self.index.registry.facts):
            facts = tuple(fact for fact in self._facts(key) if fact.id not in listed)
            if not facts or key in OWN_NAMES:
                continue
            names = tuple(dict.fromkeys((facts[0].endpoint, *self.index.names_of_endpoint(key))))
            parts = next((found for name in names if (found := parts_of(name))), ())
            if parts:
                yield Composite(facts[0].endpoint, names, parts, is_scale=False, facts=facts)

    def _facts(self, key: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.index.facts_of(key) if fact.status != "withdrawn")

    def _key(self, fact: Fact) -> str:
        return self.index.endpoint_key(fact.endpoint)


def parts_of(name: str) -> tuple[str, ...]:
    """The events that a name joins: `death, dialysis or kidney transplant`; none where it joins anything else."""
    found = COMPOSITE_OF.search(name)
    words = name[found.end() :] if found else name
    pieces = [_bare(piece) for piece in AND.split(words.strip(" ()"))]
    if len(pieces) < 2 or not all(is_used(piece, "composites", "event_words") for piece in pieces):
        return ()
    return tuple(f"{piece}*" for piece in pieces)


def _bare(piece: str) -> str:
    words = piece.strip(" ()")
    while (shorter := FIRST.sub("", words)) != words:
        words = shorter
    return words
