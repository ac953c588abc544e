"""A claim's surroundings on its page and what the registry knows -> the page's side of a comparison with a fact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.naming import Naming
from claims.model import ABOUT, Claim
from claims.named import Spot
from references.model import Analysis, Arm, Fact, Population
from references.names import normal

if TYPE_CHECKING:
    from references.index import Index

IN_TURN = re.compile(r"\brespectively\b|\bin (?:that|the same|this) order\b", re.IGNORECASE)
SEVERAL = re.compile(r"\d[\d.]{0,8}\s?%?(?:, \d[\d.]{0,8}\s?%?)*,? and \d[\d.]{0,8}\s?%?")
HEADED = ("heading:", "lead-in:")
CARRIED = "carried from the sentence before:"


@dataclass(frozen=True, slots=True)
class Setting:
    """The page's side of the comparison: its index, the words around the claim, its names."""

    index: Index
    around: str  # sentence, headings, row and column heads
    naming: Naming
    default_trial: str | None = None
    block: str = ""  # the whole block that the sentence stands in
    titles: str = ""  # of a cell: the head of the row labels, the line above its table
    trials_around: frozenset[str] = frozenset()  # registered ones in the words about a claim whose trial is guessed
    doses: tuple[Fact, ...] = ()  # registered doses: a page rarely repeats the drug beside each
    in_full: Mapping[str, str] = field(default_factory=dict)  # registered names of which the claim has the beginning
    heads: tuple[str, ...] = ()  # of a cell: those of its row and its column

    def said(self, claim: Claim, slot: str) -> str | None:
        """What the page says in a slot, in full where the claim has only the beginning of a registered name."""
        told: str | None = getattr(claim, slot)
        return self.in_full.get(slot, told)

    def readings(self, words: str) -> tuple[str, ...]:
        """The words, and the words with the page's abbreviations spelt out."""
        return self.naming.readings(words)

    @property
    def product_names(self) -> frozenset[str]:
        """Brand and generic names in their normal form: under one of them alone, a page means the experimental arm."""
        return self.index.product_names

    def is_other_product(self, words: tuple[str, ...], fact: Fact) -> bool:
        """Whether the words are a name of registered products, of which the fact's is none."""
        named = {id_ for one in words for id_ in self.index.products_by_name.get(normal(one), ())}
        return bool(named) and fact.product is not None and fact.product not in named

    def names(self, kind: str, trial: str | None, known: str | None) -> tuple[str, ...]:
        """All names of a fact's arm, analysis or population: what the fact says, and what the trial's record adds."""
        if known is None:
            return ()
        member = self.member(kind, trial, known)
        return (known,) if member is None else (known, *member.names)

    def member(self, kind: str, trial: str | None, known: str | None) -> Arm | Analysis | Population | None:
        """The trial's own record of an arm, analysis or population."""
        record = self.index.registry.trial_by_id.get(trial) if trial else None
        members: tuple[Arm | Analysis | Population, ...] = getattr(record, kind) if record else ()
        return next((member for member in members if member.id == known), None)

    def mentions(self, names: tuple[str, ...]) -> bool:
        """Whether one of the names stands in the words around the claim."""
        around = f" {normal(self.around)} "
        return any(f" {normal(name)} " in around for name in names if normal(name))


def is_guessed(claim: Claim) -> bool:
    """Whether nothing near a claim names its trial: it is carried on from elsewhere, or the one that the page is about."""
    patterns = (one.pattern for one in claim.evidence if one.slot == "trial")
    return any(pattern.endswith(ABOUT) and not pattern.startswith(HEADED) for pattern in patterns)


def taken_from(claim: Claim) -> int | None:
    """The block that a claim's trial is taken from, where its own sentence and headings name none; None where they do."""
    for one in claim.evidence:
        if one.slot == "trial" and (is_guessed(claim) or one.pattern.startswith(CARRIED)):
            return next((spot.block for spot in one.read if isinstance(spot, Spot)), -1)
    return None


def tells_in_turn(claim: Claim) -> bool:
    """Whether a claim's number is one of several that the sentence tells of as many things: `26% and 33%`."""
    if IN_TURN.search(claim.sentence):
        return True
    return any(claim.quote in found[0] for found in SEVERAL.finditer(claim.sentence))
