"""The words around a percentage to whether it says by how much a risk is lower."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.small_letters import has_cue

ASKED = 512  # answers that are kept: the labels and the heading are the same for all numbers of a block


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words around one estimate within its segment."""

    before: str  # back to the segment's start
    near_before: str  # back to the estimate before it
    after: str  # up to the segment's end
    near_after: str  # up to the next estimate
    labels: str  # row and column headings, the list item above it
    heading: str


@lru_cache(maxsize=ASKED)
def says(key: str, words: str) -> bool:
    """Whether words hold a cue of the lexicon's measure key."""
    return has_cue("measures", key, words)


LESS = re.compile(
    r"\b(?:reduc\w+|lower\w*|cut|decreas\w+|fewer|less)\b[^.;()%]{0,60}#|#\s?(?:reduction|decrease|fewer|lower|less)\b",
    re.IGNORECASE,
)
ITS_RATIO = re.compile(
    r"[^.;%()]{0,80}[(\[](?:stratified |adjusted )?(?:HR|[Hh]azard ratio|[Rr]ate ratio|[Rr]isk ratio|[Oo]dds ratio|RR|OR|IRR)\b"
)
SUM_REACH = 200  # characters before a colon in which what a percentage sums up stands
EVENT_REACH = 60  # characters around a percentage in which what it counts stands
REDUCED = re.compile(
    r"\s?(?:had\san?\s)?(?:relative\s|greater\s)?(?:risk\s)?(?:lower|smaller|reduction|reduced|decrease|fewer|less|cut|drop|decline|fall|off|(?:below|under)(?=\s(?:that|those|the\s\w+\s(?:on|with|in|of)|placebo)\b))\b",
    re.IGNORECASE,
)
# `25% relative rate reduction`, `22% lower rate than`, `31% fewer`: a share of what happens, whatever is measured.
RELATIVE_RATE = re.compile(
    r"\s?(?:(?:relative\s)?(?:risk|rate|hazard|odds)\s(?:reduction|decrease)|(?:lower|reduced|decreased)\s(?:relative\s)?(?:risk|rate|hazard|odds)|relative\s(?:reduction|decrease))\b",
    re.IGNORECASE,
)
CASES_PREVENTED = re.compile(
    r"\s?of\s(?:all\s|the\s)?[^.;:%\d]{0,50}?\b(?:cases|infections|episodes|hospitali[sz]ations|deaths|events)\s(?:were\s|was\s)?(?:prevented|averted|avoided)\b",
    re.IGNORECASE,
)
FEWER_OF = re.compile(r"\s?fewer\b", re.IGNORECASE)
REDUCTION_OF = re.compile(
    r"\b(?:reduction|decrease|drop|cut|fall|decline)\sof\s(?:about\s|nearly\s|up\sto\s)?$", re.IGNORECASE
)
RISK_OF_IT = re.compile(
    r"\s(?:in|of|to)\s(?:the\s|its\s|their\s)?(?:\w+\s){0,2}(?:risk|hazard|odds|likelihood|chance|rate)s?\b",
    re.IGNORECASE,
)

OF_WHAT = re.compile(
    r"\s?(?:relative\s|greater\s)?(?:reduction|decrease)s?\s(?:in|of)\s[^.,;:()%]{1,60}", re.IGNORECASE
)
RELATIVE = re.compile(r"\s?(?:RRR\b|relative risk reduction|(?:less|lower)\s(?:frequent|likely)\b)")
RELATIVE_OF = re.compile(
    r"\brelative (?:risk )?(?:reduction|difference|decrease) (?:was |is |of |by )(?:about |approximately )?$",
    re.IGNORECASE,
)
TO_WHICH = re.compile(r"\bto\s$")
FROM_WHICH = re.compile(r"\s(?:(?:with|on|in)\s[^.;%]{1,40}?\s)?from\s(?:\d|$)")
SET_ASIDE = re.compile(
    r"\s?(?:(?:with|in|for|on)\s[^();%]{1,40})?\s?(?:vs\.?|versus|compared (?:with|to)|against)\s"
    r"|\s(?:with|in|for|on)\s(?:the\s)?[^();%]{1,40}\sand\s\d"
)
OPENED = re.compile(r"[(\[](?:[A-Za-z][\w -]{2,40}[\s:,]\s?)?$")  # what is told in brackets may be named first
LABEL_LOWERS = re.compile(r"reduc|\bfewer\b|\bprevented\b|\bless likely\b|\bby[\W\d]*$", re.IGNORECASE)
EFFICACY = re.compile(r"(?i:\befficacy\b(?! (?:and|or|end|result|data|analys|popul|set)))|\b[ar]?VE\b")
RELATIVE_LABEL = re.compile(r"(?<!%\s)\bRRR\b|(?<!%\s)\brelative risk reduction\b")
RISK = re.compile(r"\b(?:risk|hazard|odds|likelihood|chance)\b", re.IGNORECASE)


def is_risk_reduction(words: Surroundings, before: str, after: str) -> bool:
    """Whether a percentage says by how much a risk is lower: the words are beside it, or in the lead-in or heading."""
    if OPENED.search(before) and SET_ASIDE.match(after):
        return False  # `a 23% lower risk (3.3% vs 4.4%)`: the rates of both arms
    if RELATIVE.match(after) or RELATIVE_OF.search(before) or FEWER_OF.match(after) or CASES_PREVENTED.match(after):
        return True
    if REDUCTION_OF.search(before) and RISK_OF_IT.match(after):
        return True
    if says("risk_reduction", words.near_before[-220:]) or re.match(
        r"[^.;\d]{0,24}\b(?:efficacy(?! (?:and|or|end|result|data|analys|popul|set))|efficacious|effective|(?-i:[ar]?VE))\b",
        after,
    ):
        return True
    if (
        re.search(
            r"\b(?:efficacy|(?-i:[ar]?VE)) (?:was|of|is|rang|against|had been)|\bshown to be\b[^.;]{0,20}$",
            words.before[-170:],
        )
        and "effic" in f"{words.before[-170:]} {after}"
    ):
        return True
    outside = f"{words.labels} {words.heading}"
    if REDUCED.match(after):
        sums_up = before.rstrip().endswith((":", "("))  # `12 exacerbations per 100 patients and 19 per 100: 39% fewer`
        counted = words.before[-SUM_REACH:] if sums_up else words.near_before[-EVENT_REACH:]
        behind = OF_WHAT.match(after)  # `23% reduction in relapses`
        counts_events = says("events", counted) or bool(behind and says("events", behind[0]))
        counts_events &= not says("mean_change", after[:EVENT_REACH])
        above = says("risk_reduction", outside) and bool(LABEL_LOWERS.search(outside))  # not by `Efficacy` alone
        of_risk = bool(
            RISK.search(words.before) or RISK.search(words.labels)
        )  # `The risk of a fracture was` over a list
        told = says("risk_reduction", after) or of_risk or above
        return told or counts_events
    if EFFICACY.search(words.labels) or RELATIVE_LABEL.search(words.labels):
        return True
    is_bare = not f"{words.before}{words.after}{words.labels}".strip()  # a value alone under a heading
    over = outside if is_bare else words.labels
    return says("risk_reduction", over) and bool(LABEL_LOWERS.search(over))


def came_to(before: str, after: str) -> bool:
    """`lowered mortality to 12.6% from 15.2%`: the level that a change ended at."""
    return bool(TO_WHICH.search(before) and FROM_WHICH.match(after))


def is_beside_its_ratio(words: Surroundings, before: str) -> bool:
    """`reduced by 28% (HR 0.72 ...)`: a reduction with its ratio in the brackets behind it is one of risk."""
    return bool(ITS_RATIO.match(words.near_after) and LESS.search(f"{before[-60:]}#{words.near_after[:14]}"))
