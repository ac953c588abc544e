"""`promocheck rules` and `promocheck explain`: what is checked, how much it weighs, what it needs."""

from __future__ import annotations

import argparse

from checker.catalogue import CATALOGUE, elsewhere, level
from checker.commands.result import Display, Result, UsageError, asked_for, shown, written
from checker.reports.catalogued import json, text
from references.errors import meant, quoted

DEFAULT = "us-hcp"


def listed(options: argparse.Namespace) -> Result:
    """All rules by group, in one profile or in all."""
    asked = asked_for(options.output, ("text", "json"))

    def tables(display: Display) -> str:
        return text(options.profile, width=display.width, color=display.color)

    return Result(outputs=written(asked, {"text": tables, "json": lambda _: json(options.profile)}))


def explain(options: argparse.Namespace) -> Result:
    """The manual page of one rule."""
    rule = next((rule for rule in CATALOGUE if rule.id == options.rule), None)
    if rule is None:
        raise UsageError(f"no rule {quoted(options.rule)}{meant(options.rule, [rule.id for rule in CATALOGUE])}")
    weight = ", ".join(part for part in (level(rule, DEFAULT), elsewhere(rule, DEFAULT)) if part)
    needed = f"\n\nNeeds of the registry\n    {', '.join(rule.needs)}" if rule.needs else ""
    return shown(lambda _: f"{rule.id}  ({weight})\n\n{rule.manual.strip()}{needed}\n")
