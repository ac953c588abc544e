"""Tells estimates that say something from those that only say when, in whom or at which dose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claims.beside import SET_BESIDE
from claims.changed_numbers import whose_number_changed
from claims.measures import NEEDED_BEHIND, ratio_named
from claims.printed import Estimate, Part
from claims.reductions import says
from claims.segments import Span
from claims.units import dimension
from claims.words import Words

DESIGN = re.compile(
    r"\b(?:randomi[sz]ed|assigned|administered|given|dosage|received|starting dose|recommended|(?:is|are|be) (?:taken|injected|infused|applied))\b|\b[Ee]ach (?:inhalation|actuation|puff|spray|tablet|capsule|dose|pen|syringe|injection|vial)\s(?:delivers|contains|provides|gives)\b|\bdoses? (?:of|is|was|were)\b"
)
# The same where the sentence tells no share of those who took it.
GIVEN = re.compile(
    r"\b(?:took|injected|infused|applied|by mouth|subcutaneously|intravenously)\b|\b(?:trials?|studies|study) of\b|\([nN]\s?=\s?[\d,]+\)[^.;%]*\([nN]\s?="
)
# A dose with how often it is taken tells the regimen, also where the arm is named by both.
TAKEN = re.compile(
    r",?\s(?:(?:once|twice|one|two|three|four|thrice)(?:\stimes)?\s(?:daily|weekly|monthly|a\s(?:day|week|month)|every)\b|every\s(?:\d|other\b))"
    r"|\s(?:tablets?|capsules?|injections?|infusions?)\s(?:taken|given|orally|by\smouth|once|twice|daily|every)\b"
)
POINT = re.compile(
    r"(?:at|by)\s|(?:\d[\d.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve)-(?:year|month|week|day)s?\b|(?:through\s)?(?:weeks?|months?|years?|days?)\s\d",
    re.IGNORECASE,
)
# Between a value and its range: `53 years in either arm (`, and from the one arm's range to the other's: ` for A; `.
SPREAD = re.compile(r"\s(?:in|for|with)\s[^.;:()\d]{1,60}\s?[(;]\s?")
# `in the 12 months before treatment`, `90 days after stopping`; what takes a median of so long is told itself
WHEN_BEHIND = re.compile(r"\s(?:before|after|following|prior to|preceding|since)\b")
RATE_BEHIND = re.compile(r"\s(?:[\w-]{1,24}\s){0,4}(?:rates?|survival|incidence|probability)\b")
TAKES = re.compile(
    r"\b(?:median|mean|average|follow\w*|within|lasted|least|most|every|took|occurr\w+|began|started|resolved)\b[^.;,]*$",
    re.IGNORECASE,
)
STOOD_AT = re.compile(r"\bfollow-?up\s(?:time\s)?(?:stood|lay|remained)\sat\b(?:[^.;]|\.\d)*$", re.IGNORECASE)
AGES = re.compile(r"\b(?:ages?|aged|age ranges?|age groups?)\b[^.;]*$", re.IGNORECASE)
SCORED = re.compile(r"\b(?:sub)?scores?\s(?:of|was|is)\s*$|\bage of\s*$", re.IGNORECASE)


STATED = re.compile(r"(?:\b(?:of|was|were|is|by|from|to|be|at|score|=|than)|[:=(~<>≤≥-])\s?$", re.IGNORECASE)


CLOSING = (")", "]", "%")  # what a number is glued to that is a marker
# Behind a bare number that counts people: `1,351 were evaluated`, `191 of them`.
PEOPLE_BEHIND = re.compile(
    r"\s(?:of (?:them|whom|these|those)\b|(?:were|was|had been|have been)\s(?:randomly |randomi|assigned|enrolled|allocated|"
    r"stayed|remained|continued|evaluated|evaluable|included|analy[sz]ed|treated|screened|followed|eligible)|(?:entered|completed|underwent|enrolled in)\s"
    r"|(?:had|achieved|experienced|responded|died|discontinued)\b(?!\sbeen\b)"
    r"|(?:received|were given|took)\s(?!\d)"
    r"|of the (?:[\w®™+-]{1,24}\s){0,4}?(?:patients|people|participants|subjects|women|men|adults|children)\b"
    r"|with\s[^.,;:\d]{2,40}\s(?:had|have|were|stayed|remained|continued|received)\b)"
)
ALL_OF_THEM = re.compile(r"\b(?:[Aa]ll|[Bb]oth)\s$")
DID = re.compile(r"\s(?:it|they|who|had|have|were|was|recovered|resolved|responded)\b")
ASSIGNED_TO = re.compile(r"\sto\s(?:the\s|receive\s)?")
ASSIGNS = re.compile(r"\b(?:randomly|randomi[sz]ed|assigned|allocated)\b", re.IGNORECASE)
# The next of those counted before: `672 subjects at 12 months, 587 at 18 and 469 at 24`, `98 on A and 97 on B`.
NEXT_COUNT = re.compile(r"(?:[,;:]|\band|,\sand)\s$|\s\($")
OF_NEXT = re.compile(
    r"\s(?:in|on|with|from|who|received|took|given|assigned|were|was|had)\s(?!\d)|\s(?:[A-Z][\w®+-]*\s)?(?:recipients|patients|people|participants|subjects)\b"
)
COUNTED_IN = re.compile(
    r"\b(?:in|of|for)\s[\d,]+\s(?:patients|subjects|people|participants|women|men|adults|children)\b[^.;]*\b(?:in|of|for)\s$"
)
ENDS_ITEM = re.compile(r",?\s(?:and|or)\b|,(?=\s)|\s?\n|[.;)]|$")
OF_THEM = re.compile(r"\sof which\b")
NUMBER_IS = re.compile(r"\bnumber (?:of [\w\s]{3,40})?(?:is|was)\b[\w\s]{0,24}$")
MEAN_BELOW = re.compile(r"\n(?:mean|median|average)\s[A-Za-z]", re.IGNORECASE)  # the label of a tile
RATED = re.compile(r"\b(?:NNT|number needed to treat|ARR|rate)\b")
RATE_WAS = re.compile(r"\brates?\sof\s[^.;:()%\d]{3,80}\s(?:was|were)\s(?:about\s|approximately\s)?$")


def claimable(
    estimates: Sequence[Estimate], words: Words, segment: Span, text: str
) -> tuple[list[Estimate], list[tuple[Estimate, str]]]:
    """Estimates that say something, and those that only say when, in whom or at which dose, with the reason."""
    kept: list[Estimate] = []
    dropped: list[tuple[Estimate, str]] = []
    has_share = any(dimension(e.unit) == "share" for e in estimates)
    design = DESIGN.search(text, *segment) or (None if has_share else GIVEN.search(text, *segment))
    timed = any(
        dimension(e.unit) in ("share", "ratio", "level") or e.status or e.ci or e.unit is None for e in estimates
    )
    bare: Estimate | None = None  # the last number without a unit that says something
    for estimate in estimates:
        reason: str | None = None
        at = estimate.start, estimate.end
        told = _counts_people(text, estimate, segment, words) or _counts_next(text, estimate, kept)
        if told:
            part = Part("unit", *told.span(), "who are counted")
            estimate = replace(estimate, unit="patients", read=(*estimate.read, part))  # noqa: PLW2901
        unit = dimension(estimate.unit)
        is_point = any(POINT.match(text, m.start) for m in words.timepoints if m.start < at[1] and at[0] < m.end)
        timed_here = (
            (unit == "time" and (timed or is_point)) or unit is None or estimate.unit == "doses"
        ) and estimate.ci is None
        is_when = unit == "time" and timed and bool(WHEN_BEHIND.match(text, at[1]))
        is_lasting = unit == "time" and timed and POINT.match(text, at[0]) and RATE_BEHIND.match(text, at[1])
        is_when = is_when and not TAKES.search(text, max(segment[0], at[0] - 60), at[0])
        timed_here = timed_here and not (unit == "time" and STOOD_AT.search(text, max(segment[0], at[0] - 200), at[0]))
        is_named = any(m.start < at[1] and at[0] < m.end for m in words.timepoints)
        is_least = unit == "count" and estimate.form == "number in words" and estimate.op == ">="
        if has_share and is_least and HAD.search(text, max(segment[0], at[0] - 16), at[0]):
            reason = "what each of a share had"
        elif timed_here and (is_named or is_when or is_lasting):
            reason = "time point of an estimate"
        elif unit in ("time", None, "count") and any(
            m.start <= at[0] and at[1] <= m.end + 1 for m in words.populations
        ):
            reason = "describes a population"
        elif (
            unit == "dose"
            and any(m.start <= at[0] < m.end for m in words.arms)
            and not design
            and not TAKEN.match(text, at[1])
        ):
            reason = "dose in the name of an arm"
        elif unit == "time" and any(m.start < at[0] and at[1] <= m.end for m in words.arms):
            reason = "schedule in the name of an arm"
        elif unit is None and estimate.form == "number" and estimate.ci is None and estimate.p is None:
            is_told = _is_arm_size(estimate, words, text) or _is_counted_beside(estimate, words, text)
            reason = None if is_told else _bare(estimate, text, segment)
            if reason == "" and bare and SET_BESIDE.fullmatch(text, _own_end(text, bare), estimate.start):
                reason = None  # `a mean of 25.8 with A and 13.1 with B`
        elif unit is None and estimate.form == "low-high":
            if kept and SPREAD.fullmatch(text, kept[-1].end, estimate.start):
                estimate = replace(estimate, form="(range)", unit=kept[-1].unit)  # noqa: PLW2901
            else:
                is_age = AGES.search(text[max(segment[0], estimate.start - 90) : estimate.start])
                reason = "describes a population" if is_age else ""
        if reason is None:
            bare = estimate if unit is None and estimate.form == "number" and estimate.ci is None else bare
            kept.append(estimate)
        else:
            dropped.append((estimate, reason))
    return kept, dropped


# `12% had at least one adverse event`
HAD = re.compile(r"\b(?:had|have|having|experienced|reported|with|suffered)\s$")
NUMERAL = re.compile(r"\W{0,2}\d[\d,]*(?:\.\d+)?")


def _own_end(text: str, estimate: Estimate) -> int:
    """Where a bare number ends; the p value that it has taken may stand behind the next one: `23.2 vs 17.2 (p<0.001)`."""
    match = NUMERAL.match(text, estimate.start)
    return match.end() if match else estimate.end


def _is_arm_size(estimate: Estimate, words: Words, text: str) -> bool:
    """Whether a bare number in brackets stands right behind an arm: `examplimab (1038)`."""
    if text[estimate.start - 1 : estimate.start] != "(" or text[estimate.end : estimate.end + 1] != ")":
        return False
    return any(0 <= estimate.start - 1 - mention.end <= 8 for mention in words.arms)


# Events in two arms, the last of which is named: `HR 0.61; 83 vs 134 placebo`.
EVENTS_IN_BOTH = re.compile(
    r"(?<=[(;,]\s)(?P<first>\d[\d,]*)\s(?:vs\.?|versus)\s(?P<second>\d[\d,]*)(?![\d.%])\s?(?=[A-Za-z])"
)


def _is_counted_beside(estimate: Estimate, words: Words, text: str) -> bool:
    """Whether a bare number is one of two that are set against each other, of which the second names its arm."""
    low = text.rfind("\n", 0, estimate.start) + 1
    for match in EVENTS_IN_BOTH.finditer(text, max(0, min(low, estimate.start - 20) - 2), estimate.end + 30):
        if estimate.start in (match.start("first"), match.start("second")):
            return any(arm.start == match.end() for arm in words.arms)
    return False


# `241 patients (207 adult and 34 pediatric patients)`: people of a kind, whom the noun behind the next number names
KIND = r"(?:adults?|adolescents?|p(?:a?e)diatric|children|men|women|male|female|treatment-na[iï]ve|treated|treatment-experienced)"
OF_A_KIND = re.compile(
    rf"\s{KIND}(?:,|,?\sand)\s\d[\d,]*\s{KIND}(?:\s(?:patients|participants|subjects|people)\b|\))", re.IGNORECASE
)


def _counts_people(text: str, estimate: Estimate, segment: Span, words: Words) -> re.Match[str] | None:
    """The words that make a bare number one of people: `1,351 were evaluated`, `randomised to A and 734 to B`, `in 672 subjects ... in 587`."""
    if estimate.form != "number" or estimate.unit is not None or estimate.value is None or estimate.value.decimals:
        return None
    if text[estimate.start - 1 : estimate.start] in CLOSING and estimate.start:
        return None
    behind = PEOPLE_BEHIND.match(text, estimate.end) or OF_A_KIND.match(text, estimate.end)
    if behind:
        return behind
    to = ASSIGNED_TO.match(text, estimate.end)
    if to and any(to.end() == arm.start for arm in words.arms):
        return ASSIGNS.search(text, *segment)
    is_last = ENDS_ITEM.match(text, estimate.end)
    of_all = ALL_OF_THEM.search(text, max(segment[0], estimate.start - 6), estimate.start)
    if of_all:
        return of_all if is_last or DID.match(text, estimate.end) else None
    return COUNTED_IN.search(text, max(segment[0], estimate.start - 160), estimate.start) if is_last else None


def _counts_next(text: str, estimate: Estimate, kept: Sequence[Estimate]) -> re.Match[str] | None:
    """The words that make a bare number the next of the people counted before it in its sentence."""
    if estimate.form != "number" or estimate.unit is not None or estimate.value is None or estimate.value.decimals:
        return None
    opens = text.startswith("(", estimate.start - 1)
    counted = (one for one in reversed(kept) if one.form != "n=" and (one.unit in PEOPLE or not opens))
    before = next(counted, None)
    if opens and before and before.value and estimate.value.value >= before.value.value:
        return None  # no part of them: `1,084 patients in 40 countries (541 in ALPHA-1 and 543 in BETA-2)`
    if before is None or before.unit not in PEOPLE or before.value is None or estimate.value.value < FEWEST_NEXT:
        return None
    if not NEXT_COUNT.search(text, max(before.end, estimate.start - 6), estimate.start):
        return None
    return OF_NEXT.match(text, estimate.end)


PEOPLE = frozenset({"patients", "people", "women", "men", "children"})
FEWEST_NEXT = 10  # people: a smaller number may be anything


# What a bare decimal stands before where it is a result: another one, an arm, millions.
RESULT_BEHIND = re.compile(
    r"(?:\s\([^()]{1,40}\))?\s(?:(?:vs\.?|versus|and|against|or|to|compared (?:with|to))\s(?:only\s)?\d+[.·]\d|(?:with|for|on|among)\s|[mb]illion\b)"
)


def _is_told(before: str, behind: str) -> bool:
    """Whether a bare decimal is said of something: no version, no number of a section."""
    return bool(STATED.search(before[-12:]) or RESULT_BEHIND.match(behind))


def _bare(estimate: Estimate, text: str, segment: Span) -> str | None:
    """Why a number without unit is no claim; None where it is one; empty where it could not be read."""
    before = text[max(segment[0], estimate.start - 120) : estimate.start]
    behind = text[estimate.end : min(segment[1], estimate.end + 120)]
    if before[-1:] in CLOSING and before:
        return ""
    if ratio_named(before[-100:]) or ratio_named(behind[:20]):
        return None
    if NEEDED_BEHIND.match(behind) or (not before.strip() and MEAN_BELOW.match(behind)):
        return None
    is_whole = estimate.value is not None and not estimate.value.decimals
    if is_whole and whose_number_changed(text, estimate.start, segment):
        return None
    if OF_THEM.match(behind) or (is_whole and SCORED.search(before[-40:])) or NUMBER_IS.search(before[-90:]):
        return None
    if is_whole and not STATED.search(before[-12:]):
        return ""
    if not is_whole and not (before.endswith("(") and behind.startswith(")")) and _is_told(before, behind):
        return None
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
