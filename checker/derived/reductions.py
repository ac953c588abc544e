"""A ratio -> the reduction in percent that it stands for: 1 - HR, 1 - RR, and 1 - OR where the page speaks of odds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.compare import compare_intervals, compare_numbers
from checker.context import Setting
from checker.derived.grounds import EXACT_OPS, told
from checker.derived.intervals import HUNDRED, meets, reduction, written
from checker.derived.model import Derived, named
from checker.derived.words import says
from checker.gathering import endpoint_keys
from checker.model import Agreement, SlotMatch
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Bounds, Fact

RATIOS = ("hazard_ratio", "risk_ratio", "rate_ratio", "odds_ratio")


def from_ratio(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """One less each ratio of the claim's subject."""
    for candidate in told(claim, setting, RATIOS, _keys(claim, setting)):
        fact, ratio = candidate.fact, candidate.fact.value
        if ratio is None or fact.op not in EXACT_OPS:
            continue
        if fact.measure == "odds_ratio" and not says(claim.sentence, "odds"):
            continue
        known = reduction(ratio)
        if said.value < 0 < known.exact:  # `-51%` over `risk of death`
            said = replace(said, value=-said.value, text=said.text.lstrip("-−–"))
        yield Derived(
            kind="risk_reduction",
            facts=(fact,),
            sum_done=f"1 - {named(ratio, fact)} = {written(known.exact)}%",
            comes_out=meets(said, known),
            candidate=candidate,
            wrong=tuple(_wrong(claim, fact)),
        )


def _keys(claim: Claim, setting: Setting) -> Iterator[tuple[str, int]]:
    """The claim's endpoint; then what the risk of that event is called: the risk of death is measured as OS."""
    seen = set()
    for key, likeness in endpoint_keys(claim, setting):
        seen.add(key)
        yield key, likeness
    if claim.endpoint is not None and (key := setting.index.endpoint_key(f"risk of {claim.endpoint}")) not in seen:
        yield key, 100


def _wrong(claim: Claim, fact: Fact) -> Iterator[SlotMatch]:
    """The p and the interval beside the percentage, where they are not those of the ratio."""
    if claim.p is not None and fact.p is not None:
        agreement, note = compare_numbers(claim.p, fact.p, loosely=True)
        if agreement is Agreement.DIFFERS:
            yield SlotMatch("p", str(claim.p), str(fact.p), agreement, note)
    if claim.ci is not None and fact.ci is not None:
        printed, turned = (tuple(compare_intervals(claim.ci, b, percent=False)) for b in (fact.ci, _turned(fact.ci)))
        if _differs(printed) and _differs(turned):
            yield from (slot for slot in turned if slot.agreement is Agreement.DIFFERS)


def _differs(slots: tuple[SlotMatch, ...]) -> bool:
    return any(slot.agreement is Agreement.DIFFERS for slot in slots)


def _turned(ci: Bounds) -> Bounds:
    """The interval of the reduction: its lower bound comes from the ratio's upper one."""
    return Bounds(_reduced(ci.high), _reduced(ci.low), ci.open_as)


def _reduced(bound: Quantity | None) -> Quantity | None:
    if bound is None:
        return None
    return Quantity.of(f"{(1 - bound.value) * HUNDRED:.{max(0, bound.decimals - 2)}f}")
