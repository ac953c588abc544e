"""Finds what has digits and is no claim: names, dates, codes, labels, schedules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claims.lexicon import load
from claims.model import Bucket
from claims.numerals import has_digit
from claims.starts import First, first_of, sought


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A stretch of a block's text whose numerals are no claim."""

    start: int
    end: int
    bucket: Bucket
    reason: str


@cache
def _patterns() -> tuple[tuple[Bucket, str, tuple[str, ...], First | None, re.Pattern[str]], ...]:
    """Bucket, reason, signs one of which a text must hold, what it begins with, and pattern of each kind."""
    return tuple(
        (
            Bucket(entry["bucket"]),
            entry["reason"],
            tuple(entry.get("signs", ())),
            first_of(entry["first"]) if "first" in entry else None,
            re.compile(entry["pattern"]),
        )
        for entry in load("names")
    )


def find_exclusions(text: str) -> tuple[Exclusion, ...]:
    """All exclusions of a text, without overlaps, in order of place."""
    if not has_digit(text):
        return ()
    taken = bytearray(len(text))
    found = []
    for bucket, reason, signs, first, pattern in _patterns():
        for sign in signs:
            if sign in text:
                break
        else:
            if signs:
                continue
        starts = () if first is None else first.starts(text)
        if first is not None and not starts:
            continue
        for match in pattern.finditer(text) if first is None else sought(pattern, text, starts):
            start, end = match.span()
            if end > start and not any(taken[start:end]) and has_digit(match[0]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Exclusion(start, end, bucket, reason))
    return tuple(sorted(found, key=lambda exclusion: exclusion.start))
