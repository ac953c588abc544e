"""What a derivation hands on: the sum that was done, the facts it rests on, whether the claim's number came out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checker.candidates import Candidate
from checker.compare import said_value
from checker.context import Setting
from checker.model import Agreement, SlotMatch
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A claim that follows from something registered, or fails to."""

    kind: str  # the key of `policy.derived`; `record`: stands in a trial's own record, which needs no leave
    facts: tuple[Fact, ...]  # all that it rests on
    sum_done: str  # in words, with the ids of the facts
    comes_out: bool  # whether it gives the claim's estimate
    candidate: Candidate | None = None  # how the subject of the first fact stands to the claim's
    settles: bool = True  # whether the claim is wrong where the sum does not come out; else another sum may be meant
    wrong: tuple[SlotMatch, ...] = ()  # numbers beside the estimate that differ: its interval, its p

    @property
    def fact(self) -> Fact | None:
        """The first fact."""
        return self.facts[0] if self.facts else None

    @property
    def agrees(self) -> bool:
        """Whether no number of the claim differs."""
        return self.comes_out and not self.wrong

    @property
    def context(self) -> tuple[SlotMatch, ...]:
        """How the claim's subject stands to that of the facts; of several facts the endpoints are told together."""
        slots = self.candidate.context if self.candidate else ()
        endpoints = " + ".join(dict.fromkeys(fact.endpoint for fact in self.facts))
        return tuple(
            SlotMatch("endpoint", slot.said, endpoints, Agreement.AGREES, slot.note)
            if slot.slot == "endpoint"
            else slot
            for slot in slots
            if slot.slot != "measure"
        )

    def slots(self, claim: Claim) -> tuple[SlotMatch, ...]:
        """The comparison slot by slot: subject, estimate beside its sum, other numbers that differ."""
        agreement = Agreement.AGREES if self.comes_out else Agreement.DIFFERS
        return (*self.context, SlotMatch("value", str(said_value(claim)), self.sum_done, agreement), *self.wrong)


Derivation = Callable[[Claim, Quantity, Setting], Iterator[Derived]]


def named(value: Quantity, fact: Fact) -> str:
    """A registered number with the id of its fact, for a sum in words."""
    return f"{value.text} ({fact.id})"
