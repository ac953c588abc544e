"""Findings -> a file of waivers to be filled in: every key but the reason, the name and the day."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml

from checker.binding import normal
from checker.model import Finding
from checker.paths import STANDARD_INPUT, shown_from

HEAD = """\
# Findings that nobody has accepted yet. Delete what must be mended on the page; for each of the others write why it may
# stand, who says so, and the last day on which it holds (YYYY-MM-DD, or never). promocheck refuses the file until then.
"""
WIDTH = 110


def draft(findings: Iterable[Finding], *, folder: Path) -> str:
    """One waiver for each finding that is not waived, each once, in the order of the report; paths are from `folder`."""
    entries: dict[tuple[object, ...], str] = {}
    for finding in findings:
        path = _from(folder, finding.path)
        entries.setdefault((path, finding.rule, normal(finding.quote), finding.bound), _entry(finding, path))
    return HEAD + ("waivers:\n" + "".join(entries.values()) if entries else "waivers: []\n")


def _entry(finding: Finding, path: str) -> str:
    told = {"rule": finding.rule, "path": path, "quote": _printable(finding.quote), "bound": finding.bound}
    lines = yaml.safe_dump([told], allow_unicode=True, sort_keys=False, width=WIDTH)
    return (
        f"  # {finding.severity}: {_printable(finding.message)}\n{_indented(lines)}    reason:\n    by:\n    until:\n"
    )


def _printable(words: str) -> str:
    """On one line, without what no YAML file may hold."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def _indented(lines: str) -> str:
    return "".join(f"  {line}\n" for line in lines.splitlines())


def _from(folder: Path, path: str) -> str:
    return path if path == STANDARD_INPUT else shown_from(folder, path)
