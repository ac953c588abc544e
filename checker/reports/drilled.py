"""Drills -> text or JSON: the share of planted slips that was caught, kind by kind, and every one that was missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from checker.drill.kinds import KINDS
from checker.drill.model import Drill, Outcome
from checker.reports.listing import table
from checker.reports.visible import visible
from claims.model import Unreadable
from claims.serial import dumps

SCHEMA = "promocheck/drill/1"
NAMES = tuple(kind.name for kind, _ in KINDS)
COLUMNS = ("kind of slip", "possible", "planted", "caught", "named rightly")


def text(drills: Iterable[Drill | Unreadable], *, width: int, color: bool) -> str:
    """For each page a table of kinds, then its misses; with several pages a table of all."""
    parts, read = [], []
    for drill in drills:
        if isinstance(drill, Unreadable):
            parts.append(f"{visible(drill.path)}: could not read: {visible(drill.reason)}\n")
            continue
        read.append(drill)
        parts.append(table(_title(drill), COLUMNS, _rows([drill]), width=width, color=color))
        parts.append("".join(f"{line}\n" for line in _misses(drill)))
    if len(read) > 1:
        parts.append(table(f"all {len(read)} pages", COLUMNS, _rows(read), width=width, color=color))
    return "\n".join(part for part in parts if part)


def _title(drill: Drill) -> str:
    return f"{drill.path}: slips in the {drill.sound} of {drill.claims} claims that the registry bears out"


def _rows(drills: list[Drill]) -> Iterator[tuple[str, ...]]:
    for name in NAMES:
        possible = sum(dict(drill.possible)[name] for drill in drills)
        outcomes = [one for drill in drills for one in drill.outcomes if one.slip.kind.name == name]
        yield (name, str(possible), *_shares(outcomes))
    everything = [one for drill in drills for one in drill.outcomes]
    yield ("all", str(sum(number for drill in drills for _, number in drill.possible)), *_shares(everything))


def _shares(outcomes: list[Outcome]) -> tuple[str, str, str]:
    caught = sum(one.caught for one in outcomes)
    named = sum(one.told_rightly for one in outcomes)
    return (str(len(outcomes)), _of(caught, len(outcomes)), _of(named, caught))


def _of(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.0f}%)" if whole else "-"


def _misses(drill: Drill) -> Iterator[str]:
    missed = [one for one in drill.outcomes if not one.caught]
    otherwise = [one for one in drill.outcomes if one.caught and not one.told_rightly]
    for label, outcomes in (("missed", missed), ("named otherwise", otherwise)):
        if outcomes:
            yield label
        for outcome in outcomes:
            slip, told = outcome.slip, "; ".join(_told(outcome))
            yield (
                f"  {visible(drill.path)}:{slip.line}  {slip.kind.name}: {visible(slip.was)} -> {visible(slip.said)}"
                f"{f': {told}' if told else ''}"
            )


def _told(outcome: Outcome) -> Iterator[str]:
    for finding in outcome.findings:
        yield f"{finding.rule}, {finding.diagnosis or 'nothing said of the kind'}"


def render(drills: Iterable[Drill | Unreadable], *, seed: int) -> str:
    """Every slip with what was found of it; same page, registry and seed, same text."""
    return dumps({"schema": SCHEMA, "seed": seed, "pages": [_page(drill) for drill in drills]})


def _page(drill: Drill | Unreadable) -> dict[str, Any]:
    if isinstance(drill, Unreadable):
        return {"path": drill.path, "problems": [drill.reason]}
    return {
        "path": drill.path,
        "claims": drill.claims,
        "sound": drill.sound,
        "planted": len(drill.outcomes),
        "caught": drill.caught,
        "named_rightly": drill.told_rightly,
        "kinds": [_kind(drill, name, possible) for name, possible in drill.possible],
        "slips": [_slip(outcome) for outcome in drill.outcomes],
    }


def _kind(drill: Drill, name: str, possible: int) -> dict[str, Any]:
    outcomes = [one for one in drill.outcomes if one.slip.kind.name == name]
    return {
        "kind": name,
        "possible": possible,
        "planted": len(outcomes),
        "caught": sum(one.caught for one in outcomes),
        "named_rightly": sum(one.told_rightly for one in outcomes),
    }


def _slip(outcome: Outcome) -> dict[str, Any]:
    slip = outcome.slip
    return {
        "kind": slip.kind.name,
        "line": slip.line,
        "claim": slip.claim,
        "was": slip.was,
        "said": slip.said,
        "caught": outcome.caught,
        "named_rightly": outcome.told_rightly,
        "findings": [
            {"rule": one.rule, "severity": str(one.severity), "line": one.place.line, "diagnosis": one.diagnosis}
            for one in outcome.findings
        ],
    }
