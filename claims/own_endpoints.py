"""A page's blocks and short forms to the endpoints that it calls so itself, which the lexicon does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from claims.mention import Mention
from claims.model import Block, Kind
from claims.pipeline import endpoint_mentions, with_its_limit
from claims.starts import sought, starts_of

NO_ENDPOINT = r"(?:[Tt]he|[Aa]n?|[Aa]t|[Bb]y|[Oo]ver|[Tt]hrough|[Ff]rom|[Oo]f|[Ii]n|[Ww]as|[Ww]ere|[Aa]nd|[Oo]r|[Dd]efined|[Rr]esults?|[Aa]nalysis)\b"
TOLD_ENDPOINT = re.compile(
    r"\b(?:(?:[Cc]o-)?[Pp]rimary|(?:[Kk]ey )?[Ss]econdary)\s(?:efficacy\s)?[Ee]nd\s?points?(?:\s(?:was|were|is|of))?:?\s(?:the\s)?"
    rf"(?P<what>(?!{NO_ENDPOINT})[A-Z]?[a-z]+(?:\s(?!{NO_ENDPOINT})[A-Za-z][\w-]*){{1,4}})"
)
OPENS_TOLD = frozenset({"primary", "secondary", "co", "key"})
FEWEST_TIMES = 2  # that a page must name an endpoint of its own
# `iADRS`, explained as the integrated Alzheimer's Disease Rating Scale: what something is measured by.
MEASURES = re.compile(
    r"\b(?:scale|score|index|inventory|questionnaire|tool|instrument|test|assessment|remission|response|responders?|survival|"
    r"improvement|success|clearance|titers?|titres?|(?:headache|migraine|symptom-free|bleeding)\sdays)\b",
    re.IGNORECASE,
)
# Scores by which patients are grouped, and whoever assesses.
GROUPS = re.compile(
    r"\b(?:prognostic|comorbidity|risk|performance|positiv\w+|proportion|criteria|committee|review|immune\sresponse|body\smass|"
    r"^(?:numeric(?:al)?|visual\sanalog(?:ue)?)\s(?:rating\s)?scale|inflammatory\sresponse|stress\stest|group|agency|program(?:me)?)\b",
    re.IGNORECASE,
)
CAPITALS = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z][\w+/-]{2,11}")


class OwnEndpoints:
    """The endpoints that a page calls so, or explains as a scale, a score or a rate of something."""

    def __init__(self, blocks: tuple[Block, ...], short_forms: Mapping[str, str]) -> None:
        told = _told(blocks)
        scales = [short for short, long in short_forms.items() if _is_scale(short, long)]
        self._patterns = [
            *(
                [re.compile(rf"(?<![\w-])(?:[Pp]artial\s|[Cc]omplete\s)?(?:{_either(told)})(?![\w-])", re.IGNORECASE)]
                if told
                else ()
            ),
            *([re.compile(rf"(?<![\w-])(?:{_either(scales)})(?![\w-])")] if scales else ()),
        ]

    def named_in(self, text: str) -> Iterator[Mention]:
        """Where a text names one of them, in the words that it has."""
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                yield with_its_limit(text, Mention(match.start(), match.end(), "endpoint", match[0]), is_level=True)


def _told(blocks: tuple[Block, ...]) -> list[str]:
    """The endpoints that the page itself calls so (`Primary endpoint: renal response`) and goes on to speak of."""
    found: dict[str, None] = {}
    for block in blocks:
        if block.kind is not Kind.REFERENCES:
            told = sought(TOLD_ENDPOINT, block.text, starts_of(block.text, OPENS_TOLD))
            found.update((match["what"], None) for match in told)
    whole = " ".join(block.text for block in blocks).casefold() if found else ""
    return [name for name in found if whole.count(name.casefold()) >= FEWEST_TIMES and not endpoint_mentions(name)]


def _is_scale(short: str, long: str) -> bool:
    is_measure = CAPITALS.fullmatch(short) and MEASURES.search(long) and not GROUPS.search(long)
    return bool(is_measure) and not endpoint_mentions(short) and not endpoint_mentions(long)


def _either(names: list[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
