"""Reads arms that are named by how often the page's product is given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from claims.dose_arms import OFTEN
from claims.mention import Mention
from claims.model import Block, Kind
from claims.printed import Canvas
from claims.starts import standing

SCHEDULE_BEHIND = re.compile(rf"[®™▼]{{0,2}}\s(?P<schedule>{OFTEN})(?![\w-])")  # a name
FEWEST = 2  # schedules of one product that a page compares


def schedules_of_product(blocks: Sequence[Block], names: Sequence[str]) -> tuple[str, ...]:
    """The schedules that a page gives its product's arms, printed straight behind its name, where it has several."""
    if not names:
        return ()
    found: Counter[str] = Counter()
    for block in blocks:
        if block.kind is not Kind.REFERENCES:
            for _, end in standing(block.text, names, either_case=True):
                match = SCHEDULE_BEHIND.match(block.text, end)
                if match:
                    found[match["schedule"].casefold()] += 1
    return tuple(found) if len(found) >= FEWEST else ()


def scheduled(text: str, schedules: Sequence[str], product: str, found: Sequence[Mention]) -> list[Mention]:
    """The mentions of a text, those of the product with the schedule behind them, and schedules that stand alone:
    `41% of those given Exemplar every two weeks, 38% (every four weeks)`."""
    if not schedules:
        return list(found)
    at = {match.start(): match for match in re.finditer(rf"(?<![\w-]){OFTEN}(?![\w-])", text)}
    told = {start: match for start, match in at.items() if match[0].casefold() in schedules}
    result: list[Mention] = []
    taken: set[int] = set()
    for mention in found:
        behind = told.get(mention.end + 1)
        if behind and product.casefold() in mention.id.casefold():
            result.append(Mention(mention.start, behind.end(), mention.kind, f"{mention.id} {behind[0]}"))
            taken.add(behind.start())
        else:
            result.append(mention)
    result += _alone(text, [match for start, match in told.items() if start not in taken], product, result)
    return sorted(result, key=lambda mention: mention.start)


def _alone(text: str, told: Sequence[re.Match[str]], product: str, found: Sequence[Mention]) -> Iterator[Mention]:
    canvas = Canvas(text, tuple((mention.start, mention.end) for mention in found))
    for match in told:
        if OF_AN_ARM.search(text, max(0, match.start() - NEAR), match.start()) and canvas.is_free(*match.span()):
            yield Mention(match.start(), match.end(), "arm", f"{product} {match[0]}")


NEAR = 24  # characters before a schedule that tell whether it stands for an arm
OF_AN_ARM = re.compile(
    r"(?:[%)\d]\s\(|\b(?:given|taking|took|receiving|received|on|with|and|or|vs\.?|versus|than)\s(?:it\s|the\s)?|%\s)$"
)
