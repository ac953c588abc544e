"""A page's claims -> pairs of claims that tell one result twice and differ, with what shows that the result is one.

Words alone do not suffice, for what tells two results apart often stands where no slot holds it: in a heading far
above, in a picture. So the two places must share figures as well (the same interval around another estimate, the same
value of the other arm), or differ in nothing but a slip of the pen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import islice

from checker.diagnose import significant
from checker.narrowing import narrowing
from checker.subjects import Subject, Subjects
from checker.surroundings import Surroundings
from checker.two_claims import Apart, differing, numbers_of, printed, shared, slip
from claims.model import Claim
from claims.pages.flattened import TILES

MOST_EARLIER = 8  # places that one claim is set against: a result told forty times is told the same way in most
MOST_BESIDE = 40  # claims of one sentence or row that are compared
LONGEST = 2000  # characters of a sentence whose words are looked at
RESULTS = frozenset(
    {
        *("hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio", "risk_reduction", "fold", "difference"),
        *("median_time", "rate", "mean", "mean_change", "median"),
    }
)
MAY_BE_UNSAID = ("arm", "analysis", "timepoint", "trial")  # where the claim's own figures show which result it is
OWN = 3  # significant digits of its own that a result is known by, where no slot is left open
OWN_ALONE = 4  # where one is
BESIDE = 2  # significant digits of the claims beside it

Spot = tuple[str, int, Hashable]  # where a result is told: a sentence of a block, or a row of a table


class Shown(StrEnum):
    """What shows that two claims tell one result."""

    BY_FIGURES = "other figures of it are the same"
    BY_ARMS = "the values of the two arms are exchanged"
    BY_SLIP = "nothing else differs"


@dataclass(frozen=True, slots=True)
class Twice:
    """One result told at two places with numbers that cannot both be true."""

    earlier: Claim
    later: Claim
    apart: tuple[Apart, ...]  # the earlier place's number first
    shown: Shown
    slip: str | None


@dataclass(frozen=True)
class Tellings:
    """The results of one page by what they are about and by where they are told."""

    claims: tuple[Claim, ...]
    subjects: Subjects
    surroundings: Surroundings

    def conflicts(self) -> Iterator[Twice]:
        """Every claim that differs from an earlier one about the same, in page order; each pair of values once."""
        told: set[Hashable] = set()
        earlier: dict[Hashable, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            subject = self.subject_of.get(claim.id)
            if subject is None:
                continue
            keys = (subject, *_marks(subject, claim))
            for other in _once(one for key in keys for one in earlier[key]):
                found = self._conflict(other, claim)
                pair = (subject, frozenset({printed(other), printed(claim)})) if found else None
                if found is not None and pair not in told:
                    told.add(pair)
                    yield found
                    break
            for key in keys:
                if len(earlier[key]) < MOST_EARLIER:
                    earlier[key].append(claim)

    @cached_property
    def subject_of(self) -> dict[str, Subject]:
        """Subjects by claim id, of those claims that can be set against others."""
        found = ((claim, self.subjects.of(claim)) for claim in self.claims if _is_result(claim))
        return {claim.id: subject for claim, subject in found if subject is not None}

    @cached_property
    def _versus(self) -> Mapping[str, str]:
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
    def _times_told(self) -> Counter[Hashable]:
        """How often each value of each subject is printed."""
        return Counter(
            (self.subject_of[c.id], c.value.text) for c in self.claims if c.id in self.subject_of and c.value
        )

    def _spot(self, claim: Claim) -> Spot:
        cell = self.surroundings.blocks[claim.block].cell
        if cell is not None:
            return "row", cell.table, cell.row
        return "sentence", claim.block, claim.sentence

    def _conflict(self, one: Claim, other: Claim) -> Twice | None:
        if not self._stand_apart(one, other) or not self._may_be_one(one, other):
            return None
        if any(len(self._around(claim)[self.subject_of[claim.id]]) > 1 for claim in (one, other)):
            return None  # two values of one subject in one sentence: something that tells them apart was not read
        apart = tuple(differing(one, other))
        shown = self._shown(one, other, apart) if apart else None
        if shown is None:
            return None
        return Twice(one, other, apart, shown, next(filter(None, (slip(a.one, a.other) for a in apart)), None))

    def _around(self, claim: Claim) -> Mapping[Subject, list[Claim]]:
        """What is told of a claim's endpoint where it stands, the claim with it."""
        return self._by_spot[self._spot(claim), self.subject_of[claim.id].endpoint]

    def _stand_apart(self, one: Claim, other: Claim) -> bool:
        """Whether two claims stand in different sentences, and not in one table."""
        if one.block == other.block:
            return one.sentence != other.sentence
        ours, theirs = self.surroundings.blocks[one.block].cell, self.surroundings.blocks[other.block].cell
        return ours is None or theirs is None or ours.table != theirs.table or ours.table == TILES

    def _may_be_one(self, one: Claim, other: Claim) -> bool:
        """Whether no slot says that two claims are about different things."""
        ours, theirs = self.subject_of[one.id], self.subject_of[other.id]
        if ours._replace(**_UNSAID) != theirs._replace(**_UNSAID):
            return False
        pairs = [(getattr(ours, slot), getattr(theirs, slot)) for slot in MAY_BE_UNSAID]
        pairs.append((self._versus[one.id], self._versus[other.id]))
        return all(said == known or not said or not known for said, known in pairs)

    def _shown(self, one: Claim, other: Claim, apart: tuple[Apart, ...]) -> Shown | None:
        if not self._are_narrowed_alike(one, other):
            return None
        own = shared(one, other)
        if len(own) < 2 and all(each.slot in ("P", "n") for each in apart):
            return None  # P against another arm, n for the size of the arm: only the rest of the figures could tell
        is_told = len(own) > 1 or own.get("value", 0) >= OWN  # one bound in common is chance
        if self.subject_of[one.id] != self.subject_of[other.id]:
            return Shown.BY_FIGURES if is_told and sum(own.values()) >= OWN_ALONE else None
        if is_told and sum(own.values()) >= OWN:
            return Shown.BY_FIGURES
        if one.block == other.block:
            return None
        if self._beside(one, other) >= BESIDE:
            return Shown.BY_FIGURES
        if self._is_exchanged(one, other):
            return Shown.BY_ARMS
        is_slip = self._is_slip(one, other, apart) and self._are_narrowed_alike(one, other, by_headings=True)
        return Shown.BY_SLIP if is_slip else None

    def _are_narrowed_alike(self, one: Claim, other: Claim, *, by_headings: bool = False) -> bool:
        """Whether the same narrowing words stand beside two claims; also above them, where little else shows what is meant."""
        if by_headings:
            above = (self._narrowing(claim, self.surroundings.words_about(claim)) for claim in (one, other))
            return next(above) == next(above)
        return self._narrowed_by[one.id] == self._narrowed_by[other.id]

    @cached_property
    def _narrowed_by(self) -> Mapping[str, frozenset[str]]:
        """The narrowing words beside each claim: in its sentence, in the heads of its row."""
        found: dict[str, frozenset[str]] = {}
        for claim in self.claims:
            if claim.id in self.subject_of:
                cell = self.surroundings.blocks[claim.block].cell
                words = " | ".join((claim.sentence[:LONGEST], *(cell.row_heads if cell else ())))
                found[claim.id] = self._narrowing(claim, words)
        return found

    def _narrowing(self, claim: Claim, words: str) -> frozenset[str]:
        return narrowing(words, "analysis" if self.subject_of[claim.id].analysis else "")

    def _beside(self, one: Claim, other: Claim) -> int:
        """Digits that other results of this endpoint have in common at both places."""
        subject = self.subject_of[one.id]
        here, there = self._around(one), self._around(other)
        digits = 0
        for about, claims in islice(here.items(), MOST_BESIDE):
            partner = there.get(about, [])
            if about == subject or len(claims) > 1 or len(partner) != 1:
                continue
            if not any(differing(claims[0], partner[0])):
                digits += sum(shared(claims[0], partner[0]).values())
        return digits

    def _is_exchanged(self, one: Claim, other: Claim) -> bool:
        """Whether each place gives the value of this arm that the other place gives of the other arm."""
        ours, theirs = self._other_arm(one), self._other_arm(other)
        if ours is None or theirs is None:
            return False
        if self.subject_of[ours.id] != self.subject_of[theirs.id]:
            return False
        return (
            not any(differing(one, theirs))
            and not any(differing(other, ours))
            and sum(shared(one, theirs).values()) >= 2
        )

    def _other_arm(self, claim: Claim) -> Claim | None:
        """The only claim of the same sentence or row about the same in another arm."""
        arms = self._by_arms[self._spot(claim), self.subject_of[claim.id]._replace(arm="")]
        if len(arms) != 2:
            return None
        return arms[1] if arms[0].id == claim.id else arms[0]

    def _is_slip(self, one: Claim, other: Claim, apart: tuple[Apart, ...]) -> bool:
        """Whether the values alone differ, as a slip of the pen makes them, and too little else could explain it."""
        if len(apart) > 1 or apart[0].slot != "value" or one.value is None or other.value is None:
            return False
        if one.op != "=" or other.op != "=" or slip(apart[0].one, apart[0].other) is None:
            return False
        subject = self.subject_of[one.id]
        if one.measure == "count" and not subject.trial:
            return False  # trials of one programme are nearly of one size
        told = max(self._times_told[subject, claim.value.text] for claim in (one, other) if claim.value)
        long_enough = min(significant(one.value), significant(other.value)) >= 3
        return long_enough or told > 1 or bool(subject.trial and subject.analysis)


_UNSAID = dict.fromkeys(MAY_BE_UNSAID, "")


def _is_result(claim: Claim) -> bool:
    """Whether a claim states one value or its absence, in digits; counts by arm differ from one analysis to the next."""
    is_whole = claim.measure == "count" and claim.arm is None
    if not (is_whole or claim.measure in RESULTS) or claim.high is not None:
        return False
    return claim.status is not None or (claim.value is not None and any(sign.isdigit() for sign in claim.quote))


def _marks(subject: Subject, claim: Claim) -> Iterator[Hashable]:
    """What a claim can be found by where slots are left open: its endpoint, its measure, one of its numbers."""
    for slot, number in numbers_of(claim).items():
        if number.op == "=":
            yield subject.endpoint, subject.measure, subject.population, slot, number.value


def _once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple({claim.id: claim for claim in claims}.values())
