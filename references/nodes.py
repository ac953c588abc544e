"""YAML nodes to typed values: one form for each kind of value, which can read it, complain of it and describe it.

A form reads a node into a value or notes a defect and returns None; what a defective registry would have held is
never used. The same form gives its JSON Schema, so that loader and editors cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol
from unicodedata import category

from references.compose import Listing, Node, Scalar
from references.errors import Defect, meant, quoted
from references.model import Where

Schema = dict[str, object]

_new = tuple.__new__  # a named tuple without the call of its constructor: a registry has a million of them
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Spot(NamedTuple):
    """A place in the registry and the path of keys to it."""

    file: str
    line: int
    key: str

    @property
    def where(self) -> Where:
        """The place alone."""
        return Where(self.file, self.line)

    def at_key(self, name: str, line: int) -> Spot:
        """The place of a key of the mapping that stands here."""
        return _new(Spot, (self.file, line, f"{self.key}.{name}" if self.key else name))

    def at_item(self, at: int, line: int) -> Spot:
        """The place of an item of the list that stands here."""
        return _new(Spot, (self.file, line, f"{self.key}[{at}]"))


class Spots(Mapping[str, Spot]):
    """The places of a record's keys, and its own under the empty key; only a defect asks for them."""

    __slots__ = ("_lines", "_of")

    def __init__(self, of: Spot, lines: Mapping[str, int]) -> None:
        self._of = of
        self._lines = lines

    def __getitem__(self, key: str) -> Spot:
        return self._of.at_key(key, self._lines[key]) if key else self._of

    def __iter__(self) -> Iterator[str]:
        return iter(("", *self._lines))

    def __len__(self) -> int:
        return len(self._lines) + 1


class Link(NamedTuple):
    """A record that names another one by its id."""

    kind: str
    id: str
    spot: Spot


@dataclass(slots=True)
class Log:
    """What reading leaves behind for the checks between records."""

    defects: list[Defect] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    listed: dict[str, list[tuple[Mapping[str, object], Spots]]] = field(default_factory=dict)

    def fault(self, spot: Spot, message: str) -> None:
        """Notes a defect."""
        self.defects.append(Defect(spot.file, spot.line, spot.key, message))


class Form(Protocol):
    """How one kind of value is read and described."""

    def read(self, node: Node, spot: Spot, log: Log) -> object:
        """The node's value, or None with a defect in the log."""

    def schema(self) -> Schema:
        """The same as JSON Schema (draft 2020-12)."""


def text_of(node: Node, spot: Spot, log: Log, wanted: str) -> str | None:
    """A scalar's text without surrounding space; anything else is a defect."""
    if isinstance(node, Scalar):
        text = node.text.strip()
        if text and text.isprintable():
            return text
        if not text:
            log.fault(spot, f"is empty; write {wanted}")
        elif any(category(sign) in {"Cc", "Cs"} for sign in text if sign not in "\n\t"):
            log.fault(spot, f"{quoted(text)} holds a control character; write it without")
        else:
            return text
    else:
        log.fault(spot, f"is a {'list' if isinstance(node, Listing) else 'mapping'}; write {wanted}")
    return None


@dataclass(frozen=True, slots=True)
class Words:
    """Free words; whatever YAML would make of them (NO, 007, 12:30) they stay text."""

    wanted: str = "words"

    def read(self, node: Node, spot: Spot, log: Log) -> str | None:
        """The words as written."""
        return text_of(node, spot, log, self.wanted)

    def schema(self) -> Schema:
        """Unquoted digits and yes/no are words too."""
        return {"type": ["string", "number", "boolean"]}


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of a record of another kind."""

    kind: str

    def read(self, node: Node, spot: Spot, log: Log) -> str | None:
        """The id, left in the log to be looked up when all files are read."""
        text = text_of(node, spot, log, "an id")
        if text is not None:
            log.links.append(_new(Link, (self.kind, text, spot)))
        return text

    def schema(self) -> Schema:
        """An id is any words."""
        return Words().schema()


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few fixed words."""

    allowed: tuple[str, ...]

    def read(self, node: Node, spot: Spot, log: Log) -> str | None:
        """The word, exactly as it is in the list."""
        text = text_of(node, spot, log, f"one of {', '.join(self.allowed)}")
        if text is None or text in self.allowed:
            return text
        log.fault(spot, f"{quoted(text)} is none of {', '.join(self.allowed)}{meant(text, self.allowed)}")
        return None

    def schema(self) -> Schema:
        """The words, and the numbers that an editor takes some of them for."""
        return {"enum": [*self.allowed, *(int(word) for word in self.allowed if word.isdecimal())]}


@dataclass(frozen=True, slots=True)
class Truth:
    """true or false."""

    def read(self, node: Node, spot: Spot, log: Log) -> bool | None:
        """The truth value."""
        text = text_of(node, spot, log, "true or false")
        if text is None:
            return None
        if text.casefold() in {"true", "false"}:
            return text.casefold() == "true"
        log.fault(spot, f"{quoted(text)} is neither true nor false")
        return None

    def schema(self) -> Schema:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Day:
    """A date as exact as it is known: YYYY, YYYY-MM or YYYY-MM-DD."""

    def read(self, node: Node, spot: Spot, log: Log) -> str | None:
        """The date as written."""
        text = text_of(node, spot, log, "a date such as 2024-07-31")
        if text is None:
            return None
        found = _DATE.fullmatch(text)
        if found is None:
            log.fault(spot, f"{quoted(text)} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
            return None
        try:
            date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
        except ValueError:
            log.fault(spot, f"{quoted(text)} is no date of the calendar")
            return None
        return text

    def schema(self) -> Schema:
        """Text of that shape; a year alone may be a number."""
        return {"type": ["string", "integer"], "pattern": r"^[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?$"}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one form; `at_least` of them."""

    item: Form
    at_least: int = 0
    alone: str | None = None  # a word that may stand for a whole list: `any`

    def read(self, node: Node, spot: Spot, log: Log) -> tuple[object, ...] | None:
        """The values in order; null items are left out."""
        if not isinstance(node, Listing):
            if self.alone and isinstance(node, Scalar) and node.text.strip() == self.alone:
                return (self.alone,)
            said = node.text.strip() if isinstance(node, Scalar) else ""
            log.fault(spot, f"is no list; write [{said}]" if said else "is no list")
            return None
        read = self.item.read
        given = [read(item, spot.at_item(at, item.line), log) for at, item in enumerate(node.items) if not item.is_null]
        if len(given) < self.at_least:
            log.fault(spot, f"is empty; it needs at least {self.at_least}")
        return tuple(value for value in given if value is not None)

    def schema(self) -> Schema:
        """An array, or the word that stands for it."""
        listed: Schema = {"type": "array", "items": nullable(self.item.schema())}
        if self.at_least:
            listed["minItems"] = self.at_least
        return {"anyOf": [{"const": self.alone}, listed]} if self.alone else listed


def nullable(schema: Schema) -> Schema:
    """The same or null, which means 'left out'; without a wrapper, so that editors can point at the very key."""
    if isinstance(kinds := schema.get("type"), (str, list)):
        return {**schema, "type": [*([kinds] if isinstance(kinds, str) else kinds), "null"]}
    if isinstance(allowed := schema.get("enum"), list):
        return {**schema, "enum": [*allowed, None]}
    if isinstance(choices := schema.get("anyOf"), list):
        return {**schema, "anyOf": [*choices, {"type": "null"}]}
    return {"anyOf": [schema, {"type": "null"}]}
