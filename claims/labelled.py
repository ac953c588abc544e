"""Reads the endpoint of an estimate in a label: before a colon, of a row that lost its columns, above a list or a number."""

from __future__ import annotations

import re

from claims.around import LABELLED, NAME_BEFORE, ONES, Around, bracketed, is_link, names_arm, ones_of
from claims.lexicon import pattern
from claims.phrases import trim
from claims.site import Chosen

# `Muscle pain, 16.4%`, `swelling there, 13.3%`: a line or part of it that is a label and its value
LABEL_COMMA = re.compile(
    r"(?:^|\n|;\s)\s*(?:[•*–-]\s)?(?:and\s)?(?P<label>[A-Za-z](?:(?!\b(?:was|were|is|are|had|has|with|at|after|than|who|of|by|and)\b)[^,.;:()\d%]){2,50}),\s[~<>≤≥]?\s?$"
)
STATES = re.compile(r"\b(?:was|were|is|are|had|has)\b")  # a sentence that runs up to its colon, no label
OF_WHOM = re.compile(r"\bpatients|population|analysis\b", re.IGNORECASE)
OPENING = re.compile(
    r"(?P<subject>[^,.;:()\d]{3,70}?)\s(?:(?:was|were|is|are)\s(?:common|similar|higher|lower|more|seen|rare|infrequent|reported|observed)"
    r"|(?:did|do|does)\snot\s(?:\w+ly\s)?differ|differed)\b"
)


UNDER_A_LABEL = re.compile(rf"\b(?:{pattern('phrases', 'under_a_label').pattern})\b[^:.]{{0,60}}:\s", re.IGNORECASE)
NO_ITEM = r"(?:in|with|was|were|is|are|at|by|for|to|than|on|from|had|who|that|which|and|vs|versus)\b"
LIST_ITEM = re.compile(
    rf"(?:^[\W]*|[,;:]\s(?:and\s)?|^\sand\s)(?P<item>(?!{NO_ITEM})[A-Za-z][\w'’/-]*(?:\s(?!{NO_ITEM})[\w'’/-]+){{0,4}})[\s,]$"
)


def list_item(around: Around) -> Chosen | None:
    """`Most common reactions: rash 9% (placebo 4%), cough 8% (3%)`: what stands straight before its share in a list."""
    if not UNDER_A_LABEL.search(around.all_before):
        return None
    match = LIST_ITEM.search(around.before)
    words = match["item"] if match else ""
    return None if not words or words in around.arms or is_link(words) else Chosen(words, "item of a list")


# `86%` over `RRR` and `new vertebral fractures`: what the statistic below the number is of.
OF_STATISTIC = re.compile(
    r"\s?(?:RRR|ARR|(?:relative |absolute )?risk reduction)\n(?P<what>[A-Za-z][^.;:()\d%]{3,60})$"
)


def of_statistic(around: Around) -> Chosen | None:
    """What the statistic below a number is of: `16%`, `RRR`, `heart attack or stroke`."""
    match = OF_STATISTIC.match(around.raw_after)
    return Chosen(trim(match["what"]), "what the statistic below the number is of") if match else None


# `48%` over `complete responses vs 16% with placebo`: the words below a big number.
BELOW_NUMBER = re.compile(
    r"\n(?P<what>(?!(?:of|in|with|on|for|at|from|vs|versus|more|less|fewer|lower|higher|greater|reduction|increase|decrease|improvement|risk|relative|median|mean|the)\b)[A-Za-z][A-Za-z-]{2,}(?:\s(?!(?:vs|versus|with|in|at|of|for|by|on|compared)\b)[\w-]+){1,5})(?=\s(?:vs|versus|with|in|at|by|on|compared)\b|\s?\(|,|\s?$)"
)


def below_number(around: Around) -> Chosen | None:
    """The words on the line below a number that stands alone on its own."""
    match = BELOW_NUMBER.match(around.raw_after) if not around.raw_before.strip() else None
    words = trim(match["what"]) if match else ""
    return None if not words or names_arm(words, around) or is_link(words) else Chosen(words, "words below the number")


ROW_VALUE = r"[<≤≥>~]?\s?\d[\d.,]{0,8}(?:\s?%|\s\(\d[\d.]{0,5}\s?%\))?"
ROW = re.compile(
    rf"\s*(?P<label>(?!(?:weeks?|months?|years?|days?|n)\b)[A-Za-z][A-Za-z/,' -]{{2,60}}?)\s(?:{ROW_VALUE}\s){{1,7}}{ROW_VALUE}\s*",
    re.IGNORECASE,
)


def row_label(around: Around) -> Chosen | None:
    """The label of a row whose values nothing but spaces part: a table that lost its columns."""
    match = ROW.fullmatch(around.sentence)
    return Chosen(match["label"].strip(" ,"), "label of the row") if match else None


# `Female 42%, male 58%`, `High-intensity statin = 76%`: a line of labels, each with its value.
LABELS_AND_VALUES = re.compile(
    r"(?:[A-Za-z][\w /()-]{2,40}\s=?\s?[~<>≤≥]?\s?\d[\d.]*(?:\s?%|\s[a-z]\w*(?:/\w+)?)?(?:[,;]\s|\.?$))+"
)
OWN_LABEL = re.compile(r"(?:^|[,;]\s)(?P<label>[A-Za-z][A-Za-z /()-]{2,40}?)\s=?\s?[~<>≤≥]?\s?$")


def labelled_value(around: Around) -> Chosen | None:
    """The label in front of its value on a line of such pairs: `Female 42%, male 58%`."""
    match = OWN_LABEL.search(around.all_before)
    if not match or not LABELS_AND_VALUES.fullmatch(around.sentence.strip()) or NO_LABEL.search(match["label"]):
        return None
    words = trim(STATED.sub("", match["label"]))
    return (
        Chosen(words, "label before its value") if words and not is_link(words) and words not in around.arms else None
    )


NO_LABEL = re.compile(
    r"\b(?:was|were|is|are|had|has|have|occurred|reported|seen|followed|of|for|with|by|to|than|about)\b|\bin$"
)
STATED = re.compile(r"^(?:[Mm]ean|[Mm]edian|[Aa]verage)\s")


def label_before(around: Around) -> Chosen | None:
    """The label of a number; behind a number that is of something else, the label is no more than a heading."""
    if around.is_later and around.previous is not None and around.previous.pattern.startswith("named"):
        return None
    match = LABELLED.match(around.all_before) or LABEL_COMMA.search(around.all_before)
    if (
        not match
        or OF_WHOM.search(match["label"])
        or STATES.search(match["label"])
        or not re.search(r"[^\W\d_]{3}", trim(f"{match['label']} ").removeprefix("and"))
    ):
        return None
    ones = ONES.fullmatch(match["label"].strip())
    return (
        ones_of(ones["how"], around) if ones else Chosen(MEAN.sub("", match["label"].strip()), "label before the colon")
    )


MEAN = re.compile(r"^(?:mean|median|average)\s(?=age\b)", re.IGNORECASE)


# `Positive symptoms: the score fell by 3.5 points`: the subject says less than the label over it.
UNDER_LABEL = re.compile(
    r"\W{0,3}(?P<label>[A-Za-z][^:.;,()\d]{2,50}):\s(?:[Tt]he\s|[Ii]ts\s)?(?:mean\s|median\s|total\s|average\s|treatment\s)*(?:scores?|values?|levels?|rates?|effects?|differences?|changes?|figures?)\s"
)


def under_label(around: Around) -> Chosen | None:
    """The label that a sentence of values opens with."""
    match = UNDER_LABEL.match(around.sentence)
    return Chosen(match["label"].strip(), "label before the colon") if match else None


def opening_label(around: Around) -> Chosen | None:
    """What a sentence says of its numbers before it names the first."""
    match = OPENING.match(around.sentence)
    is_named = around.previous is not None and NAME_BEFORE in around.previous.pattern
    is_apart = (around.is_later or bracketed(around)) and not is_named
    return Chosen(trim(match["subject"]), "subject of the sentence") if match and is_apart else None
