"""Tells the headings of a flattened page by their shape: short, no full stop, something beneath them."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.lexicon import load
from claims.model import Block, Kind
from claims.pages.stacked import LABEL_LEVEL

KEPT = 128  # texts of which it is known whether they are a number: neighbours are asked for each other
_NUMBER = r"[-−–+]?\d[\d.,]*\s?%?"
# Units of a level that a number alone may carry, the longest first; single letters could as well be the mark of a note.
_FORMS = ("mL", *(form for forms in load("units")["level"].values() for form in forms if len(form) > 1))
_LEVELS = "|".join(sorted(map(re.escape, _FORMS), key=len, reverse=True))
VALUE = re.compile(
    rf"(?:[Pp]\s?)?[~≈<>≤≥]?\s?{_NUMBER}(?:(?:\s?[/–-]\s?|,\s){_NUMBER})?(?:\s?[(\[][^)\]]{{0,40}}[)\]])?(?:\s?(?:months?|mos?\.?|weeks?|years?|days?|x|{_LEVELS}))?(?:[ \n][(\[][^)\]]{{0,40}}[)\]])?(?:(?:[;,]\s?|\n)(?:[12]-sided\s)?[Pp]\s?[=<>≤]\s?[\d.]+)?"
    r"|(?:NR|NE|N/A|not reached|not estimable)(?:\s?[(\[][^)\]]{0,40}[)\]])?|[—–-]",
    re.IGNORECASE,
)
MARKED = re.compile(
    r"(?P<value>.*?[\d%)\]]|NR|NE)(?:[*†‡§¶#‖]+|[a-h](?:,[a-h])*)?(?:(?<=[%)*†‡§¶#‖])\d{1,2}(?:[,–-]\d{1,2})*)?"
)
SIZED_ARM = re.compile(r"[^()=]{1,70}\s\(?\s?[nN]\s?=\s?[\d,]+\)?[*†‡§¶]*")
NOT_REACHED = re.compile(r":\s?(?:NR|NE|[Nn]ot (?:yet )?(?:reached|estimable))\W{0,3}$")  # `Median OS: NR`
ARM_AND_VALUE = re.compile(  # `examplimab (n=194) 0.83/year`
    r"[^()=]{1,70}\s\(\s?[nN]\s?=\s?[\d,]+\)\W{0,2}\s\d[\d.,]*\s?(?:%|/\s?\w+|months|weeks|days|years|points|per\s\w+)?\W{0,3}"
)
TESTED = re.compile(
    r"(?:\n|^)\(?[Pp]\s?[<=≤≥]\s?[\d.]{1,8}[^()\n]{0,40}\)?\W{0,3}$"
)  # what a label under a value says of it
ENDS_SENTENCE = re.compile(r"[.;!?,]\W*$")
HAS_VERB_START = re.compile(
    r"(?:[*†‡§¶‖ǁ]|\(|\W*[a-z]|(?:(?:[12]|[Oo]ne|[Tt]wo)-sided\s)?[Pp](?:[- ]value)?\s?[=<]|HR\b)"
)


# A line that tells a value is none: an item, `25% fewer`, `Median follow-up, 26 months`, `Female 42%, male 58%`, `RRR`.
TELLS_A_VALUE = re.compile(
    r"[~<>≤≥]?\s?\d[\d.]*\s?%(?:,\s|\s(?:vs\.?|versus)\s\d|\s[\w≥-]{2,12};)|"
    r"[•●▪■◦○‣∙·]|[~<>≤≥]?\s?\d[\d.,]*\s?%\s(?i:(?:(?:relative|absolute|risk)\s){0,2}(?:fewer|less|lower|more|higher|greater|reduction|RRR))\b[^.]{0,20}$|.{0,60}=\s?\d"
    r"|[~<>≤≥]?\s?\d[\d.,]*\s?%\s(?:(?:relative|risk)\s)?reduction\sin\s(?:the\s)?(?:relative\s)?risk\sof\s[^.]{3,60}$"
    r"|(?:[Mm]edian|[Mm]ean)\s[^.;]{0,40}\d\s(?:months|years|weeks|days)$|(?:[A-Z]?[a-z][\w /-]{2,30}\s\d[\d.]*\s?%(?:,\s|$))+$|(?:RRR|ARR|HR|OR|RR|NNT)\W*$"
)
# `Mean age: 46`, `Positive: n=65/84`, `Range: 4-28 (overall)`
TOLD_BEHIND = re.compile(
    r"[A-Za-z]:\s(?:[nN]\s?=\s?)?[<>≤≥~]?\d[\d.,]*(?:\s?(?:[-–/]|to)\s?\d[\d.,]*)?(?:\s(?:years|months|weeks|days))?(?:\s\([^()]{1,30}\))?$"
)
# A row of a table that lost its columns: `CR 8.0% 4.6%`, `Rash 36 / 13 39 / 14`.
ROW = re.compile(r".*?[^\W\d_]\S*(?:\s[<>≤≥~]?[-−–+]?\d[\d.,]*(?:\s?%)?(?:\s/\s\d[\d.]*)?(?:\s\([^()]{1,24}\))?){2,8}")
HAS_VALUE = re.compile(r"\d\s?%|\d\s/\s\d|\d\.\d")
# A group of ages, `≥60 years`, `60-69 years`, or by a level, `<60 mL/min`; a time is told with its decimals or its
# interval, or in months.
GROUP = re.compile(
    r"(?:[<>≥≤]\s?\d{1,2}|\d{1,2}\s?(?:[–-]|to)\s?[<>]?\d{1,2})\s?(?:years?|yrs?)"
    rf"|[<>≥≤]\s?\d[\d.,]*(?:\s?(?:[–-]|to)\s?[<>≥≤]?\d[\d.,]*)?\s?(?:{_LEVELS})",
    re.IGNORECASE,
)


IN_BRACKETS = re.compile(r"\s\((?:mean|median|baseline)\s[^()]{3,60}\)\W{0,3}$")  # what a title says besides
FEWEST_WORDS = 4  # of such a title
SETS_APART = re.compile(r"vs\.?|versus|and|or", re.IGNORECASE)  # between two numbers, a title of neither


@lru_cache(maxsize=KEPT)
def is_value(text: str) -> bool:
    """Whether a block is a number alone, as a stat tile or a table cell prints it."""
    return bool(VALUE.fullmatch(text.strip())) and not GROUP.fullmatch(text.strip())


def is_marked_value(text: str) -> bool:
    """Whether a line is a number alone, footnote letters, signs and references behind it aside."""
    match = MARKED.fullmatch(text.strip())
    return is_value(text) or bool(match and is_value(match["value"]))


def has_heading_shape(block: Block, blocks: list[Block]) -> bool:
    """Whether a paragraph of a flattened page looks like a heading."""
    text = block.text
    if block.cell is not None or block.index + 1 >= len(blocks) or _is_in_stack(block, blocks):
        return False
    if text.count("\n") > 1 or len(text) > 160 or len(text.split()) > 18:
        return False
    if (
        is_value(text)
        or SETS_APART.fullmatch(text.strip())
        or SIZED_ARM.fullmatch(text)
        or is_value(text.partition("\n")[0])
        or ENDS_SENTENCE.search(text)
        or NOT_REACHED.search(text)
        or ARM_AND_VALUE.fullmatch(text)
        or TESTED.search(text)
        or HAS_VERB_START.match(text)
        or TELLS_A_VALUE.match(text)
        or (HAS_VALUE.search(text) and ROW.fullmatch(text))
        or not re.search(r"[^\W\d_]{2}", text)
    ):
        return False
    bare = "" if re.search(r"\bCI\b|\bvs\b", text) else IN_BRACKETS.sub("", text)
    title = bare if len(bare.split()) >= FEWEST_WORDS and not HAS_VALUE.search(bare) else text
    if TOLD_BEHIND.search(title) or re.search(
        r":[^:]{0,40}\d\s?%|:\s?(?:NR|NE|[Nn]ot reached|[Nn]ot estimable)$|[^\W\d_]{2,}\s?=|https?:|@|\bCI\b", title
    ):
        return False
    following = blocks[block.index + 1]
    if re.fullmatch(r"[\d.,]+", following.text) and not block.marks:
        return False  # the title of a chart's axis
    return following.kind is not Kind.REFERENCES or len(text.split()) <= 3


LONGEST_IN_STACK = 120  # characters of a line with values


def _is_in_stack(block: Block, blocks: list[Block]) -> bool:
    """Whether a line stands under the labels of its stack."""
    at = block.index - 1
    while at >= 0 and blocks[at].group == block.group and blocks[at].kind is not Kind.HEADING:
        if len(blocks[at].text) > LONGEST_IN_STACK:
            return False  # running text ends a stack, on a page without blank lines too
        at -= 1
    return at >= 0 and blocks[at].group == block.group and blocks[at].level >= LABEL_LEVEL
