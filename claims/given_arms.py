"""Finds names of treatments by what a text says of them: given, set against a comparator, joined to a known one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from claims.arm_names import known_treatments, stems
from claims.lexicon import load
from claims.starts import capitals, sought, starts_of

GIVEN = re.compile(
    r"\b(?:treated with|receiving|received|randomi[sz]ed to(?: receive)?|assigned to(?: receive)?|on|taking|versus|vs\.?|compared (?:to|with))\s(?P<arm>[A-Z][\w]*-?\d[\w-]*|[A-Z]{3,}[a-z]?\w*|[A-Z][a-z]+[A-Z]\w*)\b(?!-[A-Z])"
)
OPENS_GIVEN = frozenset(
    {
        "treated",
        "receiving",
        "received",
        "randomised",
        "randomized",
        "assigned",
        "on",
        "taking",
        "versus",
        "vs",
        "compared",
    }
)


def told_as_given(text: str) -> Iterator[re.Match[str]]:
    """Names that a text says are given, sets against a comparator or joins to a known treatment, by groups of a match."""
    return chain(_given(text), _set_against_control(text), _joined(text))


def _given(text: str) -> Iterator[re.Match[str]]:
    return sought(GIVEN, text, starts_of(text, OPENS_GIVEN))


def _set_against_control(text: str) -> Iterator[re.Match[str]]:
    tied = starts_of(text, TIES)
    return sought(_against_control(), text, sorted({*tied, *(at - 1 for at in tied if at), *capitals(text)}))


def _joined(text: str) -> Iterator[re.Match[str]]:
    return sought(_joined_to_known(), text, capitals(text)) if "+" in text or "plus" in text else iter(())


TIES = frozenset({"with", "for", "on"})


@cache
def _against_control() -> re.Pattern[str]:
    """`65% with EXEMPLAR and 20% with placebo`, `with Exemplar vs 31% with docetaxel`, `EXEMPLAR vs placebo`.

    A name in capitals that is set against a comparator; any other name where the comparator's value follows at once.
    """
    controls = "|".join(map(re.escape, load("arms")["controls"]))
    medicines = "|".join(map(re.escape, known_treatments())) + rf"|[a-z]{{2,20}}(?:{'|'.join(stems())})"
    against = r",?\s(?:vs\.?|versus|and|than|compared (?:with|to))\s"
    value = r"[\d.]+\s?(?:%|months|years|weeks|days)"
    return re.compile(
        r"(?:(?<=[%)\]])|(?<=months)|(?<=years)|(?<=weeks)|(?<=days))\s(?:with|for)\s(?P<arm>[A-Z]{3,}\d*(?:-[A-Z\d]+)?)(?![\w-])"
        rf"(?=(?:[^.;\n]|\.\d){{0,100}}?\b(?:with|for|vs\.?|versus)\s(?:the\s)?(?:{controls})\b)"
        rf"|\b(?:with|for|on)\s(?P<title>[A-Z][A-Za-z]{{3,20}})(?={against}{value}\s(?:with|for|on)\s(?:the\s)?(?:{controls}|{medicines})\b)"
        rf"|\b(?P<plain>[A-Z]{{5,20}})(?=\s(?:vs\.?|versus)\s(?:{controls}|{medicines})\b)"
    )


@cache
def _joined_to_known() -> re.Pattern[str]:
    """`with Exemplar + Kd`, `Exemplar plus docetaxel`: a name joined to one that is known."""
    known = "|".join(map(re.escape, known_treatments()))
    by_stem = "|".join(sorted(stems(), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w+-])(?P<arm>[A-Z][A-Za-z]{{2,20}})[®™▼]{{0,2}}(?:\s?\+\s?|\splus\s)(?:(?:{known})(?!\w)|[A-Za-z]{{2,20}}(?:{by_stem})\b)"
    )
