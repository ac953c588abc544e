"""`promocheck registry`: all that is wrong with a registry, what it holds, what its files may hold."""

from __future__ import annotations

import argparse
from pathlib import Path

from checker.commands.result import Display, Result, UsageError, shown
from references.cache import user_folder
from references.errors import RegistryError, meant, quoted
from references.load import load
from references.model import Registry


def loaded(path: str, *, cached: bool = True, strict: bool = False) -> Registry:
    """The registry at a file or folder."""
    try:
        cache = user_folder() if cached else None
        return load(Path(path), shown_as=Path(path).as_posix(), cache=cache, strict=strict)
    except RegistryError as error:
        raise UsageError(str(error)) from error


def faults(registry: Registry) -> tuple[str, ...]:
    """That some facts cannot be true, as remarks: they are used as written."""
    return tuple(f"{fault}; registry check refuses it, the audit takes it as written" for fault in registry.faults)


def check(options: argparse.Namespace) -> Result:
    """What needs a hand, which rules are off for want of fields, and how much there is."""
    from checker.catalogue import CATALOGUE, needs  # noqa: PLC0415 - each action loads what it needs, no more
    from checker.commands.settings import day  # noqa: PLC0415
    from references.coverage import disabled, remarks  # noqa: PLC0415
    from references.index import Index  # noqa: PLC0415

    registry = loaded(options.registry, cached=not options.no_cache, strict=True)
    lines = [
        f"{remark.where.file}:{remark.where.line}: {remark.kind}: {remark.message}"
        for remark in remarks(registry, Index(registry), today=day(options.today))
    ]
    asked = {rule.id: needs(rule, options.profile) for rule in CATALOGUE if rule.is_on(options.profile)}
    lines += [
        f"{registry.path}: rule {missing.rule} stays silent: no record fills {missing.field}"
        for missing in disabled(registry, asked)
    ]
    lines.append(
        f"{registry.path}: {len(registry.facts)} facts, {len(registry.sources)} sources, {len(registry.trials)} trials,"
        f" {len(registry.caveats)} caveats: no errors"
    )
    return shown(lambda _: "".join(f"{line}\n" for line in lines))


def show(options: argparse.Namespace) -> Result:
    """All facts, or one record with all that rests on it."""
    from checker.reports.listing import table  # noqa: PLC0415
    from references.show import ids, tables  # noqa: PLC0415

    registry = loaded(options.registry, cached=not options.no_cache)
    found = tables(registry, options.id)
    if not found:
        raise UsageError(f"{registry.path}: no record {quoted(options.id)}{meant(options.id, ids(registry))}")

    def text(display: Display) -> str:
        drawn = (table(one.title, one.columns, one.rows, width=display.width, color=display.color) for one in found)
        return "".join(f"{one}\n" for one in drawn)

    return shown(text)


def schema(_: argparse.Namespace) -> Result:
    """JSON Schema of a registry file."""
    from claims.serial import dumps  # noqa: PLC0415
    from references.schema import json_schema  # noqa: PLC0415

    return shown(lambda _: dumps(json_schema()))
