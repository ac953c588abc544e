"""YAML nodes to typed values: one form for each kind of value, which can read it, complain of it and describe it.

A form reads a node into a value or notes a defect and returns None; what a defective registry would have held is
never used. The same form gives its JSON Schema, so that loader and editors cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from claims.quantity import OPERATORS, Quantity
from references.compose import Keyed, Listing, Node, Scalar
from references.errors import Defect, meant, quoted
from references.model import Bounds, Where

Schema = dict[str, object]

NOT_NUMBERS = ("NR", "NE")
_LONGEST = 24  # digits: more than any result has, few enough for exact decimal arithmetic
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_COUNT = re.compile(r"0|[1-9][0-9]*")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[, '_][0-9]{3}){1,6}(?:\.[0-9]+)?")
_PERCENT = re.compile(r"(-?[0-9.]{1,24}) ?%")
_COMPARED = re.compile(r"(<=|>=|[<>~=]) ?(-?[0-9.]{1,24})")
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
    ids: dict[str, dict[str, list[Spot]]] = field(default_factory=dict)
    spots: dict[str, list[tuple[Mapping[str, object], Mapping[str, Spot]]]] = field(default_factory=dict)

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
        if text:
            return text
        log.fault(spot, f"is empty; write {wanted}")
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
            log.links.append(Link(self.kind, text, spot))
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


def number(text: str) -> Quantity | None:
    """Plain digits as a number that keeps them (`62.30`, `-0.5`), None for any other notation."""
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return None
    return Quantity.of(text)


def _hint(text: str, usual: str) -> str:
    """What to write instead, for the notations that people paste."""
    if _GROUPED.fullmatch(text):
        return "write it without separators: " + re.sub("[, '_]", "", text)
    if percent := _PERCENT.fullmatch(text):
        return f'write {percent[1]} and unit: "%"'
    if text.startswith("−") and _NUMBER.fullmatch(text[1:]):
        return f"write -{text[1:]} with a plain hyphen"
    if text.startswith("+") and _NUMBER.fullmatch(text[1:]):
        return f"write {text[1:]} without the plus"
    if text.startswith(".") and _NUMBER.fullmatch(f"0{text}"):
        return f"write 0{text}"
    return usual


@dataclass(frozen=True, slots=True)
class Number:
    """A number in plain digits, kept as written."""

    wanted: str = "digits such as 0.548"

    def read(self, node: Node, spot: Spot, log: Log) -> Quantity | None:
        """The number with its written precision."""
        text = text_of(node, spot, log, self.wanted)
        if text is None:
            return None
        found = number(text)
        if found is None:
            log.fault(spot, f"{quoted(text)} is no number; {_hint(text, f'write {self.wanted}')}")
        return found

    def schema(self) -> Schema:
        """A number, or its digits in quotes."""
        return {"type": ["number", "string"], "pattern": f"^{_NUMBER.pattern}$"}


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number of patients or events."""

    def read(self, node: Node, spot: Spot, log: Log) -> Quantity | None:
        """The whole number."""
        text = text_of(node, spot, log, "a whole number such as 179")
        if text is None:
            return None
        if len(text) <= _LONGEST and _COUNT.fullmatch(text):
            return Quantity.of(text)
        log.fault(spot, f"{quoted(text)} is no whole number; {_hint(text, 'write digits such as 179')}")
        return None

    def schema(self) -> Schema:
        """A whole number, or its digits in quotes."""
        return {"type": ["integer", "string"], "minimum": 0, "pattern": f"^(?:{_COUNT.pattern})$"}


@dataclass(frozen=True, slots=True)
class NumberOrStatus:
    """A number, or NR (not reached) or NE (not estimable)."""

    def read(self, node: Node, spot: Spot, log: Log) -> Quantity | str | None:
        """The number, or the status as text."""
        if isinstance(node, Scalar) and (text := node.text.strip()):
            if text in NOT_NUMBERS:
                return text
            if compared := _COMPARED.fullmatch(text):
                log.fault(spot, f'{quoted(text)} is no number; write {compared[2]} and op: "{compared[1]}"')
                return None
        return Number("digits such as 0.548, or NR / NE").read(node, spot, log)

    def schema(self) -> Schema:
        """A number or one of two words."""
        return {"anyOf": [Number().schema(), {"enum": list(NOT_NUMBERS)}]}


@dataclass(frozen=True, slots=True)
class PValue:
    """A p value with its comparator: 0.0032 or "<0.001"."""

    def read(self, node: Node, spot: Spot, log: Log) -> Quantity | None:
        """The number, its comparator in `op`."""
        text = text_of(node, spot, log, 'a p value such as 0.0032 or "<0.001"')
        if text is None:
            return None
        op, digits = "=", text
        if compared := _COMPARED.fullmatch(text):
            op, digits = compared[1], compared[2]
        found = number(digits)
        if found is None:
            log.fault(spot, f'{quoted(text)} is no p value; write digits such as 0.0032 or "<0.001"')
            return None
        if not 0 <= found.value <= 1:
            log.fault(spot, f"{quoted(text)} is no p value; it lies between 0 and 1")
            return None
        return Quantity.of(digits, op)

    def schema(self) -> Schema:
        """A number up to 1, or its digits behind a comparator."""
        signs = "|".join(sorted(OPERATORS, key=len, reverse=True))
        return {
            "type": ["number", "string"],
            "minimum": 0,
            "maximum": 1,
            "pattern": rf"^(?:(?:{signs}) ?)?(?:0(?:\.[0-9]+)?|1(?:\.0+)?)$",
        }


@dataclass(frozen=True, slots=True)
class Interval:
    """Two bounds, low before high; a bound may be NR or NE."""

    def read(self, node: Node, spot: Spot, log: Log) -> Bounds | None:
        """The bounds as written."""
        if not isinstance(node, Listing):
            log.fault(spot, "is no interval; write [low, high], such as [0.366, 0.822] or [0.366, NR]")
            return None
        given = [item for item in node.items if not item.is_null]
        if len(given) != 2:
            counted = {0: "no bound", 1: "one bound"}.get(len(given), f"{len(given)} bounds")
            log.fault(spot, f"has {counted}; write [low, high], with NR for a bound that is not reached")
            return None
        form = NumberOrStatus()
        low, high = (
            form.read(item, Spot(spot.file, item.line, f"{spot.key}[{at}]"), log) for at, item in enumerate(node.items)
        )
        if isinstance(low, Quantity) and isinstance(high, Quantity) and low.value > high.value:
            log.fault(spot, f"low {low} is above high {high}; write [{high}, {low}]")
            return None
        return Bounds(
            low if isinstance(low, Quantity) else None,
            high if isinstance(high, Quantity) else None,
            next((bound for bound in (low, high) if isinstance(bound, str)), None),
        )

    def schema(self) -> Schema:
        """A list of two."""
        return {"type": "array", "items": NumberOrStatus().schema(), "minItems": 2, "maxItems": 2}


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
        items = tuple(
            self.item.read(item, Spot(spot.file, item.line, f"{spot.key}[{at}]"), log)
            for at, item in enumerate(node.items)
            if not item.is_null
        )
        if len(items) < self.at_least:
            log.fault(spot, f"is empty; it needs at least {self.at_least}")
        return items

    def schema(self) -> Schema:
        """An array, or the word that stands for it."""
        listed: Schema = {"type": "array", "items": nullable(self.item.schema())}
        if self.at_least:
            listed["minItems"] = self.at_least
        return {"anyOf": [{"const": self.alone}, listed]} if self.alone else listed


def nullable(schema: Schema) -> Schema:
    """The same or null, which means 'left out'."""
    return {"anyOf": [schema, {"type": "null"}]}


def unknown(keys: Sequence[str], key: str) -> str:
    """What is said of a key that nobody knows."""
    return f"is no key here{meant(key, keys)}" if meant(key, keys) else f"is no key here; allowed: {', '.join(keys)}"


def is_keyed(node: Node, spot: Spot, log: Log, wanted: str) -> bool:
    """Whether the node is a mapping; a defect if not."""
    if isinstance(node, Keyed):
        return True
    said = quoted(node.text.strip()) if isinstance(node, Scalar) else "a list"
    log.fault(spot, f"{said} is no mapping; write {wanted}")
    return False
