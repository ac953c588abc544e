"""A share to what its sentence says is more, less, most or rarest by it."""

from __future__ import annotations

import re

from claims.around import COMPARING, IN_ARM, Around, is_link
from claims.lexicon import pattern
from claims.phrases import COMPARED, before_parenthesis, done_by_more, trim
from claims.site import Chosen

COMPARISON = re.compile(
    r"(?P<subject>[^,.;:()]{3,70}?)(?:,[^,.;:()]{3,60},)?\s(?:"
    r"(?:was|were|is|are)\s(?:also\s)?(?:significantly\s|numerically\s)?(?:higher|lower|greater|more|less|fewer|similar|comparable|common|commoner|frequent|rare|rarer|infrequent)\b"
    rf"|{pattern('phrases', 'foremost').pattern})"
)
FOREMOST = re.compile(
    rf"(?:^most\s(?:common|frequent)\b|^commonest\b|^leading\b|{pattern('phrases', 'foremost').pattern})"
)


def comparison(around: Around) -> Chosen | None:
    """The subject of the comparison whose words stand before the bracket of a share: `was more common (9% vs 4%)`."""
    words = before_parenthesis(around.before)
    words = trim(IN_ARM.sub("", f"{words} ")).removeprefix("also ") if words else ""
    if not words or COMPARING.match(words) or not (COMPARED.match(words) or FOREMOST.search(words)):
        return None
    told = [*COMPARISON.finditer(around.all_before)]
    return Chosen(trim(told[-1]["subject"]), "subject of the comparison") if told else None


# `was the adverse reaction reported most often (26%)`, `was the leading event, in 20%`, `was five times less frequent (7%)`
IS_FOREMOST = re.compile(
    rf"(?:^|[.;]\s)(?P<subject>[^,.;:()]{{3,70}}?)(?:,[^,.;:()]{{3,60}},)?\s(?:{pattern('phrases', 'foremost').pattern})[^.;:()\d]{{0,70}}(?:\(|,?\s(?:in|at|with|by|affecting|seen in))\s?$"
)


def foremost(around: Around) -> Chosen | None:
    """What is said to come first, where its share stands behind that."""
    match = IS_FOREMOST.search(around.before)
    words = trim(match["subject"]) if match else ""
    return Chosen(words, "subject of the comparison") if words and not is_link(words) else None


def by_more(around: Around) -> Chosen | None:
    """What fewer or more people had, by the share that says how many."""
    words = done_by_more(around.all_before)
    return Chosen(words, "what fewer or more people had") if words else None


# `25% fewer first events`: what there was less of.
FEWER = re.compile(
    r"\s(?:fewer|less(?!\s(?:frequent|likely|common|often|severe|effective|than|pain|time)))\s(?P<what>[a-z][^.;:()%\d]{3,70}?)(?=\s?$|[.;(]|\n[A-Z\d]|\s(?:with|than|vs|versus|compared|in|on|over|at|among)\b)"
)


def fewer(around: Around) -> Chosen | None:
    """What there was less of, behind the share that says by how much."""
    match = FEWER.match(around.raw_after)
    return Chosen(trim(match["what"]), "what there was less of") if match else None
