"""Response categories of one result -> the rate or count that they add up to: CR + PR is ORR."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from functools import cache

from checker.candidates import Candidate
from checker.context import Setting
from checker.derived.grounds import EXACT_OPS, told
from checker.derived.intervals import exactly, meets, share, total, written
from checker.derived.model import Derived, named
from checker.derived.words import data
from checker.gathering import endpoint_keys
from checker.units import COUNTED, plain_unit
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Fact

Parts = tuple[str, ...]


@cache
def compositions() -> Mapping[str, tuple[Parts, ...]]:
    """Endpoint codes to the lists of codes that they are the sum of."""
    found: dict[str, list[Parts]] = defaultdict(list)
    for one in data("compositions")["compositions"]:
        found[one["whole"]].append(tuple(one["parts"]))
    return {whole: tuple(parts) for whole, parts in found.items()}


def sums(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """Every composition of the claim's endpoint whose parts are all registered for one arm of one result."""
    if claim.ci is not None or claim.high is not None:
        return
    known: dict[str, dict[Hashable, Candidate]] = {}
    for parts in _asked(claim, setting):
        for part in parts:
            if part not in known:
                known[part] = _by_subject(claim, part, setting)
        for subject in known[parts[0]]:
            candidates = [known[part][subject] for part in parts if subject in known[part]]
            if len(candidates) == len(parts):
                yield from _added(claim, said, candidates)


def _asked(claim: Claim, setting: Setting) -> Iterator[Parts]:
    for key, likeness in endpoint_keys(claim, setting):
        if likeness == 100:
            yield from compositions().get(key, ())
    # `sCR + CR` says itself what it is made of
    words = (claim.endpoint or "").split("+")
    parts = tuple(dict.fromkeys(setting.index.endpoint_key(word.strip()) for word in words if word.strip()))
    if len(parts) > 1 and all(setting.index.facts_of(part) for part in parts):
        yield parts


def _by_subject(claim: Claim, part: str, setting: Setting) -> dict[Hashable, Candidate]:
    found: dict[Hashable, Candidate] = {}
    for candidate in told(claim, setting, ("rate",), ((part, 100),)):
        fact = candidate.fact
        if fact.value is not None and fact.op in EXACT_OPS and plain_unit(fact.unit) == "%":
            found.setdefault(_subject(fact), candidate)
    return found


def _subject(fact: Fact) -> Hashable:
    trial = fact.trial or tuple(citing.source for citing in fact.sources)
    about = (fact.arm, fact.analysis, fact.population, fact.timepoint, fact.assessed_by, fact.base)
    return (trial, *about, fact.dose, fact.regimen, fact.combined_with)


def _added(claim: Claim, said: Quantity, candidates: list[Candidate]) -> Iterator[Derived]:
    facts = tuple(candidate.fact for candidate in candidates)
    counts = [fact.n for fact in facts if fact.n is not None]
    bases = {fact.of.value if fact.of is not None else None for fact in facts}
    of = bases.pop() if len(bases) == 1 else None
    whole = sum((count.value for count in counts), Decimal(0)) if len(counts) == len(facts) else None
    if claim.measure == "count":
        if whole is not None and plain_unit(claim.unit) in COUNTED and (claim.of is None or claim.of.value == of):
            known, shown = exactly(whole), " + ".join(f"{fact.n} ({fact.id})" for fact in facts)
            yield _sum(facts, f"{shown} = {whole}", meets(said, known), candidates[0])
        return
    values = [fact.value for fact in facts if fact.value is not None]
    known = share(whole, of) if whole is not None and of else total(values)
    counted = (claim.n is None or claim.n.value == whole) and (claim.of is None or claim.of.value == of)
    shown = " + ".join(named(value, fact) for value, fact in zip(values, facts, strict=True))
    result = f"{shown} = {written(total(values).exact, max(value.decimals for value in values))}%"
    yield _sum(facts, result, meets(said, known) and counted, candidates[0])


def _sum(facts: tuple[Fact, ...], shown: str, comes_out: bool, candidate: Candidate) -> Derived:
    # What does not add up proves nothing: a registry's CR may hold its sCR.
    return Derived(kind="sums", facts=facts, sum_done=shown, comes_out=comes_out, candidate=candidate, settles=False)
