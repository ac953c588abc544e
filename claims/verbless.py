"""A clause that leaves its verb out, or had it told before, to the name that stands straight before its value."""

from __future__ import annotations

import re

from claims.arm_names import is_treatment
from claims.lexicon import pattern
from claims.phrases import trim

# Where a clause of its own begins.
OPENS = r"(?:^[\s•*–-]*|[;.:]\s|^[^;.]{0,12}[;,]\s|,\s(?=and\s|but\s)|^[\s,;]*(?=and\s))(?:and\s|but\s)?"
GRADE = r"[Gg]rades?\s?(?:[≥>]\s?|>=\s?)?\d(?:\s?(?:[-–/]|or|and)\s?\d)?(?:\sor\s(?:higher|above|greater))?"
NAME = rf"(?P<name>(?:{GRADE})?[A-Za-z≥\s][^;:,.()\[\]\d%=—]{{2,70}}|{GRADE})"
BARE = re.compile(rf"{OPENS}{NAME}(?:,|\sof)?\s[~<>≤≥]?\s?$")
LATER = re.compile(rf"^[^;.:]{{0,14}}[;,]\s(?:and\s)?{NAME}:\s[~<>≤≥]?\s?$")  # `; serious: `
TOLD_BY = re.compile(rf"^[^;.]{{0,14}}?(?:[;,]\s(?:and\s)?|\sand\s){NAME}\sby\s(?:only\s|just\s|about\s)?$")
BY = re.compile(r"\bby\s")
MOST_WORDS = 7
# What begins no name: a preposition, a comparison, a pronoun; and the verbs that none holds.
BEGINS_NONE = re.compile(
    r"(?:in|on|at|by|for|of|to|from|with|without|among|during|after|before|over|under|through|within|until|since|per|as|than|vs\.?|versus|against|compared|while|whereas|when|if|only|just|about|nearly|almost|approximately|up|down|both|each|all|every|any(?!\s(?:adverse|AEs?|grade|events?|serious))|some|most|one|two|three|others?|none|he|she|it|they|this|that|these|those|which|who|more|less|fewer|lower|higher|better|worse|reduced|increased|improved|not|no|n|p|median|mean|average|respectively|corresponding|week|month|year|day|the)\b",
    re.IGNORECASE,
)
HOLDS_NONE = re.compile(
    r"\b(?:was|were|is|are|be|been|being|has|have|had|did|does|do|will|would|can|could|may|might|should|must|occurred|occurs?|reported|reached|achieved|experienced|showed|fell|rose|gained|lost|improved|remained|stood|came|went|patients|people|participants|subjects|women|men|adults|children|those|group|groups|arms?|cohort|population|placebo|analys[ei]s|endpoints?|trials?|study|studies|comparator|control|dose|regimen|baseline|vs|versus|compared|than|from|to|at|by)\b",
    re.IGNORECASE,
)
# Statistics, and what goes on with the value before: `an ARR of 2%`, `not seen yet`.
SAYS_NONE = re.compile(
    r"(?:ARR|RRR|NNT|RR|HR|OR|VE|CI)|(?:.*\s)?(?:seen|yet|still|too|also|again|gone|ahead|longer|later|earlier|after|instead)",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]{3}")


# `EXEMPLAR reduced exacerbations`: the endpoint is what was reduced, whoever did it.
ACTED = re.compile(r"^(?:\S{1,40}\s){1,3}(?:reduced|lowered|decreased|cut|prevented)\s(?=\S)")


def name_before(before: str, *, is_later: bool, told: str) -> str | None:
    """`; vomiting ` -> `vomiting`, `, and fatigue by ` -> `fatigue` where the words so far told a verb with `by`."""
    match = BARE.search(before)
    if match is None and is_later:
        match = LATER.search(before)
    if match is None and is_later and BY.search(told):
        match = TOLD_BY.search(before)
    if match is None:
        return None
    name = trim(ACTED.sub("", trim(match["name"])))
    if (
        not WORD.search(name)
        or len(name.split()) > MOST_WORDS
        or BEGINS_NONE.match(match["name"])
        or HOLDS_NONE.search(name)
        or SAYS_NONE.fullmatch(name)
        or any(pattern("phrases", "compares").fullmatch(word) for word in name.split())
        or pattern("phrases", "idle").fullmatch(name)
        or (" " not in name and is_treatment(name))
    ):
        return None
    return name
