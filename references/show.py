"""A registry's records as tables of plain words, for `registry show`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from claims.quantity import Quantity
from references.model import Bounds, Citing, Fact, Registry, Where

FACT_COLUMNS = ("id", "trial", "endpoint", "measure", "arm", "value", "population", "analysis", "sources", "status")
_WRITTEN = {
    "forbidden": "not",
    "combined_with": "with",
    "status_value": "value",
}  # attributes whose key is named otherwise
_KINDS = ("products", "sources", "trials", "endpoints", "facts", "caveats")


@dataclass(frozen=True, slots=True)
class Table:
    """A title, column heads and rows of words."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(registry: Registry, id_: str | None = None) -> tuple[Table, ...]:
    """All facts as one table; or every record of that id with the facts that rest on it. Empty: no such id."""
    if id_ is None:
        return (_facts(f"{len(registry.facts)} facts", registry.facts),)
    return tuple(_records(registry, id_))


def ids(registry: Registry) -> tuple[str, ...]:
    """Every id that can be shown, sorted."""
    return tuple(sorted({record.id for kind in _KINDS for record in getattr(registry, kind)}))


def worded(fact: Fact) -> str:
    """A fact's number with all that is printed beside it: `0.548 (95% CI 0.366 to 0.822; p=0.0032)`."""
    number = fact.status_value or (str(fact.value) if fact.value else "")
    if fact.high is not None:
        number = f"{number} to {fact.high}"
    if fact.op != "=":
        number = f"{fact.op}{number}"
    if fact.unit:
        number += fact.unit if fact.unit == "%" else f" {fact.unit}"
    if fact.direction:
        number += f" {fact.direction}"
    beside = "; ".join(_beside(fact))
    return f"{number} ({beside})" if beside else number


def _beside(fact: Fact) -> Iterator[str]:
    if fact.n is not None or fact.of is not None:
        yield f"{fact.n if fact.n is not None else '?'}/{fact.of if fact.of is not None else '?'}"
    if fact.ci is not None:
        level = f"{fact.ci_level}% " if fact.ci_level else ""
        kind = "CrI" if fact.ci_kind == "credible" else "CI"
        yield f"{level}{kind} {_text(fact.ci)}"
    if fact.p is not None:
        yield f"p{'' if fact.p.op != '=' else '='}{fact.p}"


def _facts(title: str, facts: Iterable[Fact]) -> Table:
    return Table(title, FACT_COLUMNS, tuple(_row(fact) for fact in facts))


def _row(fact: Fact) -> tuple[str, ...]:
    arms = " vs ".join(arm for arm in (fact.arm, fact.versus) if arm)
    cited = ", ".join(_text(citing) for citing in fact.sources)
    return (
        fact.id,
        fact.trial or "",
        fact.endpoint + (f" at {fact.timepoint}" if fact.timepoint else ""),
        fact.measure,
        arms,
        worded(fact),
        fact.population or "",
        fact.analysis or "",
        cited,
        f"{fact.status}, superseded by {fact.superseded_by}" if fact.superseded_by else fact.status,
    )


def _records(registry: Registry, id_: str) -> Iterator[Table]:
    for kind in _KINDS:
        for record in getattr(registry, kind):
            if record.id == id_:
                yield Table(f"{kind.removesuffix('s')} {id_}", ("key", "value"), tuple(_pairs(record)))
    resting = [fact for fact in registry.facts if fact.id != id_ and id_ in _named_by(fact)]
    if resting:
        yield _facts(f"facts that name {id_}", resting)


def _named_by(fact: Fact) -> set[str | None]:
    sources = {citing.source for citing in fact.sources}
    return {fact.product, fact.trial, fact.endpoint, fact.superseded_by, *sources, *fact.caveats}


def _pairs(record: object, stem: str = "") -> Iterator[tuple[str, str]]:
    """The filled attributes of a record, those of its parts behind a dot."""
    for field in fields(record):  # type: ignore[arg-type]  # called with the model's dataclasses only
        value = getattr(record, field.name)
        if value is None or value in ((), {}, "") or (stem and field.name in {"id", "where"}):
            continue
        if isinstance(value, tuple) and is_dataclass(value[0]) and hasattr(value[0], "id"):
            for part in value:
                yield from _pairs(part, f"{stem}{field.name}.{part.id}.")
        else:
            yield stem + _WRITTEN.get(field.name, field.name), _text(value)


def _text(value: object) -> str:
    match value:
        case Where(file, line):
            return f"{file}:{line}"
        case Bounds(low, high, open_as):
            return f"{low if low is not None else open_as} to {high if high is not None else open_as}"
        case Citing(source, at):
            return f"{source} ({at})" if at else source
        case Quantity():
            return str(value)
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(map(_text, value))
        case Mapping():
            return ", ".join(f"{key}: {_text(part)}" for key, part in value.items())
        case _ if is_dataclass(value):
            return "; ".join(f"{key}: {text}" for key, text in _pairs(value))
        case _:
            return str(value)
