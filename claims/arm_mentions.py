"""Finds where a text names a treatment arm, and which two it sets against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from claims.arm_names import Arms
from claims.dose_arms import OPENS, bare_doses, listed_doses, other_doses
from claims.lexicon import load
from claims.mention import Mention
from claims.schedule_arms import scheduled
from claims.small_letters import small, small_pattern
from claims.treatments import GIVEN_WITH

ALIAS = re.compile(r"(?<=\w)[®™▼]{0,2}\s\([^()]*\)(?=\s?(?:\+|plus|and|with|in)\b)")
# `In combination with Rd, ...` at the head of a sentence is what the product is given with.
WITH_PARTNER = re.compile(r"(?:^|[.\n:]\s?)(?:When\s(?:used|given)\s)?[Ii]n combination with\s(?:the\s)?$")
ADDITION = re.compile(r"\b[Aa]dd(?:ition of|ing)\s(?P<added>[\w\-®™]{3,30})\sto\s(?:the\s)?")
HISTORY_BEFORE = small_pattern(
    r"(?:refractory to(?: either)?|responses? to|response rates? to|prior|previous|previously(?: treated with)?|pretreated with|including|resistant to|exposed to|intolerant (?:of|to)|failure (?:of|on)|after|contraindicated|premedicat\w+(?: \w+){0,6} with|antagonists?,?|or equivalent, and|discontinuations? of|addition of|add(?:ing|ed)(?:(?:\s[\w®-]+)?\sto(?:\s(?:basal|their|ongoing))?)?|added to(?:\s(?:basal|background|standard|ongoing))?|bind\w*|(?:had|have|having)\s(?:previously\s|already\s)?(?:received|been\streated\swith|taken)(?:\s\w+)?|neoadjuvant|adjuvant|ineligible for|candidates for|unsui(?:ted to|table for)|not suited to)\s(?:an?\s|the\s)?$"
)
TO_DATE = re.compile(r"\bhave\s(?:already\s)?(?:received|been\streated\swith|taken)\s$")  # how many so far, no history
OF_THE_TRIAL = re.compile(
    r"(?:^|\n|[(\[/,;:]\s?|\b(?:the|vs\.?|versus|with|in|on|to|and|than|for|or|active|placebo)\s|-)$", re.IGNORECASE
)
# `If it is suspected, give dexamethasone`: what treats a reaction
IS_TOLD_TO = re.compile(
    r"(?:[,;]\s|^|\.\s|\band\s|\bthen\s|\bto\s)(?:[Gg]ive|[Aa]dminister|[Ii]nitiate|[Cc]onsider)\s(?:(?:an?|oral|intravenous|systemic)\s)*$"
)
OF_EACH = re.compile(
    r"\b(?:each|every|either|any|per|by)\s$|\b(?:share|proportion|percentage|number)\sof\s$", re.IGNORECASE
)
CONTROL_GROUP = re.compile(r"\s(?:patients|participants|subjects|women|men|arm|group)\b", re.IGNORECASE)
HISTORY_BEHIND = re.compile(
    r"-(?:refractory|exposed|naive|naïve|resistant|pretreated|experienced|eligible|ineligible|matched|related|controlled|corrected|adjusted|subtracted)\b|\s(?:refractory|ineligible|eligible|intolera\w+|dose|infusions?\b(?! arm)|trial\b|study\b|Prescribing)"
)


def arm_mentions(text: str, arms: Arms) -> tuple[Mention, ...]:
    """Where a text names an arm; what patients had before the trial is no arm."""
    found: list[Mention] = []
    for named in arms.names.named_in(text):
        start, end, short = named.start, named.end, named.short
        printed = text[start:end]
        before = text[max(0, start - 60) : start]
        is_product = any(name in printed for name in arms.product)
        is_history = before[-1:].isspace() and HISTORY_BEFORE.search(small(before))
        if is_history and not (is_product and TO_DATE.search(before)):
            continue
        if HISTORY_BEHIND.match(text, end) or _is_background(text, start, end, arms):
            continue
        if IS_TOLD_TO.search(before) and not is_product:
            continue
        if printed.casefold() in load("arms")["treated"] and OF_EACH.search(before):
            continue  # all arms, none of them apart
        if (
            printed.casefold() == "control"
            and not OF_THE_TRIAL.search(text[max(0, start - 12) : start])
            and not CONTROL_GROUP.match(text, end)
        ):
            continue  # glycaemic control, disease control
        words = _without_brackets(short or ALIAS.sub("", printed), arms)
        is_partner = not short and WITH_PARTNER.search(text[max(0, start - 40) : start])
        if arms.brands and is_partner and arms.brands[0] not in printed:
            words = arms.brands[0]
        words = _meant(
            GIVEN_WITH.sub(" in combination with", words)
            .replace("-alone", " alone")
            .replace(" Plus ", " plus ")
            .replace("®", "")
            .replace("™", "")
            .replace("▼", "")
            .strip(),
            arms,
        )
        if not short and LISTED.search(words) and (ARE_SEVERAL.match(text, end) or _joins_control(words)):
            found.extend(_split(words, text, start, end))
        elif not short and " with " in words and COMPARES.search(before) and "in combination" not in words:
            found.extend(_split(words, text, start, end, COMPARED))
        else:
            found.append(Mention(start, end, "arm", words))
            found.extend(other_doses(text, end, words))
    listed = listed_doses(text, arms.doses, arms.dosed)
    if listed:  # `Exemplar (5 mg and 15 mg)` is two arms, not a third one
        found = [m for m in found if not any(0 <= dose.start - m.end <= OPENS for dose in listed)] + listed
    found.extend(bare_doses(text, arms.doses, arms.dosed, found))
    if arms.schedules:
        found = scheduled(text, arms.schedules, arms.brands[0], found)
    return _added(text, tuple(sorted(found, key=lambda mention: mention.start)))


# `822 adults on metformin took A or B`: what all were on, and then what each was given
ON_IT = re.compile(
    r"\b(?:patients|people|adults|women|men|children|participants|subjects|those)\s(?:already\s)?(?:on|taking)\s$"
)
TOOK = re.compile(r"\s(?:took|received|added|were\s(?:given|randomi[sz]ed|assigned|allocated))\s")


# What all patients took beside their arm: `72% were on double background therapy`; not `X vs background therapy alone`
BACKGROUND = re.compile(r"(?:existing\s|standard\s)?background\s(?:therapy|treatment|medication)", re.IGNORECASE)
AS_ARM = re.compile(r"\b(?:vs\.?|versus|than|over|against|compared\s(?:with|to)|or|and)\s(?:the\s)?$")
AS_ARM_BEHIND = re.compile(r"\s(?:alone|only|arm|group)\b|\s?\([nN]\s?=")


def _is_background(text: str, start: int, end: int, arms: Arms) -> bool:
    if any(name in text[start:end] for name in arms.product):
        return False
    if BACKGROUND.fullmatch(text, start, end) and not AS_ARM_BEHIND.match(text, end):
        return bool(text[max(0, start - 1) : start].strip(" ") == "" and start) and not AS_ARM.search(
            text, max(0, start - 16), start
        )
    return bool(ON_IT.search(text[max(0, start - 40) : start]) and TOOK.match(text, end))


def _without_brackets(words: str, arms: Arms) -> str:
    """An arm without brackets that tell no other name of it: `Exemplar (examplimab)`, `placebo (TRIAL)`."""
    brand, opening, inside = words.partition(" (")
    if brand.casefold() in load("arms")["controls"][:5]:
        return brand
    name = brand.rstrip("®™▼")
    is_told = name in arms.generic_of or (name in arms.brands and inside.rstrip(")") in arms.generic_of.values())
    return brand if opening and is_told and inside.endswith(")") and "(" not in inside else words


def _meant(words: str, arms: Arms) -> str:
    """The product where a page calls it by a common noun: `vaccine`, `the study drug`, `vaccine, Exemplar`."""
    common = {str(word) for word in load("arms")["nouns"]}
    parts = [part for part in re.split(r",\s", words) if part.casefold() not in common]
    if not parts:
        return arms.brands[0] if arms.brands else words
    return ", ".join(parts)


ARE_SEVERAL = re.compile(r"\s(?:arms|groups)\b|(?:\spatients)?,?\srespectively")
LISTED = re.compile(r",\s(?:and\s)?|\sand\s")
# `that compared A 5 mg with B 10 mg and A 15 mg with B 20 mg`
COMPARES = re.compile(r"\bcompar(?:ed|es|ing)\s(?:the\s)?$")
COMPARED = re.compile(r"\s(?:with|and)\s")


def _joins_control(words: str) -> bool:
    """Whether a comparator is listed beside an arm, which are never one arm."""
    controls = load("arms")["controls"][:5]
    return any(part.casefold().split(" + ")[0] in controls for part in LISTED.split(words))


def _split(words: str, text: str, start: int, end: int, apart: re.Pattern[str] = LISTED) -> Iterator[Mention]:
    """`the A + B and B arms` names two arms, `A, B, and placebo` three; each where it stands."""
    parts = apart.split(words)
    gaps = [match.span() for match in apart.finditer(text, start, end)]
    starts = [start, *(stop for _, stop in gaps)]
    stops = [*(first for first, _ in gaps), end]
    if len(starts) != len(parts):  # brackets between them are no part of the words
        starts, stops = [start] * len(parts), [end] * len(parts)
    for part, first, last in zip(parts, starts, stops, strict=True):
        yield Mention(first, last, "arm", part)


def _added(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """`the addition of A to B` names the arm A + B."""
    found = []
    for mention in mentions:
        match = ADDITION.search(text, max(0, mention.start - 80), mention.start)
        if match and match.end() == mention.start and not re.match(r"background|standard|existing", mention.id):
            found.append(Mention(match.start("added"), mention.end, "arm", f"{match['added']} + {mention.id}"))
        else:
            found.append(mention)
    return tuple(found)


def pair_in(text: str, mentions: tuple[Mention, ...]) -> tuple[str, str] | None:
    """The first two arms that a text sets against each other."""
    for first, second in pairwise(mentions):
        between = text[first.end : second.start]
        if len(between) < 90 and AGAINST.search(between) and not _has_its_own(text, first, between):
            return first.id, second.id
    return None


AGAINST = re.compile(r"(?<!\w)(?:vs\.?|versus|compared (?:with|to)|over|than|against)(?!\w)")
ENDS_AGAINST = re.compile(r"(?<!\w)(?:vs\.?|versus|compared (?:with|to)|than|against)\s(?:the\s)?$")
NEXT_VALUE = re.compile(
    r"\d[\d.]*\s?(?:%|[a-zA-Z/]{1,12})?\s(?:[a-z]+\s){0,3}(?:vs\.?|versus|compared (?:with|to)|than|against)\s(?:the\s)?$"
)


def _has_its_own(text: str, first: Mention, between: str) -> bool:
    """Whether a value stands before an arm and another behind it, each set against an arm: `24% vs A and 13% vs B`."""
    before = text[max(0, first.start - 24) : first.start]
    return bool(ENDS_AGAINST.search(before) and NEXT_VALUE.search(between))
