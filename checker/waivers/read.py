"""A file of waivers -> the waivers, or all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.settings.read import RuleName
from checker.waivers.model import Waiver
from checker.waivers.reasons import gives_a_reason, says_who
from references.compose import Node
from references.document import read_document
from references.errors import quoted
from references.nodes import ListOf, Log, Schema, Spot, Words, text_of
from references.record import Key, Record

NEVER = "never"
_BOUND = re.compile(r"[0-9a-f]{16}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_waivers(file: Path, *, shown_as: str, rules: Collection[str]) -> tuple[Waiver, ...]:
    """All waivers in the order of the file; raises RegistryError with all its defects. `rules` may be waived."""
    read = read_document(file, waivers_file(rules), shown_as=shown_as)
    listed = read.get("waivers", ()) if isinstance(read, dict) else ()
    return tuple(waiver for waiver in listed if isinstance(waiver, Waiver))


def waivers_file(rules: Collection[str]) -> Record:
    """The keys of a file of waivers, and of each waiver."""
    waiver = Record(
        "waiver",
        "One finding that a reviewer has accepted.",
        (
            Key("rule", RuleName(frozenset(rules)), "The rule; no group.", required=True),
            Key("quote", Words("the words of the page"), "The words that the finding stands at.", required=True),
            Key("reason", Telling(gives_a_reason), "Why it may stand, for whoever reads it in a year.", required=True),
            Key("by", Telling(says_who, "a name"), "Who says so.", required=True),
            Key("until", Until(), "The last day on which it holds; never: for good.", required=True),
            Key("bound", Bound(), "What the report gives for the finding: it holds to words and facts.", required=True),
            Key("path", Words("a page"), "The page, from the folder of this file; left out: any page."),
        ),
        build=_built,
    )
    return Record(
        "file of waivers", "Accepted findings.", (Key("waivers", ListOf(waiver), "The list."),), located=False
    )


def _built(*, until: date, **rest: object) -> Waiver:
    return Waiver(until=None if until == date.max else until, **rest)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Telling:
    """Words that say something."""

    is_telling: Callable[[str], bool]
    wanted: str = "why it may stand"

    def read(self, node: Node, spot: Spot, log: Log) -> str | None:
        """The words, unless they are boilerplate."""
        text = text_of(node, spot, log, self.wanted)
        if text is None or self.is_telling(text):
            return text
        log.fault(spot, f"{quoted(text)} does not tell; write {self.wanted}")
        return None

    def schema(self) -> Schema:
        """Words."""
        return Words().schema()


@dataclass(frozen=True, slots=True)
class Until:
    """A whole date, or `never`."""

    def read(self, node: Node, spot: Spot, log: Log) -> date | None:
        """The day; the last of all days for `never`."""
        text = text_of(node, spot, log, "a day such as 2027-01-31, or never")
        if text is None:
            return None
        if text == NEVER:
            return date.max
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            log.fault(spot, f"{quoted(text)} is no date of the calendar")
            return None
        log.fault(spot, f"{quoted(text)} is neither a day such as 2027-01-31 nor never")
        return None

    def schema(self) -> Schema:
        """Text of that shape."""
        return {"type": "string", "pattern": rf"^(?:{_DAY.pattern}|{NEVER})$"}


@dataclass(frozen=True, slots=True)
class Bound:
    """The 16 hex digits that a report gives as `bound`."""

    def read(self, node: Node, spot: Spot, log: Log) -> str | None:
        """The digits."""
        text = text_of(node, spot, log, "the 16 digits that the report gives as bound")
        if text is None or _BOUND.fullmatch(text):
            return text
        log.fault(spot, f"{quoted(text)} is no bound; copy the 16 digits that the report gives")
        return None

    def schema(self) -> Schema:
        """Sixteen hex digits; all of them decimal, YAML takes them for a number."""
        return {"type": ["string", "number"], "pattern": f"^{_BOUND.pattern}$"}
