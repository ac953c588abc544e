"""Tells whether the label before a value names an arm, a trial, a place or a group, and so nothing that is measured."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.around import is_link
from claims.mention import Mention
from claims.populations import says_in_whom
from claims.printed import Estimate
from claims.site import Site
from claims.trials import NO_TRIAL
from claims.words import Words

LABEL = re.compile(r"\W{0,3}(?P<label>[^:.;,]{2,50}):\s")


def is_idle(label: str, site: Site, estimate: Estimate, named: Sequence[Mention]) -> bool:
    """Whether the label before an estimate says whose, where or in whom it is, and not what was measured."""
    words, inherited, text = site.words, site.inherited, site.words.text
    printed = LABEL.match(text, site.segment[0], estimate.start)
    in_whom = says_in_whom(label) or bool(printed and says_in_whom(printed["label"]))
    in_whom &= not inherited.is_at_baseline
    in_whom |= inherited.parts_patients and not any(m.id == label or text[m.start : m.end] == label for m in named)
    return (
        _is_no_endpoint(label, words)
        or bool(SAYS_WHERE.match(label))
        or (in_whom and (bool(site.said.topic) or _told_outside(site)))
    )


def _told_outside(site: Site) -> bool:
    """Whether the lead-in, the block above or a heading says what is measured."""
    outer = (site.inherited.lead, *site.inherited.headings)
    return bool(site.said.named) or any(words.endpoints for words in outer if words)


def _is_no_endpoint(label: str, words: Words) -> bool:
    """Whether a label is the name of an arm, of a trial or one of its parts, or of a ratio."""
    is_numbered = OF_A_TRIAL.fullmatch(label) and label.partition(" ")[0] not in NO_TRIAL  # `ECOG 0` is a state
    if any(label in m.id or m.id in label for m in words.trials) or is_numbered:
        return True
    named = sum(m.end - m.start for m in (*words.arms, *words.trials) if words.text[m.start : m.end] in label)
    return named >= 0.6 * len(label) or is_link(label)


# `In low-volume disease: HR 0.30`: a label that opens with a preposition says in whom or when.
SAYS_WHERE = re.compile(r"(?:[Ii]n|[Aa]mong|[Aa]t|[Bb]y|[Dd]uring|[Aa]fter|[Ff]or|[Ww]ith(?:in)?|[Oo]f|[Oo]n)\s")
OF_A_TRIAL = re.compile(
    r"(?:[A-Z][\w-]*\s)?[A-Z]{2,}[A-Za-z]*[- ]?\d{1,4}|(?:[Tt]rial|[Ss]tudy|[Pp]art|[Cc]ohort|[Aa]rm)\s\w{1,3}"
)
