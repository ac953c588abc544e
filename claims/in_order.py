"""Ties values in a row to arms in a row: `18% vs 6%`, `A, B and C, respectively`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from claims.mention import Mention
from claims.printed import Estimate
from claims.sides import FOLLOWERS, SET_AGAINST, SETS_AGAINST, Sides, end_before, gap_behind, other_arm
from claims.units import dimension

AS_FIRST = "as in the first bracket"


def in_order(
    estimates: Sequence[Estimate],
    mentions: Sequence[Mention],
    text: str,
    teams: Sequence[Sequence[str]],
    found: list[Sides],
    apart: frozenset[int],
    *,
    is_said: bool = False,
) -> list[Sides]:
    """Values in a row after arms in a row belong to them in order: `18% vs 6%`, `respectively`.

    `teams` are the arms that they may belong to: the first of these that has as many arms as there are values;
    `is_said` where the sentence before told values of the first of them.
    """
    result = list(found)
    i = 0
    while i < len(estimates):
        j = last_beside(i, estimates, text, sets_beside)
        if j == i:  # words may stand between the first two values, and no others
            j = last_beside(i, estimates[: i + 2], text, WORDS_AGAINST.fullmatch)
            j = last_beside(j, estimates, text, sets_beside)
        row = _row(i, estimates, text)
        under = next((names for names in teams if len(names) == len(row)), None)
        if len(row) > j + 1 - i and under and apart.isdisjoint(row):
            for place, name in zip(row, under, strict=True):
                result[place] = Sides(name, None, UNDER_ITS_HEAD)
            i = row.stop
            continue
        if _in_pairs(i, j, estimates, text):
            j = i + 1
        run = range(i, j + 1)
        if len(run) >= 2 and apart.isdisjoint(run):
            team = next((names for names in teams if len(names) == len(run)), teams[0])
            result = _assign_run(run, estimates, mentions, text, team, result, is_said=is_said)
        i = j + 1
    return result


def _in_pairs(first: int, last: int, estimates: Sequence[Estimate], text: str) -> bool:
    """Whether values in a row are set against each other two by two: `49.6% vs 36.3% (OS), and 35.3% vs 19.5% (PFS)`."""
    against = [bool(SETS_AGAINST.search(gap_behind(estimates, at, text))) for at in range(first, last)]
    return len(against) > 1 and against == [at % 2 == 0 for at in range(len(against))] and against[-1]


def last_beside(first: int, estimates: Sequence[Estimate], text: str, joins: Callable[[str], object]) -> int:
    """The place of the last value of a run that begins at one: of the same unit, parted by words that join them."""
    last = first
    while (
        last + 1 < len(estimates)
        and estimates[last + 1].form not in FOLLOWERS
        and _alike(estimates[first], estimates[last + 1])
        and joins(gap_behind(estimates, last, text))
    ):
        last += 1
    return last


def _alike(first: Estimate, other: Estimate) -> bool:
    """Whether two values may be set against each other: in one unit, or a median that was not reached and a time."""
    if first.unit == other.unit:
        return True
    return any(one.status and dimension(two.unit) == "time" for one, two in ((first, other), (other, first)))


UNDER_ITS_HEAD = "value of a row under its head"


def _row(first: int, estimates: Sequence[Estimate], text: str) -> range:
    """Values of one unit that nothing but spaces part, to the end of their line: a row of a table that lost its columns."""
    last = last_beside(first, estimates, text, lambda gap: not gap.strip(" \t"))
    ends = text[estimates[last].end : estimates[last].end + 1] in ("", "\n")
    return range(first, last + 1) if ends and last > first else range(first, first + 1)


# `22% (149/669) were able to walk, vs 16% (108/682)`
WORDS_AGAINST = re.compile(
    r"(?:\s\([^()]*\))?(?:\s[a-zA-Z-]+){0,8},?\s(?:as\s)?(?:vs\.?|versus|against|compared (?:with|to))\s(?:only\s)?"
)


def sets_beside(gap: str) -> bool:
    """Whether the words between two values set them side by side: `and`, `vs`, a comma."""
    gap = re.sub(r"\([^()]*\)", " ", gap)
    return bool(re.search(r"[,;/]|\w", gap)) and (
        bool(
            re.fullmatch(
                r"[\s,;)(]*(?:\([^)]*\)\s?)?(?:vs\.?|versus|compared (?:with|to)|and|v\.|/)?[\s,(]*(?:only\s|in\s|[nN]\s?=\s?)?",
                gap,
            )
        )
        and len(gap) < 60
    )


def _assign_run(
    run: range,
    estimates: Sequence[Estimate],
    mentions: Sequence[Mention],
    text: str,
    team: Sequence[str],
    found: list[Sides],
    *,
    is_said: bool,
) -> list[Sides]:
    names = _names_for(run, estimates, mentions, text, team, found, is_said=is_said)
    listed = _listed_behind(run, estimates, mentions, text)
    beside = _beside_behind(run, estimates, mentions, text)
    is_told = "respectively" in text[estimates[run[-1]].end :][:160]
    for place, name in zip(run, names, strict=False):
        if found[place].pattern == AS_FIRST:
            continue
        if found[place].pattern != "linked behind" or is_told or names in (listed, beside):
            found[place] = Sides(name, None, "respectively" if is_told else "in order")
    return found


def _names_for(
    run: range,
    estimates: Sequence[Estimate],
    mentions: Sequence[Mention],
    text: str,
    team: Sequence[str],
    found: list[Sides],
    *,
    is_said: bool,
) -> list[str]:
    """The arms of values in a row: those named before them, those named behind, or those that the text above compares."""
    first, last = estimates[run[0]], estimates[run[-1]]
    before = [m for m in mentions if m.end <= first.start]
    against = [m for m in before if SET_AGAINST.search(text[max(0, m.start - 24) : m.start])]
    earlier = list(dict.fromkeys(m.id for m in [*(m for m in before if m not in against), *against]))
    later = [m for m in mentions if m.start >= last.end]
    listed = _listed_behind(run, estimates, mentions, text)
    is_told = RESPECTIVELY.search(text, last.end, last.end + 60)
    has_verb = len(before) > 1 and not is_told and OWN_VERB.fullmatch(text, before[-1].end, first.start)
    if has_verb and any(before[-2].end <= e.start < before[-1].start for e in estimates):
        return []  # `with A 52% and 34%, whereas B had 3% and 1%`: the arm before has had its values
    if not earlier and listed:
        return listed
    if len(earlier) >= len(run):
        return earlier[: len(run)] if "respectively" in text[last.end : last.end + 40] else earlier[-len(run) :]
    is_within = len(later) >= len(run) and not _leaves_brackets(text[last.end : later[len(run) - 1].start])
    if not earlier and is_within and NAMES_FOLLOW.match(text[last.end : later[0].start]):
        return [m.id for m in later[: len(run)]]
    if len(run) != len(team) or _is_tied(found, run):
        return []
    gap = text[end_before(estimates[run[-2]], last.start) : last.start]
    if gap == " and " and not is_told and LISTS_TWO.search(text, max(0, first.start - LABEL_REACH), first.start):
        return []  # `nausea and rash, 12% and 9%`: two things in one arm
    if gap == " and " and not mentions and NAMES_TWO.search(text, max(0, first.start - LABEL_REACH), first.start):
        return []  # `nausea and rash were seen in 12% and 9%, respectively`, of no arm that the sentence names
    if len(earlier) == 1 and len(team) == 2 and _has_had_its_value(before[-1], first, estimates, text):
        return list(team)
    if len(earlier) == 1 and len(team) == 2:
        named = [earlier[0], other_arm(earlier[0], (team[0], team[1])) or earlier[0]]
        return named[::-1] if against else named  # `better than B: 2.1% vs 2.4%`
    between = text[first.end : last.start]
    is_open = len(run) == 2 and gap == " and " and first.unit and not earlier and not later
    if is_open and (is_said or _is_labelled(run, estimates, text, found)):
        return list(team)
    if (
        "," not in between
        and not SETS_AGAINST.search(between)
        and "/" not in between
        and not RESPECTIVELY.search(text, last.end)
        and not RATIO_BEHIND.match(text, end_before(last, len(text)))
        and len({e.of.value for e in estimates[run[0] : run[-1] + 1] if e.of}) < len(run)
    ):
        return []  # `at least 4% and up to 9%` is no comparison
    same = {m.id for m in later}
    return list(team) if not earlier and (len(same) <= 1 or same == set(team)) else []


def _is_labelled(run: range, estimates: Sequence[Estimate], text: str, found: Sequence[Sides]) -> bool:
    """Whether two values are all that a label or a clause tells: `Serious events: 42.0% and 50.0%`, or the values before
    them were those of two arms."""
    if any(found[place].pattern in ("respectively", "in order") for place in range(run[0])):
        return True
    label = LABEL.search(text, max(0, estimates[run[0]].start - LABEL_REACH), estimates[run[0]].start)
    return bool(label and CLAUSE_ENDS.match(text, end_before(estimates[run[-1]], len(text))))


LABEL_REACH = 80  # characters of a label before its values
LABEL = re.compile(r"(?:^|[.;:\n])[^.;:\n]*[A-Za-z)][:,]\s$")
CLAUSE_ENDS = re.compile(r"(?:\s?\([^()]*\))?(?:[.;](?!\d)|\s?$|\n)")
# `nausea and headache, `, `in adults and adolescents: `, `at week 16 and week 52 were `
LISTS_TWO = re.compile(
    r"[\w)]\s(?:and|or)\s(?:[\w%-]+\s){0,6}?[\w%-]+[:,]?\s(?:(?:was|were|occurred|reported|seen|in|by|of)\s){0,3}$"
)
NAMES_TWO = re.compile(r"[a-z]\sand\s[a-z-]{4,40}\s(?:was|were|occurred)\s(?:\w+\s)?in\s$")


def _has_had_its_value(arm: Mention, first: Estimate, estimates: Sequence[Estimate], text: str) -> bool:
    """`16.6 months versus 9.2 for placebo; 46% had not progressed, as against 34%`: the arm belongs to what precedes it."""
    is_over = ";" in text[arm.end : first.start]
    return is_over and any(OF_THE_ARM.fullmatch(text[e.end : arm.start]) for e in estimates if e.end <= arm.start)


OF_THE_ARM = re.compile(r"\s?(?:months\s|%\s)?(?:for|with|on|in)\s(?:the\s)?")


def _listed_behind(run: range, estimates: Sequence[Estimate], mentions: Sequence[Mention], text: str) -> list[str]:
    """`9.7% vs 13.0%, Exemplar vs placebo`: as many arms straight behind the values as there are values."""
    end = estimates[run[-1]].end
    later = [m for m in mentions if m.start >= end][: len(run)]
    is_list = len(later) == len(run) and DIRECTLY.fullmatch(text[end : later[0].start])
    beside = all(BETWEEN_ARMS.fullmatch(text[a.end : b.start]) for a, b in pairwise(later))
    return [m.id for m in later] if is_list and beside else []


def _beside_behind(
    run: range, estimates: Sequence[Estimate], mentions: Sequence[Mention], text: str
) -> list[str] | None:
    """`9%, 18%, and 2% of the A, B, and placebo groups`: just as many arms side by side behind the values."""
    later = [m for m in mentions if m.start >= estimates[run[-1]].end]
    gaps = [bool(BETWEEN_ARMS.fullmatch(text[a.end : b.start])) for a, b in pairwise(later[: len(run) + 1])]
    is_row = len(later) >= len(run) and all(gaps[: len(run) - 1]) and not any(gaps[len(run) - 1 :])
    return [m.id for m in later[: len(run)]] if is_row else None


def _leaves_brackets(words: str) -> bool:
    """Whether brackets close that opened before the words: what stands behind them is of something else."""
    return words.count(")") > words.count("(")


BETWEEN_ARMS = re.compile(r"\s?(?:,|,?\s?and|vs\.?|versus|/)\s?")
OWN_VERB = re.compile(r"(?:\s(?!vs\b|versus\b|in\b|it\b)[a-z]{2,12}){1,3}\s")
RESPECTIVELY = re.compile(r"\brespectively\b")
RATIO_BEHIND = re.compile(r"\s?[(,;:]\s?(?:HR|OR|RR|(?:hazard|odds|risk|rate)\sratio|difference|[Pp]\s?[=<])")
DIRECTLY = re.compile(r"(?:\s?\([^()]*\))?[\s,;:(\[–—-]*")
NAMES_FOLLOW = re.compile(r"[^.;]{0,60}\b(?:for|in|with|of|among)\b")


def _is_tied(found: list[Sides], run: range) -> bool:
    return any(found[place].pattern == "linked behind" for place in run)
