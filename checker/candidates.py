"""A claim and a fact -> how well their subjects fit, and whether their numbers agree."""

from __future__ import annotations

from dataclasses import dataclass

from checker.compare import compare_claim
from checker.context import Setting
from checker.model import Agreement, SlotMatch
from checker.slots import compare_context
from claims.model import Claim
from references.model import Fact

SURE = 90  # of 100: two wordings are the same endpoint
LIKELY = 75  # of 100: two wordings may be the same endpoint; only an agreeing number settles it

# Measures that pages and registries tell apart differently. A related measure may support, never contradict.
RELATED = {
    "median_time": ("median", "time", "other"),
    "median": ("median_time", "mean_change", "other"),  # a median percent change is kept under either
    "time": ("median_time", "other"),
    "mean": ("mean_change", "rate", "other"),  # a rate only where neither is a share: lesions per scan
    "mean_change": ("mean", "rate", "risk_reduction", "difference", "median", "other"),  # a rate as below
    "risk_reduction": ("mean_change", "difference", "other"),
    "difference": ("mean_change", "rate", "other"),  # a rate only where the fact says which way it differs
    "rate_ratio": ("risk_ratio", "other"),
    "risk_ratio": ("rate_ratio", "other"),
    "count": ("other",),
    "rate": ("mean", "mean_change", "other"),  # a change of a level, where both are in percent: `9.4% of its volume`
    "threshold": ("dose", "time", "other"),
    "fold": ("other",),
    "p_value": (
        *("hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio", "difference", "rate", "median_time"),
        *("median", "mean", "mean_change", "risk_reduction", "fold", "other"),
    ),
    "other": (
        *("rate", "median_time", "median", "mean", "mean_change", "count", "difference", "time", "fold"),
        *("risk_reduction", "rate_ratio", "risk_ratio"),
    ),
}
GOOD = (Agreement.AGREES, Agreement.ALIKE, Agreement.INHERITED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One fact beside the claim: how well its subject fits, and whether its numbers agree."""

    fact: Fact
    context: tuple[SlotMatch, ...]
    numbers: tuple[SlotMatch, ...]
    likeness: int  # of the endpoints' words, of 100
    same_measure: bool

    @property
    def slots(self) -> tuple[SlotMatch, ...]:
        """Context and numbers together."""
        return (*self.context, *self.numbers)

    @property
    def apart(self) -> tuple[SlotMatch, ...]:
        """Context slots that are filled differently."""
        return tuple(slot for slot in self.context if slot.agreement is Agreement.DIFFERS)

    @property
    def unknown(self) -> tuple[SlotMatch, ...]:
        """Context slots whose words on the page are no registered name."""
        return tuple(slot for slot in self.context if slot.agreement is Agreement.UNKNOWN)

    @property
    def wrong(self) -> tuple[SlotMatch, ...]:
        """Numbers that differ."""
        return tuple(slot for slot in self.numbers if slot.agreement is Agreement.DIFFERS)

    @property
    def fits(self) -> bool:
        """Whether claim and fact may be about the same thing."""
        return not self.apart and not self.unknown

    @property
    def agrees(self) -> bool:
        """Whether no number differs and at least one agrees."""
        return not self.wrong and any(
            slot.agreement in (Agreement.AGREES, Agreement.ROUNDED)
            for slot in self.numbers
            if slot.slot in ("value", "p")
        )

    @property
    def value_agrees(self) -> bool:
        """Whether the estimate itself agrees, whatever its interval does."""
        return any(
            slot.slot == "value" and slot.agreement in (Agreement.AGREES, Agreement.ROUNDED) for slot in self.numbers
        )

    @property
    def rank(self) -> tuple[int, ...]:
        """How well the subjects fit; larger is better. Numbers have no say in it."""
        return (
            int(self.likeness >= SURE),
            int(self.same_measure),
            sum(2 if slot.agreement is Agreement.AGREES else 1 for slot in self.context if slot.agreement in GOOD),
            -sum(slot.agreement is Agreement.UNSAID for slot in self.context),
            -sum(slot.agreement is Agreement.UNREGISTERED for slot in self.context),
            int(self.fact.superseded_by is None),
            int(self.fact.status == "approved"),
        )

    def slot(self, name: str) -> SlotMatch | None:
        """One slot by name."""
        return next((slot for slot in self.slots if slot.slot == name), None)


def weigh(claim: Claim, fact: Fact, setting: Setting, *, likeness: int = 100) -> Candidate:
    """One fact beside the claim."""
    note = None if likeness == 100 else f"words alike ({likeness} of 100)"
    about = (
        SlotMatch("endpoint", claim.endpoint, fact.endpoint, Agreement.AGREES, note),
        SlotMatch("measure", claim.measure, fact.measure, Agreement.AGREES),
    )
    return Candidate(
        fact=fact,
        context=(*about, *compare_context(claim, fact, setting)),
        numbers=compare_claim(claim, fact),
        likeness=likeness,
        same_measure=claim.measure == fact.measure,
    )
