"""A registry as read to the defects of its numbers: those that cannot be true, alone or beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from references.contradictions import contradictions
from references.endpoint_names import EndpointNames
from references.errors import Defect
from references.impossible import impossible
from references.model import Registry
from references.nodes import Log, Spot


def false_numbers(log: Log, registry: Registry) -> Iterator[Defect]:
    """Defects of approved facts; a draft may hold slips that nobody has looked for yet, and `registry check` tells them.

    Nothing is said of a fact that was not wholly read: what it lacks might have told it from another.
    """
    spots = _spots_by_id(log)
    marred = {(defect.file, defect.key.partition(".")[0]) for defect in log.defects}
    facts = [
        fact
        for fact in registry.facts
        if fact.status == "approved" and (spots[fact.id][""].file, spots[fact.id][""].key) not in marred
    ]
    for fact in facts:
        for key, said in impossible(fact):
            yield _at(spots[fact.id], key, said)
    for found in contradictions(facts, EndpointNames(registry)):
        if found.is_defect:
            said = f"{found}; withdraw or supersede one, or write what tells them apart"
            yield _at(spots[found.fact.id], found.key, said)


def _spots_by_id(log: Log) -> dict[str, Mapping[str, Spot]]:
    spots: dict[str, Mapping[str, Spot]] = {}
    for values, where in log.listed.get("fact", ()):
        spots.setdefault(str(values.get("id")), where)
    return spots


def _at(spots: Mapping[str, Spot], key: str, said: str) -> Defect:
    spot = spots.get(key, spots[""])
    return Defect(spot.file, spot.line, spot.key, said)
