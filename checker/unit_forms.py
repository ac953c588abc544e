"""A unit's words -> the plain thing that they count, the places its number is moved, the dose without its frequency."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def is_of_people(words: str) -> bool:
    """Whether a unit counts people, in whatever words: `participants`, `women and men`."""
    data = _data()
    counted = [word for word in words.split() if word not in data["joining"]]
    return bool(counted) and all(word in data["people"] for word in counted)


def unscaled(words: str) -> tuple[int, str]:
    """How many places a unit moves its number, and the unit without the word that says so."""
    first, _, rest = words.partition(" ")
    power = _data()["scales"].get(first, 0)
    return (power, rest) if power else (0, words)


def dose_and_frequency(words: str) -> tuple[str, str | None]:
    """A dose's unit without the words for how often it is given, and these in plain form: `mg daily` is mg, day."""
    for often, ending in _endings():
        if words.endswith(ending) and (dose := words.removesuffix(ending)).strip():
            return dose.strip(), often
    return words, None


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """Plain form and ending of every way to say how often, the longest first."""
    known = [(often, form) for often, forms in _data()["frequencies"].items() for form in forms]
    endings = [(often, form if form.startswith("/") else f" {form}") for often, form in known]
    return tuple(sorted(endings, key=lambda pair: -len(pair[1])))


@cache
def _data() -> dict[str, Any]:
    text = Path(__file__).with_name("unit_forms.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.load(text, _LOADER)  # noqa: S506  (a safe loader)
    return data
