"""Words around a number -> those of them that narrow what it is about, though no slot holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import yaml

from references.names import normal

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=4096)
def narrowing(words: str, without: str = "") -> frozenset[str]:
    """The narrowing words of a text, each by the name that is compared: `BICR` and `independent` are one.

    `without` names a kind of words that a slot already holds.
    """
    meant = _meant()
    found = (meant[wording] for wording in _pattern().findall(normal(words)))
    return frozenset(name for kind, name in found if kind != without)


@cache
def _meant() -> Mapping[str, tuple[str, str]]:
    """Every wording in its normal form to its kind and to the wording that is compared."""
    text = Path(__file__).with_name("narrowing.yaml").read_text("utf-8")
    kinds = yaml.load(text, _LOADER)  # noqa: S506 - a safe loader, in C where there is one
    return {normal(name): (kind, same[0]) for kind, groups in kinds.items() for same in groups for name in same}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_meant(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
