"""Where an estimate stands, and what its block has said before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from claims.arm_mentions import pair_in
from claims.context import PageContext
from claims.dose_arms import ITS_DOSE
from claims.mention import Mention
from claims.model import Block, Claim
from claims.segments import Span
from claims.skeleton import Skeleton
from claims.words import Inherited, Words


@dataclass(frozen=True, slots=True)
class Chosen:
    """An endpoint and which pattern chose it."""

    name: str | None
    pattern: str


@dataclass(frozen=True, slots=True)
class Said:
    """What earlier sentences of the same block have said."""

    endpoint: Chosen | None = None  # of the last result
    named: str | None = None  # the last endpoint that was named at all
    arm: str | None = None
    population: str | None = None
    is_of_group: bool = False  # a sentence pointed back at that group: what follows is told in it
    timepoint: str | None = None
    is_time_of_result: bool = False  # the sentence that named the time told a result of its own
    analysis: str | None = None
    trial: str | None = None
    results: tuple[Claim, ...] = ()
    pair: tuple[str, str] | None = None  # the arms that a sentence set against each other
    topic: str | None = None  # what the last values under the same heading were of
    team: tuple[str, ...] = ()  # the arms that the last sentence with several named, in order

    @property
    def two_last(self) -> tuple[str, str] | None:
        """The two arms named last, where there are just two."""
        if len(self.team) != 2 or any(
            ITS_DOSE.sub("", arm).strip() in self.team for arm in self.team if ITS_DOSE.search(arm)
        ):
            return None  # `Exemplar` and `Exemplar 40 mg` are one arm
        return self.team[0], self.team[1]

    def and_then(self, words: Words, segment: Span, *, told: bool = False) -> Said:
        """The same after one more sentence, which told a result or not."""
        goes_on = self.is_of_group or (self.population is not None and opens_with_group(words.text, segment))
        if words.names_nothing:
            return replace(self, is_of_group=goes_on)
        return replace(
            self,
            arm=last(words.arms) or self.arm,
            pair=pair_in(words.text, words.arms) or self.pair,
            team=_several(words.arms) or self.team,
            population=_group_going_on(words) or self.population,
            is_of_group=goes_on and not words.populations,
            timepoint=last(words.timepoints) or self.timepoint,
            is_time_of_result=told if words.timepoints else self.is_time_of_result,
            analysis=last(words.analyses) or self.analysis,
            trial=last(words.trials) or self.trial,
            named=last(tuple(m for m in words.endpoints if m.id not in OF_ITS_OWN)) or self.named,
        )


# `In this subgroup, ...`: in the group named last
BACK_AT_GROUP = re.compile(
    r"\b[Ii]n\s(?:this|that|the\ssame)\s(?:[\w-]+\s)?(?:sub)?(?:group|population|cohort|set)\b(?!\sof\b)"
)


def opens_with_group(text: str, segment: Span) -> bool:
    """Whether a sentence begins by pointing back at a group, so that those after it are of that group too."""
    return BACK_AT_GROUP.match(text, *segment) is not None


def _group_going_on(words: Words) -> str | None:
    """The last group that a sentence names; one before a colon is that of its own line."""
    group = words.populations[-1] if words.populations else None
    return None if group is None or OVER_RESULT.match(words.text, group.end) else group.id


OVER_RESULT = re.compile(r":\s[^\n]{0,60}?\d(?:\s?%|\.\d)")


def _several(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(mention.id for mention in mentions))
    return names if len(names) > 1 else ()


def last(mentions: tuple[Mention, ...]) -> str | None:
    """What the last of some mentions names."""
    return mentions[-1].id if mentions else None


# What only the number beside it is of: no other value goes on with it.
OF_ITS_OWN = frozenset({"FOLLOW_UP", "NNT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where an estimate stands: its block and segment, what the segment names, the stretch between its neighbours."""

    context: PageContext
    block: Block
    segment: Span
    words: Words
    window: Span
    first: int  # where the first estimate of the segment begins
    said: Said
    skeleton: Skeleton

    @property
    def product(self) -> str | None:
        """The page's product, by the name that the page uses."""
        return self.context.arms.called

    @property
    def is_of_group(self) -> bool:
        """Whether its sentence, or one before it, points back at the group that the block named last."""
        points = self.said.is_of_group or BACK_AT_GROUP.search(self.block.text, *self.segment)
        return self.said.population is not None and bool(points)

    @property
    def inherited(self) -> Inherited:
        """What governs the block from outside."""
        return self.context.inherited[self.block.index]
