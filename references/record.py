"""Mapping nodes to records: the keys that are declared, each with its form, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from references.compose import Keyed, Node, Scalar
from references.errors import meant, quoted
from references.model import Where
from references.nodes import Form, Log, Schema, Spot, nullable


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record: its form, what it means, and the attribute it fills where that is named otherwise."""

    name: str
    form: Form
    about: str
    required: bool = False
    into: str | None = None

    @property
    def attribute(self) -> str:
        """The attribute of the model that holds its value."""
        return self.into or self.name


@dataclass(frozen=True)
class Record:
    """A mapping with declared keys, read into a value of the model.

    `build` takes the attributes that were given; `located` adds `where` to them; `listed` keeps what was read, with its
    places, for the checks between records.
    """

    name: str
    about: str
    keys: tuple[Key, ...]
    build: Callable[..., object] = dict
    located: bool = True
    listed: bool = False

    @cached_property
    def by_name(self) -> dict[str, Key]:
        """The declared keys."""
        return {key.name: key for key in self.keys}

    def read(self, node: Node, spot: Spot, log: Log) -> object:
        """The record, or None where a key that it needs is missing or defective."""
        if not isinstance(node, Keyed):
            said = quoted(node.text.strip()) if isinstance(node, Scalar) else "a list"
            log.fault(spot, f"{said} is no {self.name}; write a mapping with {', '.join(self._needed or self.by_name)}")
            return None
        values: dict[str, object] = {}
        spots: dict[str, Spot] = {}
        left_out = set()
        stem = f"{spot.key}." if spot.key else ""
        for name_node, value_node in node.entries:
            name = name_node.text.strip()
            key = self.by_name.get(name)
            at = Spot(spot.file, name_node.line, stem + (name if key else _shown(name)))
            if key is None:
                log.fault(at, self._stray(name))
            elif name in spots:
                log.fault(at, f"is written twice, first on line {spots[name].line}")
            else:
                spots[name] = at
                if value_node.is_null:
                    left_out.add(name)
                    continue
                value = key.form.read(value_node, at, log)
                if value is not None:
                    values[key.attribute] = value
        for name in self._needed:
            if name not in spots or name in left_out:
                at = spots.get(name, Spot(spot.file, spot.line, stem + name))
                log.fault(at, f"is missing; {self._one} needs {', '.join(self._needed)}")
        if self.listed:
            log.listed.setdefault(self.name, []).append((values, {"": spot, **spots}))
        if any(self.by_name[name].attribute not in values for name in self._needed):
            return None
        return self.build(**values, where=Where(spot.file, node.line)) if self.located else self.build(**values)

    @cached_property
    def _needed(self) -> tuple[str, ...]:
        return tuple(key.name for key in self.keys if key.required)

    @property
    def _one(self) -> str:
        return f"{'an' if self.name[0] in 'aeiou' else 'a'} {self.name}"

    def _stray(self, name: str) -> str:
        close = meant(name, self.by_name)
        return f"is no key of {self._one}" + (close or f"; it may have {', '.join(self.by_name)}")

    def schema(self) -> Schema:
        """An object with these keys and no others."""
        said: Schema = {"type": "object", "description": self.about, "additionalProperties": False}
        said["properties"] = {
            key.name: {"description": key.about, **(key.form.schema() if key.required else nullable(key.form.schema()))}
            for key in self.keys
        }
        if self._needed:
            said["required"] = list(self._needed)
        return said


def _shown(name: str) -> str:
    """A foreign key for the path, quoted where it would break it."""
    return name if name.replace("_", "").replace("-", "").isalnum() and len(name) <= 40 else quoted(name)
