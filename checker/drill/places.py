"""Where a claim's numbers stand in the source of its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from checker.drill.model import Edit
from claims.model import Block, Claim, Entry, Extraction, Place
from claims.numerals import quantity
from claims.quantity import Quantity
from references.model import Fact


@dataclass(frozen=True)
class Places:
    """The numerals of each claim, by the slot that they fill."""

    extraction: Extraction

    def of(self, claim: Claim) -> Mapping[str, Place]:
        """Slot -> numeral; a slot whose number is told in words or shared with another claim is left out."""
        left = list(self._by_claim.get(claim.id, ()))
        found: dict[str, Place] = {}
        for slot, number in numbers(claim):
            match = next((entry for entry in left if _is_written(number, entry.text)), None)
            if match is not None:
                left.remove(match)
                found[slot] = match.place
        return found

    def blank(self, block: Block, start: int = 0, end: int | None = None) -> tuple[Edit, ...]:
        """Edits that blank some text of a block and leave its markup and line breaks."""
        source = self.extraction.page.source
        spots = [at for at in block.spots[start : len(block.text) if end is None else end] if source[at] not in "\r\n"]
        return tuple(Edit(at, at + 1, " ") for at in dict.fromkeys(spots))

    @cached_property
    def _by_claim(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.extraction.ledger:
            if entry.claim is not None:
                found[entry.claim].append(entry)
        return dict(found)


def numbers(claim: Claim) -> list[tuple[str, Quantity]]:
    """The numbers of a claim by slot, in the order of print."""
    ci = claim.ci
    slots = [("value", claim.value), ("high", claim.high)]
    slots += [("ci.level", ci.level), ("ci.low", ci.low), ("ci.high", ci.high)] if ci else []
    slots += [("p", claim.p), ("n", claim.n), ("of", claim.of)]
    return [(slot, number) for slot, number in slots if number is not None]


def numbers_of_fact(fact: Fact) -> list[tuple[str, Quantity]]:
    """The numbers of a fact by the same slots."""
    ci = fact.ci
    value = fact.value and replace(fact.value, op=fact.op)
    slots = [("value", value), ("high", fact.high), ("ci.level", fact.ci_level)]
    slots += [("ci.low", ci.low), ("ci.high", ci.high)] if ci else []
    slots += [("p", fact.p), ("n", fact.n), ("of", fact.of)]
    return [(slot, number) for slot, number in slots if number is not None]


def _is_written(number: Quantity, text: str) -> bool:
    try:
        return abs(number.value) == abs(quantity(text).value)
    except ArithmeticError:
        return False
