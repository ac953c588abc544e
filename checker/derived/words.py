"""words.yaml -> whether a text says that a number was calculated, must be read downwards, is of medians."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from references.names import normal

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def data(name: str) -> Mapping[str, Any]:
    """One of the YAML files beside this module."""
    text = files(__package__).joinpath(f"{name}.yaml").read_text("utf-8")
    read: Mapping[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, in C where there is one
    return read


def says(text: str, name: str) -> bool:
    """Whether a text holds one of the words of a list."""
    return _holds(text, _phrases(name))


def says_calculated(text: str, kind: str) -> bool:
    """Whether a text says that a number of this kind was calculated."""
    return _holds(text, _calculated(kind))


def _holds(text: str, phrases: tuple[str, ...]) -> bool:
    words = f" {normal(text)} "
    return any(phrase in words for phrase in phrases)


@cache
def _phrases(name: str) -> tuple[str, ...]:
    return _spaced(data("words")[name])


@cache
def _calculated(kind: str) -> tuple[str, ...]:
    lists = data("words")["calculated"]
    return _spaced([*lists["any"], *lists.get(kind, ())])


def _spaced(words: list[str]) -> tuple[str, ...]:
    return tuple(f" {normal(phrase)} " for phrase in words)
