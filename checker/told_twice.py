"""Results that a page tells -> those told twice with numbers that cannot both be true, and what shows it.

Words alone do not suffice, for what tells two results apart often stands where no slot holds it: in a heading far
above, in a picture. So the two places must share figures as well (the same interval around another estimate, the same
value of the other arm), or differ in nothing but a slip of the pen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from checker.diagnose import significant
from checker.subjects import Subject
from checker.tellings import Tellings
from checker.two_claims import Apart, differing, numbers_of, printed, shared, slip
from claims.model import Claim

MOST_EARLIER = 8  # places that one claim is set against: a result told forty times is told the same way in most
MOST_BESIDE = 40  # claims of one sentence or row that are compared
MAY_BE_UNSAID = ("arm", "analysis", "timepoint", "trial")  # where the claim's own figures show which result it is
OWN = 3  # significant digits of its own that a result is known by, where no slot is left open
OWN_ALONE = 4  # where one is
BESIDE = 2  # significant digits of the claims beside it
UNSAID = dict.fromkeys(MAY_BE_UNSAID, "")


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


def told_twice(tellings: Tellings) -> Iterator[Twice]:
    """Every claim that differs from an earlier one about the same, in page order; each pair of values once."""
    told: set[Hashable] = set()
    earlier: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in tellings.claims:
        subject = tellings.subject_of.get(claim.id)
        if subject is None:
            continue
        keys = (subject, *_marks(subject, claim))
        for other in _once(one for key in keys for one in earlier[key]):
            found = _conflict(tellings, other, claim)
            pair = (subject, frozenset({printed(other), printed(claim)})) if found else None
            if found is not None and pair not in told:
                told.add(pair)
                yield found
                break
        for key in keys:
            if len(earlier[key]) < MOST_EARLIER:
                earlier[key].append(claim)


def _conflict(tellings: Tellings, one: Claim, other: Claim) -> Twice | None:
    if not tellings.stand_apart(one, other) or not _may_be_one(tellings, one, other):
        return None
    if any(len(tellings.around(claim)[tellings.subject_of[claim.id]]) > 1 for claim in (one, other)):
        return None  # two values of one subject in one sentence: something that tells them apart was not read
    apart = tuple(differing(one, other))
    shown = _shown(tellings, one, other, apart) if apart else None
    if shown is None:
        return None
    return Twice(one, other, apart, shown, next(filter(None, (slip(a.one, a.other) for a in apart)), None))


def _may_be_one(tellings: Tellings, one: Claim, other: Claim) -> bool:
    """Whether no slot says that two claims are about different things."""
    ours, theirs = tellings.subject_of[one.id], tellings.subject_of[other.id]
    if ours._replace(**UNSAID) != theirs._replace(**UNSAID):
        return False
    pairs = [(getattr(ours, slot), getattr(theirs, slot)) for slot in MAY_BE_UNSAID]
    pairs.append((tellings.versus[one.id], tellings.versus[other.id]))
    return all(said == known or not said or not known for said, known in pairs)


def _shown(tellings: Tellings, one: Claim, other: Claim, apart: tuple[Apart, ...]) -> Shown | None:
    if tellings.narrowed_by[one.id] != tellings.narrowed_by[other.id]:
        return None
    own = shared(one, other)
    if len(own) < 2 and all(each.slot in ("P", "n") for each in apart):
        return None  # P against another arm, n for the size of the arm: only the rest of the figures could tell
    is_told = len(own) > 1 or own.get("value", 0) >= OWN  # one bound in common is chance
    if tellings.subject_of[one.id] != tellings.subject_of[other.id]:
        return Shown.BY_FIGURES if is_told and sum(own.values()) >= OWN_ALONE else None
    if is_told and sum(own.values()) >= OWN:
        return Shown.BY_FIGURES
    if one.block == other.block:
        return None
    if _beside(tellings, one, other) >= BESIDE:
        return Shown.BY_FIGURES
    if _is_exchanged(tellings, one, other):
        return Shown.BY_ARMS
    is_slip = _is_slip(tellings, one, other, apart) and tellings.narrowed_above(one) == tellings.narrowed_above(other)
    return Shown.BY_SLIP if is_slip else None


def _beside(tellings: Tellings, one: Claim, other: Claim) -> int:
    """Digits that other results of this endpoint have in common at both places."""
    subject = tellings.subject_of[one.id]
    here, there = tellings.around(one), tellings.around(other)
    digits = 0
    for about, claims in islice(here.items(), MOST_BESIDE):
        partner = there.get(about, [])
        if about == subject or len(claims) > 1 or len(partner) != 1:
            continue
        if not any(differing(claims[0], partner[0])):
            digits += sum(shared(claims[0], partner[0]).values())
    return digits


def _is_exchanged(tellings: Tellings, one: Claim, other: Claim) -> bool:
    """Whether each place gives the value of this arm that the other place gives of the other arm."""
    ours, theirs = tellings.other_arm(one), tellings.other_arm(other)
    if ours is None or theirs is None:
        return False
    if tellings.subject_of[ours.id] != tellings.subject_of[theirs.id]:
        return False
    return (
        not any(differing(one, theirs)) and not any(differing(other, ours)) and sum(shared(one, theirs).values()) >= 2
    )


def _is_slip(tellings: Tellings, one: Claim, other: Claim, apart: tuple[Apart, ...]) -> bool:
    """Whether the values alone differ, as a slip of the pen makes them, and too little else could explain it."""
    if len(apart) > 1 or apart[0].slot != "value" or one.value is None or other.value is None:
        return False
    if one.op != "=" or other.op != "=" or slip(apart[0].one, apart[0].other) is None:
        return False
    subject = tellings.subject_of[one.id]
    if one.measure == "count" and not subject.trial:
        return False  # trials of one programme are nearly of one size
    told = max(tellings.times_told[subject, claim.value.text] for claim in (one, other) if claim.value)
    long_enough = min(significant(one.value), significant(other.value)) >= 3
    return long_enough or told > 1 or bool(subject.trial and subject.analysis)


def _marks(subject: Subject, claim: Claim) -> Iterator[Hashable]:
    """What a claim can be found by where slots are left open: its endpoint, its measure, one of its numbers."""
    for slot, number in numbers_of(claim).items():
        if number.op == "=":
            yield subject.endpoint, subject.measure, subject.population, slot, number.value


def _once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple({claim.id: claim for claim in claims}.values())
