"""Mapping nodes to records: the keys that are declared, each with its form, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from references.compose import Keyed, Node, Scalar
from references.errors import meant, quoted
from references.model import Where
from references.nodes import Form, Log, Schema, Spot, Spots, nullable

_REMEMBERED = 4096  # texts of one key
_LONGEST = 100  # characters of one: what is longer is said once


@dataclass(frozen=True)
class Key:
    """One key of a record: its form, what it means, and the attribute it fills where that is named otherwise."""

    name: str
    form: Form
    about: str
    required: bool = False
    into: str | None = None

    @cached_property
    def attribute(self) -> str:
        """The attribute of the model that holds its value."""
        return self.into or self.name

    @cached_property
    def read_before(self) -> dict[str, object]:
        """Values by the words that stood for them: most facts share most of their words, and one text may serve all."""
        return {}

    def read(self, node: Node, spot: Spot, log: Log) -> object:
        """The node's value; remembered where that is all that reading it leaves behind."""
        left = len(log.links), len(log.defects)
        value = self.form.read(node, spot, log)
        if left != (len(log.links), len(log.defects)) or len(self.read_before) >= _REMEMBERED:
            return value
        if isinstance(node, Scalar) and len(node.text) <= _LONGEST:
            self.read_before[node.text] = value
        return value


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
        lines: dict[str, int] = {}
        left_out = set()
        by_name, file, stem = self.by_name, spot.file, f"{spot.key}." if spot.key else ""
        for name_node, value_node in node.entries:
            line, name, _ = name_node
            key = by_name.get(name) or by_name.get(name := name.strip())
            if key is None:
                log.fault(Spot(file, line, stem + _shown(name)), self._stray(name))
            elif name in lines:
                log.fault(Spot(file, line, stem + name), f"is written twice, first on line {lines[name]}")
            else:
                lines[name] = line
                if value_node.is_null:
                    left_out.add(name)
                    continue
                value = key.read_before.get(value_node.text) if type(value_node) is Scalar else None
                if value is None:
                    value = key.read(value_node, Spot(file, line, stem + name), log)
                if value is not None:
                    values[key.attribute] = value
        for name in self._needed:
            if name not in lines or name in left_out:
                at = Spot(file, lines.get(name, spot.line), stem + name)
                log.fault(at, f"is missing; {self._one} needs {', '.join(self._needed)}")
        if self.listed:
            log.listed.setdefault(self.name, []).append((values, Spots(spot, lines)))
        if not values.keys() >= self._filled:
            return None
        return self.build(**values, where=Where(spot.file, node.line)) if self.located else self.build(**values)

    @cached_property
    def _needed(self) -> tuple[str, ...]:
        return tuple(key.name for key in self.keys if key.required)

    @cached_property
    def _filled(self) -> frozenset[str]:
        return frozenset(key.attribute for key in self.keys if key.required)

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
