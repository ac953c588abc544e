"""The page's reference list to registered sources: what each entry is, and what each claim cites."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from checker.surroundings import Surroundings
from claims.model import Block, Claim, Extraction, Reference

if TYPE_CHECKING:
    from references.index import Index
    from references.source_names import Tied

BEHIND = "marker behind the number"  # the way of citing that leaves no doubt which number is meant


@dataclass(frozen=True, slots=True)
class CitedEntry:
    """One entry of the page's list with the registered sources that it is."""

    reference: Reference
    tied: Tied

    @property
    def is_known(self) -> bool:
        """Whether the registry has it."""
        return bool(self.tied.sources)

    @property
    def source_ids(self) -> frozenset[str]:
        """The registered sources that it may be."""
        return frozenset(source.id for source in self.tied.sources)

    @property
    def is_vague(self) -> bool:
        """Whether it is data on file of which neither page nor registry says which: it may hold anything."""
        return any(source.kind == "data-on-file" and not source.document for source in self.tied.sources) and (
            self.tied.likeness is None or not self.tied.likeness.is_identified
        )


@dataclass(frozen=True)
class SourcesCited:
    """One page's entries, tied to sources once, asked by number or by claim."""

    surroundings: Surroundings
    index: Index

    @property
    def extraction(self) -> Extraction:
        """The page as extracted."""
        return self.surroundings.extraction

    @cached_property
    def entries(self) -> tuple[CitedEntry, ...]:
        """Every entry of every list on the page, in page order."""
        return tuple(
            CitedEntry(reference, self.index.sources.tied(reference.text)) for reference in self.extraction.references
        )

    @cached_property
    def source_ids(self) -> frozenset[str]:
        """Sources that any entry may be."""
        return frozenset(id_ for entry in self.entries for id_ in entry.source_ids)

    @cached_property
    def _by_number(self) -> dict[str, tuple[CitedEntry, ...]]:
        table: dict[str, list[CitedEntry]] = defaultdict(list)
        for entry in self.entries:
            table[entry.reference.number].append(entry)
        return {number: tuple(entries) for number, entries in table.items()}

    @cached_property
    def _markers_in(self) -> dict[int, tuple[str, ...]]:
        """By block, the reference numbers that it cites."""
        table: dict[int, dict[str, None]] = defaultdict(dict)
        for marker in self.extraction.markers:
            if marker.is_citation:
                table[marker.block][marker.text] = None
        return {block: tuple(numbers) for block, numbers in table.items()}

    def numbered(self, number: str) -> tuple[CitedEntry, ...]:
        """The entries of a number: several where the page has a list for each of its parts."""
        return self._by_number.get(number, ())

    def numbers_of(self, claim: Claim) -> tuple[str, ...]:
        """Every reference number that a claim may rest on.

        Its own; those of the note that a marker on the number leads to; and, where its own do not stand right behind
        it, the others of its block and those of all its notes.
        """
        numbers = dict.fromkeys(claim.citations)
        block = self.surroundings.blocks.get(claim.block)
        if block is None or not numbers:
            return tuple(numbers)
        direct = is_cited_directly(claim)
        if not direct:
            numbers.update(dict.fromkeys(self._markers_in.get(block.index, ())))
        if claim.footnotes and (not direct or _stands_behind(claim, "footnotes")):
            for note in self.surroundings.notes_of(block, claim.footnotes):
                numbers.update(dict.fromkeys(self._markers_in.get(note.block, ())))
        return tuple(numbers)

    def cited_by(self, claim: Claim) -> tuple[CitedEntry, ...]:
        """The entries that a claim may rest on."""
        return tuple(entry for number in self.numbers_of(claim) for entry in self.numbered(number))

    def cited_in(self, block: Block) -> tuple[CitedEntry, ...]:
        """The entries that a block's own markers lead to, and those of its notes."""
        notes = (note.block for note in self.surroundings.notes_of(block))
        numbers = dict.fromkeys(number for index in (block.index, *notes) for number in self._markers_in.get(index, ()))
        return tuple(entry for number in numbers for entry in self.numbered(number))

    def is_open(self, claim: Claim) -> bool:
        """Whether the chain of a claim breaks off: a number without an entry, an entry that is not registered."""
        return any(
            not (entries := self.numbered(number)) or not all(entry.is_known for entry in entries)
            for number in self.numbers_of(claim)
        )


def is_cited_directly(claim: Claim) -> bool:
    """Whether the citation stands right behind the number and not on a heading, a title or a later sentence."""
    return _stands_behind(claim, "citations")


def _stands_behind(claim: Claim, slot: str) -> bool:
    patterns = {evidence.pattern for evidence in claim.evidence if evidence.slot == slot}
    return not patterns or BEHIND in patterns
