"""A registry to JSON text and back, by the model's own annotations: plain data that is never code.

Records stand column by column, each column as its distinct values and where they occur: what many facts share is read
once, and a key that no fact fills costs nothing.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from itertools import repeat
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from claims.quantity import Quantity
from references.model import Registry

_Reader = Callable[[Any], Any]


class NotStoredError(ValueError):
    """A text that is no stored registry."""


def stored(registry: Registry) -> str:
    """The registry as JSON text."""
    columns = {
        field.name: _columns(_record_of(field.name), getattr(registry, field.name)) for field in _record_fields()
    }
    return json.dumps({**columns, "policy": _plain(registry.policy)}, separators=(",", ":"))


def restored(text: str, *, path: str, sha256: str) -> Registry:
    """The registry that was stored; raises NotStoredError for any other text."""
    try:
        told = json.loads(text)
        records = {field.name: _records(_record_of(field.name), told[field.name]) for field in _record_fields()}
        policy = _reader(get_type_hints(Registry)["policy"])(told["policy"])
        return Registry(path=path, sha256=sha256, policy=policy, **records)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        raise NotStoredError(str(error)) from error


def _record_fields() -> list[Any]:
    """The registry's lists of records."""
    hints = get_type_hints(Registry)
    return [field for field in fields(Registry) if get_origin(hints[field.name]) is tuple]


def _record_of(name: str) -> type:
    record: type = get_args(get_type_hints(Registry)[name])[0]
    return record


# --- to plain data --------------------------------------------------------------------------------------------------


def _columns(record: type, records: Sequence[Any]) -> dict[str, Any]:
    columns = {}
    for field in fields(record):
        places: dict[object, int] = {}
        distinct: list[object] = []
        at = []
        for one in records:
            value = getattr(one, field.name)
            key = json.dumps(_plain(value)) if isinstance(value, Mapping) else value
            if key not in places:
                places[key] = len(distinct)
                distinct.append(_plain(value))
            at.append(places[key])
        columns[field.name] = [distinct, at if len(distinct) > 1 else []]
    return {"of": len(records), "columns": columns}


def _plain(value: Any) -> Any:
    if isinstance(value, Quantity):
        return [value.text, value.op]
    if is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return value


# --- and back -------------------------------------------------------------------------------------------------------


def _records(record: type, told: dict[str, Any]) -> tuple[Any, ...]:
    """The records, their slots filled column by column: a hundred thousand constructors would take far longer."""
    records: list[Any] = [object.__new__(record) for _ in range(told["of"])]
    hints = get_type_hints(record)
    for field in fields(record) if records else ():
        distinct, at = told["columns"][field.name]
        values = list(map(_reader(hints[field.name]), distinct))
        if len(at or values) != (len(records) if at else 1):
            raise NotStoredError(f"{record.__name__}.{field.name} has too many or too few values")
        column = map(values.__getitem__, at) if at else repeat(values[0])
        _exhaust(map(getattr(record, field.name).__set__, records, column))
    return tuple(records)


def _exhaust(work: Iterable[object]) -> None:
    deque(work, maxlen=0)


def _reader(kind: Any) -> _Reader:
    """What reads plain data of an annotated kind, and refuses any other."""
    if kind in (str, bool, int):
        return lambda value: _checked(value, kind)
    if kind is Quantity:
        return _quantity
    if is_dataclass(kind):
        return _record_reader(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (some,) = (_reader(one) for one in inner if one is not type(None))
        return lambda value: None if value is None else some(value)
    if origin is tuple:
        item = _reader(inner[0])
        return lambda value: tuple(map(item, _checked(value, list)))
    item = _reader(inner[1])
    return lambda value: {key: item(one) for key, one in _checked(value, dict).items()}


def _quantity(value: Any) -> Quantity:
    text, op = _checked(value, list)
    return Quantity.of(_checked(text, str), _checked(op, str))


def _record_reader(record: Any) -> _Reader:
    hints = get_type_hints(record)
    readers = {field.name: _reader(hints[field.name]) for field in fields(record)}

    def read(value: Any) -> Any:
        return record(**{name: reader(one) for (name, reader), one in zip(readers.items(), value, strict=True)})

    return read


def _checked(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise NotStoredError(f"{value!r} is no {kind.__name__}")
    return value
