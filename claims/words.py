"""What one text names, and what a block inherits of it from the page around."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from claims.lexicon import pattern
from claims.mention import Mention
from claims.named import Named, Spot


def _placed(mention: Mention, block: int) -> Mention:
    name = Named(mention.id, Spot(block, mention.start, mention.end))
    return Mention(mention.start, mention.end, mention.kind, name)


def between(mentions: tuple[Mention, ...], start: int, end: int) -> tuple[Mention, ...]:
    """Those of some mentions, which are in order, that begin from one offset up to another."""
    if not mentions:
        return mentions
    low = bisect_left(mentions, start, key=lambda mention: mention.start)
    high = bisect_left(mentions, end, lo=low, key=lambda mention: mention.start)
    return mentions[low:high]


KEPT = 128  # texts of which it is known: headings and lead-ins are asked for each block below them
RESULT = re.compile(r"\d(?:\s?%| (?:[Mm]onths|MONTHS|patients)|(?<!\w.)\d* (?:out of|of|in) \d)")


BESIDE = re.compile(r"\s?\([^()]*\)|,\s\d[\d.]*\s\w+$")  # what a heading says besides: `(descriptive)`, `, 55.6 months`


@lru_cache(maxsize=KEPT)
def _states_result(text: str) -> bool:
    return bool(RESULT.search(text))


@lru_cache(maxsize=KEPT)
def parts_by_group(heading: str) -> bool:
    """Whether a heading says that the labels below it are groups of patients: `By age (descriptive)`."""
    return bool(pattern("context", "by_group").search(BESIDE.sub("", heading.partition("\n")[0]).strip()))


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that one text names, in order of place."""

    text: str
    arms: tuple[Mention, ...] = ()
    endpoints: tuple[Mention, ...] = ()
    populations: tuple[Mention, ...] = ()
    timepoints: tuple[Mention, ...] = ()
    analyses: tuple[Mention, ...] = ()
    trials: tuple[Mention, ...] = ()
    block: int = field(default=-1, kw_only=True)  # whose text it is

    def within(self, start: int, end: int) -> Words:
        """What a stretch of the text names."""
        named = (self.arms, self.endpoints, self.populations, self.timepoints, self.analyses, self.trials)
        return Words(self.text, *[between(mentions, start, end) for mentions in named], block=self.block)

    def read_in(self, block: int) -> Words:
        """The same, each name with its place in that block."""
        named = (self.arms, self.endpoints, self.populations, self.timepoints, self.analyses, self.trials)
        return Words(self.text, *[tuple([_placed(m, block) for m in mentions]) for mentions in named], block=block)

    @property
    def names_nothing(self) -> bool:
        """Whether it names none of all that."""
        return not (self.arms or self.endpoints or self.populations or self.timepoints or self.analyses or self.trials)

    @property
    def is_use(self) -> bool:
        """Whether it says for whom a medicine is, or whom the trial enrolled: `For adults with relapsed myeloma`."""
        return bool(OF_ALL.match(self.text))

    @property
    def is_open(self) -> bool:
        """Whether what it says goes on below: it ends in a colon, or states no result of its own."""
        return self.text.rstrip().endswith(":") or not self.has_number

    @property
    def has_number(self) -> bool:
        """Whether it states a result of its own rather than a scope."""
        return _states_result(self.text)


# Weeks of a schedule say when a medicine is given: `200 mg IV at Weeks 0, 4, and 8`.
SCHEDULE = re.compile(r"\d\s?(?:mg|mcg|µg|IU|units)\b[^.;:]{0,40}\b(?:at|on)\s(?:[Ww]eeks?|[Dd]ays?|[Mm]onths?)\s\d")
# A lead-in that says from when results went on tells not when those below it were had: `kept improving after week 16:`
GOES_BEYOND = re.compile(
    r"\b(?:continu|improv|increas|deepen|rose|grew|kept|further)\w*\b[^.;:]{0,60}\b(?:after|beyond|past)\s(?:the\s)?(?:[Ww]eek|[Mm]onth|[Yy]ear|\d)"
)
OF_ALL = re.compile(r"For |[^.;]{0,60}\b(?:enrolled|recruited|included)\s")
AT_BASELINE = re.compile(r"(?<!from )\bbaseline\b|\b(?:demographics?|patient characteristics)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inherited:
    """What governs a block from outside; nearest first where there are several."""

    headings: tuple[Words, ...] = ()  # innermost first
    lead: Words | None = None  # the list item or paragraph that introduces this block
    pair: tuple[str, str] | None = None  # experimental arm, comparator
    near_pair: tuple[str, str] | None = None  # the same, where this block's own heading or what stands under it says so
    opponents: Mapping[str, str] = field(
        default_factory=dict
    )  # comparator, folded -> the product's arm that the page sets against it
    of_trials: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # trial -> its arms, where there are several
    arm: str | None = None
    studied: str | None = None  # the first arm with the product that its part of the page names
    group: str | None = None  # the label above, where labels name groups of patients
    analysis: str | None = None
    trial: str | None = None
    citing: int | None = None  # block whose markers cover this one where it has none
    timed: Words | None = None  # the line above that says when what stands below it was measured
    caption: Words | None = None  # of the table that a cell stands in
    title: int = -1  # the last block of the page's title

    @property
    def scopes(self) -> tuple[Words, ...]:
        """What sets a population from outside: the lead-in, then headings that are no claim and not the page's title."""
        headings = tuple(h for h in self.headings if h.block > self.title and not h.has_number and not h.is_use)
        return (self.lead, *headings) if self.lead and self.lead.is_open else headings

    @property
    def parts_patients(self) -> bool:
        """Whether the labels under the nearest heading, or the list's lead-in, name groups: it ends `by age`."""
        over = (self.lead, *self.headings[:1]) if self.lead else self.headings[:1]
        return any(parts_by_group(words.text) for words in over)

    @property
    def is_at_baseline(self) -> bool:
        """Whether what stands here says what the patients of a trial were like: under `Baseline demographics`."""
        return any(AT_BASELINE.search(heading.text) for heading in self.headings[:2])

    @property
    def times(self) -> tuple[Words, ...]:
        """What sets a time point from outside: the same, and the heading of a page that has but one."""
        return tuple(w for w in self._timed() if not (SCHEDULE.search(w.text) or GOES_BEYOND.search(w.text)))

    def _timed(self) -> tuple[Words, ...]:
        near = tuple(words for words in (self.lead, self.timed) if words)
        if len(self.headings) == 1 and not self.headings[0].has_number:
            return (*near, *self.scopes, *self.headings)
        near = near if self.lead is None or self.lead.is_open else near[1:]
        reach = 2 if self.headings and self.headings[0].populations else 1  # over the label of a group
        told = tuple(h for h in self.headings[:reach] if h.block > self.title and len(h.timepoints) == 1)
        return (*near, *self.scopes, *told)  # a heading that tells a result at a time goes before its details
