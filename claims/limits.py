"""A share of people told by a limit of a level to both: `84% were below 70 mg/dL` under `LDL-C` is `LDL-C below 70 mg/dL`."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.endpoint_kinds import kind_of
from claims.named import Named, Spot, spots_of
from claims.printed import Estimate
from claims.site import Chosen, Site

LIMIT = (
    r"(?:below|under|less\sthan|lower\sthan|at\sor\sbelow|no\smore\sthan|at\sleast|above|over|more\sthan|[<>≤≥]=?)\s?"
    r"\d[\d.,]*(?<=\d)(?:\s?(?:%|mg/dL|mmol/L|mmol/mol|mL/min|mm\s?Hg|mg/g|g/dL|points|copies/mL|kg|U/L|×\sULN))?"
)
# `Under 7%: `: a label that is no more than a limit.
LABEL = re.compile(rf"(?:^|[.;]\s|\n)[\s•*–-]{{0,4}}(?P<limit>{LIMIT}):\s$", re.IGNORECASE)
# ` of those given it were below 70 mg/dL`, `, 62% and 14%, respectively, were under 7%`
BEHIND = re.compile(
    r"(?:[,\s\d.%]|\band\b|\bvs\.?|\bversus\b|\brespectively\b)*(?:\b(?:of|on|with|in)\s[^.;,:%]{2,60}?\s)?"
    rf"(?:were|was|had|reached|achieved|got|attained|fell|came|stayed|kept)\s(?:an?\s|their\s|to\s|down\s|values?\s|levels?\s|of\s|brought\s)*(?P<limit>{LIMIT})",
    re.IGNORECASE,
)
REACH = 120  # characters on either side of a share in which its limit stands


def limited(found: Chosen, site: Site, estimate: Estimate) -> Chosen:
    """An endpoint that is a bare level, with the limit that people were counted by."""
    if estimate.unit != "%":
        return found
    text, (start, end) = site.block.text, site.segment
    low = max(start, estimate.start - REACH)
    label = LABEL.search(text[low : estimate.start])
    told = label or BEHIND.match(text, estimate.end, min(end, estimate.end + REACH))
    if not told:
        return found
    levels = (site.said.named if label else None, found.name, site.said.named)
    level = next((name for name in levels if kind_of(name) == "level"), None)
    if level is None or not (label or kind_of(found.name) == "level"):
        return found
    limit = told["limit"]
    name = f"{level} {limit[0].lower()}{limit[1:]}"
    at = told.start("limit") + (low if label else 0)
    spots = (*spots_of(found.name), Spot(site.block.index, at, at + len(limit)))
    return replace(found, name=Named(name, *spots), pattern="limit of a level")
