"""What a registry leaves open, for `registry check`: rules without the fields they need, records that need a hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from references.contradictions import contradictions
from references.dates import last_day
from references.impossible import impossible, is_share
from references.index import Index
from references.model import Caveat, Fact, Registry, Trial, Where
from references.names import normal
from references.nodes import ListOf
from references.parse import REGISTRY
from references.record import Record

_LASTING = ("product", "trial", "endpoint", "measure", "arm", "versus", "population")  # the same in a newer fact


@dataclass(frozen=True, slots=True)
class Remark:
    """One record that loads but needs a hand.

    `kind`: draft · withdrawn · expired · superseded · unused · unattached · doubtful · conflict · succession · stray.
    """

    kind: str
    id: str
    where: Where
    message: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of the records fill a field that a rule needs; with none of them the rule stays silent."""

    rule: str
    field: str
    filled: int
    total: int


def reach(registry: Registry, needs: Mapping[str, Iterable[str]]) -> tuple[Reach, ...]:
    """For each rule (id -> fields such as `facts.multiplicity`) how far its fields are filled, sorted by rule.

    Raises KeyError for a field that no record has.
    """
    counted: dict[str, tuple[int, int]] = {}
    found = []
    for rule, names in sorted(needs.items()):
        for name in names:
            if name not in counted:
                values = list(_values(registry, _attributes(name)))
                counted[name] = sum(map(_is_filled, values)), len(values)
            found.append(Reach(rule, name, *counted[name]))
    return tuple(found)


def disabled(registry: Registry, needs: Mapping[str, Iterable[str]]) -> tuple[Reach, ...]:
    """The rules' fields that no record fills."""
    return tuple(one for one in reach(registry, needs) if not one.filled)


def remarks(registry: Registry, index: Index, *, today: date) -> tuple[Remark, ...]:
    """All records that need a hand, sorted by place."""
    found = [
        *_unapproved(registry),
        *_sources(registry, today),
        *_caveats(registry, index),
        *(Remark("doubtful", fact.id, fact.where, doubt) for fact in registry.facts for doubt in _doubts(fact)),
        *_conflicts(registry, index),
        *_successions(registry),
        *_strays(registry),
    ]
    return tuple(sorted(found, key=lambda one: (one.where.file, one.where.line, one.kind, one.message)))


# --- fields -----------------------------------------------------------------------------------------------------


def _attributes(path: str) -> tuple[str, ...]:
    """A path of registry keys as attributes of the model: `endpoints.not` is endpoints, forbidden."""
    form: object = REGISTRY
    attributes = []
    for name in path.split("."):
        record = form.item if isinstance(form, ListOf) else form
        if not isinstance(record, Record) or name not in record.by_name:
            raise KeyError(path)
        key = record.by_name[name]
        attributes.append(key.attribute)
        form = key.form
    return tuple(attributes)


def _values(record: object, attributes: tuple[str, ...]) -> Iterator[object]:
    """The values at the end of a path, one for each record on the way; a missing part counts as None."""
    if not attributes:
        yield record
        return
    value = record.get(attributes[0]) if isinstance(record, Mapping) else getattr(record, attributes[0], None)
    if isinstance(value, tuple) and len(attributes) > 1:
        for part in value:
            yield from _values(part, attributes[1:])
    elif value is None:
        yield None
    else:
        yield from _values(value, attributes[1:])


def _is_filled(value: object) -> bool:
    return value is not None and value not in ((), {}, "")


# --- records ----------------------------------------------------------------------------------------------------


def _unapproved(registry: Registry) -> Iterator[Remark]:
    for fact in registry.facts:
        if fact.status == "draft":
            yield Remark("draft", fact.id, fact.where, "is a draft: it supports a claim only with a warning")
        elif fact.status == "withdrawn":
            yield Remark("withdrawn", fact.id, fact.where, "is withdrawn: it supports no claim")


def _sources(registry: Registry, today: date) -> Iterator[Remark]:
    users: dict[str, int] = defaultdict(int)
    for fact in registry.facts:
        for cited in {citing.source for citing in fact.sources}:
            users[cited] += 1
    for source in registry.sources:
        used = users[source.id]
        if not used:
            yield Remark("unused", source.id, source.where, "no fact rests on it")
        if source.expires and last_day(source.expires) < today:
            yield Remark("expired", source.id, source.where, f"expired on {source.expires}; {_resting(used)} on it")
        if source.superseded_by and used:
            said = f"is superseded by {source.superseded_by}; {_resting(used)} on it still"
            yield Remark("superseded", source.id, source.where, said)


def _resting(number: int) -> str:
    return "1 fact rests" if number == 1 else f"{number} facts rest"


def _caveats(registry: Registry, index: Index) -> Iterator[Remark]:
    named = {id_ for fact in registry.facts for id_ in fact.caveats}
    populations = {
        normal(words) for trial in registry.trials for one in trial.populations for words in (one.id, *one.names)
    }
    populations |= {normal(fact.population) for fact in registry.facts if fact.population}
    for caveat in registry.caveats:
        lost = list(_lost(caveat, index, populations))
        for key, words in lost:
            said = f'applies_to.{key} names "{words}", which no fact is about'
            yield Remark("unattached", caveat.id, caveat.where, said)
        target = caveat.applies_to
        targets = len(target.populations) + len(target.endpoints) + len(target.facts) + len(target.phrases)
        if caveat.id not in named and targets == len(lost):
            yield Remark("unattached", caveat.id, caveat.where, "is attached to nothing")


def _lost(caveat: Caveat, index: Index, populations: set[str]) -> Iterator[tuple[str, str]]:
    for words in caveat.applies_to.endpoints:
        if not index.facts_of(index.endpoint_key(words)):
            yield "endpoints", words
    for words in caveat.applies_to.populations:
        if words != "any" and normal(words) not in populations:
            yield "populations", words


def _doubts(fact: Fact) -> Iterator[str]:
    """Numbers that do not go together: slips of the pen, mostly. An approved fact that cannot be true never loads."""
    if fact.status != "withdrawn":
        yield from (f"{key} {said}" for key, said in impossible(fact))
    if not is_share(fact) or fact.value is None or fact.op != "=" or fact.n is None or fact.of is None:
        return
    if 0 < fact.of.value >= fact.n.value:
        share = 100 * fact.n.value / fact.of.value
        if not fact.value.rounding.contains(share):
            yield f"{fact.n}/{fact.of} is {share.quantize(Decimal('0.01'))}%, its value {fact.value}%"


def _conflicts(registry: Registry, index: Index) -> Iterator[Remark]:
    """Facts about the very same thing that say something else: a claim could never be told which one it means."""
    for found in contradictions(registry.facts, index):
        yield Remark("conflict", found.fact.id, found.fact.where, str(found))


def _successions(registry: Registry) -> Iterator[Remark]:
    """Facts whose successor is about something else, or supports nothing itself."""
    for fact in registry.facts:
        newer = registry.fact_by_id.get(fact.superseded_by or "")
        if newer is None:
            continue
        if newer.status != "approved":
            said = "a draft" if newer.status == "draft" else newer.status
            yield Remark("succession", fact.id, fact.where, f"is superseded by {newer.id}, which is {said}")
        for slot in _LASTING:
            old, new = getattr(fact, slot), getattr(newer, slot)
            if old and new and normal(old) != normal(new):
                said = f"is superseded by {newer.id}, whose {slot} is {new}, not {old}"
                yield Remark("succession", fact.id, fact.where, said)
                break


def _strays(registry: Registry) -> Iterator[Remark]:
    """Populations and analyses that are no id of the fact's trial, but one of another trial's."""
    owners = {
        slot: _owners(registry.trials, members)
        for slot, members in (("population", "populations"), ("analysis", "analyses"))
    }
    for fact in registry.facts:
        for slot, known in owners.items():
            trials = known.get(getattr(fact, slot) or "", ())
            if fact.trial and trials and fact.trial not in trials:
                said = f"{slot} {getattr(fact, slot)} is none of {fact.trial} but of {', '.join(trials)}; it is read as words"
                yield Remark("stray", fact.id, fact.where, said)


def _owners(trials: Iterable[Trial], members: str) -> dict[str, list[str]]:
    """Ids of arms, analyses or populations to the trials that have them."""
    owners: dict[str, list[str]] = defaultdict(list)
    for trial in trials:
        for member in getattr(trial, members):
            owners[member.id].append(trial.id)
    return dict(owners)
