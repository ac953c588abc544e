"""A share to the kind of people named straight behind it: `71% men, 81% white`."""

from __future__ import annotations

import re

from claims.around import Around, is_link, names_arm
from claims.lexicon import pattern
from claims.phrases import trim
from claims.site import Chosen

COMPARES = pattern("phrases", "compares").pattern
CATEGORY = re.compile(
    rf"\s(?!(?:{COMPARES}|[Gg]rades?|after|before|during|within|through|over|since|until|among|per|when|while|who|only|each|without|not)\b)(?!of\b|with\b|in\b|for\b|vs\b|and\b|to\b|by\b|at\b|on\b|from\b)(?P<what>[A-Za-z][\w+/-]*(?:\s(?!of\b|with\b|in\b|for\b|vs\b|and\b|was\b|were\b|to\b|than\b|on\b)[\w+/-]+){{0,3}})(?=[,;)]|\.(?:\s|$)|\sand\s\d)"
)
OPENS_CATEGORY = re.compile(r"(?:\(|[,;]\s?(?:and\s)?)$")


def kind_in_bracket(around: Around) -> Chosen | None:
    """`(23% favorable risk, 58% intermediate risk)`: the share of each kind, within one bracket."""
    told = CATEGORY.match(around.raw_after) if OPENS_CATEGORY.search(around.raw_before) else None
    is_within = told and around.raw_before.count("(") > around.raw_before.count(")")
    if not told or not is_within or is_link(told["what"]) or names_arm(told["what"], around):
        return None
    return Chosen(told["what"], "kind behind its share")


OPENS_KIND = re.compile(r"(?:^|[,;]\s(?:and\s)?|\sand\s)$")


def kind_in_list(around: Around) -> Chosen | None:
    """`mean age 46 years, 71% men, 81% white`: the share of each kind in a list without brackets."""
    told = CATEGORY.match(around.raw_after) if around.is_later and OPENS_KIND.search(around.raw_before) else None
    words = trim(told["what"]) if told else ""
    return (
        Chosen(words, "kind behind its share")
        if words and not names_arm(words, around) and not is_link(words)
        else None
    )
