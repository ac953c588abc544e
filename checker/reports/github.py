"""A report -> annotations of a GitHub workflow: the gravest within what GitHub shows, then how many more there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from checker.model import Finding, Report, Severity
from checker.reports.told import Trouble, by_weight, counted, troubles
from checker.reports.visible import visible

KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
MOST = 10  # of one kind that GitHub shows of a step; what is beyond them it drops without a word


def render(report: Report) -> str:
    """`::error file=..,line=..,col=..::...` by severity, at most ten of a kind, then one line for the rest."""
    lines: dict[str, list[str]] = {kind: [] for kind in KINDS.values()}
    for trouble in troubles(report):
        kind = "error" if trouble.is_unread else "warning"
        lines[kind].append(_trouble(trouble, kind))
    for finding in by_weight(counted(report)):
        kind = KINDS[finding.severity]
        lines[kind].append(_finding(finding, kind))
    shown = [line for told in lines.values() for line in islice(told, MOST)]
    return "".join(f"{line}\n" for line in (*shown, *_more(lines)))


def _more(lines: dict[str, list[str]]) -> Iterator[str]:
    left = Counter({kind: len(told) - MOST for kind, told in lines.items() if len(told) > MOST})
    if left:
        counts = ", ".join(f"{number} {kind}{'s' if number > 1 else ''}" for kind, number in left.items())
        yield f"promocheck: {left.total()} more than GitHub shows of one step: {counts}; the other reports have all"


def _finding(finding: Finding, kind: str) -> str:
    place = finding.place
    where: dict[str, str | int] = {"file": finding.path}
    title = finding.rule
    if place.block is not None:
        title = f"{finding.rule}, {place.words}"
    else:
        where["line"] = place.line
        if place.end_line == place.line:
            where |= {"col": place.column, "endColumn": max(place.column, place.end_column - 1)}
        else:
            where["endLine"] = place.end_line
    return _annotation(kind, where | {"title": title}, *filter(None, (finding.quote, finding.message)))


def _trouble(trouble: Trouble, kind: str) -> str:
    where: dict[str, str | int] = {"file": trouble.path}
    if trouble.line is not None:
        where |= {"line": trouble.line, "col": trouble.column or 1}
    return _annotation(kind, where | {"title": trouble.kind}, trouble.words)


def _annotation(kind: str, where: dict[str, str | int], *lines: str) -> str:
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in where.items())
    message = "\n".join(map(visible, lines))
    return f"::{kind} {properties}::{_data(message)}"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(visible(words)).replace(":", "%3A").replace(",", "%2C")
