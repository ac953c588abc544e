"""Tells estimates that say something from those that only say when, in whom or at which dose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.beside import SET_BESIDE
from claims.measures import ratio_named
from claims.printed import Estimate
from claims.reductions import says
from claims.segments import Span
from claims.units import dimension
from claims.words import Words

DESIGN = re.compile(
    r"\b(?:randomi[sz]ed|assigned|administered|given|dosage|received|starting dose|recommended)\b|\bdoses? (?:of|is|was|were)\b"
)
POINT = re.compile(
    r"(?:at|by)\s|\d[\d.]*-(?:year|month|week|day)s?\b|(?:through\s)?(?:weeks?|months?|years?|days?)\s\d", re.IGNORECASE
)
AGES = re.compile(r"\b(?:ages?|aged|age ranges?|age groups?)\b[^.;]*$", re.IGNORECASE)
SCORED = re.compile(r"\b(?:sub)?scores?\s(?:of|was|is)\s*$|\bage of\s*$", re.IGNORECASE)


STATED = re.compile(r"(?:\b(?:of|was|were|is|by|from|to|be|at|score|=|than)|[:=(~<>≤≥-])\s?$", re.IGNORECASE)


CLOSING = (")", "]", "%")  # what a number is glued to that is a marker
ENROLLED_NUMBER = re.compile(
    r"\s(?:were|was|had been|have been)\s(?:randomly assigned|randomi[sz]ed|assigned|enrolled|allocated)\b"
)
OF_THEM = re.compile(r"\sof (?:them|whom|these|those|which)\b")
NUMBER_IS = re.compile(r"\bnumber (?:of [\w\s]{3,40})?(?:is|was)\b[\w\s]{0,24}$")
RATED = re.compile(r"\b(?:NNT|number needed to treat|ARR|rate)\b")
RATE_WAS = re.compile(r"\brates?\sof\s[^.;:()%\d]{3,80}\s(?:was|were)\s(?:about\s|approximately\s)?$")


def claimable(
    estimates: Sequence[Estimate], words: Words, segment: Span, text: str
) -> tuple[list[Estimate], list[tuple[Estimate, str]]]:
    """Estimates that say something, and those that only say when, in whom or at which dose, with the reason."""
    kept: list[Estimate] = []
    dropped: list[tuple[Estimate, str]] = []
    design = DESIGN.search(text[slice(*segment)])
    timed = any(dimension(e.unit) in ("share", "ratio") or e.status or e.ci or e.unit is None for e in estimates)
    bare: Estimate | None = None  # the last number without a unit that says something
    for estimate in estimates:
        reason: str | None = None
        at = estimate.start, estimate.end
        unit = dimension(estimate.unit)
        is_point = any(POINT.match(text, m.start) for m in words.timepoints if m.start < at[1] and at[0] < m.end)
        timed_here = (unit == "time" and (timed or is_point)) or unit is None or estimate.unit == "doses"
        if timed_here and any(m.start < at[1] and at[0] < m.end for m in words.timepoints):
            reason = "time point of an estimate"
        elif unit in ("time", None, "count") and any(
            m.start <= at[0] and at[1] <= m.end + 1 for m in words.populations
        ):
            reason = "describes a population"
        elif unit == "dose" and any(m.start <= at[0] < m.end for m in words.arms) and not design:
            reason = "dose in the name of an arm"
        elif unit is None and estimate.form == "number" and estimate.ci is None and estimate.p is None:
            reason = None if _is_arm_size(estimate, words, text) else _bare(estimate, text, segment)
            if reason == "" and bare and SET_BESIDE.fullmatch(text, bare.end, estimate.start):
                reason = None  # `a mean of 25.8 with A and 13.1 with B`
            bare = estimate if reason is None else bare
        elif unit is None and estimate.form == "low-high":
            reason = (
                "describes a population"
                if AGES.search(text[max(segment[0], estimate.start - 90) : estimate.start])
                else ""
            )
        if reason is None:
            kept.append(estimate)
        else:
            dropped.append((estimate, reason))
    return kept, dropped


def _is_arm_size(estimate: Estimate, words: Words, text: str) -> bool:
    """Whether a bare number in brackets stands right behind an arm: `examplimab (1038)`."""
    if text[estimate.start - 1 : estimate.start] != "(" or text[estimate.end : estimate.end + 1] != ")":
        return False
    return any(0 <= estimate.start - 1 - mention.end <= 8 for mention in words.arms)


def _bare(estimate: Estimate, text: str, segment: Span) -> str | None:
    """Why a number without unit is no claim; None where it is one; empty where it could not be read."""
    before = text[max(segment[0], estimate.start - 120) : estimate.start]
    behind = text[estimate.end : min(segment[1], estimate.end + 120)]
    if before[-1:] in CLOSING and before:
        return ""
    if ratio_named(before[-100:]) or ratio_named(behind[:20]):
        return None
    is_whole = estimate.value is not None and not estimate.value.decimals
    if is_whole and ENROLLED_NUMBER.match(behind):
        return None
    if OF_THEM.match(behind) or (is_whole and SCORED.search(before[-40:])) or NUMBER_IS.search(before[-90:]):
        return None
    if is_whole and not STATED.search(before[-12:]):
        return ""
    around = f"{before[-90:]} {behind[:60]}"
    is_told = (
        (estimate.op != "=" and says("threshold", before[-80:]))
        or says("mean_change", around)
        or says("difference", around)
        or says("median", before[-40:])
        or says("mean", before[-40:])
        or bool(RATED.search(before[-40:]))
        or bool(RATE_WAS.search(before))
    )
    return None if is_told else ""
