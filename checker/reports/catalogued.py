"""The catalogue of rules -> tables by group, or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.catalogue import CATALOGUE, GROUPS, grouped, level, needs
from checker.model import Rule
from checker.reports.listing import table
from checker.settings.model import PROFILES
from claims.serial import dumps

SCHEMA = "promocheck/rules/1"


def text(profile: str | None, *, width: int, color: bool) -> str:
    """A table for each group, with the severity in one profile or in every one."""
    profiles = (profile,) if profile else PROFILES
    columns = (
        "rule",
        *(profiles if profile is None else ("severity",)),
        "what it requires (and needs of the registry)",
    )
    return "\n".join(
        table(f"{GROUPS[group]} ({group})", columns, _rows(rules, profiles), width=width, color=color)
        for group, rules in grouped()
    )


def _rows(rules: tuple[Rule, ...], profiles: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for rule in rules:
        fields = needs(rule, profiles[0]) if len(profiles) == 1 else rule.needs
        needed = f" (needs {', '.join(fields)})" if fields else ""
        yield (rule.id, *(level(rule, each) for each in profiles), rule.title + needed)


def json(profile: str | None) -> str:
    """Every rule with its severity by profile, what it needs and its manual page."""
    profiles = (profile,) if profile else PROFILES
    return dumps({"schema": SCHEMA, "rules": [_rule(rule, profiles) for rule in CATALOGUE]})


def _rule(rule: Rule, profiles: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": rule.id,
        "group": rule.group,
        "title": rule.title,
        "severity": {each: level(rule, each) for each in profiles},
        "needs": list(needs(rule, profiles[0]) if len(profiles) == 1 else rule.needs),
        "manual": rule.manual.strip(),
    }
