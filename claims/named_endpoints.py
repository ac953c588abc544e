"""The endpoints that a sentence names by the lexicon's words to the one that an estimate is of, by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.mention import Mention
from claims.printed import Estimate
from claims.segments import Span
from claims.site import Chosen

BEHIND = frozenset({"named behind", "what the patients did"})


def named_endpoint(
    estimate: Estimate, named: Sequence[Mention], near: Span, text: str, previous: Chosen | None
) -> Chosen | None:
    """The named endpoint that an estimate is of: within it, before it, behind it, else elsewhere in its sentence."""
    if not named:
        return None
    before = [m for m in named if near[0] <= m.start and m.end <= estimate.start]
    before = [m for m in before if not _is_aside(m, near[0], estimate.start, text)] or before
    if previous and previous.pattern in BEHIND:  # the values stand before their endpoints
        before = [m for m in before if m.id.casefold() not in (previous.name or "").casefold()]
    inside = [m for m in named if m.start >= estimate.start and m.end <= estimate.end]
    behind = [m for m in named if estimate.end <= m.start and m.end <= near[1]]
    linked = [
        m
        for m in behind
        if re.fullmatch(
            r"\s?(?:median\s|in\s|on\s|of\s|lower\s|the\s|risk\s|reduction\s|relative\s|improvement\s|patients\s|mean\s|rate\s|increase\s|with\s|efficacy\s|efficacious\s|preventing\s|against\s|chance\s|disease\s|fewer\s|new\s|had\s|achieved\s|a\s|an\s)*",
            text[estimate.end : m.start],
        )
        or ON_SCALE.fullmatch(text, estimate.end, m.start)
    ]
    if inside:
        return Chosen(inside[-1].id, "named within")
    if linked and linked[0].start - estimate.end <= 1:
        return Chosen(linked[0].id, "named behind")
    if before and not (linked and text[before[-1].end : estimate.start].count(",") > 1):
        close = before[-1]
        if not (linked and len(text[close.end : estimate.start]) > 60):
            return Chosen(close.id, "named before")
    if linked:
        return Chosen(linked[0].id, "named behind")
    earlier = [m for m in named if m.end <= estimate.start]
    earlier = [m for m in earlier if m.id != "FOLLOW_UP"] or earlier
    earlier = [m for m in earlier if not _is_aside(m, 0, estimate.start, text)] or earlier
    if earlier:
        return Chosen(earlier[-1].id, "named earlier in the sentence")
    return (
        Chosen(behind[0].id, "named later in the sentence") if behind else Chosen(named[0].id, "named in the sentence")
    )


# `by 35% on the Integrated Something Rating Scale (ISRS)`
ON_SCALE = re.compile(r"\s(?:points\s)?on\s(?:the\s)?(?:[^\W\d][\w'’-]*\s){0,7}\(?")
ONE_OR_OTHER = re.compile(
    r"\sor\s|,\s[^()]*\sand\s"
)  # `CV death or worsening HF (hHF or urgent visit)`: what the name before takes in
CRITERION = re.compile(r"[≥≤<>](?!.*=)", re.DOTALL)


def _is_aside(mention: Mention, low: int, high: int, text: str) -> bool:
    """Whether a name stands in brackets that close before the number: `Response (MADRS improved by half): 21%`."""
    opened = text.rfind("(", low, mention.start)
    if opened < 0 or text.find(")", opened, mention.start) >= 0:
        return False
    closed = text.find(")", mention.end, high)
    return closed >= 0 and bool(CRITERION.search(text, opened, closed) or ONE_OR_OTHER.search(text, opened, closed))
