"""The figures of a claim or a fact -> whether they show a difference between the arms, and in which words they do not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claims.model import Claim, ConfidenceInterval
from claims.quantity import Quantity
from references.model import Bounds, Fact

RATIOS = frozenset({"hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio", "fold"})
DIFFERENCES = frozenset({"difference", "risk_reduction"})
ALPHA = Decimal("0.05")
TOLD_APART = 2  # decimals with which a bound that equals no difference is read as holding it


@dataclass(frozen=True, slots=True)
class Shown:
    """Whether a p value or an interval shows a difference, in words for a finding."""

    is_significant: bool
    words: str


def by_p(p: Quantity | None, *, one_sided: bool = False, level: Quantity | None = None) -> Shown | None:
    """What a p value shows: at .05, at half of it one-sided, at less where the interval is wider than 95%.

    None where the printed bound leaves it open: P<0.1, P>0.01.
    """
    if p is None:
        return None
    alpha = _alpha(level) / 2 if one_sided else _alpha(level)
    sides = "one-sided " if one_sided else ""
    text = f"{sides}P{p.op if p.op != '~' else '='}{p.text}"
    limit = f"{alpha.normalize():f}"
    if p.op in ("<", "<="):
        return Shown(True, text) if p.value <= alpha else None
    if p.op in (">", ">="):
        return Shown(False, f"{text} is not below {limit}") if p.value >= alpha else None
    return Shown(True, text) if p.value < alpha else Shown(False, f"{text} is not below {limit}")


def by_interval(measure: str, low: Quantity | None, high: Quantity | None, level: Quantity | None) -> Shown | None:
    """What an interval of a comparison shows: it holds no difference or not.

    None for intervals of one arm, and where a bound printed with few digits may lie on either side of no difference:
    the 1.0 of `1.0 to 3.3`.
    """
    if (measure not in RATIOS and measure not in DIFFERENCES) or low is None or high is None:
        return None
    null = Decimal(1) if measure in RATIOS else Decimal(0)
    name = f"{level.text}% CI" if level else "CI"
    words = f"{name} {low.text} to {high.text}"
    if any(bound.value == null and bound.decimals < TOLD_APART for bound in (low, high)):
        return None
    if low.value <= null <= high.value:
        return Shown(False, f"{words} holds {null}, no difference")
    return Shown(True, words)


def p_of_claim(claim: Claim, *, one_sided: bool = False) -> Shown | None:
    """What the claim's own p value shows; a p value that stands alone is the claim's value."""
    p = claim.p
    if claim.measure == "p_value" and claim.value is not None:
        p = Quantity(claim.value.value, claim.value.text, claim.op)
    return by_p(p, one_sided=one_sided, level=claim.ci.level if claim.ci else None)


def interval_of_claim(claim: Claim) -> Shown | None:
    """What the claim's own interval shows."""
    ci: ConfidenceInterval | None = claim.ci
    return by_interval(claim.measure, ci.low, ci.high, ci.level) if ci else None


def p_of_fact(fact: Fact) -> Shown | None:
    """What a registered p value shows."""
    return by_p(fact.p, one_sided=fact.p_sided == "1", level=fact.ci_level if fact.ci else None)


def interval_of_fact(fact: Fact) -> Shown | None:
    """What a registered interval shows."""
    ci: Bounds | None = fact.ci
    return by_interval(fact.measure, ci.low, ci.high, fact.ci_level) if ci else None


def _alpha(level: Quantity | None) -> Decimal:
    """The error rate that an interval's level stands for, never more than .05."""
    if level is None or not 95 < level.value < 100:
        return ALPHA
    return 1 - level.value / 100
