"""Two claims -> the numbers that cannot both be true, the digits they share, and how like a slip the difference is."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace

from checker.diagnose import significant
from checker.ranges import agree
from claims.model import Claim
from claims.quantity import Quantity

SIGN_IN_WORDS = frozenset({"risk_reduction", "difference", "mean_change"})


@dataclass(frozen=True, slots=True)
class Apart:
    """One slot in which two claims differ: as the one prints it, as the other does."""

    slot: str
    one: str
    other: str


def numbers_of(claim: Claim) -> dict[str, Quantity]:
    """The numbers that a second telling of a result would repeat, by their slots."""
    low, high = (claim.ci.low, claim.ci.high) if claim.ci else (None, None)
    value = _as_claimed(claim.value, claim) if claim.value else None
    told = {"value": value, "CI low": low, "CI high": high, "P": claim.p, "n": claim.n}
    return {slot: number for slot, number in told.items() if number is not None}


def _as_claimed(quantity: Quantity, claim: Claim) -> Quantity:
    """The estimate with its comparator; without its sign, where that may stand in the words."""
    if claim.measure in SIGN_IN_WORDS and quantity.value < 0:
        quantity = replace(quantity, value=-quantity.value, text=quantity.text.lstrip("-"))
    return quantity if claim.op == quantity.op else replace(quantity, op=claim.op)


def differing(one: Claim, other: Claim) -> Iterator[Apart]:
    """Numbers that cannot both be true at their printed precision, and a value beside `not reached`."""
    if (one.status is None) != (other.status is None):
        yield Apart("value", _value(one), _value(other))
    theirs = numbers_of(other)
    for slot, said in numbers_of(one).items():
        known = theirs.get(slot)
        if known is not None and not agree(said, known):
            yield Apart(slot, str(said), str(known))


def _value(claim: Claim) -> str:
    return claim.status or str(claim.value or "no value")


def shared(one: Claim, other: Claim) -> dict[str, int]:
    """Significant digits of each number that both print; limits such as P<0.001 stand beside every second result."""
    theirs = numbers_of(other)
    return {
        slot: min(significant(said), significant(theirs[slot]))
        for slot, said in numbers_of(one).items()
        if slot in theirs and said.op == theirs[slot].op == "=" and agree(said, theirs[slot])
    }


def slip(one: str, other: str) -> str | None:
    """How a number may have become another by a slip of the pen; None where it takes more than one."""
    ours, theirs = one.replace(".", ""), other.replace(".", "")
    if ours.strip("0") == theirs.strip("0"):
        return "decimal point moved"
    if len(ours) != len(theirs) or one.find(".") != other.find("."):
        return None
    apart = [at for at in range(len(ours)) if ours[at] != theirs[at]]
    if len(apart) == 1:
        return "one digit changed"
    turned = len(apart) == 2 and apart[1] - apart[0] == 1 and ours[apart[0]] == theirs[apart[1]]
    return "transposed digits" if turned and ours[apart[1]] == theirs[apart[0]] else None


def printed(claim: Claim) -> Hashable:
    """The numbers of a claim as one value: what makes two tellings the same telling."""
    return claim.status, *(f"{slot} {number}" for slot, number in numbers_of(claim).items())
