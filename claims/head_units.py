"""The heads over a table's cell to the unit that they give its numbers."""

from __future__ import annotations

import re

from claims.named import like
from claims.units import canonical, dimension

SHARE_HEAD = re.compile(r",?\s*\(?\s*(?:n\s?\(%\)|(?<!\d)(?<!\d\s)%)\s*\)?\s*$")
UNIT_WORDS = re.compile(
    r"\sin\s(?P<in>years|months|weeks|days|kg)\b.*$|,\s(?P<unit>%\s?(?:per|/)\s?(?:patient[- ]|person[- ])?(?:year|month)|(?:events?|episodes|cases)\sper\s(?:patient|person|subject)[ -]years?|years?|months?|weeks?|days?|kg|lines?|%|n\s?\(%\)|n)\b.*$|\s\((?P<bracketed>%\s?(?:per|/)\s?(?:patient[- ]|person[- ])?(?:year|month)|years?|months?|weeks?|kg|%)\)$",
    re.IGNORECASE,
)


def unit_of_heads(labels: list[str]) -> str | None:
    """The unit that the nearest of some heads gives, where one does."""
    found = next(((label, unit) for label in reversed(labels) if (unit := _unit_in(label))), None)
    return like(*found) if found else None


def _unit_in(label: str) -> str | None:
    match = UNIT_WORDS.search(label)
    said = (match["unit"] or match["bracketed"] or match["in"] or "").casefold() if match else ""
    if said in ("years", "year", "months", "month", "weeks", "days", "kg"):
        return said if said.endswith("s") or said == "kg" else f"{said}s"
    if label.strip() in COUNT_HEADS:
        return "patients"
    if said == "n":
        return "events" if label.casefold().startswith("event") else "patients"
    over_time = PERCENT_OVER_TIME.search(label)
    if over_time:
        return f"% per {over_time['base'].casefold()}"
    if said.startswith(("%", "n (")) or re.search(r"%(?!\s?C)|\bpercent", label):
        return "%"
    if " per " in said:
        return f"per {said.rpartition(' per ')[2]}"
    if re.search(r"\b(?:mos?|months)\b", label):
        return "months"
    if re.search(r"\blines\b", label):
        return "lines"
    level = LEVEL_UNIT.search(label)
    unit = canonical(level["unit"])[0] if level else None
    return unit if dimension(unit) == "level" or unit in VOLUMES else None


COUNT_HEADS = frozenset({"n", "N", "No.", "Patients, n", "Patients, N", "No. of patients"})
VOLUMES = frozenset({"mL", "L"})  # under a heading of what was measured no dose
LEVEL_UNIT = re.compile(r"(?:,\s|\()(?P<unit>[^,()]{1,20})\)?$")  # `Fasting glucose, mg/dL`
PERCENT_OVER_TIME = re.compile(
    r"(?:%|\bper ?cent)\s?(?:per|/|a)\s?(?P<base>patient[- ]year|person[- ]year|year|month)\b", re.IGNORECASE
)
