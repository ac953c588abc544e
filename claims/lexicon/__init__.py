"""The words of the field as data: each file a physician or reviewer can read and extend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load(name: str) -> Any:
    """One lexicon file: a read-only mapping, or a tuple where the file is a list."""
    text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, in C where there is one
    return MappingProxyType(data) if isinstance(data, dict) else tuple(data)


@cache
def endpoint_names() -> Mapping[str, tuple[str, ...]]:
    """Canonical endpoint codes to all their names, the code first."""
    return MappingProxyType(
        {str(e["id"]): (str(e["id"]), *map(str, e.get("names", ()))) for e in load("endpoints")["endpoints"]}
    )


@cache
def endpoints_of(kind: str) -> frozenset[str]:
    """Endpoints of one kind, by code and by every name, without regard to case."""
    return frozenset(
        str(name).casefold()
        for entry in load("endpoints")["endpoints"]
        if entry["kind"] == kind
        for name in (entry["id"], *entry.get("names", ()))
    )


@cache
def pattern(name: str, *keys: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """The alternatives listed under a key of a lexicon file as one pattern, longest first."""
    node: Any = load(name)
    for key in keys:
        node = node[key]
    return re.compile("|".join(f"(?:{item})" for item in sorted(node, key=len, reverse=True)), flags)
