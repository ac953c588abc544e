"""The code or name of an endpoint to what it measures: time, response, level or event."""

from __future__ import annotations

import re
from functools import cache

from claims.composites import first_of
from claims.lexicon import load


@cache
def kinds() -> dict[str, str]:
    """Endpoint code, or any of its names in plain words -> what it measures: time, response, level or event."""
    return {
        str(name): entry["kind"]
        for entry in load("endpoints")["endpoints"]
        for name in (entry["id"], *entry.get("names", ()))
    }


@cache
def _folded_kinds() -> dict[str, str]:
    return {name.casefold(): kind for name, kind in kinds().items()}


def kind_of(endpoint: str | None) -> str | None:
    """What an endpoint measures, by its code or any name however it is capitalised, or by the first that makes it up;
    None for the page's own words."""
    if not endpoint:
        return None
    lasting = LASTING.match(endpoint)
    if lasting and kind_of(endpoint[lasting.end() :]) == "response":
        return "time"
    known = kinds().get(endpoint) or _folded_kinds().get(endpoint.casefold()) or _folded_kinds().get(first_of(endpoint))
    return known or next((kind for last, kind in BY_LAST.items() if endpoint.casefold().endswith(last)), None)


LASTING = re.compile(r"(?:duration of|time to(?: first)?)\s", re.IGNORECASE)
# What a longer name measures by its last word: `symptomatic remission`, `SSE-free survival`.
BY_LAST = {"-free survival": "time", " remission": "response", " response": "response", " responders": "response"}


@cache
def by_units() -> dict[str | None, str]:
    """Unit -> the only endpoint that is measured in it."""
    return {str(unit): str(one["id"]) for one in load("endpoints")["endpoints"] for unit in one.get("units", ())}
