"""A sentence without its arms, trials, time points and other values: what is left says what was measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claims.mention import Mention
from claims.printed import Estimate, Span
from claims.small_letters import small, small_pattern
from claims.words import Words

# Words that tie an arm to the sentence and go with it: `of patients [treated with] Exemplar`.
TIES = small_pattern(
    r"(?:\b(?:(?:who|that)\s)?(?:(?:was|were|are|had|have|has)\s(?:been\s)?(?=treated|randomi|assigned|allocated|given|receiv|taking|on\b|in\b))?"
    r"(?:treated|randomi[sz]ed|assigned|allocated|given|switched|exposed|started|receiving|received|taking|took|take|takes|used|on|in|with|for|to|by|among|from|over|than|vs\.?|versus|against|compared|relative|alone)\s"
    r"|\b(?:those|the|an?|any|either|each|both|only|just)\s(?=(?:[\w+-]+\s)?$)|-\s?)+$"
)
STARTS_TIE = small_pattern(
    r"\b(?:who|treated|randomi[sz]ed|assigned|allocated|given|switched|exposed|started|receiving|received|taking|took|take|takes|used|on|in|with|for|to|by|among|from|over|than|vs\.?|versus|against|compared|relative)\b"
)
TAIL = re.compile(
    r"(?:-treated|-receiving)?(?:\s(?:arms?|groups?|cohorts?|doses?|recipients|alone|monotherapy))?(?:\s(?:once|twice)[-\s](?:daily|weekly|monthly))?\b",
    re.IGNORECASE,
)
TRIAL_TIES = small_pattern(r"\b(?:in|from|across|of)\s(?:the\s)?(?:pivotal\s|phase\s\w+\s)*$")
TRIAL_TAIL = re.compile(r"\)?(?:\s(?:trial|study|trials|studies))?,?\s?", re.IGNORECASE)
VALUE_TIES = small_pattern(
    r"(?:[,;(]\s?|\s)(?:(?:and|or|but|vs\.?|versus|compared\s(?:with|to)|against|as\sagainst|than|over|relative\sto|while|whereas|only|just|in|by|with)\s){0,3}$"
)
OF_WHOM = re.compile(
    r"\s?(?:\([^()]{0,40}\)\s?)?of\s(?:the\s|all\s)?(?:patients|people|participants|subjects|adults|women|men|those)\b"
)
SAYS = re.compile(
    r"\b(?:were|was|had|have|has|are|is|experienced|achieved|reported|received|did|stopped|discontinued)\b"
)
GAPS = re.compile(r"\(\s*[,;:]?\s*\)|\[\s*\]")
SPACES = re.compile(r"\s\s+|[^\S ]")  # all but one blank alone
COMMAS = re.compile(r"\s+([,;.)])|,(?:\s*,)+")
REACH = 60  # characters before a mention over which its ties are sought
TIES_REACH = 30  # the same for a value
WHOM_REACH = 80  # characters behind a value that may say of whom it is told


class Skeleton:
    """One segment's words with cuts where it names arms, trials, times and values."""

    def __init__(self, words: Words, segment: Span, estimates: Sequence[Estimate]) -> None:
        self._text = words.text
        self._segment = segment
        self._cuts = sorted(
            (
                *_arm_cuts(words.text, words.arms, segment),
                *_trial_cuts(words.text, words.trials, segment),
                *(_time_cut(words.text, mention) for mention in words.timepoints),
            )
        )
        self._values = [(e.start, e.end) for e in estimates if not _is_had(words.text, e)]
        self._values += [part for e in estimates for part in e.parts]
        self._said: dict[tuple[int, int, bool], str] = {}  # what stands from one offset to another, before or behind it
        self._tied: dict[tuple[int, int], int] = {}  # where a value's ties begin, sought from an offset
        self._told: dict[tuple[int, int], int] = {}  # where those end of whom a value is told, sought up to an offset
        self._lines = frozenset((e.start, e.end) for e in estimates if e.unit == "lines")

    def before(self, at: int, start: int) -> str:
        """What stands before an offset, from `start` on."""
        return self._read(start, at, None)

    def after(self, at: int, end: int) -> str:
        """What stands behind an offset, up to `end`."""
        return self._read(at, end, at)

    def _read(self, start: int, end: int, own: int | None) -> str:
        key = start, end, own is None
        if key not in self._said:
            self._said[key] = self._left(start, end, own)
        return self._said[key]

    def _left(self, start: int, end: int, own: int | None) -> str:
        cuts = [cut for cut in self._cuts if cut[1] > start and cut[0] < end]
        ends: set[Span] = set()  # cuts of values: where something was said before one, a new clause begins
        for low, high in self._values:
            if high <= start or low >= end:
                continue
            if own is not None and (low, high) in self._lines:
                continue  # `1.0% had received 4 prior lines`: the lines say what the share is of
            begin = low if own is None else self._ties(max(start, low - TIES_REACH), low)
            is_bracketed = "(" in self._text[begin:low] and self._text[high : high + 1] == ")"
            told = high + is_bracketed  # its bracket goes with it
            cut = (begin, self._of_whom(told, min(end, told + WHOM_REACH)))
            cuts.append(cut)
            ends.add(cut)
        kept: list[str] = []
        at = start
        for low, high in sorted(cuts):
            if low > at:
                kept.append(self._text[at:low])
            if high > at:
                kept.append("; " if own is not None and (low, high) in ends and SAYS.search("".join(kept)) else " ")
                at = high
        kept.append(self._text[at:end] if at < end else "")
        words = GAPS.sub(" ", "".join(kept))
        return COMMAS.sub(lambda match: match[1] or ",", SPACES.sub(" ", words))

    def _ties(self, start: int, low: int) -> int:
        if (start, low) not in self._tied:
            tied = _ties_before(VALUE_TIES, self._text, start, low)
            self._tied[start, low] = low - len(tied)
        return self._tied[start, low]

    def _of_whom(self, high: int, end: int) -> int:
        if (high, end) not in self._told:
            told = OF_WHOM.match(self._text, high, end)
            self._told[high, end] = told.end() if told else high
        return self._told[high, end]


SURVIVE = re.compile(r"survived?\s", re.IGNORECASE)


def _time_cut(text: str, timepoint: Mention) -> Span:
    """A time point without the verb before it, which says what happened: `survive five years`."""
    verb = SURVIVE.match(text, timepoint.start)
    return (verb.end() if verb else timepoint.start, timepoint.end)


HAD = re.compile(
    r"\b(?:had|have|having|reached|reaching|achieved|achieving)\s(?:an?\s(?:reduction|decline|decrease|increase|improvement|drop|fall|rise|loss|gain)\sof\s)?$"
)


HAD_REACH = 36  # characters before a limit in which that stands


def _is_had(text: str, estimate: Estimate) -> bool:
    """Whether a limit is what patients had rather than a result: `3 patients had >3 prior lines`."""
    return estimate.op != "=" and bool(HAD.search(text, max(0, estimate.start - HAD_REACH), estimate.start))


BESIDE = re.compile(r"\s?(?:,|,?\sand|,?\sor|/|vs\.?|versus)\s")


def _ties_before(ties: re.Pattern[str], text: str, start: int, end: int) -> str:
    """The words that tie what begins at an offset to the sentence, sought from another, in small letters; none is no words."""
    back = max(0, start - 1)  # a word may begin before
    found = ties.search(small(text[back:end]), start - back)
    return found[0] if found else ""


def _arm_cuts(text: str, arms: Sequence[Mention], segment: Span) -> Iterator[Span]:
    cut_to = -1
    for arm in arms:
        low = max(segment[0], arm.start - REACH)
        tied = _ties_before(TIES, text, low, arm.start)
        tail = TAIL.match(text, arm.end)
        end = tail.end() if tail else arm.end
        if 0 <= cut_to < arm.start and BESIDE.fullmatch(text, cut_to, arm.start):
            yield cut_to, end
            cut_to = end
        elif STARTS_TIE.search(tied):
            yield arm.start - len(tied), end
            cut_to = end
        elif text[arm.start - 1 : arm.start] == "(" and text[end : end + 1] == ")":
            yield arm.start - 1, end + 1


def _trial_cuts(text: str, trials: Sequence[Mention], segment: Span) -> Iterator[Span]:
    for trial in trials:
        tied = _ties_before(TRIAL_TIES, text, max(segment[0], trial.start - REACH), trial.start)
        if tied:
            tail = TRIAL_TAIL.match(text, trial.end)
            yield trial.start - len(tied), tail.end() if tail else trial.end
