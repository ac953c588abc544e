"""What a page says: a claim with its slots, each with the words and the pattern that filled it."""

from __future__ import annotations

from dataclasses import dataclass

from claims.model.pages import Carrier, Mark, Section
from claims.model.places import Place
from claims.named import Spot
from claims.quantity import Quantity


@dataclass(frozen=True, slots=True)
class ConfidenceInterval:
    """The bounds as printed; a bound that is not reached is None."""

    low: Quantity | None
    high: Quantity | None
    level: Quantity | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which words filled a slot, as stretches of blocks or as markers, and by which pattern; no words: inferred."""

    slot: str
    pattern: str
    read: tuple[Spot | Mark, ...] = ()


TOLD_OF = "which a result is told of"  # ends the pattern of an arm that no words near the result name
ABOUT = "trial named above, or the one that the page is about"  # ends the pattern of a trial that none of them name


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One printed estimate with what belongs to it."""

    id: str
    quote: str
    place: Place
    block: int
    measure: str
    endpoint: str | None = None
    value: Quantity | None = None
    status: str | None = None  # NR | NE
    high: Quantity | None = None
    unit: str | None = None
    op: str = "="
    ci: ConfidenceInterval | None = None
    p: Quantity | None = None
    n: Quantity | None = None
    of: Quantity | None = None
    arm: str | None = None
    versus: str | None = None
    population: str | None = None
    analysis: str | None = None
    timepoint: str | None = None
    trial: str | None = None
    citations: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    section: Section = Section.BODY
    carrier: Carrier = Carrier.TEXT
    sentence: str = ""  # the sentence, line or cell it stands in, clean
    evidence: tuple[Evidence, ...] = ()
