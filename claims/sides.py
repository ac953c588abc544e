"""The two arms of an estimate, and the words that set one against the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.arm_mentions import pair_in
from claims.dose_arms import ITS_DOSE
from claims.lexicon import load
from claims.mention import Mention
from claims.printed import Estimate
from claims.site import Said
from claims.words import Inherited, Words

SETS_AGAINST = re.compile(
    r"(?<!\w)(?:vs\.?|v\.|versus|compared (?:with|to)|in comparison (?:with|to)|relative to|against|than|whereas|over)(?!\w)",
    re.IGNORECASE,
)
COMPARATIVE = frozenset(
    {"hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio", "risk_reduction", "difference", "fold"}
)
FOLLOWERS = frozenset({"range", "(range)"})  # a range stands behind the value it belongs to
ITS_OWN = "set against the arm behind, as the values beside it against theirs"
NO_ARM = frozenset({"FOLLOW_UP"})
ARMS = 256  # of which is known whether they are controls


@dataclass(frozen=True, slots=True)
class Sides:
    """The arm an estimate belongs to and the arm it is set against, with the pattern that found them."""

    arm: str | None = None
    versus: str | None = None
    pattern: str = "none"
    against: str = ""  # the pattern that found the other arm


Pair = tuple[str, str]


def pair_of(
    words: Words, mentions: Sequence[Mention], said: Said, inherited: Inherited, product: Sequence[str] = ()
) -> Pair | None:
    """The two arms that a segment compares, else those that its block, its heading or the values above it do, else
    those of the page."""
    own = pair_in(words.text, tuple(mentions)) or two_arms(mentions) or _against_one(words.text, mentions)
    own = own or _against_heading(words.text, mentions, inherited)
    trials = {str(mention.id) for mention in words.trials}
    of_trial = inherited.of_trials.get(next(iter(trials))) if len(trials) == 1 else None
    around = [pair for pair in (of_trial, said.pair, inherited.near_pair, said.two_last, inherited.pair) if pair]
    own = own or _against_comparator(words.text, mentions, around, inherited, product)
    found = own or next(iter(around), None)
    return oriented(found, product) if found else None


def _against_comparator(
    text: str, mentions: Sequence[Mention], around: Sequence[Pair], inherited: Inherited, product: Sequence[str]
) -> Pair | None:
    """The only arm that a text names, where that is one which values are set against, behind the arm that the page sets
    against it: `21 months vs 16 months with everolimus`."""
    if not product or len({m.id for m in mentions}) != 1:
        return None
    other = mentions[0].id
    if any(name in other for name in product) or not (is_control(other) or _is_set_against(text, mentions[0])):
        return None
    ours = [arm for pair in around for arm in pair if any(name in arm for name in product)]
    if any(ITS_DOSE.search(arm) for arm in ours):
        return None  # which of its doses is set against it, the values tell
    told = next((pair for pair in around if other.casefold() in map(str.casefold, pair)), None)
    if told:
        return told[told[0].casefold() == other.casefold()], other
    if other.casefold() in inherited.opponents:
        return inherited.opponents[other.casefold()], other
    is_of_this_trial = is_control(other) or not around
    return ((inherited.studied or next(iter(ours), product[0])) if is_of_this_trial else product[0], other)


def _is_set_against(text: str, arm: Mention) -> bool:
    before = text[max(0, arm.start - AGAINST_REACH) : arm.start]
    return bool(
        AGAINST_BEFORE.search(before) or DIFFERENCE_FROM.search(text[max(0, arm.start - DIFFERENCE_REACH) : arm.start])
    )


def _against_heading(text: str, mentions: Sequence[Mention], inherited: Inherited) -> Pair | None:
    """The only arm that the nearest heading names, set against the only one of the text: `Exemplar plus chemotherapy` over
    `9 months more than Exemplar by itself`."""
    names = {str(m.id) for m in mentions}
    over = inherited.headings[0] if inherited.headings else None
    if len(names) != 1 or over is None or over.block == inherited.title:
        return None
    first = {str(m.id): m.id for m in over.arms}
    is_against = any(SET_AGAINST.search(text[max(0, m.start - 24) : m.start]) for m in mentions)
    if len(first) != 1 or not is_against or set(first) == names:
        return None
    return next(iter(first.values())), mentions[0].id


def _against_one(text: str, mentions: Sequence[Mention]) -> Pair | None:
    """Several arms against one: `versus placebo, -1.5 for the 5 mg dose and -1.8 for the 15 mg dose`."""
    against = {m.id for m in mentions if SET_AGAINST.search(text[max(0, m.start - 24) : m.start])}
    others = [m.id for m in mentions if m.id not in against]
    return (others[0], next(iter(against))) if len(against) == 1 and others else None


def oriented(pair: Pair, product: Sequence[str] = ()) -> Pair:
    """A pair with its comparator behind: a placebo is never the arm under study, nor is what the product is set against."""
    first, second = (is_control(arm) for arm in pair)
    if first == second:
        first, second = (not any(name in arm for name in product) for arm in pair)
    return (pair[1], pair[0]) if first and not second else pair


@lru_cache(maxsize=ARMS)
def is_control(arm: str) -> bool:
    """Whether an arm is a placebo or another comparator without a medicine."""
    return any(arm.casefold() == word or arm.casefold().startswith(f"{word} ") for word in load("arms")["controls"][:6])


def end_before(estimate: Estimate, before: int) -> int:
    """The end of an estimate and of those of its parts that stand before an offset."""
    return max([estimate.end, *(end for _, end in estimate.parts if end <= before)])


def gap_behind(estimates: Sequence[Estimate], i: int, text: str) -> str:
    """The words between an estimate and the one behind it."""
    behind = estimates[i + 1].start
    return text[end_before(estimates[i], behind) : behind]


AGAINST_REACH = 40  # characters of the words that set a value against what stands before it
ENDS_AGAINST = re.compile(rf"{SETS_AGAINST.pattern}\s(?:only\s|just\s|about\s|approximately\s)?$", re.IGNORECASE)


def two_arms(mentions: Sequence[Mention]) -> Pair | None:
    """The two arms that mentions name, if they name just two."""
    names = list(dict.fromkeys(mention.id for mention in mentions))
    return (names[0], names[1]) if len(names) == 2 else None


def other_arm(arm: str | None, pair: Pair | None) -> str | None:
    """The arm of a pair that one is not, by its name or a part of it; the comparator where it is neither."""
    if not pair:
        return None
    if arm in pair:
        return pair[1] if arm == pair[0] else pair[0]
    is_second = bool(arm) and str(arm) in pair[1] and str(arm) not in pair[0]
    return pair[0] if is_second else pair[1]


# `vs 16.5 months with A`: words of comparison, and behind them no more than the value of the arm
AGAINST_BEFORE = re.compile(
    r"(?<!\w)(?:[Vv]s\.?|[Vv]ersus|[Cc]ompared (?:with|to)|against|than|over|below|above)(?:\s(?:only\s|about\s)?\d[^,;:]{0,24})?\s(?:(?:with|on|for|in|of)\s)?(?:the\s)?$"
)
DIFFERENCE_REACH = 60  # characters of `the difference in ... from` before an arm
DIFFERENCE_FROM = re.compile(r"\bdifferences?\b[^.;:]{0,40}\sfrom\s(?:the\s)?$")
SET_AGAINST = re.compile(
    r"(?:\b[Aa]gainst|\b[Cc]ompared (?:with|to)|\b[Vv]ersus|\b[Rr]elative to|\bvs\.?|\bthan(?:\s(?:with|on|in|for))?|\b(?:above|below|over)"
    r"|\b(?:[Nn]on-?)?(?:inferior|superior|comparable|similar|equivalent|equal) to)\s(?:the\s)?$"
)
