"""Finds the subgroups and analysis sets that a text names: in whom something was measured."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claims.everybody import are_enrolled, is_everybody
from claims.lexicon import load
from claims.mention import Mention
from claims.pipeline import longest
from claims.population_forms import NAMES_ORIGIN, population_by_origin, population_pattern, population_starts
from claims.small_letters import small
from claims.starts import KEPT, sought

REACH = 60  # characters before a mention whose words may say that it is none
NO_POPULATION = re.compile(
    r"(?:patients?|people|adults|those|participants|subjects|individuals|women|men)\s(?:who\s(?:only\s)?(?:received(?!\s(?:(?:an?\s|any\s)(?:[\w-]+\s){0,2}?(?:stent|graft|implant|pacemaker|transfusion)s?\b|prior|previous|prophylactic|adjuvant|neoadjuvant|induction|radi\w+|chemoradi\w+|surgery|an?\s\w*\s?transplant|at\sleast|one|two|three|≥))|were\s(?:then\s|randomly\s)?(?:treated|randomi[sz]ed|randomly|assigned|allocated|given))|in\sthe\s(?:\S+\s){1,6}?(?:arm|group)|treated|receiving|on\b|with\s(?:the\s|an?y?\s|each\s)?(?:first|second|third|subsequent|initial|each|any)\s(?:injections?|infusions?|doses?|cycles?)\b|in\sthe\s(?:trial|study|clinical)|in\sthe\s[\w\s+-]{1,40}$|in\s[\w+]+\sachieved|with\s(?:an?\s|any\s|at\sleast\sone\s|≥\s?1\s)?(?:events?|adverse|response)\b|with\s(?:an?\s)?(?:[\w-]+\s){0,2}(?:death|hospitali[sz]ation)s?\b(?=\sor\b|$)|who\s(?:(?:had\s)?(?:taken|took|been\s(?:given|treated))|got|stayed\son|entered\s(?:the\s|this\s|that\s|an?\s)?(?:[\w-]+\s){0,2}?(?:trial|study|program\w*|arm|open-label|extension)(?!\s(?:with|without|free)\b)|joined|took\spart|experience|should|do\snot\srequire)|that\sincluded)",
    re.IGNORECASE,
)


UNFINISHED = re.compile(
    r"\b(?:and|or|of|the|an?|with|to|severe|moderate|moderately|severely|mild|active|advanced|newly|early|recent|(?<!or )more|at|not|never|had|within|than)$",
    re.IGNORECASE,
)
SHARE_OF = re.compile(
    r"(?:\b(?:incidence|proportion|percentage|(?<!small )number|share|rates?|(?<!\d\s)percent) of|(?:that|which) includ(?:ed|es)|including|included)\s(?:the\s|all\s)?$",
    re.IGNORECASE,
)
# What people named by their disease did or could is not who they are: `people with type 2 diabetes could be eligible`.
AND_DID = re.compile(r"(?<=[a-z])\s(?:could|would|may|might|can|should)\s.*$")


CUT = re.compile(r"\b[A-Z][\w-]{1,20}\s(?:at\sor\s(?:below|above)|above|below)\sthe\smedian\b", re.IGNORECASE)


HOW_MANY = re.compile(r"^(\w+)\s\([^()]{1,20}\)(?=\s)")  # `patients (52%) who had no mutation`
OPENED = re.compile(r"^(?:the|in|of|among|for|these|those|all)\s", re.IGNORECASE)
SPACES = re.compile(r"\s+")


@lru_cache(maxsize=KEPT)
def populations(text: str, *, sets_apart: bool = False) -> tuple[Mention, ...]:
    """The subgroups and analysis sets that a text names, as printed; everybody is none. `sets_apart` where its page tells
    of patients treated before and of others."""
    found = [Mention(*match.span(), "population", match[0]) for match in CUT.finditer(text)] if "median" in text else []
    by_origin = bool(NAMES_ORIGIN.search(text))
    form, read = (population_by_origin(), text) if by_origin else (population_pattern(), small(text))
    for match in sought(form, read, population_starts(text)):
        if are_enrolled(text, match):
            continue  # everybody in the trial
        name = next(key for key, value in match.groupdict().items() if value)
        words = text[match.start(name) : match.end(name)].strip(" ,")
        if name in ("sex", "sexed") and not _is_set_apart(words.casefold(), text):
            continue
        if NO_POPULATION.match(words):
            continue
        words = AND_DID.sub("", SPACES.sub(" ", HOW_MANY.sub(r"\1", OPENED.sub("", words))))
        if is_everybody(words) or NO_POPULATION.match(words) or len(words) > 110:
            continue
        if WHO_DID.fullmatch(words) and not (
            RESPONDED.search(words) and IN_THEM.search(text[: match.start(name)][-REACH:])
        ):
            continue
        words = words.removesuffix(" who")
        if UNFINISHED.search(words):
            continue
        if SHARE_OF.search(text, max(0, match.start(name) - REACH), match.start(name)):
            continue
        words = re.sub(r"^((?:non-?)?responders) whose\s.*", r"\1", words, flags=re.IGNORECASE)
        words = re.sub(
            r"^(?:patients|people|those) who (?:remained|were|are|had(?!\s(?:\w+ed|had|been|not|never)\b))\s",
            "",
            words,
            flags=re.IGNORECASE,
        )
        found.append(Mention(match.start(name), match.end(name), "population", words))
    if (found or sets_apart) and "reviously" in text:
        found += [Mention(*match.span("group"), "population", match["group"]) for match in BEFORE.finditer(text)]
    return longest(found)


# Those treated before are a group where others are set beside them: `46.4 months in A and 12.6 months in previously treated patients`.
BEFORE = re.compile(
    r"\b(?:in|among|for)\s(?P<group>previously\s(?:un)?treated\s(?:patients|adults|responders))\b(?!\swith\b)"
)
NOT_BEFORE = re.compile(
    r"\b(?:treatment[-‑\s]na[iï]ve|previously\suntreated|(?<!previously )untreated\s(?:patients|adults|group))\b",
    re.IGNORECASE,
)


def sets_apart_untreated(text: str) -> bool:
    """Whether a page tells of patients whom nothing was given before: then those who had something are a group as well."""
    return bool(NOT_BEFORE.search(text))


WHO_DID = re.compile(r"(?:\w+\s)?who(?:\s\w+)?")
RESPONDED = re.compile(r"\bwho\sresponded$")
IN_THEM = re.compile(r"\b(?:in|among|of|for)\s(?:the\s|all\s)?$", re.IGNORECASE)  # not `patients who responded went on`
OTHERS = {"men": "women", "women": "men", "boys": "girls", "girls": "boys", "males": "females", "females": "males"}


def _is_set_apart(words: str, text: str) -> bool:
    """Whether a text names the others too: `9% in women` is of a group where men are named, not in a trial of women."""
    return words not in OTHERS or bool(re.search(rf"\b{OTHERS[words]}\b", text, re.IGNORECASE))


@lru_cache(maxsize=KEPT)
def says_in_whom(label: str) -> bool:
    """Whether the label of a row or list item names a group of patients rather than what was measured."""
    return bool(_labels().match(label.strip(" *:")))


@cache
def _labels() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in load("context")["labels"]), re.IGNORECASE)
