"""The results of one table or sentence -> the trial that each is told of, and two of them that were about two products."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

from checker.model import Match, Verdict
from checker.products_of_trials import ProductsOfTrials, is_comparator
from checker.view import PageView
from claims.model import Claim
from claims.pages.tiles import TILES
from references.names import normal

PARTS = (Verdict.SUPPORTED, Verdict.CONTRADICTED)
Spot = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A result with the trial that it is told of: a registered one, or one that only the page names."""

    match: Match
    trial: str
    is_registered: bool


def spot_of(view: PageView, claim: Claim) -> Spot:
    """The table or sentence that a claim stands in."""
    cell = view.surroundings.blocks[claim.block].cell
    if cell is not None and cell.table != TILES:
        return "table", cell.table
    return "sentence", claim.block, claim.sentence


def told_of_trial(view: PageView, match: Match) -> Told | None:
    """A claim with the trial of its fact, else the one that its sentence or the heads of its cell name."""
    claim, fact = match.claim, match.fact
    if fact is not None and match.verdict in PARTS and fact.trial is not None:
        return Told(match, fact.trial, is_registered=True)
    words = _own_words(view, claim)
    named = view.index.scope_of((words,)).trials
    if len(named) == 1:
        return Told(match, next(iter(named)), is_registered=True)
    if not named and claim.trial and normal(claim.trial) in normal(words):
        known = view.index.trials_named(claim.trial)
        return Told(match, known[0].id if len(known) == 1 else claim.trial, is_registered=len(known) == 1)
    return None


def _own_words(view: PageView, claim: Claim) -> str:
    """The heads of a cell's row and column, or the sentence."""
    cell = view.surroundings.blocks[claim.block].cell
    return " | ".join((*cell.row_heads, *cell.column_heads)) if cell is not None else claim.sentence


def two_products(apart: ProductsOfTrials, results: list[Told]) -> tuple[Told, Told] | None:
    """The first results of two trials that were about different products."""
    first: dict[str, Told] = {}
    for told in results:
        first.setdefault(told.trial, told)
    for one, other in combinations(first.values(), 2):
        if one.is_registered and other.is_registered and apart.of(one.trial) and apart.of(other.trial):
            if apart.are_apart(one.trial, other.trial, _endpoints(apart, results)):
                return one, other
        elif _arms_are_apart(results, one.trial, other.trial):
            return replace(one, is_registered=False), other
    return None


def _endpoints(apart: ProductsOfTrials, results: list[Told]) -> frozenset[str]:
    """The keys of the endpoints that the results are about."""
    facts = (told.match.fact for told in results if told.match.verdict in PARTS)
    return frozenset(apart.index.endpoint_key(fact.endpoint) for fact in facts if fact is not None)


def two_named(view: PageView, apart: ProductsOfTrials, results: list[Told]) -> tuple[Told, Told] | None:
    """Two results of a sentence that names the trials of two products, whichever of them each is told of."""
    if len(results) < 2 or view.surroundings.blocks[results[0].match.claim.block].cell is not None:
        return None
    named = sorted(view.index.scope_of((results[0].match.claim.sentence,)).trials)
    about = _endpoints(apart, results)
    pair = next((pair for pair in combinations(named, 2) if apart.are_apart(*pair, about)), None)
    return None if pair is None else (replace(results[0], trial=pair[0]), replace(results[1], trial=pair[1]))


def _arms_are_apart(results: list[Told], one: str, other: str) -> bool:
    """Whether the page gives two trials arms that have no word in common; placebo is nobody's product."""
    ours, theirs = _arm_words(results, one), _arm_words(results, other)
    return bool(ours and theirs) and not ours & theirs


def _arm_words(results: list[Told], trial: str) -> frozenset[str]:
    arms = {told.match.claim.arm for told in results if told.trial == trial and told.match.claim.arm}
    return frozenset(word for arm in arms if arm and not is_comparator(arm) for word in normal(arm).split())
