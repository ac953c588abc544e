"""A page's claims -> the results that it tells, by what they are about and by where they are told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property

from checker.narrowing import narrowing
from checker.subjects import Subject, Subjects
from checker.surroundings import Surroundings
from claims.model import Claim
from claims.pages.tiles import TILES

LONGEST = 2000  # characters of a sentence whose words are looked at
RESULTS = frozenset(
    {
        *("hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio", "risk_reduction", "fold", "difference"),
        *("median_time", "rate", "mean", "mean_change", "median"),
    }
)

Spot = tuple[str, int, Hashable]  # where a result is told: a sentence of a block, or a row of a table


@dataclass(frozen=True)
class Tellings:
    """The results of one page."""

    claims: tuple[Claim, ...]
    subjects: Subjects
    surroundings: Surroundings

    @cached_property
    def subject_of(self) -> dict[str, Subject]:
        """Subjects by claim id, of those claims that can be set against others."""
        found = ((claim, self.subjects.of(claim)) for claim in self.claims if _is_result(claim))
        return {claim.id: subject for claim, subject in found if subject is not None}

    @cached_property
    def versus(self) -> Mapping[str, str]:
        """The arms that results are compared against, by claim id."""
        return {claim.id: self.subjects.versus(claim) for claim in self.claims if claim.id in self.subject_of}

    @cached_property
    def _by_spot(self) -> Mapping[tuple[Spot, str], Mapping[Subject, list[Claim]]]:
        """Claims by where they stand and their endpoint, then by all that they are about."""
        spots: dict[tuple[Spot, str], dict[Subject, list[Claim]]] = defaultdict(lambda: defaultdict(list))
        for claim in self.claims:
            subject = self.subject_of.get(claim.id)
            if subject is not None:
                spots[self._spot(claim), subject.endpoint][subject].append(claim)
        return spots

    @cached_property
    def _by_arms(self) -> Mapping[tuple[Spot, Subject], list[Claim]]:
        """Claims by where they stand and what they are about but for the arm."""
        spots: dict[tuple[Spot, Subject], list[Claim]] = defaultdict(list)
        for claim in self.claims:
            subject = self.subject_of.get(claim.id)
            if subject is not None:
                spots[self._spot(claim), subject._replace(arm="")].append(claim)
        return spots

    @cached_property
    def times_told(self) -> Counter[Hashable]:
        """How often each value of each subject is printed."""
        return Counter(
            (self.subject_of[c.id], c.value.text) for c in self.claims if c.id in self.subject_of and c.value
        )

    def around(self, claim: Claim) -> Mapping[Subject, list[Claim]]:
        """What is told of a claim's endpoint where it stands, the claim with it."""
        return self._by_spot[self._spot(claim), self.subject_of[claim.id].endpoint]

    def other_arm(self, claim: Claim) -> Claim | None:
        """The only claim of the same sentence or row about the same in another arm."""
        arms = self._by_arms[self._spot(claim), self.subject_of[claim.id]._replace(arm="")]
        if len(arms) != 2:
            return None
        return arms[1] if arms[0].id == claim.id else arms[0]

    def stand_apart(self, one: Claim, other: Claim) -> bool:
        """Whether two claims stand in different sentences, and not in one table."""
        if one.block == other.block:
            return one.sentence != other.sentence
        ours, theirs = self.surroundings.blocks[one.block].cell, self.surroundings.blocks[other.block].cell
        return ours is None or theirs is None or ours.table != theirs.table or ours.table == TILES

    @cached_property
    def narrowed_by(self) -> Mapping[str, frozenset[str]]:
        """The narrowing words beside each claim: in its sentence, in the heads of its row."""
        found: dict[str, frozenset[str]] = {}
        for claim in self.claims:
            if claim.id in self.subject_of:
                cell = self.surroundings.blocks[claim.block].cell
                words = " | ".join((claim.sentence[:LONGEST], *(cell.row_heads if cell else ())))
                found[claim.id] = self._narrowing(claim, words)
        return found

    def narrowed_above(self, claim: Claim) -> frozenset[str]:
        """The narrowing words beside a claim and in the headings above it."""
        return self._narrowing(claim, self.surroundings.words_about(claim))

    def _narrowing(self, claim: Claim, words: str) -> frozenset[str]:
        return narrowing(words, "analysis" if self.subject_of[claim.id].analysis else "")

    def _spot(self, claim: Claim) -> Spot:
        cell = self.surroundings.blocks[claim.block].cell
        if cell is not None:
            return "row", cell.table, cell.row
        return "sentence", claim.block, claim.sentence


def _is_result(claim: Claim) -> bool:
    """Whether a claim states one value or its absence, in digits; counts by arm differ from one analysis to the next."""
    is_whole = claim.measure == "count" and claim.arm is None
    if not (is_whole or claim.measure in RESULTS) or claim.high is not None:
        return False
    return claim.status is not None or (claim.value is not None and any(sign.isdigit() for sign in claim.quote))
