"""What the efficacy of a vaccine is against: the disease that its sentence names behind the number, or before it."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.named import Named, Spot, like
from claims.pipeline import endpoint_mentions
from claims.printed import Estimate
from claims.segments import Span
from claims.site import Chosen, Site

AGAINST_IT = "what the efficacy is against"
EFFICACY = re.compile(
    r"(?:(?:overall|relative|absolute)\s)?(?:vaccine\s)?(?:efficacy|effectiveness|[ar]?VE)(?:\s\([ar]?VE\)?)?",
    re.IGNORECASE,
)
STOPS = r"(?!(?:was|were|is|are|had|has|in|with|over|through|at|among|after|than|compared|by|for|during|across|from|of|to|that|which|overall|vaccine|efficacy|due)\b|and(?:\s?$|\s(?:\d|(?:was|were|is|had|no|the|at)\b)))"
# `hospitalized dengue`, `less severe disease, with two or more symptoms`
DISEASE = rf"(?P<what>(?!each\b|both\b|all\b|any\b|the\b|it\b|this\b|that\b|these\b){STOPS}[A-Za-z][\w/-]*(?:\s{STOPS}[A-Za-z][\w/-]*){{0,6}}(?:\s\([A-Z][\w-]{{1,9}}\))?(?:,?\swith\s(?:one|two|three|four|at least|[≥\d])[\w\s-]{{0,30}}?\ssymptoms?)?)"
BEHIND = re.compile(rf"\s?(?:\([^()]{{0,60}}\)\s?)?(?:[a-z]+\s){{0,4}}?(?:against|in preventing)\s(?:the\s)?{DISEASE}")
BEFORE = re.compile(rf"\b(?:[Aa]gainst|[Ii]n preventing)\s(?:the\s)?{DISEASE}")
WHOLE = re.compile(rf"{EFFICACY.pattern}\s(?:against|in preventing)\s(?:the\s)?(?=\w)", re.IGNORECASE)
SHORT_FORM = re.compile(r"\s\([A-Z][\w-]{1,9}\)")


def prevented(found: Chosen, site: Site, estimate: Estimate, near: Span) -> Chosen:
    """An endpoint that says `vaccine efficacy` as that against the disease which it or its sentence names: a disease of
    the lexicon by its code."""
    if found.name is None:
        return found
    whole = WHOLE.match(found.name)
    if whole:
        return _against(like(found.name, found.name[whole.end() :]), found)
    if not EFFICACY.fullmatch(found.name):
        return found
    text = site.block.text
    behind = BEHIND.match(text, estimate.end, max(estimate.end, near[1]))
    told = behind or next(iter([*BEFORE.finditer(text, site.segment[0], estimate.start)][-1:]), None)
    if told is None:
        return found
    spot = Spot(site.block.index, *told.span("what"))
    return _against(Named(SHORT_FORM.sub("", told["what"]), spot), found)


def _against(disease: str, found: Chosen) -> Chosen:
    known = next((m.id for m in endpoint_mentions(disease) if m.end - m.start == len(disease)), None)
    name = like(disease, known or f"vaccine efficacy against {disease}")
    return replace(found, name=name, pattern=AGAINST_IT)
