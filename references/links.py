"""What must hold between records: unique ids, names that exist, no circles, arms of the right trial."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from references.errors import Defect, meant, quoted
from references.model import Analysis, Arm, Population, Trial
from references.name_table import NameTable
from references.names import normal
from references.nodes import Log, Spot

_SUCCEEDED = ("fact", "source")
_GUESSED = 200  # ids for which a close one is looked for; a list that lacks more than that was never joined


def defects(log: Log, trials: Sequence[Trial], *, whole: bool) -> Iterator[Defect]:
    """Defects between the records of all files.

    `whole` is False where a file could not be read at all: then nothing is said of ids that it may hold.
    """
    ids = {kind: _ids(log, kind) for kind in ("product", "source", "trial", "endpoint", "fact", "caveat")}
    for kind in ids:
        yield from _twice(log, kind)
    yield from _twice_inside(log)
    if whole:
        lost = [link for link in log.links if link.id not in ids[link.kind]]
        for at, link in enumerate(lost):
            close = meant(link.id, ids[link.kind]) if at < _GUESSED else ""
            yield _at(link.spot, f"{quoted(link.id)} is no {link.kind}{close}")
        yield from _arms(log, trials)
    for kind in _SUCCEEDED:
        yield from _circles(log, kind)
    yield from _wordless(log)
    yield from _set_twice(log)


def member_named(members: Sequence[Arm] | Sequence[Analysis] | Sequence[Population], words: str) -> str | None:
    """The id of the one arm, analysis or population that the words name exactly, by id or normal form."""
    if any(member.id == words for member in members):
        return words
    wanted = normal(words)
    found = {member.id for member in members if wanted in {normal(name) for name in (member.id, *member.names)}}
    return found.pop() if len(found) == 1 else None


def _at(spot: Spot, message: str) -> Defect:
    return Defect(spot.file, spot.line, spot.key, message)


def _ids(log: Log, kind: str) -> set[str]:
    return {str(values["id"]) for values, _ in log.listed.get(kind, ()) if "id" in values}


def _twice(log: Log, kind: str) -> Iterator[Defect]:
    first: dict[object, Spot] = {}
    for values, spots in log.listed.get(kind, ()):
        if "id" not in values:
            continue
        spot = spots["id"]
        known = first.setdefault(values["id"], spot)
        if known is not spot:
            yield _at(spot, f"{quoted(str(values['id']))} is taken by {known.file}:{known.line} ({known.key})")


def _twice_inside(log: Log) -> Iterator[Defect]:
    for values, spots in log.listed.get("trial", ()):
        for key in ("arms", "analyses", "populations"):
            lines: dict[str, int] = {}
            members = values.get(key)
            for at, member in enumerate(members if isinstance(members, tuple) else ()):
                if member.id in lines:
                    spot = Spot(member.where.file, member.where.line, f"{spots[''].key}.{key}[{at}].id")
                    yield _at(spot, f"{quoted(member.id)} is taken by another of its {key} on line {lines[member.id]}")
                lines.setdefault(member.id, member.where.line)


def _arms(log: Log, trials: Sequence[Trial]) -> Iterator[Defect]:
    half_read = _half_read(log)
    others: NameTable[str] | None = None
    by_id = {trial.id: trial for trial in trials if trial.id not in half_read}
    for values, spots in log.listed.get("fact", ()):
        trial = by_id.get(str(values.get("trial")))
        if trial is None or not trial.arms:
            continue
        for key in ("arm", "versus"):
            words = values.get(key)
            if isinstance(words, str) and member_named(trial.arms, words) is None:
                others = others or _trials_by_arm(trials)
                names = [name for arm in trial.arms for name in (arm.id, *arm.names)]
                known = meant(words, names) or f"; it has {', '.join(arm.id for arm in trial.arms)}"
                elsewhere = others.find(normal(words), fuzzy=False)
                owners = f", but of {_few(elsewhere)}" if elsewhere else ""
                yield _at(spots[key], f"{quoted(words)} is no arm of {trial.id}{owners}{known}")


def _trials_by_arm(trials: Sequence[Trial]) -> NameTable[str]:
    """Trials by the names of their arms."""
    return NameTable(
        (None, normal(name), trial.id) for trial in trials for arm in trial.arms for name in (arm.id, *arm.names)
    )


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _half_read(log: Log) -> set[str]:
    """Trials with a defect in their arms: nothing is said of an arm that may be the defective one."""
    marred = {(defect.file, defect.key.partition(".arms")[0]) for defect in log.defects if ".arms" in defect.key}
    return {
        str(values.get("id"))
        for values, spots in log.listed.get("trial", ())
        if (spots[""].file, spots[""].key) in marred
    }


def _circles(log: Log, kind: str) -> Iterator[Defect]:
    """Each circle of `superseded_by` once, at the record of it that comes first."""
    following: dict[str, str] = {}
    spots: dict[str, Spot] = {}
    for values, where in log.listed.get(kind, ()):
        if "id" in values and "superseded_by" in values:
            following.setdefault(str(values["id"]), str(values["superseded_by"]))
            spots.setdefault(str(values["id"]), where["superseded_by"])
    done: set[str] = set()
    for start in following:
        trail: list[str] = []
        at = start
        while at in following and at not in done:
            done.add(at)
            trail.append(at)
            at = following[at]
        if at in trail:
            circle = trail[trail.index(at) :]
            yield _at(spots[at], f"is a circle: {' > '.join([*circle, at])}")


def _wordless(log: Log) -> Iterator[Defect]:
    for values, spots in log.listed.get("caveat", ()):
        if "text" not in values and values.get("insufficient") is not True:
            spot = spots.get("text", spots[""]._replace(key=f"{spots[''].key}.text"))
            yield _at(spot, "is missing; a caveat needs its text, unless it is insufficient")


def _set_twice(log: Log) -> Iterator[Defect]:
    """A choice of the policy that several files make."""
    first: dict[str, Spot] = {}
    for values, spots in (*log.listed.get("policy", ()), *log.listed.get("list of derivations", ())):
        for key in values:
            spot = spots[key]
            known = first.setdefault(key, spot)
            if known is not spot and key != "derived":
                yield _at(spot, f"is set twice, first in {known.file}:{known.line}")


def joined(policies: Sequence[Mapping[str, object]]) -> tuple[str | None, dict[str, str]]:
    """The choices of all files: on indirect comparisons (if any), on derived numbers."""
    indirect: str | None = None
    derived: dict[str, str] = {}
    for policy in policies:
        if isinstance(said := policy.get("indirect_comparisons"), str):
            indirect = said
        if isinstance(chosen := policy.get("derived"), dict):
            derived.update(chosen)
    return indirect, derived
