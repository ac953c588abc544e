"""What stands around an estimate in its sentence, and what in it only ties a number to something else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.lexicon import pattern
from claims.phrases import COMPARED, ENDS_IN_VERB, GRADE, before_parenthesis, trim
from claims.printed import Estimate
from claims.site import Chosen

IN_ARM = re.compile(r"(?:\s|^)(?:in|with|for|among)\s(?:the\s)?(?:[\w+\-]+\s){1,4}$|^control\s$")
SHARE_WORDS = re.compile(
    r"(?:nearly |about |more than |almost |over |roughly )?(?:half|a third|one[- ]third|two[- ]thirds|a quarter|three[- ]quarters|one in \w+)(?: of .*)?|(?:three|two|one|four|five) of them",
    re.IGNORECASE,
)
COMPARING = re.compile(r"(?:vs\.?|versus|compared|at|by|with|over|through)\s")
LABELLED = re.compile(r"(?:[•\-–]\s?)?(?P<label>[^:.;()]{2,60}?)(?::|\s[—–])\s?[^.]{0,12}$")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an estimate, without arms, trials and times."""

    estimate: Estimate
    previous: Chosen | None
    before: str  # from the estimate before on
    after: str
    all_before: str  # from the start of the segment on
    sentence: str
    raw_before: str  # the sentence as printed, before and behind the number
    raw_after: str
    is_later: bool  # whether other estimates stand before it
    arms: frozenset[str]  # how the segment names its arms
    trials: frozenset[str]


def bracketed(around: Around) -> str | None:
    """The item that a number in brackets belongs to; none where those words only compare."""
    words = before_parenthesis(around.before)
    words = (ENDS_IN_VERB.sub("", trim(IN_ARM.sub("", f"{words} "))) or None) if words else None
    return (
        None if words and (COMPARING.match(words) or COMPARED.match(words) or SHARE_WORDS.fullmatch(words)) else words
    )


def names_arm(words: str, around: Around) -> bool:
    """Whether words name one of the segment's arms, or a part of its name: `(9% every two weeks, 4% placebo)`."""
    return any(words in arm or arm in words for arm in around.arms)


ONES = re.compile(r"(?P<how>(?:serious|fatal|severe|mild|moderate))(?:\s(?:ones|cases))?", re.IGNORECASE)
HOW_BAD = re.compile(r"^(?:serious|fatal|severe|mild|moderate)\s", re.IGNORECASE)


def ones_of(how: str, around: Around) -> Chosen | None:
    """`Infections occurred in 9%, serious ones in 1%`: how bad those were that were named before."""
    if not around.previous or not around.previous.name:
        return None
    bare = HOW_BAD.sub("", GRADE.sub("", around.previous.name).strip())
    return Chosen(f"{how.lower()} {bare}", "how bad what was named before was")


NAME_BEFORE = "name before its share"


def is_link(words: str) -> bool:
    """Whether words only tie a number to what it is of: an arm, a ratio, a pronoun."""
    return bool(
        re.search(r"\b(?:arms?|groups?)$", words)
        or re.match(
            r"(?:the )?(?:corresponding )?(?:hazard|odds|risk|rate) ratio|(?:the )?(?:absolute|relative|treatment|between-group|estimated)\s(?:treatment\s)?(?:risk\s)?(?:reduction|difference)|(?:the )?event rate$|median$|hr\b|difference|improvement|favou?r(?!able)|(?:mean |median |average )?changes?$",
            words.casefold(),
        )
        or re.fullmatch(
            r"(?:there|it|this|these|which|that|there|patients|rates?|incidence|aged|those|people|the|and|group|arm|median|hr|p|n|control group|[\d\W]+|.{0,2}"
            r"|most|some|all|many|others?|cases|events?|reactions?|most events|most cases|(?:these|such) (?:events|reactions|cases)|gains?|results?|data|corresponding \w+|respectively)",
            words.casefold(),
        )
        or pattern("phrases", "links").fullmatch(words)
    )
