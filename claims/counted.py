"""What a count counts and which medicine a dose is of."""

from __future__ import annotations

import re

from claims.arm_names import is_treatment
from claims.notations import NUMBER_WORD
from claims.phrases import predicate
from claims.printed import Estimate
from claims.segments import Span
from claims.sides import is_control
from claims.words import Words

PERSONS = frozenset({"patients", "women", "men", "people", "children", "volunteers"})
PERSON = re.compile(
    r"\b(?:patients?|participants?|subjects?|people|adults?|women|men|children|individuals|volunteers)\b", re.IGNORECASE
)
ENROLLED = re.compile(
    r"\b(?:randomly assigned|randomi[sz]ed|enrolled|included|evaluated|treated|assigned|recruited|involving|enrolment|enrollment)\b",
    re.IGNORECASE,
)


# `24 patients need to be treated to prevent one event`
TO_TREAT = re.compile(r"\s(?:would\s)?(?:need(?:ed)?|ha(?:ve|d))\sto\s(?:be\s)?(?:treat|vaccinat)", re.IGNORECASE)
RECEIVED = re.compile(
    r"\s(?:(?:had|have)\s)?(?:received|took|taken|been\s(?:given|dosed with)|were\s(?:given|dosed with))\s"
)
# What those counted had or came to: `Six participants on A had treatment failure`, `100,000 people in the U.S. have it`.
HAD = re.compile(
    r"\s(?:patients\s|people\s|participants\s|women\s|men\s|adults\s|subjects\s|children\s)?(?:(?:in|on|with|given|treated with|receiving|who\sentered\swith)\s(?:(?!\b(?:had|have|has|were|was|are|is)\b)[^,.;:()]|\.(?=[A-Z]\.?)|(?<=[A-Z])\.){2,60}(?:(?:,?\sand|,)\s\d[\d,]*\sin\s(?:the\s)?[A-Z][\w.]*)*\s)?"
    r"(?:will\s|also\s)?(?:had|have|has|experienced|developed|reached|achieved|live\swith|living\swith|suffer\sfrom|(?:learn|learned)\s(?:[^,.;:]{1,30}\s)?that\sthey\s(?:have|had))\s(?!been\b|received\b|taken\b|to\b|not\b|no\b|never\b|it\b|already\b|[a-z]+ed\b(?!\s[a-z]+(?:s|n|y|a)\b)|at\sleast\sone\sprior|[^,.;:()]{0,30}\bones?\b)"
    r"(?:an?\s|the\s|one\s|two\s|three\s)?(?P<what>[A-Za-z≥≤][^,.;:()]{2,60}?)(?=[,.;:()]|\s(?:in|on|at|during|within|and|with\s[A-Z]|while|by|after|over|versus|vs|compared)\b|\s?$)"
)


def counted(estimate: Estimate, text: str, segment: Span) -> str | None:
    """What is counted: patients randomised, deaths, sites."""
    unit = estimate.unit or "patients"
    if unit in PERSONS:
        if TO_TREAT.match(text, estimate.end):
            return "NNT"
        event = OCCURRED.search(text[max(segment[0], estimate.start - EVENT_REACH) : estimate.start])
        if event:
            return event["what"]
        with_it = _with_a_disease(estimate, text, segment)
        if with_it:
            return with_it
        given = text.endswith((" given to ", " administered to "), 0, estimate.start)
        if given or RECEIVED.match(text, estimate.end, segment[1]):
            return "patients treated"
        had = HAD.match(text, estimate.end, segment[1])
        if had and not PERSON.search(had["what"]):
            return had["what"]
        verbs = list(ENROLLED.finditer(text, segment[0], segment[1]))
        verb = min(verbs, key=lambda v: min(abs(v.end() - estimate.start), abs(v.start() - estimate.end)), default=None)
        words = verb[0].casefold() if verb else None
        if not words:
            told = predicate(
                re.sub(
                    r"^\s(?:will be|would be|would|will|can be|may be|are expected to be|have been|are|were)\s",
                    " were ",
                    text[estimate.end : segment[1]],
                )
            )
            if told:
                return f"{unit} {told}"
        printed = PERSON.search(text, estimate.start, estimate.end)
        noun = printed[0].casefold() if printed else "patients"
        if words and not words.startswith("involv"):
            return "patients randomised" if words == "assigned" else f"patients {words}"
        return noun
    inside = re.sub(
        rf"^(?:(?:about|approximately|nearly|more than|over|at least|up to|an estimated|as many as)\s)?(?:{NUMBER_WORD})?[\W\d]*(?:million\s|billion\s)?",
        "",
        text[estimate.start : estimate.end],
        flags=re.IGNORECASE,
    )
    of_what = OF_WHICH.match(text[estimate.end : segment[1]])
    return (inside.strip() or unit) + (of_what[0] if of_what else "")


# `Herpes zoster occurred in 2 patients`, and in those that the sentence sets beside them.
OCCURRED = re.compile(
    r"(?:^|[.;:,]\s|\b(?:months?|weeks?|years?|days?)[, ]\s?)(?:[Tt]he\s|[Aa]n?\s)?(?P<what>(?![Ii]t\b|[Tt]his\b|[Tt]hese\b|[Tt]hey\b|[Ww]hich\b)[A-Za-z][A-Za-z'’() -]{2,60}?)(?:,\s[^,.;:]{3,60},)?"
    r"\s(?:occurred|developed|(?:was|were)\s(?:reported|observed|seen|recorded))\s(?:in|among|by|for)\s(?:only\s|about\s|just\s|a total of\s)?"
    r"(?:[\w,]{1,8}\s[^.;:]{0,60}?(?:patients|participants|subjects|women|men|people|group|arm)\b[^.;:\d]{0,30}\b(?:and|vs\.?|versus|with|to|than|in)\s)?$"
)
EVENT_REACH = 180  # characters before a count of people in which what happened to them stands
AFFECTS = re.compile(
    r"(?:^|[.;,]\s)(?:[Tt]he\s)?(?P<what>[A-Z]?[\w'’\-]+(?:\s[\w'’\-]+){0,4}?)\s(?:\([^()]{1,20}\)\s)?(?:affects?|afflicts?)\s(?:about\s|approximately\s|up to\s|over\s|more than\s|an estimated\s)?$"
)
LIVE_WITH = re.compile(
    r"\s(?:(?:worldwide|globally|around the world|each year|every year|in\sthe\sworld|in\s(?:the\s)?[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)\s)?"
    r"(?P<did>(?:who\s)?(?:live|living|are living|suffer|suffering|will be diagnosed|are diagnosed|were diagnosed|have been diagnosed)\s(?:with|from)\s[\w'’-]+(?:\s(?!in\b|and\b|each\b|every\b|at\b)[\w'’-]+){0,3})"
)


def _with_a_disease(estimate: Estimate, text: str, segment: Span) -> str | None:
    """`Asthma affects 300 million people`, `one million people worldwide live with it`: those counted have a disease."""
    printed = PERSON.search(text, estimate.start, estimate.end)
    noun = printed[0].casefold() if printed else "people"
    told = AFFECTS.search(text[max(segment[0], estimate.start - AFFECTED) : estimate.start])
    if told:
        return f"{noun} affected by {told['what']}"
    living = LIVE_WITH.match(text, estimate.end, segment[1])
    return f"{noun} {living['did'].removeprefix('who ')}" if living else None


AFFECTED = 80  # characters before a count of people within which the disease stands that affects them
OF_WHICH = re.compile(
    r"\s(?:of|from|due to)\s(?!the\b|\d)[A-Za-z\-]+(?:\s(?!per\b)[A-Za-z\-]+){0,5}?(?=(?:\sper\b)|[,.;)]|\s(?:in|from|with|and|for|were|was|by)\b|$)"
)


MEDICINE = re.compile(r"([A-Za-z][\w-]+)[®™]?\s\(?$")
# `Rolmidib was administered at a dose of`: a medicine that is no arm of the page.
GIVEN = re.compile(
    r"\b(?!Patients|Treatments?|Therapy|Doses?|Infusions?|Injections?|Tablets?|Capsules?|Both|These|They|Which|This)"
    r"(?P<name>[A-Z][a-z]{5,})[®™]?\s(?:was|is|were)\s(?:administered|given|infused|injected|taken)\b"
)
OPENED = 2  # characters between a medicine and its dose
REACH = 300  # characters before a dose that may name its medicine


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def dosed(estimate: Estimate, words: Words, segment: Span) -> str | None:
    """The medicine whose dose it is."""
    inside = [m for m in words.arms if segment[0] <= m.start <= segment[1] and not is_control(m.id)]
    before = [m for m in inside if m.start <= estimate.start]
    before = [m for m in before if not _in_brackets(words.text, segment[0], m.start)] or before
    behind = [m for m in inside if m.start > estimate.end and m.start - estimate.end < 40]
    beside = [m for m in inside if 0 <= estimate.start - m.end <= OPENED]  # `(EXEMPLAR 20 mg`
    direct = [
        m
        for m in behind
        if re.fullmatch(r"\s?(?:of\s)?(?:body\sweight\s)?(?:of\s)?", words.text[estimate.end : m.start])
    ]
    chosen = next((found[-1] for found in (direct[:1], beside, before, behind[:1]) if found), None)
    own = MEDICINE.search(words.text, max(segment[0], estimate.start - 40), estimate.start)
    if own and is_treatment(own[1]) and (chosen is None or own[1] not in chosen.id):
        return f"{own[1]} dose"  # a partner or comparator with its own dose behind it
    if own and chosen is not None and own[1] in chosen.id and own[1] != chosen.id and len(own[1]) > 3:
        return f"{own[1]} dose"
    if chosen is None:
        given = [*GIVEN.finditer(words.text, max(0, estimate.start - REACH), estimate.start)]
        return f"{given[-1]['name']} dose" if given else "dose"
    name = re.sub(r"\s\d[\d.,]*\s?\w.*$", "", chosen.id)
    return f"{name} dose"
