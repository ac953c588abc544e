"""The heads over a table's cell to the arm that one of them names, with its size."""

from __future__ import annotations

import re

from claims.arm_mentions import arm_mentions, pair_in
from claims.arm_names import OF_PART, Arms
from claims.head_units import SHARE_HEAD
from claims.named import like
from claims.numerals import quantity
from claims.populations import says_in_whom
from claims.quantity import Quantity
from claims.statistic_heads import RATIO_NAME

SIZE = re.compile(r"\(?\s*\b[nN]\s?=\s?(?:[\d,]+\s?/\s?)?(?P<n>[\d,]+)\s*\)?")
CASES_HEAD = re.compile(r"(?<=\w)\s(?:cases|events|n)\s?(?:\(N\)|/\s?N)$", re.IGNORECASE)  # `Placebo cases (N)`


def arm_of_heads(heads: list[str], arms: Arms) -> tuple[str | None, Quantity | None, list[str], str]:
    """(arm, its size, the heads left, the head that named it)."""
    heads = _parts_apart(heads)
    if len(heads) > 1:
        heads = [head for head in heads if not ARMS_BELOW.fullmatch(head.strip())] or heads
    for i, head in enumerate(heads):
        size = SIZE.search(head)
        bare = CASES_HEAD.sub("", SHARE_HEAD.sub("", SIZE.sub(" ", head).strip())).strip(" ,:;()")
        bare = WHO_HAD.sub("", bare)
        spoken = arm_mentions(bare, arms)
        graded = GRADED.fullmatch(SIZE.sub(" ", head).strip(" ,:;"))
        if graded and any(len(m.id) >= 0.8 * len(graded["arm"].strip(" ,:;|-")) for m in spoken):
            name = graded["arm"].strip(" ,:;|-").replace("®", "").replace("™", "")
            number = quantity(size["n"]) if size else None
            return like(head, name), number, [*heads[:i], like(head, graded["grade"]), *heads[i + 1 :]], head
        covers = sum(m.end - m.start for m in spoken)
        number = quantity(size["n"]) if size else None
        is_group = bool(size) and not spoken and says_in_whom(bare)  # `Previously treated (n=149)`
        if (size and bare and not is_group and (spoken or head in arms.heads or bare in arms.heads)) or (
            spoken and covers >= 0.6 * len(bare)
        ):
            pair = pair_in(bare, spoken)
            name = pair[0] if pair else bare.replace("®", "").replace("™", "")
            left = [*([like(head, pair[1])] if pair else ()), *heads[:i], *heads[i + 1 :]]
            return like(head, name), number, left, head
        parts = [part.strip(" ()") for part in re.split(r"[,;:|]|\s[–—-]\s|(?<=/N)\s|\sin\s|\swith\s", bare)]
        named = [part for part in parts if part and any(len(m.id) >= 0.8 * len(part) for m in arm_mentions(part, arms))]
        if len(named) == 1 and len(parts) > 1 and not RATIO_NAME.match(bare):
            rest = like(head, bare.replace(named[0], " ").strip(" ,;:|–—-"))
            name = like(head, named[0].replace("®", "").replace("™", ""))
            return name, number, [*heads[:i], rest, *heads[i + 1 :]], head
    return None, None, heads, ""


ARMS_BELOW = re.compile(
    r"(?:(?:treatment|study|randomi[sz]ed)\s)?(?:arms?|groups?)|treatments?", re.IGNORECASE
)  # names none
# An arm's head with the grades that its column counts: `examplimab (n=279) All grades, %`, `Placebo Grade 3/4 (%)`.
GRADED = re.compile(
    r"(?P<arm>.{2,60}?)[\s,:;|–-]{1,4}(?P<grade>(?:all|any)[- ]?grades?|grades?\s?[\d≥][^,(%]{0,12}?)(?:,?\s?\(?%\)?)?",
    re.IGNORECASE,
)
# Words of a label before the arm that it names and nothing else: `of patients treated with placebo`.
WHO_HAD = re.compile(
    r"^(?:(?:started|continued|stayed|remained|kept|switched|changed|randomi[sz]ed)\s(?:on|from|to|with)\s(?:the\s)?)|^(?:(?:of|in|for|among)\s(?:the\s)?)?(?:(?:patients|people|subjects|participants|adults|children|women|men)\s)?"
    r"(?:(?:treated|who received|receiving|taking|given|on|with|for|in)\s)+(?:the\s)?",
    re.IGNORECASE,
)


def _parts_apart(heads: list[str]) -> list[str]:
    """Heads with the part of the trial before an arm as one of its own: `Cohort 1 Exemplar (n=241)`."""
    found: list[str] = []
    parts: list[str] = []
    for head in heads:
        of_part = OF_PART.match(head)
        found.append(like(head, head[of_part.end() :]) if of_part else head)
        parts += [like(head, of_part[0].strip(" ,:"))] if of_part else []
    return [*found, *parts]
