"""A cause and what it made patients do to their treatment to one endpoint: `discontinuation due to rash`."""

from __future__ import annotations

import re
from functools import cache

from claims.lexicon import load, pattern
from claims.phrases import RESPECTIVELY, trim

CLOSE = 80  # characters before a share in which the verb stands that says what its cause did
NEAR = 160  # characters before a share in which its cause stands
PEOPLE = r"(?:\s?(?:of\s)?(?:the\s|all\s|these\s|those\s)?(?:[\w®™+-]+\s){0,4}?(?:patients|people|participants|subjects|women|men|adults|children|them)\b)?"
# What the treatment is called behind the verb, or the dose.
TREATED = r"\s(?:[\w®™+-]+\s?){1,5}"
WHO = r"(?:(?:was|were|being)\s)?(?:(?:permanently|temporarily|prematurely)\s)?"
BECAUSE = re.compile(
    r"(?:^|[.;]\s|,\s(?:and\s)?)(?:[Bb]ecause\sof|[Dd]ue\sto|[Oo]wing\sto|[Oo]n\saccount\sof)\s(?P<cause>[^,.;:()\d]{3,60}),\s$"
)
# `Rash was the main reason for discontinuation in`, `and was the most common reason for dose reduction (`
REASON = re.compile(
    r"(?:^|[.;]\s)(?P<cause>[^,.;:()\d]{3,60}?)(?:,|\s(?:was|were|is|are)\b[^.;:]{0,80}\sand)?\s(?:was|were|is|are)\s"
    r"(?:the\s|an?\s)?(?:[\w-]+\s){0,3}(?:reasons?|causes?)\s(?:for|of)\s(?P<what>(?:[\w-]+\s){1,4}?)(?:of\streatment\s|of\stherapy\s)?(?:in\s(?:about\s|approximately\s)?|,\s|\(\s?)$",
    re.IGNORECASE,
)
NECESSARY = r"\s(?:necessary|needful|inevitable)\s(?:in|for)\s(?:about\s|approximately\s)?$"


@cache
def _ended() -> re.Pattern[str]:
    """What was done to the treatment, each way under the name of its own group."""
    nouns = load("phrases")["treatment_ended"]
    either = "|".join(
        f"(?P<{noun.replace(' ', '_')}>{'|'.join(sorted(ways, key=len, reverse=True))})" for noun, ways in nouns.items()
    )
    return re.compile(rf"{WHO}(?:{either})\b", re.IGNORECASE)


@cache
def _made() -> re.Pattern[str]:
    verbs = pattern("phrases", "made_to").pattern
    return re.compile(
        rf"(?P<cause>(?:[^,.;:()\d]|(?<=[Gg]rade\s)\d){{3,70}}?)\s(?:had\s|have\s|has\s)?(?:{verbs})\s(?:about\s|approximately\s|only\s)?"
        rf"(?P<what>$|[^,.;:()\d]{{3,40}}?{NECESSARY})"
    )


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern('phrases', 'made_to').pattern})\b")


def _noun(words: str) -> str | None:
    told = _ended().match(words)
    return next((name.replace("_", " ") for name, found in told.groupdict().items() if found), None) if told else None


def ended_by(before: str, after: str) -> str | None:
    """`Rash led [9%] of patients to stop treatment`, `Because of rash, [9%] gave it up` -> `discontinuation due to rash`."""
    before, after = before[-NEAR:], RESPECTIVELY.sub(" ", after)
    made = _made().search(before) if _verb().search(before[-CLOSE:]) else None
    if made and made["what"]:
        noun = _noun(made["what"].strip())
        return f"{noun} due to {_plain(made['cause'])}" if noun else None
    because = None if made else BECAUSE.search(before)
    cause = made or because
    if not cause:
        return None
    whom = WHOM.match(after)
    noun = _noun(after[whom.end() if whom else 0 :].removeprefix("to ").lstrip())
    return f"{noun} due to {_plain(cause['cause'])}" if noun else None


def reason_for(before: str) -> str | None:
    """`Rash was the main reason for discontinuation in ` -> `discontinuation due to rash`."""
    told = REASON.search(before[-NEAR:]) if "reason" in before or "cause" in before else None
    return f"{told['what'].strip()} due to {_plain(told['cause'])}" if told else None


def _plain(cause: str) -> str:
    """A cause as it is called within a sentence: `Rash` -> `rash`, but `QT prolongation`."""
    words = trim(cause)
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


WHOM = re.compile(rf"[\s,]*{PEOPLE}[\s,]*(?:to\s)?")
