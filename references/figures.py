"""Number nodes to quantities: only plain digits are read, and they are kept as written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.quantity import OPERATORS, Quantity
from references.compose import Listing, Node, Scalar
from references.errors import quoted
from references.model import Bounds
from references.nodes import Log, Schema, Spot, text_of

NOT_NUMBERS = ("NR", "NE")
_LONGEST = 24  # digits: more than any result has, few enough for exact decimal arithmetic
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_COUNT = re.compile(r"0|[1-9][0-9]*")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[, '_][0-9]{3}){1,6}(?:\.[0-9]+)?")
_PERCENT = re.compile(r"(-?[0-9.]{1,24}) ?%")
_COMPARED = re.compile(r"(<=|>=|[<>~=]) ?(-?[0-9.]{1,24})")


@lru_cache(maxsize=65536)  # the same few thousand numbers stand in most facts
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
            form.read(item, spot.at_item(at, item.line), log) for at, item in enumerate(node.items) if not item.is_null
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
