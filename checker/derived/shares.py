"""Counts and rates -> each other: n/N as a percentage, a percentage of N as n, `two-thirds` and `6 out of 10`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.candidates import SURE, Candidate
from checker.compare import SMALL_BASE, compare_numbers, natural_frequency
from checker.context import Setting
from checker.derived.grounds import EXACT_OPS, fitting, told
from checker.derived.intervals import HUNDRED, Computed, exactly, meets, meets_in_words, share, written
from checker.derived.model import Derived, named
from checker.diagnose import significant
from checker.model import Agreement
from checker.units import COUNTED, plain_unit
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Arm, Fact

DISTINCTIVE = 3  # significant digits
DIGIT = re.compile(r"\d")


def told_in_words(claim: Claim) -> bool:
    """Whether a share is printed as a fraction in words: `nearly half`, `two-thirds`."""
    return claim.measure == "rate" and claim.value is not None and not DIGIT.search(claim.quote)


def from_words(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """A registered rate near a fraction in words; the digits that stand for the words were never printed."""
    if not told_in_words(claim):
        return
    for candidate in told(claim, setting, ("rate",)):
        fact = candidate.fact
        if fact.value is None or fact.op not in EXACT_OPS or plain_unit(fact.unit) != "%":
            continue
        comes_out = meets_in_words(said, exactly(fact.value.value))
        yield Derived(
            kind="share",
            facts=(fact,),
            sum_done=f'"{claim.quote}" for {named(fact.value, fact)}%',
            comes_out=comes_out,
            candidate=candidate,
        )


def from_counts(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """n/N of a fact as a percentage; of a count without N, by the size of its arm."""
    if plain_unit(claim.unit) not in ("%", ""):
        return
    for candidate in _alike(claim, said, setting, ("count", "rate")):
        fact = candidate.fact
        part = fact.value if fact.measure == "count" else fact.n
        of = fact.of or _size(fact, setting)
        if part is None or of is None or not 0 <= part.value <= of.value or of.value == 0 or fact.op not in EXACT_OPS:
            continue
        known = share(part.value, of.value)
        comes_out = _meets_share(claim, said, known) and _counts_agree(claim, part, of)
        # A rate whose n/N gives another percentage than its value was compared by its value already.
        if comes_out or fact.measure == "count":
            yield Derived(
                kind="share",
                facts=(fact,),
                sum_done=f"{part.text}/{of.text} ({fact.id}) = {written(known.low)}%",
                comes_out=comes_out,
                candidate=candidate,
                settles=fact.of is not None,
            )


def from_rate(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """n or N of a fact; where it has no n, the count that its percentage makes of N or of its arm."""
    if plain_unit(claim.unit) not in COUNTED:
        return
    for candidate in _alike(claim, said, setting, ("rate", "count")):
        fact = candidate.fact
        for name, count in (("n", fact.n), ("of", fact.of)):
            if (
                count is not None
                and compare_numbers(said, count)[0] is not Agreement.DIFFERS
                and _of_agrees(claim, fact)
            ):
                shown = f"{name} of {fact.id} is {count.text}"
                yield Derived(kind="share", facts=(fact,), sum_done=shown, comes_out=True, candidate=candidate)
        yield from _from_percentage(claim, said, candidate, setting)


def _from_percentage(claim: Claim, said: Quantity, candidate: Candidate, setting: Setting) -> Iterator[Derived]:
    fact = candidate.fact
    of = fact.of or _size(fact, setting)
    percent = fact.measure == "rate" and plain_unit(fact.unit) == "%" and fact.op in EXACT_OPS and fact.n is None
    if not percent or fact.value is None or of is None or said.decimals or not _of_agrees(claim, fact):
        return
    box = fact.value.rounding
    # Of many patients a rounded percentage makes many counts: then it proves none of them.
    if (box.high - box.low) * of.value > 2 * HUNDRED:
        return
    low, high, exact = (share * of.value / HUNDRED for share in (box.low, box.high, fact.value.value))
    known = Computed(low, high, exact)
    if meets(said, known):
        shown = f"{fact.value.text}% of {of.text} ({fact.id}) = {written(exact)}"
        yield Derived(kind="share", facts=(fact,), sum_done=shown, comes_out=True, candidate=candidate)


def _alike(claim: Claim, said: Quantity, setting: Setting, measures: tuple[str, ...]) -> list[Candidate]:
    """Facts of the endpoint; where its words are only alike, just for a number that is unlikely by chance."""
    found = fitting(claim, setting, measures)
    return [one for one in found if one.likeness >= SURE or significant(said) >= DISTINCTIVE]


def _size(fact: Fact, setting: Setting) -> Quantity | None:
    """How many its arm has, for facts about all of the arm."""
    arm = setting.member("arms", fact.trial, fact.arm) if fact.arm and fact.population is None else None
    return arm.n if isinstance(arm, Arm) else None


def _meets_share(claim: Claim, said: Quantity, known: Computed) -> bool:
    if natural_frequency(claim):
        return abs(said.value - known.low) <= SMALL_BASE
    return meets(said, known)


def _counts_agree(claim: Claim, part: Quantity, of: Quantity) -> bool:
    if natural_frequency(claim):
        return True
    pairs = ((claim.n, part), (claim.of, of))
    return all(one is None or compare_numbers(one, other)[0] is not Agreement.DIFFERS for one, other in pairs)


def _of_agrees(claim: Claim, fact: Fact) -> bool:
    if claim.of is None or fact.of is None:
        return True
    return compare_numbers(claim.of, fact.of)[0] is not Agreement.DIFFERS
