"""promocheck.yaml to the settings that it gives; its keys are declared once, each with its form."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from checker.paths import from_here
from checker.settings.limits import ABOUT, Whole
from checker.settings.model import FAIL_ON, LEVELS, PROFILES
from claims.pages.limits import Limits
from references.compose import Keyed, Node
from references.document import read_document
from references.errors import meant, quoted
from references.nodes import ListOf, Log, OneOf, Schema, Spot, Words, text_of
from references.record import Key, Record

FILES = ("registry", "waivers", "baseline")


def read_settings(file: Path, *, rules: Collection[str]) -> dict[str, Any]:
    """The settings that a file gives; raises RegistryError with all its defects. Files are named as from here.

    `rules` are the names of rules and groups that there are.
    """
    shown_as = from_here(file)
    given = read_document(file, configuration(rules), shown_as=shown_as)
    settings = dict(given) if isinstance(given, dict) else {}
    for key in FILES:
        if key in settings:
            settings[key] = from_here(file.parent / settings[key])
    return {**settings, "config": shown_as}


LIMITS = Record(
    "list of limits",
    "What one page may cost; a page that costs more is a result that names the limit.",
    tuple(Key(name, Whole(), about) for name, about in ABOUT.items()),
    build=Limits,
    located=False,
)


def configuration(rules: Collection[str]) -> Record:
    """The keys that a configuration may have."""
    names = ListOf(RuleName(frozenset(rules)))
    return Record(
        "configuration",
        "What promocheck is asked to do with the pages beside and below this file.",
        (
            Key("registry", Words("a file or folder"), "The facts; from the folder of this file."),
            Key("profile", OneOf(PROFILES), "Market and audience."),
            Key("select", names, "Only these rules or groups."),
            Key("ignore", names, "All but these rules or groups."),
            Key(
                "severity",
                Levels(frozenset(rules)),
                "What the findings of a rule or group weigh; off: it does not run.",
            ),
            Key("fail_on", OneOf(FAIL_ON), "The least severity that fails a run."),
            Key("require_coverage", Percentage(), "The share of each page's claims that must be decided."),
            Key("waivers", Words("a file"), "Findings that a reviewer has accepted."),
            Key("baseline", Words("a file"), "Findings that are known."),
            Key("limits", LIMITS, "What reading and checking one page may cost."),
        ),
        located=False,
    )


@dataclass(frozen=True, slots=True)
class RuleName:
    """The id of a rule or the name of a group."""

    known: frozenset[str]

    def read(self, node: Node, spot: Spot, log: Log) -> str | None:
        """The name; a typo must not switch a check off."""
        text = text_of(node, spot, log, "a rule or group")
        if text is None or text in self.known:
            return text
        log.fault(spot, f"{quoted(text)} is no rule or group{meant(text, self.known)}")
        return None

    def schema(self) -> Schema:
        """One of them."""
        return {"enum": sorted(self.known)}


@dataclass(frozen=True, slots=True)
class Levels:
    """A mapping of rules or groups to levels."""

    known: frozenset[str]

    def read(self, node: Node, spot: Spot, log: Log) -> dict[str, str] | None:
        """Level by rule or group."""
        if not isinstance(node, Keyed):
            log.fault(spot, f"is no mapping; write rule: {'|'.join(LEVELS)}")
            return None
        levels: dict[str, str] = {}
        for name, value in node.entries:
            rule = RuleName(self.known).read(name, Spot(spot.file, name.line, spot.key), log)
            if rule is None:
                continue
            at = Spot(spot.file, name.line, f"{spot.key}.{rule}")
            if rule in levels:
                log.fault(at, "is written twice")
            level = OneOf(LEVELS).read(value, at, log)
            if level is not None:
                levels[rule] = level
        return levels

    def schema(self) -> Schema:
        """An object of levels."""
        return {
            "type": "object",
            "propertyNames": {"enum": sorted(self.known)},
            "additionalProperties": {"enum": [*LEVELS]},
        }


@dataclass(frozen=True, slots=True)
class Percentage:
    """0 to 100, in plain digits."""

    def read(self, node: Node, spot: Spot, log: Log) -> Decimal | None:
        """The number."""
        text = text_of(node, spot, log, "a percentage from 0 to 100")
        if text is None:
            return None
        value = percentage(text)
        if value is None:
            log.fault(spot, f"{quoted(text)} is no percentage from 0 to 100")
        return value

    def schema(self) -> Schema:
        """A number."""
        return {"type": "number", "minimum": 0, "maximum": 100}


def percentage(text: str) -> Decimal | None:
    """0 to 100, in plain digits; None for anything else."""
    if not text.isascii() or not text.replace(".", "", 1).isdecimal() or Decimal(text) > 100:
        return None
    return Decimal(text)
