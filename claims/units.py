"""What stands behind a number: its unit in canonical form."""

from __future__ import annotations

import re
from functools import cache

from claims.lexicon import load


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """Printed form, folded -> (canonical unit, dimension)."""
    forms = {}
    for dimension, units in load("units").items():
        for canonical, printed in units.items():
            for form in printed:
                forms[str(form)] = (canonical, dimension)
                forms.setdefault(str(form).casefold(), (canonical, dimension))
    return forms


@cache
def unit_pattern() -> re.Pattern[str]:
    """Any printed unit, with the dash or space before it and, for nouns that count, up to three words between."""
    plain, counting, dashed = [], [], []
    for form, (_, dimension) in _forms().items():
        if form.startswith("-"):
            dashed.append(re.escape(form[1:]))
        elif dimension == "count":
            counting.append(re.escape(form))
        else:
            plain.append(re.escape(form))
    # Titles and headlines capitalise their words; a noun behind others may be the next line's.
    plain += [shown for form in plain if len(form) > 3 and form.isalpha() for shown in (form.upper(), form.title())]
    counting += [form.upper() for form in counting if len(form) > 3 and form.isalpha()]
    both = [sorted(set(group), key=lambda form: (-len(form), form)) for group in (plain, counting, dashed)]
    return re.compile(
        rf"(?:[ \u00a0\u2009\u202f\n]?(?P<plain>{'|'.join(both[0])})(?!(?!(?<=%)[a-h](?![A-Za-z]))[A-Za-zµμ]|\.[A-Z])"
        rf"|[-‑–](?P<dashed>{'|'.join(both[2])})(?:s)?(?![A-Za-z])"
        rf"|[ \u00a0\n](?:(?!(?:of|in|with|vs|versus|and|or|to|for|from|that|which|as|than|after|before|during|the|at|on|by|per|all|who|were|was)\b)[A-Za-z][\w+\-/]*[ ,]{{1,2}}){{0,4}}?(?P<count>{'|'.join(both[1])})\b)"
    )


def canonical(form: str) -> tuple[str, str]:
    """(canonical unit, dimension) of a printed unit."""
    forms = _forms()
    for key in (form, f"-{form}", form.casefold(), f"-{form.casefold()}"):
        if key in forms:
            return forms[key]
    return form, "other"


@cache
def _dimensions() -> dict[str, str]:
    """Canonical unit -> its dimension."""
    return {unit: name for name, units in reversed(load("units").items()) for unit in units}


def dimension(unit: str | None) -> str | None:
    """time, dose, level, share, count or ratio; None for no unit."""
    if unit is None:
        return None
    if unit in {"x", "ratio"}:
        return "ratio"
    if unit.startswith(("per ", "% per ")):
        return "share"
    return _dimensions().get(unit, "other")


TIMES = ("x", "×")  # of a power of ten no multiple: 3.1 × 10−38


def unit_at(text: str, at: int) -> tuple[str | None, int]:
    """(canonical unit, offset behind it) of what stands at an offset, or (None, at)."""
    match = unit_pattern().match(text, at)
    if not match:
        return None, at
    form = match["plain"] or match["dashed"] or match["count"]
    if form in TIMES and text[match.end() :].lstrip()[:2] == "10":
        return None, at
    return canonical(form)[0], match.end()
