"""Tells whether a head of cells or tiles names only whose, when or how a value is told, and so nothing that is measured."""

from __future__ import annotations

import re

from claims.arm_mentions import arm_mentions
from claims.context import PageContext
from claims.lexicon import pattern
from claims.pipeline import endpoint_mentions
from claims.timepoints import timepoints
from claims.trials import trial_mentions

# `(95% CI: 8.1-11.0)`, `(n=61)`, `(p<0.001 for each)`: what a bracket holds that belongs to the value.
IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*(?:\b(?:CIs?|CrI|range|IQR|SD|SE|n|N)\b|\b[Pp]\s?[<>=≤])[^()\[\]]*[)\]]")
COUNTED = re.compile(r"\b\d[\d,]*\s?(?:of|/|out of)\s(?:the\s)?\d[\d,]*\b|\b[nN]\s?=\s?\d[\d,/]*")
DOSED = re.compile(
    r"\b\d[\d.,]*(?:\s?(?:to|[-–/])\s?\d[\d.,]*)?[\s-]?(?:mg|µg|μg|mcg|g|mL|IU|units?|U)(?:/(?:kg|m2|m²|mL|day))?[a-e]?\b"
)
LETTERS = re.compile(r"[^\W\d_]{3}")
TIME_MARKED = re.compile(r"(?<=\d)[a-h*†‡§]{1,2}$")  # `Day 15a`, a note's letter glued to a time


def tells_nothing(head: str, context: PageContext) -> bool:
    """Whether nothing is left of a head without its arms, trials, times, doses, counts and intervals."""
    if endpoint_mentions(head):
        return False
    left = COUNTED.sub(" ", IN_BRACKETS.sub(" ", head))
    for mentions in (
        arm_mentions(left, context.arms),
        trial_mentions(left, context.trials),
        timepoints(TIME_MARKED.sub("", left)) or timepoints(f"at {TIME_MARKED.sub('', left)}"),
    ):
        for mention in mentions:
            left = left.replace(str(mention.id), " ")
    left = DOSED.sub(" ", left)
    return left != head and not LETTERS.search(pattern("phrases", "idle").sub(" ", left))
