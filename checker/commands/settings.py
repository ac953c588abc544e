"""A command's options and the file beside its pages -> the settings of the run, and the rules that they choose."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from checker.catalogue import CATALOGUE, names
from checker.choosing import Chosen, choose
from checker.commands.result import STANDARD_INPUT, UsageError
from checker.paths import from_here
from checker.reports.visible import visible
from checker.settings.find import ConfigurationError, configuration_of
from checker.settings.limits import whole_number
from checker.settings.model import Settings
from checker.settings.read import read_settings
from claims.model import Unreadable
from claims.pages.find import Found
from claims.pages.limits import Limits
from references.errors import RegistryError, meant, quoted

WAIVERS = "promocheck.waivers.yaml"  # beside the configuration


def settings_of(options: argparse.Namespace, found: Iterable[Found | Unreadable]) -> Settings:
    """Defaults, then the file that --config names or that stands at or above the pages, then the command line."""
    file = _file(options, found)
    settings = Settings()
    if file is not None:
        try:
            settings = settings.apply(read_settings(file, rules=names()))
        except RegistryError as error:
            raise UsageError(str(error)) from error
        beside = file.parent / WAIVERS
        if settings.waivers is None and beside.is_file():
            settings = settings.apply({"waivers": from_here(beside)})
    settings = settings.apply(_given(options))
    return settings.apply({"limits": _limits(options.limit, settings.limits)})


def _file(options: argparse.Namespace, found: Iterable[Found | Unreadable]) -> Path | None:
    if options.config is not None:
        return Path(options.config)
    pages = [one.path if isinstance(one, Found) else Path(one.path) for one in found]
    if STANDARD_INPUT in options.pages:
        pages.append(Path("stdin"))  # as if it stood in the current folder
    try:
        return configuration_of(pages)
    except ConfigurationError as error:
        raise UsageError(visible(str(error))) from error


def _given(options: argparse.Namespace) -> dict[str, Any]:
    """What the command line says; a name that is no rule is an error, for a typo must not switch a check off."""
    given = {
        name: getattr(options, name, None)
        for name in ("registry", "profile", "fail_on", "require_coverage", "waivers", "baseline")
    }
    known = names()
    for option in ("select", "ignore"):
        told = getattr(options, option, None)
        given[option] = None if told is None else _rules(told, known)
    return given


def _limits(given: Iterable[str], limits: Limits) -> Limits:
    """What one page may cost, where --limit says otherwise."""
    names = [field.name for field in fields(limits)]
    for setting in given:
        name, _, number = setting.partition("=")
        value = whole_number(number)
        if name not in names or value is None:
            raise UsageError(f"--limit {setting}: expected NAME=NUMBER with NAME one of {', '.join(names)}")
        limits = replace(limits, **{name: value})
    return limits


def _rules(told: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    wanted = tuple(name.strip() for option in told for name in option.split(",") if name.strip())
    for name in wanted:
        if name not in known:
            raise UsageError(f"no rule or group {quoted(name)}{meant(name, known)}")
    return wanted


def chosen(settings: Settings) -> Chosen:
    """The rules that the settings leave, with the weight that they give them; none is no audit."""
    left = choose(
        CATALOGUE,
        select=settings.select,
        ignore=settings.ignore,
        severity=settings.severity,
        profile=settings.profile,
    )
    if not any(rule.is_on(settings.profile) for rule in left.rules):
        raise UsageError(f"no rule is left to run in {settings.profile}; select or ignore others")
    return left


def day(words: str | None) -> date:
    """The day that --today names, else the day it is."""
    if words is None:
        return datetime.now(tz=UTC).date()
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise UsageError(f"--today {words}: no day of the form YYYY-MM-DD") from error
