"""A supported claim to the sources that hold its number: those of its facts and of every fact that carries it as well."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Match, Verdict
from claims.model import Claim
from claims.quantity import Quantity
from references.index import Index
from references.model import Fact

SUBJECT = ("trial", "arm", "versus", "population", "analysis", "timepoint")


def holders(match: Match, index: Index) -> frozenset[str]:
    """Ids of sources that hold the number of a supported or derived claim; empty where no fact carries it."""
    if match.verdict not in (Verdict.SUPPORTED, Verdict.DERIVED):
        return frozenset()
    carrying = (other for fact in match.grounds for other in _carrying(match, fact, index))
    return frozenset(citing.source for fact in carrying for citing in fact.sources)


def _carrying(match: Match, fact: Fact, index: Index) -> Iterator[Fact]:
    for other in index.facts_for(index.endpoint_key(fact.endpoint), fact.measure):
        if other is fact or (
            other.status != "withdrawn"
            and _is_of_the_same(match.claim, fact, other)
            and _gives_the_same(match, fact, other)
        ):
            yield other


def _is_of_the_same(claim: Claim, fact: Fact, other: Fact) -> bool:
    """Whether two facts are of one product and no slot that the page fills tells them apart."""
    if fact.product and other.product and fact.product != other.product:
        return False
    pairs = ((slot, getattr(fact, slot), getattr(other, slot)) for slot in SUBJECT)
    return all(one is None or two is None or one == two or getattr(claim, slot) is None for slot, one, two in pairs)


def _gives_the_same(match: Match, fact: Fact, other: Fact) -> bool:
    """Whether a fact of the same subject has the same number, or the counts that the claim was derived from."""
    derived = match.verdict is Verdict.DERIVED
    if derived and match.claim.measure == "count":
        return any(_same(match.claim.value, count) for count in (other.value, other.n, other.of))
    if fact.value is None:
        return fact.status_value == other.status_value
    alike = _same(fact.value, other.value) and fact.unit == other.unit
    return alike and (not derived or (fact.n, fact.of) == (other.n, other.of))


def _same(one: Quantity | None, other: Quantity | None) -> bool:
    """Whether two numbers may be roundings of one."""
    return one is not None and other is not None and one.rounding.overlaps(other.rounding)
