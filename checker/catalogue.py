"""All rules there are, of pages and of waivers, and the groups that they stand in."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Rule
from checker.rules import RULES
from checker.settings.model import PROFILES
from checker.waivers import expired, unused

CATALOGUE: tuple[Rule, ...] = (*RULES, unused.RULE, expired.RULE)

GROUPS = {
    "sub": "Substantiation",
    "sta": "Statistics",
    "cit": "Citations and reference list",
    "src": "Sources",
    "cav": "Footnotes, caveats and qualifiers",
    "ovr": "Overclaiming language",
    "bal": "Fair balance and required elements",
    "typ": "Typography and house style",
    "led": "Numerals of the page",
    "wvr": "Waivers",
}


def names() -> frozenset[str]:
    """What may be selected: the ids of rules, and groups."""
    return frozenset(rule.id for rule in CATALOGUE) | {rule.group for rule in CATALOGUE}


def grouped() -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """Each group that has rules, with them in the order of the catalogue."""
    for group in GROUPS:
        rules = tuple(rule for rule in CATALOGUE if rule.group == group)
        if rules:
            yield group, rules


def level(rule: Rule, profile: str) -> str:
    """What it weighs in a market: a severity, or `off`."""
    return str(rule.severity_for(profile)) if rule.is_on(profile) else "off"


def elsewhere(rule: Rule, profile: str) -> str:
    """Where else it weighs otherwise: `error uk-hcp, off us-dtc`."""
    here = level(rule, profile)
    return ", ".join(f"{level(rule, other)} {other}" for other in PROFILES if level(rule, other) != here)


def needs(rule: Rule, profile: str) -> tuple[str, ...]:
    """The registry's fields without which it stays silent; `{market}` in one is that of the profile."""
    return tuple(field.replace("{market}", profile.partition("-")[0]) for field in rule.needs)
