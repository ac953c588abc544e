"""The forms that an audit's report may take: the name on the command line -> the module that writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from checker.model import Report


@dataclass(frozen=True, slots=True)
class Format:
    """One form: its module, whose `render` makes it of the report alone, and whether that is bytes."""

    module: str
    is_binary: bool = False

    def render(self, report: Report) -> str | bytes:
        """The whole report; its module, and what that needs, is loaded only now."""
        write: Callable[[Report], str | bytes] = import_module(f"checker.reports.{self.module}").render
        return write(report)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "json": Format("json"),
        "jsonl": Format("lines"),
        "csv": Format("matrix"),
        "xlsx": Format("workbook", is_binary=True),
        "sarif": Format("sarif"),
        "junit": Format("junit"),
        "github": Format("github"),
        "github-summary": Format("github_summary"),
        "gitlab": Format("gitlab"),
        "rdjson": Format("rdjson"),
        "html": Format("html"),
        "pdf": Format("pdf", is_binary=True),
    }
)
