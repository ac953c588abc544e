"""Units as pages and registries write them -> their plain form, and whether two of them are the same."""

from __future__ import annotations

import re
from functools import lru_cache

from checker.model import Agreement
from checker.unit_forms import dose_and_frequency, is_of_people, unscaled
from claims.units import canonical

UNITS = {
    "percent": "%",
    "per cent": "%",
    "pct": "%",
    "percentage point": "percentage points",
    "points": "percentage points",
    "month": "months",
    "mo": "months",
    "mos": "months",
    "week": "weeks",
    "wk": "weeks",
    "wks": "weeks",
    "day": "days",
    "year": "years",
    "yr": "years",
    "yrs": "years",
    "sec": "seconds",
    "secs": "seconds",
    "minute": "minutes",
    "min": "minutes",
    "mins": "minutes",
    "hour": "hours",
    "hr": "hours",
    "hrs": "hours",
    "event": "events",
    "times": "fold",
    "x": "fold",
    "μg": "mcg",  # folded micro signs, both of them
    "μg/kg": "mcg/kg",
    "ratio": "",
}
PERSON_TIME = re.compile(r"\b(?:person|patient|subject|participant)[ -]?years?\b")
EVENTS_PER = re.compile(r"([a-z -]{0,40})/ ?(year|month|week|day|(?:person|patient|subject|participant)[ -]?year)s?")
RATE_PER = re.compile(r"^(?:%|percent|per cent|pct)\s?(?:/\s?|per\s|an?\s)(?=year|month|week|day)")
MASSES = frozenset({"mg", "g", "mcg", "kg", "units", "u", "iu", "ml"})
TIMES = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months", "years"})
COUNTED = frozenset({"", "patients", "events", "cases", "deaths"})


@lru_cache(maxsize=4096)
def plain_unit(unit: str | None) -> str:
    """A unit in its plain form: `mo` is `months`, `million women` are patients, `ratio` is nothing."""
    _, words = unscaled((unit or "").strip().casefold())
    if is_of_people(words):
        return "patients"
    words = RATE_PER.sub("% per ", words)
    if (counted := EVENTS_PER.fullmatch(words)) and counted[1] not in MASSES:
        words = f"per {counted[2]}"
    if " per " in words or words.startswith("per "):
        return PERSON_TIME.sub("patient-years", words[words.index("per ") :])
    return UNITS[words] if words in UNITS else canonical(words)[0].casefold()


def compare_units(said: str | None, known: str | None) -> tuple[Agreement, str | None]:
    """Two units; times of different units are never converted."""
    one, other = plain_unit(said), plain_unit(known)
    if one == other or (one in COUNTED and other in COUNTED):
        return Agreement.AGREES, None
    if not one:
        return Agreement.UNSAID, None
    if not other:
        return Agreement.UNREGISTERED, None
    (dose, often), (registered, rhythm) = dose_and_frequency(one), dose_and_frequency(other)
    if dose == registered and None in (often, rhythm):
        return (Agreement.UNSAID if often is None else Agreement.UNREGISTERED), None
    if dose == registered and often == rhythm:
        return Agreement.AGREES, None
    note = f"{one} for {other}" if one in TIMES and other in TIMES else None
    return Agreement.DIFFERS, note
