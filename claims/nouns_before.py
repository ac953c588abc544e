"""A share to the noun before it that it is of: the subject of its verb, an item of a list, the words before its bracket."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.around import ONES, Around, bracketed, is_link, ones_of
from claims.phrases import BARE_GRADE, GRADE, before_parenthesis, listed_under, predicate, subject, trim
from claims.site import Chosen

DIFFERED = re.compile(
    r"\s(?:(?:did|do|does)\snot\s(?:\w+ly\s)?differ|differed)\b"
)  # `deaths did not differ (3% vs 4%)`
MARK = re.compile("[®™▼]")
FATAL = re.compile(r"fatal|serious|life-threatening", re.IGNORECASE)
# `Most patients (79%) were on a statin`: what they did stands behind the bracket.
MOST_OF_THEM = re.compile(
    r"(?:(?:nearly|about|almost|over|roughly|more than)\s)?(?:the\s|a\s)?(?:most|many|few|majority of|half of|half|a third of|two[- ]thirds of|three[- ]quarters of)?\s?(?:of\s)?(?:the\s|these\s)?(?:patients|people|participants|subjects|women|men|adults|children)",
    re.IGNORECASE,
)


def item(around: Around) -> Chosen | None:
    """The item that a share in brackets belongs to."""
    if MOST_OF_THEM.fullmatch(before_parenthesis(around.before) or ""):
        did = predicate(around.after.lstrip(")]"))
        return Chosen(did, "what the patients did") if did else None
    words = DIFFERED.split(bracketed(around) or "")[0]
    if not re.search(r"[^\W\d_]{2}", words) or is_link(words) or MARK.sub("", words) in around.arms:
        return None
    if FATAL.fullmatch(words) and around.previous and around.previous.name:
        return Chosen(f"{words} {GRADE.sub('', around.previous.name).strip()}", "grade of the reaction before")
    return Chosen(words if around.estimate.op in (">", ">=") else _listed(words, around), "before the bracket")


def _listed(words: str, around: Around) -> str:
    """An item under the head of its list: `serious adverse reactions: pneumonia`."""
    head = listed_under(around.all_before)
    return f"{head}: {words}" if head and head.casefold() not in words.casefold() else words


# `rash (EXEMPLAR 26%, placebo 7%)`, `rash (EXEMPLAR: 26%; placebo: 7%)`: each value stands behind its arm in one bracket.
BEHIND_ARM = re.compile(
    r"(?:(?P<before>.*\d.*)(?:[;,]\s|\s(?:vs\.?|versus|and|or)\s))?(?P<arm>[^\d\s][^;:]*?)[®™▼]*[:,=]?\s", re.DOTALL
)


ENDS_IN_VALUE = re.compile(r"\d\s?%?$")


def by_arms_in_bracket(around: Around) -> Chosen | None:
    """The item before a bracket in which each value stands behind the arm that it is of."""
    opened = around.raw_before.rfind("(")
    inside = BEHIND_ARM.fullmatch(around.raw_before, opened + 1) if opened > 0 else None
    if inside is None or ")" in inside[0] or inside["arm"] not in around.arms:
        return None
    if inside["before"]:
        same = around.previous if around.previous and around.previous.name else None
        return Chosen(same.name, f"same as before ({same.pattern})") if same else None
    words = bracketed(replace(around, before=around.raw_before[: opened + 1]))
    if (
        not words
        or is_link(words)
        or words in around.arms
        or MOST_OF_THEM.fullmatch(words)
        or ENDS_IN_VALUE.search(words)
    ):
        return None
    return Chosen(_listed(words, around), "before the bracket")


OPENS_LIST = re.compile(r"\b(?:included?|were|was|those)\b")


def subject_of_verb(around: Around) -> Chosen | None:
    """The subject of the verb before a share."""
    words = subject(around.before)
    if not words or BARE_GRADE.fullmatch(words) or is_link(words):
        return None
    return Chosen(_listed(words, around) if OPENS_LIST.search(around.all_before) else words, "subject of the verb")


# `More infections occurred in patients on the tablets (3%)`
IN_SOME = re.compile(
    r"\s(?:in|among|with|for)\s(?:more\s|fewer\s)?(?:(?:patients|people|participants|those|women|men|adults|children|subjects)\b[^.;:,()\d]{0,60})?\(\s?$"
    r"|(?:(?<=[a-z]ed)|(?<=seen)|(?<=found))\s\(\s?$"  # the arm behind the verb is cut: `Rash was observed with A (3%)`
)


def subject_before_bracket(around: Around) -> Chosen | None:
    """The subject of a sentence that tells in whom before the bracket of its share."""
    tail = IN_SOME.search(around.all_before)
    words = subject(f"{around.all_before[: tail.start()]} in ") if tail else None
    return (
        Chosen(words, "subject of the verb")
        if words and not is_link(words) and not BARE_GRADE.fullmatch(words)
        else None
    )


BEFORE_IN = re.compile(
    r"(?:^|,\s(?:and\s)?|\sand\s|\swith\s)(?P<noun>(?:[\w\-]+\s){0,6}[\w\-]+)(?:,\s[^,.;:()]{2,40},)?\sin\s$"
)
FATAL_IN = re.compile(rf"^(?:was|were|proved)\s(?P<how>{FATAL.pattern})$")  # `rash affected 3% and was fatal in 0.1%`
# `ECOG score 0 in 77%` at the front of a line says what the share is of; a preposition there says when or where.
OPENS_LINE = re.compile(
    r"(?!(?:in|on|at|by|for|of|during|after|with|while|among)\b)[A-Za-z][\w-]*(?:\s[\w-]+){0,5}\sin\s$", re.IGNORECASE
)


def before_in(around: Around) -> Chosen | None:
    """The noun before the `in` that a share stands behind."""
    match = BEFORE_IN.search(around.before)
    if not match or is_link(match["noun"].strip()) or not (around.previous or OPENS_LINE.match(around.before)):
        return None
    ones = ONES.fullmatch(match["noun"])
    if ones:
        return ones_of(ones["how"], around)
    fatal = FATAL_IN.search(match["noun"])
    if fatal and around.previous and around.previous.name:
        return Chosen(
            f"{fatal['how']} {GRADE.sub('', around.previous.name).strip()}", "how bad what was named before was"
        )
    return None if match["noun"].startswith(("during ", "after ")) else Chosen(trim(match["noun"]), "before in")
